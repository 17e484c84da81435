/** What can't be shown: its kind, its facts, and the way to have it. */
import type { FileResponse } from '@canopy/contract';
import { Button } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import type { IconName } from '../../components/icons.ts';
import { FileName, KindIcon, kindOf } from '../../files/index.ts';
import { kindText } from '../../files/kind-words.ts';
import { usePicture } from '../../files/pictures.ts';
import type { PreviewWords } from './words.ts';

interface PlainProps {
  readonly file: FileResponse;
  readonly w: PreviewWords;
  /** Why it is not shown, and what to do instead. */
  readonly why: string;
  /** The one way to have it. */
  readonly way: { readonly label: string; readonly icon: IconName; readonly run: () => void };
  /** Offered where the content may be text after all. */
  readonly onAsText?: (() => void) | undefined;
}

export function PlainView({ file, w, why, way, onAsText }: PlainProps) {
  const { t } = w;
  const picture = usePicture(file);
  return (
    <div className="plain">
      {picture ? <img className="plain-picture" src={picture} alt="" /> : <KindIcon kind={kindOf(file.name)} />}
      <h2 className="t-title">
        <FileName name={file.name} isFolder={false} />
      </h2>
      <p className="quiet num">
        <Facts facts={[kindText(file, t), t.size(file.size), t.moment(file.updated_at)]} />
      </p>
      <p className="quiet">{why}</p>
      <div className="acts-row">
        <Button look="solid" icon={way.icon} onClick={way.run}>
          {way.label}
        </Button>
        {onAsText && (
          <Button look="edge" onClick={onAsText}>
            {w('asText')}
          </Button>
        )}
      </div>
    </div>
  );
}
