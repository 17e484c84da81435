/** What stands on the stage instead of files: on the way, nothing here, failed, gone. */
import { ApiError, ErrorCode, type FileUri } from '@canopy/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Icon } from '../../components/Icon.tsx';
import { CopyId } from '../../components/Snackbar.tsx';
import { keyName, usePhone, type View } from '../../device/index.ts';
import { Ghosts, useDropTarget, useFilesHover } from '../../files/index.ts';
import { useFolderDrop } from '../../frame/index.ts';
import { useT } from '../../i18n/index.tsx';
import { navigate } from '../../router/index.ts';
import type { Browsing } from './browsing.ts';
import type { Actions } from './menus.ts';

/** A stage without files on it. It still takes the focus of "skip to files". */
export function Stage({ children, ...rest }: React.HTMLAttributes<HTMLElement> & { children?: ReactNode }) {
  return (
    <main className="stage" id="files" tabIndex={-1} {...rest}>
      {children}
    </main>
  );
}

const ghostsAfterMs = 300;

/** Nothing for a moment, then shapes: a quick answer shows no shapes at all. */
export function Loading({ view }: { view: View }) {
  const t = useT();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), ghostsAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return <Stage>{slow && <Ghosts view={view} label={t('loading')} />}</Stage>;
}

/** The folder could not be loaded, or is not there. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  const isGone =
    error instanceof ApiError && (error.code === ErrorCode.PATH_NOT_EXIST || error.code === ErrorCode.NOT_FOUND);
  const { text, id } = reasonOf(error, t);
  return (
    <Stage role="alert">
      {isGone ? (
        <Empty
          drawing="gone"
          title={t('goneTitle')}
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
          {t('goneText')}
        </Empty>
      ) : (
        <Empty
          drawing="gone"
          title={t('failTitle')}
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
  const phone = usePhone();
  const { className: _, ...drop } = useDropTarget(target, useFolderDrop());
  return (
    <Stage
      {...drop}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu({ x: event.clientX, y: event.clientY }, undefined);
      }}
    >
      <Empty
        drawing="folder"
        title={t('emptyTitle')}
        actions={
          <>
            <Button look="edge" icon="upload" onClick={actions.upload}>
              {t('upload')}
            </Button>
            <Button look="edge" icon="newfolder" onClick={actions.newFolder}>
              {t('newFolder')}
            </Button>
          </>
        }
      >
        {phone ? t('emptyTouch') : t.rich('emptyText', { keys: <kbd className="key">{keyName('mod', 'V')}</kbd> })}
      </Empty>
    </Stage>
  );
}

/** The filter leaves nothing. */
export function NothingFits({ onClear }: { onClear: () => void }) {
  const t = useT();
  return (
    <Stage>
      <Empty
        drawing="search"
        title={t('filterNothingTitle')}
        actions={
          <Button look="edge" icon="close" onClick={onClear}>
            {t('filterClear')}
          </Button>
        }
      >
        {t('filterNothingText')}
      </Empty>
    </Stage>
  );
}

/** Shown over the stage while files of the desktop are held over it. */
export function DropCover({ target, name }: { target: FileUri; name: string }) {
  const t = useT();
  if (!useFilesHover(target)) return null;
  return (
    <div className="drop">
      <strong>
        <Icon name="upload" />
        {t('dropHint', { name })}
      </strong>
    </div>
  );
}
