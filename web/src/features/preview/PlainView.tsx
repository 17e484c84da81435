/** What can't be shown: its kind, its facts, and the way to have it. */
import type { FileResponse } from '@canopy/contract';
import { Button } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { FileName, KindIcon, kindOf, kindText } from '../../files/index.ts';
import type { PreviewWords } from './words.ts';

interface PlainProps {
  readonly file: FileResponse;
  readonly w: PreviewWords;
  readonly title: string;
  readonly text: string;
  readonly onDownload: () => void;
  /** Offered where the content may be text after all. */
  readonly onAsText?: (() => void) | undefined;
}

export function PlainView({ file, w, title, text, onDownload, onAsText }: PlainProps) {
  const { t } = w;
  return (
    <div className="plain">
      <KindIcon kind={kindOf(file.name)} />
      <h2 className="t-title">
        <FileName name={file.name} isFolder={false} />
      </h2>
      <p className="quiet num">
        <Facts facts={[kindText(file, t), t.size(file.size)]} />
      </p>
      <p className="quiet">
        {title}. {text}
      </p>
      <div className="acts-row">
        <Button look="solid" icon="download" onClick={onDownload}>
          {t('download')}
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
