/** What stands on the stage where nothing was found. */
import { ApiError, ErrorCode, GroupPermission, hasFlag } from '@canopy/contract';
import { useMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Failed, Stage } from '../explorer/index.ts';
import type { SearchWords } from './texts.ts';
import { useTextSearch } from './use-text-search.ts';

interface NothingFoundProps {
  readonly w: SearchWords;
  readonly place: string;
  readonly inTexts: boolean;
  readonly onClear: (() => void) | undefined;
  readonly onEverywhere: (() => void) | undefined;
  /** Looks for the same words in contents, or in names; undefined where it can't be. */
  readonly onInTexts: ((on: boolean) => void) | undefined;
}

export function NothingFound({ w, place, inTexts, onClear, onEverywhere, onInTexts }: NothingFoundProps) {
  const mayTexts = useTextSearch();
  return (
    <Stage>
      <Empty
        drawing="search"
        title={w('nothingTitle')}
        actions={
          <>
            {onClear && (
              <Button look="edge" icon="close" onClick={onClear}>
                {w('clearFilters')}
              </Button>
            )}
            {onEverywhere && (
              <Button look="edge" icon="search" onClick={onEverywhere}>
                {w('lookEverywhere')}
              </Button>
            )}
            {onInTexts && mayTexts && (
              <Button look="edge" icon="search" onClick={() => onInTexts(!inTexts)}>
                {inTexts ? w('lookInNames') : w('lookInTexts')}
              </Button>
            )}
          </>
        }
      >
        {inTexts ? w('textsNothing') : w('nothingText', { place })}
        {onInTexts && !mayTexts && <TextsAreOff w={w} />}
      </Empty>
    </Stage>
  );
}

/** That contents are not searched here; administrators are told how to change it. */
function TextsAreOff({ w }: { w: SearchWords }) {
  const me = useMe();
  return (
    <>
      {' '}
      {w('textsOff')}
      {hasFlag(me?.group?.permission ?? '', GroupPermission.ADMIN) && (
        <> {w.rich('textsOffAdmin', { command: <code key="command">canopy setting fts_enabled true</code> })}</>
      )}
    </>
  );
}

/** Contents could not be searched: because nobody wants it here, or because something broke. */
export function TextsFailed({
  w,
  error,
  onRetry,
  onNames,
}: {
  readonly w: SearchWords;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onNames: () => void;
}) {
  const isOff = error instanceof ApiError && error.code === ErrorCode.FEATURE_NOT_ENABLED;
  if (!isOff) return <Failed error={error} onRetry={onRetry} />;
  return (
    <Stage>
      <Empty
        drawing="search"
        title={w('textsOffTitle')}
        actions={
          <Button look="edge" icon="search" onClick={onNames}>
            {w('lookInNames')}
          </Button>
        }
      >
        <TextsAreOff w={w} />
      </Empty>
    </Stage>
  );
}

export function NothingYet({ w }: { w: SearchWords }) {
  return (
    <Stage>
      <Empty drawing="search" title={w('nothingYet')}>
        {w('nothingYetText')}
      </Empty>
    </Stage>
  );
}
