/** How a folder is shown: as was chosen a moment ago, else as is stored for it, else as this device prefers. */
import type { ExplorerView, FileUri, ListViewColumn } from '@canopy/contract';
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { type Order, setPreferences, usePreferences, type View } from '../../device/index.ts';
import { type Column, type Listing, useListing } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';

/** What somebody chose for a folder while looking at it. */
export interface ViewChoice {
  readonly view?: View;
  readonly order?: Order;
  /** null = the usual columns. */
  readonly columns?: readonly ListViewColumn[] | null;
  /** Least width of a picture of the gallery, pixels. */
  readonly tile?: number;
}

/** Choices by the URI of their folder, with the stored view that they change, and whether the server has them. */
export const useChoices = create<
  Readonly<
    Record<string, { readonly choice: ViewChoice; readonly base: ExplorerView | undefined; readonly isSaved: boolean }>
  >
>(() => ({}));

/** Forgets what was chosen: the stored view counts again. */
export function forgetChoice(place: string): void {
  const { [place]: _, ...rest } = useChoices.getState();
  useChoices.setState(rest, true);
}

export interface FolderView {
  readonly listing: Listing;
  readonly view: View;
  readonly order: Order;
  readonly columns: readonly ListViewColumn[] | undefined;
  /** Least width of a picture of the gallery, pixels; undefined = the usual one. */
  readonly tile: number | undefined;
  readonly change: (choice: ViewChoice) => void;
}

export function useFolderView(uri: FileUri): FolderView {
  const t = useT();
  const place = uri.toString();
  const preferences = usePreferences();
  const chosen = useChoices((state) => state[place]);
  const choice = chosen?.choice;
  const listing = useListing(place, choice?.order ?? preferences.order, t.language, choice?.order === undefined);
  const { view: stored, storesViews } = listing;
  const order = listing.order ?? preferences.order;
  const view = choice?.view ?? stored?.view ?? preferences.view;
  const columns =
    choice?.columns === undefined ? (stored ? (stored.columns ?? undefined) : preferences.columns) : choice.columns;
  const tile = choice?.tile ?? stored?.gallery_width ?? preferences.tile;

  /* Another device may choose otherwise: who comes again asks again. */
  useEffect(
    () => () => {
      if (useChoices.getState()[place]?.isSaved) forgetChoice(place);
    },
    [place],
  );

  const change = (next: ViewChoice) => {
    if (!storesViews) {
      const { columns: nextColumns, ...rest } = next;
      setPreferences({ ...rest, ...(nextColumns === undefined ? {} : { columns: nextColumns ?? undefined }) });
      return;
    }
    const base = chosen ? chosen.base : stored;
    const merged = { ...choice, ...next };
    useChoices.setState({ [place]: { choice: merged, base, isSaved: false } });
    void import('./view-saving.ts').then(({ saveView }) =>
      saveView(uri, { view, order, ...(columns && { columns }), ...(tile && { tile }), ...merged }, base, t),
    );
  };
  return {
    listing,
    view,
    order,
    columns: columns && columns.length > 0 ? columns : undefined,
    tile,
    change,
  };
}

/** The columns of the list, made when some were chosen; until they are, the usual ones stand there. */
export function useChosenColumns(chosen: readonly ListViewColumn[] | undefined): readonly Column[] | undefined {
  const t = useT();
  const [made, setMade] = useState<readonly Column[]>();
  useEffect(() => {
    if (!chosen) return setMade(undefined);
    let isCurrent = true;
    void import('./chosen-columns.tsx')
      .then(({ loadColumns }) => loadColumns(chosen, t))
      .then((columns) => isCurrent && setMade(columns));
    return () => {
      isCurrent = false;
    };
  }, [chosen, t]);
  return chosen && made;
}
