/** What stands on the stage where nothing was found. */
import { Button } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Stage } from '../explorer/index.ts';
import type { SearchWords } from './texts.ts';

interface NothingFoundProps {
  readonly w: SearchWords;
  readonly place: string;
  readonly inTexts: boolean;
  readonly onClear: (() => void) | undefined;
  readonly onEverywhere: (() => void) | undefined;
}

export function NothingFound({ w, place, inTexts, onClear, onEverywhere }: NothingFoundProps) {
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
          </>
        }
      >
        {inTexts ? w('textsNothing') : w('nothingText', { place })}
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
