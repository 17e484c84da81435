/**
 * What is selected, and where the keyboard stands. Everything is by id, so a selection survives sorting, loading and
 * renaming; ranges are taken over the order that is shown at that moment.
 */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a range starts. */
  readonly anchor: string | undefined;
  /** The item with the keyboard focus. */
  readonly cursor: string | undefined;
}

/** The order shown: ids and their places. */
export interface Shown {
  readonly ids: readonly string[];
  readonly indexOf: (id: string) => number;
}

export const noSelection: Selection = { ids: new Set(), anchor: undefined, cursor: undefined };

/** The order shown, with a look-up that is built once. */
export function shownOf(ids: readonly string[]): Shown {
  let places: Map<string, number> | undefined;
  return {
    ids,
    indexOf: (id) => {
      places ??= new Map(ids.map((each, index) => [each, index]));
      return places.get(id) ?? -1;
    },
  };
}

/** A plain click: this one and nothing else. */
export function selectOnly(id: string): Selection {
  return { ids: new Set([id]), anchor: id, cursor: id };
}

/** Ctrl-click, a tap on the box: one more, or one less. */
export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, cursor: id };
}

/** Shift: everything between the anchor and here; with `add` (Ctrl+Shift) what was selected stays so. */
export function selectRange(selection: Selection, shown: Shown, id: string, add = false): Selection {
  const to = shown.indexOf(id);
  const anchor = selection.anchor ?? selection.cursor ?? shown.ids[0] ?? id;
  const from = Math.max(0, shown.indexOf(anchor));
  const ids = new Set(add ? selection.ids : []);
  for (const each of shown.ids.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(each);
  return { ids, anchor, cursor: id };
}

export function selectAll(selection: Selection, shown: Shown): Selection {
  return { ids: new Set(shown.ids), anchor: selection.anchor, cursor: selection.cursor ?? shown.ids[0] };
}

/** Nothing is selected; the keyboard stays where it was. */
export function clear(selection: Selection): Selection {
  return { ids: new Set(), anchor: selection.cursor, cursor: selection.cursor };
}

/** Ctrl+arrow: the keyboard moves, the selection stays. */
export function moveCursor(selection: Selection, id: string): Selection {
  return { ...selection, cursor: id };
}

/** A rubber band: what it touches, added to what was selected before it when `keep` is given. */
export function selectThese(ids: readonly string[], keep: ReadonlySet<string> = new Set()): Selection {
  return { ids: new Set([...keep, ...ids]), anchor: ids[0], cursor: ids.at(-1) };
}

/**
 * After the list has changed: what is gone is no longer selected, and the keyboard stands on what took the place of
 * the item it stood on. Returns the same object when nothing has to change.
 */
export function settle(selection: Selection, before: Shown, now: Shown): Selection {
  const stays = (id: string | undefined) => id !== undefined && now.indexOf(id) >= 0;
  const gone = [...selection.ids].some((id) => !stays(id));
  const cursorGone = selection.cursor !== undefined && !stays(selection.cursor);
  if (!gone && !cursorGone) return selection;
  let { cursor } = selection;
  if (cursor !== undefined && cursorGone) {
    const place = before.indexOf(cursor);
    cursor =
      before.ids.slice(place + 1).find(stays) ??
      before.ids.slice(0, Math.max(0, place)).findLast(stays) ??
      now.ids.at(-1);
  }
  return {
    ids: gone ? new Set([...selection.ids].filter(stays)) : selection.ids,
    anchor: stays(selection.anchor) ? selection.anchor : cursor,
    cursor,
  };
}
