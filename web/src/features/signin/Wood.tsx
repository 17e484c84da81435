/**
 * The wood behind the sign-in sheet: morning by day, moon and a lit window by night. Drawn in code from a fixed seed,
 * so it is the same wood every time; colours come from --wood-* in signin.css, so it turns with the theme.
 */
import { memo } from 'react';

const width = 960;
const height = 900;

/** A small generator of pseudo-random numbers (mulberry32): the same seed, the same wood. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

interface Hill {
  readonly y: number;
  readonly rise: number;
  readonly phase: number;
}

const groundAt = ({ y, rise, phase }: Hill, x: number) => {
  const at = x / width;
  return y - (Math.sin(at * 3.4 + phase) * 0.65 + Math.sin(at * 8.1 + phase * 2) * 0.25) * rise;
};

function outline(hill: Hill): string {
  let path = `M0 ${height}`;
  for (let step = 0; step <= 30; step++) {
    const x = (step / 30) * width;
    path += `L${round(x)} ${round(groundAt(hill, x))}`;
  }
  return `${path}L${width} ${height}z`;
}

function conifer(x: number, y: number, tall: number, random: () => number): string {
  const wide = tall * (0.3 + random() * 0.08);
  const tiers = Math.max(4, Math.min(8, Math.round(tall / 11)));
  let right = '';
  let left = '';
  for (let tier = 1; tier <= tiers; tier++) {
    const share = tier / tiers;
    const down = y - tall + tall * share;
    const half = (wide / 2) * share ** 0.85 * (0.82 + random() * 0.3);
    right += `L${round(x + half)} ${round(down)}L${round(x + half * 0.48)} ${round(down - tall * 0.025)}`;
    left = `L${round(x - half * 0.48)} ${round(down - tall * 0.025)}L${round(x - half * (0.9 + random() * 0.2))} ${round(down)}${left}`;
  }
  return `M${round(x)} ${round(y - tall)}${right}${left}z`;
}

interface Stand extends Hill {
  readonly least: number;
  readonly most: number;
  readonly gap: number;
  readonly clearing?: readonly [middle: number, half: number];
}

function stand(hill: Stand, random: () => number): string {
  let path = outline(hill);
  for (let x = -20; x < width + 20; x += hill.gap * (0.55 + random() * 0.9)) {
    if (hill.clearing && Math.abs(x - hill.clearing[0]) < hill.clearing[1]) continue;
    const tall = hill.least + random() ** 1.5 * (hill.most - hill.least);
    path += conifer(x, groundAt(hill, x) + 6, tall, random);
  }
  return path;
}

function draw() {
  const random = seeded(2024);
  const stars = Array.from({ length: 110 }, () => ({
    x: round(random() * width),
    y: round(random() * 420),
    r: round(0.5 + random() ** 3 * 1.6),
    opacity: round(0.25 + random() * 0.75),
  }));
  const hutX = 470;
  const clearing: Hill = { y: 690, rise: 26, phase: 2.1 };
  const hutY = round(groundAt(clearing, hutX)) - 2;
  const stands: Stand[] = [
    { y: 516, rise: 44, phase: 1.2, least: 18, most: 44, gap: 11 },
    { y: 598, rise: 36, phase: 4.1, least: 40, most: 90, gap: 18 },
    { ...clearing, least: 64, most: 150, gap: 27, clearing: [hutX, 62] },
    { y: 796, rise: 22, phase: 5.2, least: 96, most: 214, gap: 40, clearing: [hutX + 8, 96] },
    { y: 884, rise: 14, phase: 0.8, least: 130, most: 330, gap: 74, clearing: [hutX + 10, 190] },
  ];
  const paths = stands.map((each) => stand(each, random));
  const grass = Array.from({ length: 90 }, () => {
    const blade = 10 + random() * 26;
    const bend = round(random() * 8 - 4);
    return `M${round(random() * width)} 902q${bend} ${round(-blade * 0.6)} ${round(random() * 18 - 9)} ${round(-blade)}`;
  }).join('');
  return { stars, hutX, hutY, paths, grass, far: outline({ y: 446, rise: 60, phase: 0.3 }) };
}

const glow = [
  [0, 0.8],
  [0.12, 0.5],
  [0.24, 0.3],
  [0.4, 0.15],
  [0.6, 0.06],
  [0.8, 0.015],
  [1, 0],
] as const;

const lamp = [
  [0, 0.7],
  [0.2, 0.38],
  [0.45, 0.14],
  [0.7, 0.04],
  [1, 0],
] as const;

export const Wood = memo(function Wood() {
  const { stars, hutX, hutY, paths, grass, far } = draw();
  const [second, third, fourth, fifth, sixth] = paths;
  return (
    <svg className="wood" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="wood-sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--wood-sky-1)" />
          <stop offset=".55" stopColor="var(--wood-sky-2)" />
          <stop offset=".8" stopColor="var(--wood-sky-3)" />
        </linearGradient>
        <radialGradient id="wood-glow">
          {glow.map(([offset, opacity]) => (
            <stop key={offset} offset={offset} stopColor="var(--wood-sun)" stopOpacity={opacity} />
          ))}
        </radialGradient>
        <linearGradient id="wood-mist" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--wood-mist)" stopOpacity="0" />
          <stop offset=".6" stopColor="var(--wood-mist)" stopOpacity=".85" />
          <stop offset="1" stopColor="var(--wood-mist)" stopOpacity="0" />
        </linearGradient>
        <radialGradient id="wood-lamp">
          {lamp.map(([offset, opacity]) => (
            <stop key={offset} offset={offset} stopColor="#ffc46e" stopOpacity={opacity} />
          ))}
        </radialGradient>
      </defs>
      <path d={`M0 0h${width}v${height}H0z`} fill="url(#wood-sky)" />
      <g className="stars" fill="#fff">
        {stars.map((star) => (
          <circle key={`${star.x} ${star.y}`} cx={star.x} cy={star.y} r={star.r} opacity={star.opacity} />
        ))}
      </g>
      <circle cx="640" cy="330" r="420" fill="url(#wood-glow)" />
      <circle cx="640" cy="330" r="38" fill="var(--wood-disc)" />
      <path d={far} fill="var(--wood-1)" />
      <path d={second} fill="var(--wood-2)" />
      <path d={`M0 476h${width}v140H0z`} fill="url(#wood-mist)" />
      <path d={third} fill="var(--wood-3)" />
      <path d={`M0 560h${width}v150H0z`} fill="url(#wood-mist)" />
      <path d={fourth} fill="var(--wood-4)" />
      <path d={`M0 640h${width}v130H0z`} fill="url(#wood-mist)" opacity=".75" />
      <circle cx={hutX} cy={hutY - 10} r="120" fill="url(#wood-lamp)" className="lamp" />
      <g transform={`translate(${hutX} ${hutY}) scale(.78)`}>
        <path
          d="M-58-24L0-46 58-24v4H-58zM-46-22H46V4H-46zM-52 4H52v4H-52zM-44 8h4v8h-4zM40 8h4v8h-4zM26-58h9v22l-9-3z"
          fill="var(--wood-hut)"
        />
        <path d="M-36-15h17V2h-17zM-15-15H2V2h-17zM22-13h12V0H22z" fill="var(--wood-lamp)" />
        <path
          d="M31-64q-7-12 1-22t0-26"
          fill="none"
          stroke="var(--wood-smoke)"
          strokeWidth="5"
          strokeLinecap="round"
          opacity=".4"
        />
      </g>
      <path d={fifth} fill="var(--wood-5)" />
      <path d={sixth} fill="var(--wood-6)" />
      <path
        d={grass}
        transform="translate(0 -18)"
        fill="none"
        stroke="var(--wood-6)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
});
