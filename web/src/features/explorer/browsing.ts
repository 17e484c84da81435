/** What a page of files remembers while it is shown: the selection, which item is renamed, which menu is open. */
import type { FileResponse } from '@canopy/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MenuAnchor } from '../../components/Menu.tsx';
import { noSelection, type Selection, type Shown, selectAll, selectOnly, settle, shownOf } from '../../files/index.ts';
import { remember } from '../../files/memory.ts';
import { historyKey } from '../../router/index.ts';

/** Selections by history entry, so that Back finds what was selected. */
const remembered = new Map<string, Selection>();

export interface OpenMenu {
  readonly anchor: MenuAnchor;
  /** What its entries are about; undefined = the folder itself. */
  readonly files: readonly FileResponse[] | undefined;
}

export interface Browsing {
  readonly shown: Shown;
  readonly selection: Selection;
  readonly select: (next: Selection) => void;
  /** Selects all there is, also what is not loaded yet. */
  readonly selectEverything: () => void;
  /** The selected files, in the order shown. */
  readonly chosen: readonly FileResponse[];
  readonly menu: OpenMenu | undefined;
  readonly openMenu: (anchor: MenuAnchor, file: FileResponse | undefined) => void;
  readonly closeMenu: () => void;
  readonly renaming: string | undefined;
  readonly setRenaming: (id: string | undefined) => void;
  /** Key of the place, for scroll positions. */
  readonly memory: string;
}

export interface Browsed {
  readonly files: readonly FileResponse[];
  /** What is shown (a URI). Another place starts without a selection, unless one came back to it. */
  readonly place: string;
  /** Whether `files` are those of `place`; while they are still those of the place before, nothing changes. */
  readonly isReady: boolean;
  /** Whether nothing of the place is missing among `files`. */
  readonly isComplete: boolean;
  /** Name of the item to stand on at first: the folder one came up from. */
  readonly cameFrom: string | undefined;
  /** Loads what is not among `files` yet; resolves with all of them. */
  readonly everything: () => Promise<readonly FileResponse[]>;
}

/** The selected files in the order shown; few are looked up, many are filtered. */
function chosenOf(files: readonly FileResponse[], shown: Shown, ids: ReadonlySet<string>): readonly FileResponse[] {
  if (ids.size * 8 > files.length) return files.filter((file) => ids.has(file.id));
  const places = [...ids].map(shown.indexOf).filter((place) => place >= 0);
  return places.sort((a, b) => a - b).flatMap((place) => files[place] ?? []);
}

const shownIn = (files: readonly FileResponse[]): Shown => shownOf(files.map((file) => file.id));

export function useBrowsing({ files, place, isReady, isComplete, cameFrom, everything }: Browsed): Browsing {
  const here = `${historyKey()} ${place}`;
  const [state, setState] = useState({ memory: '', selection: noSelection });
  const [menu, setMenu] = useState<OpenMenu>();
  const [renaming, setRenaming] = useState<string>();
  const shown = useMemo(() => shownIn(files), [files]);
  const before = useRef(shown);
  /** The selection, while what was not loaded yet is still to be added to it. */
  const growing = useRef<Selection>(undefined);

  let { memory, selection } = state;
  if (isReady && memory !== here) {
    memory = here;
    const origin = cameFrom === undefined ? undefined : files.find((file) => file.name === cameFrom);
    selection = remembered.get(here) ?? (origin ? selectOnly(origin.id) : noSelection);
    setState({ memory, selection });
    setMenu(undefined);
    setRenaming(undefined);
  }
  const select = (next: Selection) => {
    growing.current = undefined;
    remember(remembered, memory, next);
    setState({ memory, selection: next });
  };

  useEffect(() => {
    if (!isReady) return;
    const settled = settle(selection, before.current, shown);
    before.current = shown;
    if (settled === selection) return;
    if (growing.current === selection) growing.current = settled;
    remember(remembered, memory, settled);
    setState({ memory, selection: settled });
  }, [isReady, shown, selection, memory]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another place, nothing of the last one is added
  useEffect(() => {
    growing.current = undefined;
  }, [here]);
  /* What is there at once, so that the next key is about it; the rest when it comes, unless something else was chosen. */
  const selectEverything = () => {
    const loaded = selectAll(selection, shown);
    select(loaded);
    if (isComplete) return;
    growing.current = loaded;
    void everything().then((all) => {
      if (growing.current) select(selectAll(growing.current, shownIn(all)));
    });
  };
  const chosen = useMemo(() => chosenOf(files, shown, selection.ids), [files, shown, selection.ids]);
  return {
    shown,
    selection,
    select,
    selectEverything,
    chosen,
    menu,
    openMenu: (anchor, file) =>
      setMenu({ anchor, files: file && (selection.ids.has(file.id) && chosen.length > 0 ? chosen : [file]) }),
    closeMenu: () => setMenu(undefined),
    renaming,
    setRenaming,
    memory,
  };
}
