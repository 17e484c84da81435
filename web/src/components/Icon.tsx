import { type IconName, lines, turning } from './icons.ts';

/** One line icon. It says nothing to a screen reader: the word beside it, or the label of its button, does. */
export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  const classes = ['icon', turning.has(name) && 'turn', className].filter(Boolean).join(' ');
  return (
    <svg className={classes} viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={lines[name]}
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
