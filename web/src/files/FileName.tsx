import { splitName } from './names.ts';

/** A name that is cut in its middle when space is short: its end and its extension stay. */
export function FileName({ name, isFolder }: { name: string; isFolder: boolean }) {
  const { head, tail, extension } = splitName(name, isFolder);
  return (
    <span className="name" dir="auto">
      <span className="head">{head}</span>
      {tail && <span className="tail">{tail}</span>}
      {extension && <span className="ext">{extension}</span>}
    </span>
  );
}
