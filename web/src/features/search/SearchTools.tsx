/** The row over the results: conditions, how much was found, names or texts, saving the search, the view. */
import { FileUri } from '@canopy/contract';
import { useMe } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import type { View } from '../../device/index.ts';
import { pinnedPlaces, usePins } from '../../files/index.ts';
import { DetailsTool, ViewSwitch } from '../explorer/index.ts';
import { SearchChips } from './Chips.tsx';
import { asksForSomething, type Search } from './search.ts';
import { nameOfSearch, type SearchWords } from './texts.ts';
import { useTextSearch } from './use-text-search.ts';

interface SearchToolsProps {
  readonly w: SearchWords;
  readonly hidden: boolean;
  readonly search: Search;
  readonly onChange: (search: Search) => void;
  readonly place: Parameters<typeof SearchChips>[0]['place'] | undefined;
  /** URI of the search, to be saved; undefined when it cannot be. */
  readonly target: string | undefined;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly inTexts: boolean;
  /** Undefined where texts are not searched. */
  readonly onInTexts: ((on: boolean) => void) | undefined;
  readonly countText: string;
  readonly isCutShort: boolean;
}

export function SearchTools(props: SearchToolsProps) {
  const { w, search, place, inTexts, onInTexts } = props;
  const mayTexts = useTextSearch() || inTexts;
  return (
    <div className="browse search-tools" hidden={props.hidden}>
      {inTexts ? (
        <span className="t-small faint cut">{w('textsEverywhere')}</span>
      ) : (
        <SearchChips search={search} onChange={props.onChange} w={w} {...(place && { place })} />
      )}
      {inTexts && <span className="gap" />}
      {props.isCutShort && <Tool icon="warning" small label={w('cutShort')} />}
      <span className="t-small faint num desk-only count-text" role="status">
        {props.countText}
      </span>
      {onInTexts && mayTexts && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
        <div className="text-switch" role="group" aria-label={w('textsIn')}>
          <button type="button" aria-pressed={!inTexts} onClick={() => onInTexts(false)}>
            {w('names')}
          </button>
          <button type="button" aria-pressed={inTexts} onClick={() => onInTexts(true)}>
            {w('texts')}
          </button>
        </div>
      )}
      {props.target !== undefined && asksForSomething(search) && (
        <SaveTool target={props.target} search={search} w={w} />
      )}
      {!inTexts && <ViewSwitch view={props.view} onView={props.onView} />}
      <DetailsTool />
    </div>
  );
}

/** Keeps the search among the pins, or takes it from there. */
function SaveTool({ target, search, w }: { target: string; search: Search; w: SearchWords }) {
  const me = useMe();
  const pins = usePins();
  const uri = FileUri.parse(target);
  const isSaved = pinnedPlaces(me).some((pin) => pin.uri.toString() === target);
  return (
    <Tool
      icon="pin"
      small
      label={isSaved ? w('saved') : w('save')}
      pressed={isSaved}
      onClick={() => void (isSaved ? pins.unpin(uri) : pins.pin(uri, nameOfSearch(search, uri, w)))}
    />
  );
}
