import { createContext, type ReactNode, useContext } from 'react';
import { splitName } from './names.ts';

/** Marks parts of a name: from a name to a function that draws a piece of it, which begins at `from`. */
export type NameMarker = (name: string) => (piece: string, from: number) => ReactNode;

/** Where names are searched, what was found in them is marked. */
export const NameMarks = createContext<NameMarker | undefined>(undefined);

/** A name that is cut in its middle when space is short: its end and its extension stay. */
export function FileName({ name, isFolder }: { name: string; isFolder: boolean }) {
  const { head, tail, extension } = splitName(name, isFolder);
  const draw = useContext(NameMarks)?.(name) ?? ((piece: string) => piece);
  return (
    <span className="name" dir="auto">
      <span className="head">{draw(head, 0)}</span>
      {tail && <span className="tail">{draw(tail, head.length)}</span>}
      {extension && <span className="ext">{draw(extension, head.length + tail.length)}</span>}
    </span>
  );
}
