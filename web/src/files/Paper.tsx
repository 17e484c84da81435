/** First pages of documents that have no picture yet, drawn from bars: white paper in both themes. */
import type { ReactNode } from 'react';
import type { Kind } from './kinds.ts';

type Bar = readonly [x: number, y: number, width: number, height: number, colour?: string];

const grey = '#cfd6d1';
const dark = '#48534c';
const mid = '#8b968f';

const lines = (x: number, y: number, widths: readonly number[], gap = 11): Bar[] =>
  widths.map((width, index) => [x, y + index * gap, width, 4]);

const codeRow = (y: number, ...words: (readonly [number, number, string])[]): Bar[] =>
  words.map(([x, width, colour]) => [x, y, width, 5, colour]);

const pages: Readonly<Partial<Record<Kind, readonly Bar[]>>> = {
  pdf: [
    [18, 20, 34, 7, '#b0443a'],
    [98, 20, 34, 4],
    [108, 29, 24, 4],
    [18, 50, 84, 7, dark],
    ...lines(18, 68, [114, 108, 112, 60]),
    ...lines(18, 120, [114, 110, 96]),
  ],
  document: [
    [18, 24, 70, 9, '#2f66b0'],
    ...lines(18, 48, [114, 104, 112, 110, 64]),
    [18, 110, 48, 6, dark],
    ...lines(18, 126, [114, 108, 112, 90, 112]),
  ],
  text: [
    [18, 22, 9, 6, mid],
    [32, 22, 62, 6, dark],
    ...lines(18, 42, [110, 96, 104]),
    [19, 82, 4, 4, mid],
    [19, 94, 4, 4, mid],
    [19, 106, 4, 4, mid],
    ...lines(30, 82, [80, 92, 64], 12),
    ...lines(18, 126, [108, 100, 112]),
  ],
  code: [
    ...codeRow(22, [18, 40, '#7a549c'], [62, 30, '#2f66b0']),
    ...codeRow(36, [28, 22, '#a34a76'], [54, 44, mid], [102, 20, '#24784a']),
    ...codeRow(50, [28, 34, '#2f66b0'], [66, 24, mid]),
    ...codeRow(64, [38, 26, '#7a549c'], [68, 52, '#a9562a']),
    ...codeRow(78, [38, 40, mid], [82, 30, '#24784a']),
    ...codeRow(92, [28, 12, mid]),
    ...codeRow(106, [28, 46, '#2f66b0'], [78, 36, mid]),
    ...codeRow(120, [18, 10, mid]),
    ...codeRow(136, [18, 30, '#7a549c'], [52, 60, mid]),
  ],
};

const cells = [30, 26, 34, 22, 28, 32, 24, 30, 26, 30];

function table(): ReactNode {
  const bars: Bar[] = [
    [20, 24, 22, 4, '#24784a'],
    [66, 24, 16, 4, '#24784a'],
    [102, 24, 26, 4, '#24784a'],
  ];
  cells.forEach((width, row) => {
    const y = 40 + row * 16;
    bars.push([20, y, width, 4, '#b3bdb6'], [82 - width / 2, y, width / 2, 4, '#b3bdb6']);
    bars.push([128 - width / 1.6, y, width / 1.6, 4, row === 3 || row === 6 ? '#b0443a' : mid]);
  });
  const rules = cells.map((_, row) => `M14 ${34 + row * 16}h122`).join('');
  return (
    <>
      <rect x="14" y="18" width="122" height="16" fill="#d6eadf" />
      <path d={`${rules}M58 18v200M92 18v200`} stroke="#e1e6e2" />
      {draw(bars)}
    </>
  );
}

function draw(bars: readonly Bar[]): ReactNode {
  /* Bars of one colour are one path: a page is a handful of nodes, not forty. */
  const paths = new Map<string, string>();
  for (const [x, y, width, height, colour = grey] of bars) {
    const r = Math.min(height, width) / 2;
    const d = `M${x + r} ${y}h${width - 2 * r}a${r} ${r} 0 0 1 0 ${2 * r}h${2 * r - width}a${r} ${r} 0 0 1 0 ${-2 * r}z`;
    paths.set(colour, (paths.get(colour) ?? '') + d);
  }
  return [...paths].map(([colour, d]) => <path key={colour} d={d} fill={colour} />);
}

const slide = (
  <span className="paper wide">
    <svg viewBox="0 0 240 150" aria-hidden="true">
      <path d="M0 0h240v150H0z" fill="#fff" />
      <path d="M128 0h112v150H128z" fill="#dfe9e1" />
      <path d="M128 150V104Q160 78 190 92T240 70V150z" fill="#7fae8f" />
      <path d="M128 150v-24Q170 104 240 118v32z" fill="#3f7a58" />
      <circle cx="206" cy="40" r="12" fill="#f1c98d" />
      {draw([
        [20, 46, 74, 10, '#24443a'],
        [20, 64, 52, 10, '#24443a'],
        ...lines(20, 88, [80, 66]),
        [20, 124, 30, 5, '#a9562a'],
      ])}
    </svg>
  </span>
);

const heights = [0.1, 0.3, 0.2, 0.5, 0.8, 0.4, 0.6, 1, 0.7, 0.4, 0.9, 0.6, 0.3, 0.7, 0.5, 0.8, 0.4, 0.6, 0.3, 0.2];

const trace = Array.from({ length: 44 }, (_, i) => {
  const swell = Math.sin((i / 44) * Math.PI) ** 0.7;
  const height = 4 + swell * 66 * (heights[(i * 7) % heights.length] ?? 0.5);
  return `M${(6 + i * 5.2).toFixed(1)} ${(60 - height / 2).toFixed(1)}v${height.toFixed(1)}`;
}).join('');

/** The trace of a sound. */
export function Wave() {
  return (
    <svg className="wave" viewBox="0 0 240 120" aria-hidden="true">
      <path d={trace} stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  );
}

function draftOf(kind: Kind): ReactNode {
  if (kind === 'slides') return slide;
  const bars = pages[kind];
  if (!bars && kind !== 'sheet') return undefined;
  return (
    <span className="paper">
      <svg viewBox="0 0 150 200" preserveAspectRatio="xMidYMin slice" aria-hidden="true">
        <path d="M0 0h150v200H0z" fill="#fff" />
        {bars ? draw(bars) : table()}
      </svg>
    </span>
  );
}

/** What was drawn once: a long grid that is scrolled draws the same few pages thousands of times. */
const drawn = new Map<Kind, ReactNode>();

/** A first page of this kind, or undefined where the kind icon says more. */
export function paperOf(kind: Kind): ReactNode {
  if (!drawn.has(kind)) drawn.set(kind, draftOf(kind));
  return drawn.get(kind);
}
