/** The tools of the preview: in the header, and on the phone under the file. */
import type { FileResponse } from '@canopy/contract';
import { Tool } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { type MenuItem, MenuTool, useMenu } from '../../components/Menu.tsx';
import { MenuHead } from '../explorer/MenuHead.tsx';
import type { Act, Acts } from './acts.ts';
import type { ViewerControls } from './viewer.ts';
import type { PreviewWords } from './words.ts';

/** One press of + or -. */
export const zoomStep = 1.25;

interface ZoomProps {
  /** Per cent of the natural size, or 'fit'. */
  readonly zoom: number | 'fit';
  readonly viewer: () => ViewerControls | null;
  readonly w: PreviewWords;
}

export function ZoomTools({ zoom, viewer, w }: ZoomProps) {
  const at = zoom === 'fit' ? w('fit') : w('percent', { percent: zoom });
  const by = (factor: number) => () => viewer()?.zoomBy?.(factor);
  return (
    <span className="zoom">
      <Tool icon="minus" small label={w('zoomOut')} hint="-" onClick={by(1 / zoomStep)} />
      <button type="button" className="num" aria-label={w('zoomFit', { at })} onClick={() => viewer()?.toggle?.()}>
        {at}
      </button>
      <Tool icon="plus" small label={w('zoomIn')} hint="+" onClick={by(zoomStep)} />
    </span>
  );
}

interface ActsProps {
  readonly file: FileResponse;
  readonly acts: Acts;
  readonly w: PreviewWords;
}

export function HeaderActs({ acts: { tools } }: Pick<ActsProps, 'acts'>) {
  return tools.map(({ id, icon, label, hint, run }) => (
    <Tool key={id} icon={icon} className="desk-only" label={label} {...(hint ? { hint } : {})} onClick={run} />
  ));
}

interface MoreProps {
  readonly file: FileResponse;
  readonly items: () => MenuItem[];
  readonly w: PreviewWords;
}

export function MoreTool({ file, items, w }: MoreProps) {
  return <MenuTool icon="more" className="desk-only" end label={w.t('moreFor', { name: file.name })} items={items} />;
}

/** Under the file, where the thumb reaches. */
export function UnderBar({ file, acts: { tools, remove, menu }, w }: ActsProps) {
  const all: readonly Act[] = remove && !tools.includes(remove) ? [...tools, remove] : tools;
  return (
    <div className="under">
      {all.map(({ id, icon, short, run }) => (
        <button key={id} type="button" onClick={run}>
          <Icon name={icon} />
          <span>{short}</span>
        </button>
      ))}
      {menu && <MoreButton file={file} items={menu} w={w} />}
    </div>
  );
}

function MoreButton({ file, items, w: { t } }: MoreProps) {
  const { props, menu } = useMenu({
    label: t('moreFor', { name: file.name }),
    items,
    head: () => <MenuHead file={file} />,
  });
  return (
    <>
      <button type="button" {...props}>
        <Icon name="more" />
        <span>{t('more')}</span>
      </button>
      {menu}
    </>
  );
}
