import { useEffect, useState } from 'react';
import { type IconName, lines, turning } from './icons.ts';

type Lines = Readonly<Partial<Record<IconName, string>>>;

/** All icons, as far as they are loaded. */
let known: Lines = lines;

/** The line of an icon; '' until the chunk with the rarer ones is here. */
function useLine(name: IconName): string {
  const [, draw] = useState(known);
  const isMissing = known[name] === undefined;
  useEffect(() => {
    if (!isMissing) return;
    loadIcons().then(draw, () => undefined);
  }, [isMissing]);
  return known[name] ?? '';
}

/** Loads the icons that the first list does not show. */
export async function loadIcons(): Promise<Lines> {
  const { moreLines } = await import('./more-icons.ts');
  known = known === lines ? { ...lines, ...moreLines } : known;
  return known;
}

/** One line icon. It says nothing to a screen reader: the word beside it, or the label of its button, does. */
export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  const classes = ['icon', turning.has(name) && 'turn', className].filter(Boolean).join(' ');
  return (
    <svg className={classes} viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={useLine(name)}
        fill="none"
        stroke="currentColor"
        strokeWidth={name === 'more' ? 2.2 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The mark of the product: a sheet with its leaf. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M10 3h5a14 14 0 0 1 14 14v5a7 7 0 0 1-7 7H10a7 7 0 0 1-7-7V10a7 7 0 0 1 7-7z" fill="var(--mark-sheet)" />
      <path d="M15 3a14 14 0 0 1 14 14C19.5 17.5 14 12.5 15 3z" fill="var(--mark-leaf)" />
    </svg>
  );
}

/** Something is on its way. */
export function Spinner() {
  return <span className="spin" aria-hidden="true" />;
}
