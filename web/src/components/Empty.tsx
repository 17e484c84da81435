import type { ReactNode } from 'react';

/** Nothing is here: a drawing, a sentence, at most two buttons. */
export function Empty({
  drawing,
  title,
  children,
  actions,
  isPage = false,
}: {
  drawing: keyof typeof drawings;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Whether its title is the title of the page. */
  isPage?: boolean;
}) {
  const Title = isPage ? 'h1' : 'h2';
  return (
    <div className="nothing">
      <span className="drawing">
        <svg viewBox="0 0 240 160" aria-hidden="true">
          {drawings[drawing]}
        </svg>
      </span>
      <Title className="t-display">{title}</Title>
      {children && <p className="t-read">{children}</p>}
      {actions && <div className="acts-row">{actions}</div>}
    </div>
  );
}

const ground = <ellipse cx="120" cy="136" rx="96" ry="14" fill="var(--art-ground)" />;
const line = { fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const drawings = {
  /** A seedling in a clearing. */
  folder: (
    <>
      {ground}
      <path d="M40 118c0-24 14-42 32-42s32 18 32 42c0 10-10 16-32 16s-32-6-32-16z" fill="var(--art-3)" />
      <path d="M138 114c0-30 16-52 36-52s34 22 34 52c0 13-10 20-34 20s-36-7-36-20z" fill="var(--art-2)" />
      <path d="M72 140V102M174 140V94M174 116l10-9" stroke="var(--art-line)" strokeWidth="2" {...line} />
      <path d="M120 134V92" stroke="var(--art-stem)" strokeWidth="3.5" {...line} />
      <path d="M120 104c-22 1-34-10-35-30 21 0 34 10 35 30z" fill="var(--art-leaf-2)" />
      <path d="M120 94c-1-24 12-38 36-40 2 25-12 39-36 40z" fill="var(--art-leaf-1)" />
      <path d="M120 94c8-12 17-21 28-32" stroke="var(--art-vein)" strokeWidth="1.6" {...line} />
      <path d="M92 136c8-7 16-9 28-9s20 2 28 9z" fill="var(--art-soil)" />
    </>
  ),
  /** A glass over a leaf that is only an outline: nothing found. */
  search: (
    <>
      {ground}
      <path d="M40 132c0-40 18-62 38-62s34 24 34 62z" fill="var(--art-3)" />
      <path d="M150 132c0-30 14-46 30-46s28 18 28 46z" fill="var(--art-2)" />
      <path d="M78 132V96M180 132v-24" stroke="var(--art-line)" strokeWidth="2" {...line} />
      <circle cx="122" cy="84" r="32" fill="var(--art-glass)" stroke="var(--art-stem)" strokeWidth="5" />
      <path d="M145 108l22 24" stroke="var(--art-stem)" strokeWidth="8" {...line} />
      <path
        d="M106 96c-2-16 7-27 27-30 3 18-8 31-27 30zM106 96c5-9 11-15 18-20"
        stroke="var(--art-leaf-1)"
        strokeWidth="2.2"
        strokeDasharray="4 5"
        {...line}
      />
    </>
  ),
  /** Swept ground, one leaf. */
  trash: (
    <>
      <ellipse cx="120" cy="132" rx="96" ry="14" fill="var(--art-ground)" />
      <path d="M58 128q30-10 62 0t64-2M76 138q26-8 50 0t46 0" stroke="var(--art-3)" strokeWidth="3" {...line} />
      <path d="M96 118c-8-30 10-54 52-58 6 34-14 60-52 58z" fill="var(--art-leaf-2)" />
      <path
        d="M88 124c14-22 30-38 52-56M108 98l22 2M118 86l4-16"
        stroke="var(--art-vein)"
        strokeWidth="1.8"
        {...line}
      />
      <path d="M150 36q12 6 24 0M166 52q9 5 18 0" stroke="var(--art-2)" strokeWidth="3" {...line} />
    </>
  ),
  /** A closed door in a hedge: a password is needed, or a name. */
  door: (
    <>
      {ground}
      <path d="M36 134c-8-40 20-60 42-52 8-30 60-36 76-4 34-8 58 18 50 56z" fill="var(--art-3)" />
      <path d="M90 134V98a30 30 0 0 1 60 0v36z" fill="var(--art-leaf-1)" />
      <path d="M120 68v66" stroke="var(--art-vein)" strokeWidth="1.6" opacity=".6" {...line} />
      <circle cx="130" cy="106" r="3.5" fill="var(--art-glass)" />
      <path
        d="M60 134c-2-14 4-24 18-26 2 15-5 26-18 26zM176 134c-2-18 6-30 24-32 2 19-8 32-24 32z"
        fill="var(--art-2)"
      />
    </>
  ),
  /** A clock in an arch: it was here, and is not any more. */
  gone: (
    <>
      {ground}
      <path d="M60 134c0-46 26-78 60-78s60 32 60 78z" fill="var(--art-3)" />
      <path d="M92 134c0-26 12-44 28-44s28 18 28 44z" fill="var(--art-ground)" />
      <circle cx="120" cy="76" r="26" fill="var(--art-glass)" stroke="var(--art-stem)" strokeWidth="4" />
      <path d="M120 60v16l10 7" stroke="var(--art-stem)" strokeWidth="4" {...line} />
      <path d="M168 128c-6-16 2-29 24-32 4 19-6 32-24 32z" fill="var(--art-leaf-2)" />
      <path d="M168 128c5-10 10-16 17-22" stroke="var(--art-vein)" strokeWidth="1.4" {...line} />
    </>
  ),
};
