/** What stands on the stage where there are no files: a drawing, a sentence, what to do. Loaded when first needed. */
import { ApiError, ErrorCode, type FileUri } from '@canopy/contract';
import { lazy, Suspense } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import { CopyId } from '../../components/Snackbar.tsx';
import { hasTouch, keyName, usePhone } from '../../device/index.ts';
import { nameWords } from '../../files/name-words.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { navigate } from '../../router/index.ts';
import type { Browsing } from './browsing.ts';
import { KeptFolders } from './KeptFolders.tsx';
import { keptWords } from './kept-words.ts';
import type { Actions } from './menus.ts';
import { Stage } from './States.tsx';
import { stateWords } from './state-words.ts';

const Pull = lazy(async () => ({ default: (await import('../../files/view/hand/Hand.tsx')).Pull }));

/** The folder could not be loaded, or is not there. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  const w = useWords(stateWords);
  const kept = useWords(keptWords);
  const isAway = !(error instanceof ApiError);
  const isGone =
    error instanceof ApiError && (error.code === ErrorCode.PATH_NOT_EXIST || error.code === ErrorCode.NOT_FOUND);
  const { text, id } = reasonOf(error, t);
  return (
    <Stage>
      <div role="alert" className="alone">
        {isGone ? (
          <Empty
            drawing="gone"
            title={w('goneTitle')}
            actions={
              <>
                <Button look="edge" icon="files" onClick={() => navigate('/files')}>
                  {t('toFiles')}
                </Button>
                <Button look="edge" icon="trash" onClick={() => navigate('/trash')}>
                  {t('trash')}
                </Button>
              </>
            }
          >
            {w('goneText')}
          </Empty>
        ) : (
          <Empty
            drawing="gone"
            title={isAway ? kept('offlineTitle') : w('failTitle')}
            actions={
              <>
                <Button look="edge" icon="retry" onClick={onRetry}>
                  {t('retry')}
                </Button>
                {id && <CopyId id={id} />}
              </>
            }
          >
            {text}
          </Empty>
        )}
        {isAway && <KeptFolders onRetry={onRetry} />}
      </div>
    </Stage>
  );
}

/** A folder without anything in it: says how to fill it. */
export function EmptyFolder({
  target,
  actions,
  openMenu,
}: {
  target: FileUri;
  actions: Actions;
  openMenu: Browsing['openMenu'];
}) {
  const t = useT();
  const w = useWords(stateWords);
  const names = useWords(nameWords);
  const phone = usePhone();
  return (
    <Stage
      data-drop={target.toString()}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu({ x: event.clientX, y: event.clientY }, undefined);
      }}
    >
      <Suspense>{hasTouch && <Pull onRefresh={actions.refresh} />}</Suspense>
      <Empty
        drawing="folder"
        title={w('emptyTitle')}
        actions={
          <>
            <Button look="edge" icon="upload" onClick={actions.upload}>
              {t('upload')}
            </Button>
            <Button look="edge" icon="newfolder" onClick={() => actions.create('folder')}>
              {names('newFolder')}
            </Button>
          </>
        }
      >
        {phone ? w('emptyTouch') : w.rich('emptyText', { keys: <kbd className="key">{keyName('mod', 'V')}</kbd> })}
      </Empty>
    </Stage>
  );
}

/** The filter leaves nothing. */
export function NothingFits({ onClear }: { onClear: () => void }) {
  const w = useWords(stateWords);
  return (
    <Stage>
      <Empty
        drawing="search"
        title={w('filterNothingTitle')}
        actions={
          <Button look="edge" icon="close" onClick={onClear}>
            {w('filterClear')}
          </Button>
        }
      >
        {w('filterNothingText')}
      </Empty>
    </Stage>
  );
}
