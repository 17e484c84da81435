/** What stands on the stage instead of files. */
import type { FileUri } from '@canopy/contract';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useOnline, type View } from '../../device/index.ts';
import { useFilesHover } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';

const load = () => import('./EmptyStates.tsx');
const LazyFailed = lazy(async () => ({ default: (await load()).Failed }));
const LazyEmptyFolder = lazy(async () => ({ default: (await load()).EmptyFolder }));
const LazyNothingFits = lazy(async () => ({ default: (await load()).NothingFits }));

const Ghosts = lazy(async () => ({ default: (await import('../../files/view/Ghosts.tsx')).Ghosts }));

/** The drawings are a chunk of their own; until it is here, the stage is bare. */
function onStage<Props extends object>(Drawn: React.ComponentType<Props>) {
  return (props: Props) => (
    <Suspense fallback={<Stage />}>
      <Drawn {...props} />
    </Suspense>
  );
}

export const Failed = onStage(LazyFailed);
export const EmptyFolder = onStage(LazyEmptyFolder);
export const NothingFits = onStage(LazyNothingFits);

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
export function Loading({ view, onRetry }: { view: View; onRetry?: () => void }) {
  const t = useT();
  const online = useOnline();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), ghostsAfterMs);
    return () => clearTimeout(timer);
  }, []);
  /* Without a connection nothing is asked, and so nothing fails. */
  if (slow && !online && onRetry) return <Failed error={undefined} onRetry={onRetry} />;
  return (
    <Stage>
      <Suspense>{slow && <Ghosts view={view} label={t('loading')} />}</Suspense>
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
