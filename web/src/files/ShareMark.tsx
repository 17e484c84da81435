import type { FileResponse } from '@canopy/contract';
import { Icon } from '../components/Icon.tsx';

/** After a name in one's own files: it is shared, or it is a shortcut to what somebody else shares. */
export function ShareMark({ file }: { file: FileResponse }) {
  const isShortcut = file.metadata?.['sys:shared_redirect'] && file.path?.startsWith('cloudreve://my');
  if (!file.shared && !isShortcut) return null;
  return <Icon name={file.shared ? 'link' : 'share'} className="s faint" />;
}
