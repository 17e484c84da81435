import type { FileResponse } from '@canopy/contract';
import type { ReactNode } from 'react';
import { type FolderColour, folderColour, isFolder, type Kind, kindOf } from './kinds.ts';

const stroke = (d: string, width = 2) => (
  <path d={d} fill="none" stroke="var(--ink)" strokeWidth={width} strokeLinecap="round" strokeLinejoin="round" />
);
const fill = (d: string) => <path d={d} fill="var(--ink)" />;

/** At most four shapes each, in the lower two thirds of the sheet. */
const glyphs: Readonly<Record<Kind, ReactNode>> = {
  image: (
    <>
      {fill(
        'M8.8 24.5l4-5c.6-.7 1.6-.7 2.2 0l2 2.5 1-1.2c.6-.7 1.6-.7 2.2 0l3 3.7c.3.4 0 1-.5 1H9.3c-.5 0-.8-.6-.5-1z',
      )}
      <circle cx="12.2" cy="13.5" r="2.1" fill="var(--ink)" />
    </>
  ),
  video: fill('M12.5 14.3v8.4c0 .8.9 1.3 1.6.8l6.3-4.2c.6-.4.6-1.2 0-1.6l-6.3-4.2c-.7-.5-1.6 0-1.6.8z'),
  audio: stroke('M10 18v2.5M14 14.5v9.5M18 16.5v5.5M22 18.3v2'),
  pdf: (
    <>
      {stroke('M10 12.5h4.5M10 24h12')}
      {fill(
        'M11.2 16h9.6c.7 0 1.2.5 1.2 1.2v2.6c0 .7-.5 1.2-1.2 1.2h-9.6c-.7 0-1.2-.5-1.2-1.2v-2.6c0-.7.5-1.2 1.2-1.2z',
      )}
    </>
  ),
  text: stroke('M10 14h6M10 18.2h12M10 22.4h9'),
  code: stroke('M13 15.5l-3.3 3.5 3.3 3.5M19 15.5l3.3 3.5-3.3 3.5'),
  archive: (
    <>
      {stroke('M16 9v.01M16 13v.01M16 17v.01', 2.6)}
      {fill('M14 20.2h4c.4 0 .7.3.7.7v3c0 .9-.7 1.6-1.6 1.6h-2.2c-.9 0-1.6-.7-1.6-1.6v-3c0-.4.3-.7.7-.7z')}
    </>
  ),
  sheet: fill(
    'M11.5 14.5H15V18h-5v-2c0-.8.7-1.5 1.5-1.5zM17 14.5h3.5c.8 0 1.5.7 1.5 1.5v2h-5zM10 20h5v4.5h-3.5c-.8 0-1.5-.7-1.5-1.5zM17 20h5v3c0 .8-.7 1.5-1.5 1.5H17z',
  ),
  slides: (
    <>
      {fill('M15.2 13.6a5.6 5.6 0 1 0 5.9 7.4h-5c-.5 0-.9-.4-.9-.9z')}
      {fill('M17.6 13.9c2.3.3 4.1 2.3 4.2 4.7h-3.7a.5.5 0 0 1-.5-.5z')}
    </>
  ),
  document: (
    <>
      {fill('M10.8 12.5h4.4c.4 0 .8.4.8.8v2.4c0 .4-.4.8-.8.8h-4.4a.8.8 0 0 1-.8-.8v-2.4c0-.4.4-.8.8-.8z')}
      {stroke('M10.5 20h11.5M10.5 24h8')}
    </>
  ),
  unknown: stroke('M11.5 19.5v.01M16 19.5v.01M20.5 19.5v.01', 2.6),
};

/** Drawn once; every icon of a list is then two nodes. Rendered by the frame, before anything that uses it. */
export function KindSprite() {
  return (
    <svg className="sprite" aria-hidden="true">
      {Object.entries(glyphs).map(([kind, glyph]) => (
        <symbol key={kind} id={`kind-${kind}`} viewBox="0 0 32 32">
          <path
            d="M8.5 3H17a10 10 0 0 1 10 10v12.5a3.5 3.5 0 0 1-3.5 3.5h-15A3.5 3.5 0 0 1 5 25.5v-19A3.5 3.5 0 0 1 8.5 3z"
            fill="var(--paper)"
          />
          <path d="M17 3a10 10 0 0 1 10 10c-6 .3-10.3-4-10-10z" fill="var(--fold)" />
          {glyph}
        </symbol>
      ))}
      <symbol id="kind-folder" viewBox="0 0 32 32">
        <path d="M3.5 9.5A3.5 3.5 0 0 1 7 6h4.6c1 0 1.9.4 2.6 1.1L16 9h8.5a4 4 0 0 1 4 4v9h-25z" fill="var(--back)" />
        <path
          d="M3.5 14.5A2.5 2.5 0 0 1 6 12h16.5a6 6 0 0 1 6 6v5.5A3.5 3.5 0 0 1 25 27H7a3.5 3.5 0 0 1-3.5-3.5z"
          fill="var(--face)"
        />
      </symbol>
    </svg>
  );
}

/** The icon of a kind. */
export function KindIcon({ kind }: { kind: Kind }) {
  return (
    <svg className={`kind kind-${kind}`} aria-hidden="true">
      <use href={`#kind-${kind}`} />
    </svg>
  );
}

/** The small folder. */
export function FolderIcon({ colour = 'fern' }: { colour?: FolderColour }) {
  return (
    <svg className={`kind folder-${colour}`} aria-hidden="true">
      <use href="#kind-folder" />
    </svg>
  );
}

/** The icon of a file or folder, in its colour. */
export function FileIcon({ file }: { file: FileResponse }) {
  const emoji = file.metadata?.['customize:emoji'];
  if (emoji) return <span className="kind emoji">{emoji}</span>;
  return isFolder(file) ? <FolderIcon colour={folderColour(file)} /> : <KindIcon kind={kindOf(file.name)} />;
}
