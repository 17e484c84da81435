/** Where folders are dropped to be pinned: shown while some are dragged. */
import { useState } from 'react';
import { useMe } from '../api/index.ts';
import { Icon } from '../components/Icon.tsx';
import { pinnedPlaces, uriOf, useDragged, useDragState, usePins } from '../files/index.ts';
import { useWords } from '../i18n/words.ts';
import { pinMenuWords } from './pin-menu-words.ts';

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PinDrop() {
  const w = useWords(pinMenuWords);
  const pins = usePins();
  const pinned = new Set(pinnedPlaces(useMe()).map(({ uri }) => uri.toString()));
  const folders = (useDragged() ?? []).map(uriOf).filter((uri) => !pinned.has(uri.toString()));
  const [isOver, setOver] = useState(false);
  if (folders.length === 0) return null;
  return (
    <li
      onDragOver={(event) => {
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        useDragState.setState({ items: undefined });
        /* One after the other: pins stand in the order in which they are made. */
        void folders.reduce(async (before, uri) => (await before) && pins.pin(uri), Promise.resolve(true));
      }}
    >
      <span className={isOver ? 'place pin-drop is-drop' : 'place pin-drop'}>
        <Icon name="pin" />
        <span>{w('dropToPin')}</span>
      </span>
    </li>
  );
}
