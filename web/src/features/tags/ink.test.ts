/**
 * A tag's colour must be told from what lies behind it: the style sheet bounds its lightness (OKLab) from above by day
 * and from below by night. Here the same is computed for every colour of the palette.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { palette } from './palette.ts';

type Triple = readonly [number, number, number];

const rule =
  /light-dark\(oklch\(from var\(--dot\) min\(l, ([\d.]+)\) c h\), oklch\(from var\(--dot\) max\(l, ([\d.]+)\) c h\)\)/;
const [, day, night] = rule.exec(readFileSync(new URL('../../files/files.css', import.meta.url), 'utf8')) ?? [];
const inkBounds = { day: Number(day), night: Number(night) };

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

/** Linear light of `#rrggbb`. */
function lightOf(hex: string): Triple {
  const number = Number.parseInt(hex.slice(1), 16);
  return [linear(((number >> 16) & 255) / 255), linear(((number >> 8) & 255) / 255), linear((number & 255) / 255)];
}

function toOklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([L, a, b]: Triple): Triple {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (part: number) => Math.min(1, Math.max(0, part));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Linear light of a colour as it is painted. */
function paintedLight(hex: string, theme: 'day' | 'night'): Triple {
  const [L, a, b] = toOklab(lightOf(hex));
  return fromOklab([theme === 'day' ? Math.min(L, inkBounds.day) : Math.max(L, inkBounds.night), a, b]);
}

const luminance = ([r, g, b]: Triple): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG contrast of two lights, 1 to 21. */
function contrast(one: Triple, other: Triple): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

it('keeps the leaf of every tag apart from all that it may lie on', () => {
  /* The sheet and the well, with a hover over a selection as the nearest to the ink. */
  const behind = {
    day: ['#fdfefc', '#f3f5f1', '#ffffff', '#d3e9da'],
    night: ['#171e1a', '#121815', '#202823', '#22402f'],
  };
  for (const [colour] of palette) {
    for (const theme of ['day', 'night'] as const) {
      for (const ground of behind[theme]) {
        expect(contrast(paintedLight(colour, theme), lightOf(ground)), `${colour} on ${ground}`).toBeGreaterThanOrEqual(
          3,
        );
      }
    }
  }
});
