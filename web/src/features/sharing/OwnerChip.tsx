/** Of several owners' files those of one, by a chip as in a search. Chosen is an id; it stands in the address. */
import type { FileResponse } from '@canopy/contract';
import { nameOf } from '../../frame/Face.tsx';
import { useWords } from '../../i18n/words.ts';
import { MenuChip } from '../search/Chips.tsx';
import { searchWords } from '../search/words.ts';
import { pageWords } from './page-words.ts';
import { usePeople } from './people.tsx';
import '../search/search.css';

/** Who shares something: its metadata tell. */
export const ownerOf = (file: FileResponse): string | undefined => file.metadata?.['sys:shared_owner'];

interface OwnerChipProps {
  readonly files: readonly FileResponse[];
  readonly owner: string | undefined;
  readonly onOwner: (owner: string | undefined) => void;
}

/** Absent where all is of one owner. */
export function OwnerChip({ files, owner, onOwner }: OwnerChipProps) {
  const w = useWords(pageWords);
  const chip = useWords(searchWords);
  const ids = [...new Set([...files.flatMap((file) => ownerOf(file) ?? []), ...(owner ? [owner] : [])])];
  const people = usePeople(ids);
  if (ids.length < 2 && !owner) return null;
  const owners = ids
    .map((id, index) => ({ id, name: people[index] ? nameOf(people[index]) : w('goneOwner') }))
    .sort((a, b) => a.name.localeCompare(b.name, w.t.language));
  return (
    <div className="chips">
      <MenuChip
        label={w('colOwner')}
        value={owners.find(({ id }) => id === owner)?.name}
        w={chip}
        onClear={() => onOwner(undefined)}
        items={() => [
          { id: 'any', label: w('anyOwner'), checked: owner === undefined, onSelect: () => onOwner(undefined) },
          'line',
          ...owners.map(({ id, name }) => ({ id, label: name, checked: id === owner, onSelect: () => onOwner(id) })),
        ]}
      />
    </div>
  );
}
