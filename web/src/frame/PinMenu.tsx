/** The menu of a pin, and the question for its name. Loaded when the first of them opens. */
import { useState } from 'react';
import { useMe } from '../api/index.ts';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { Field } from '../components/Field.tsx';
import { Menu, type MenuAnchor, type MenuItem } from '../components/Menu.tsx';
import { addressOf, type Pinned, pinnedPlaces, usePins } from '../files/index.ts';
import { movePin } from '../files/pin-order.ts';
import { useWords } from '../i18n/words.ts';
import { navigate } from '../router/index.ts';
import { pinMenuWords } from './pin-menu-words.ts';

interface PinMenuProps {
  readonly pin: Pinned;
  /** Where the menu hangs; undefined = the name is asked for. */
  readonly anchor: MenuAnchor | undefined;
  readonly onRename: () => void;
  readonly onClose: () => void;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PinMenu({ pin, anchor, onRename, onClose }: PinMenuProps) {
  const w = useWords(pinMenuWords);
  const pins = usePins();
  const order = pinnedPlaces(useMe()).map(({ uri }) => uri.toString());
  const own = pin.uri.toString();
  const at = order.indexOf(own);
  /** An entry that moves it past its neighbour, where it has one. */
  const past = (id: 'up' | 'down', neighbour: string | undefined): MenuItem[] =>
    neighbour === undefined
      ? []
      : [
          {
            id,
            label: w(id),
            icon: `arrow${id}` as const,
            onSelect: () => void movePin(own, neighbour, id === 'up' ? 'before' : 'after', w.t),
          },
        ];
  if (!anchor) {
    return (
      <RenamePin
        name={pin.name}
        onDone={(name) => {
          onClose();
          if (name !== undefined && name !== pin.name) void pins.rename(pin.uri, pin.name, name);
        }}
      />
    );
  }
  return (
    <Menu
      label={w('pinOf', { name: pin.name })}
      anchor={anchor}
      items={() => [
        { id: 'open', label: w('open'), icon: 'expand', onSelect: () => navigate(addressOf(pin.uri)) },
        { id: 'rename', label: w('rename'), icon: 'rename', onSelect: onRename },
        'line',
        ...past('up', order[at - 1]),
        ...past('down', order[at + 1]),
        { id: 'unpin', label: w('unpin'), icon: 'pin', onSelect: () => void pins.unpin(pin.uri, pin.name) },
      ]}
      onClose={onClose}
    />
  );
}

function RenamePin({ name, onDone }: { name: string; onDone: (name: string | undefined) => void }) {
  const w = useWords(pinMenuWords);
  const [text, setText] = useState(name);
  const wanted = text.trim();
  return (
    <Dialog
      title={w('rename')}
      narrow
      onClose={() => onDone(undefined)}
      onSubmit={() => wanted && onDone(wanted)}
      footer={
        <>
          <span className="gap" />
          <Button onClick={() => onDone(undefined)}>{w.t('cancel')}</Button>
          <Button look="solid" type="submit" disabled={wanted === ''}>
            {w('rename')}
          </Button>
        </>
      }
    >
      <Field
        label={w('name')}
        value={text}
        maxLength={255}
        dir="auto"
        autoComplete="off"
        data-autofocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
      />
    </Dialog>
  );
}
