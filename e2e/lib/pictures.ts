/**
 * Pictures of views, and whether two of them show the same. What is kept and compared is small: means of blocks, so
 * that neither a letter that another version of the browser draws half a pixel further, nor a softer edge, is a
 * difference, while a part that is missing, moved, or of another colour is.
 */
import { decode, encode } from 'fast-png';

/** Red, green, blue, from 0 to 255, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Edge of the blocks whose means are kept, in pixels of the screen. */
const block = 4;
/** Colours are kept in steps: pictures compress better, and nobody sees it. */
const step = 4;
const channels = 3;

/** How far a block may be from what is expected there or right beside it, in levels of a channel. */
const tolerance = 32;
/** How many blocks may be further away: fewer than the smallest icon has. */
const strays = 6;
/** Edge of the areas whose colour is compared as well, in blocks, and how far it may be off, in levels. */
const area = 8;
const areaTolerance = 6;
/** How many areas may be further away. */
const strayAreas = 3;

/** A picture of the screen (PNG), made small. */
export function shrink(png: Uint8Array): Picture {
  const screen = decode(png);
  const width = Math.floor(screen.width / block);
  const height = Math.floor(screen.height / block);
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let row = y * block; row < (y + 1) * block; row++) {
          for (let column = x * block; column < (x + 1) * block; column++) {
            sum += screen.data[(row * screen.width + column) * screen.channels + channel] ?? 0;
          }
        }
        const mean = sum / block / block;
        data[(y * width + x) * channels + channel] = Math.min(255, Math.round(mean / step) * step);
      }
    }
  }
  return { width, height, data };
}

/** A kept picture as a file, and back. */
export const toPng = ({ width, height, data }: Picture): Uint8Array =>
  encode({ width, height, data, channels }, { zlib: { level: 9 } });
export function fromPng(png: Uint8Array): Picture {
  const { width, height, data, channels: found } = decode(png);
  if (found !== channels || !(data instanceof Uint8Array))
    throw new Error('This is not one of the pictures kept here.');
  return { width, height, data };
}

export interface Comparison {
  /** Why they do not show the same; undefined when they do. */
  readonly reason: string | undefined;
  /** What is expected, faint, with what differs in red; undefined when their sizes differ. */
  readonly marked: Picture | undefined;
}

/** Whether two kept pictures show the same. */
export function compare(expected: Picture, actual: Picture): Comparison {
  if (expected.width !== actual.width || expected.height !== actual.height) {
    const size = ({ width, height }: Picture) => `${width * block} x ${height * block}`;
    return { reason: `it measures ${size(actual)} instead of ${size(expected)} pixels`, marked: undefined };
  }
  const { width, height } = expected;
  const differs = new Uint8Array(width * height);
  let count = 0;
  for (let at = 0; at < differs.length; at++) {
    /* Both ways: something that is gone is like its empty neighbours, but what was there is not. */
    if (isNear(expected, actual, at) && isNear(actual, expected, at)) continue;
    differs[at] = 1;
    count++;
  }
  const areas = areasOff(expected, actual);
  const reasons = [
    count > strays && `${count} of ${differs.length} places differ`,
    areas.off > strayAreas && `${areas.off} of ${areas.of} areas are of another colour`,
  ].filter(Boolean);
  return { reason: reasons.join(', and ') || undefined, marked: mark(expected, differs) };
}

/** Whether a block of one picture lies within what the other has there and right beside it. */
function isNear(of: Picture, within: Picture, at: number): boolean {
  const { width, height } = of;
  const x = at % width;
  const y = Math.floor(at / width);
  for (let channel = 0; channel < channels; channel++) {
    let least = 255;
    let most = 0;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        const value = within.data[(row * width + column) * channels + channel] ?? 0;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    }
    const value = of.data[at * channels + channel] ?? 0;
    if (value < least - tolerance || value > most + tolerance) return false;
  }
  return true;
}

/** How many areas, of how many, have another mean colour: a tint too weak for any block of it to stand out. */
function areasOff(expected: Picture, actual: Picture): { off: number; of: number } {
  const across = Math.ceil(expected.width / area);
  const down = Math.ceil(expected.height / area);
  let off = 0;
  for (let top = 0; top < down; top++) {
    for (let left = 0; left < across; left++) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        let blocks = 0;
        for (let y = top * area; y < Math.min(expected.height, (top + 1) * area); y++) {
          for (let x = left * area; x < Math.min(expected.width, (left + 1) * area); x++) {
            const at = (y * expected.width + x) * channels + channel;
            sum += (actual.data[at] ?? 0) - (expected.data[at] ?? 0);
            blocks++;
          }
        }
        if (Math.abs(sum / blocks) <= areaTolerance) continue;
        off++;
        break;
      }
    }
  }
  return { off, of: across * down };
}

function mark(expected: Picture, differs: Uint8Array): Picture {
  const data = new Uint8Array(expected.data.length);
  for (let at = 0; at < differs.length; at++) {
    const from = at * channels;
    const grey = expected.data.subarray(from, from + channels).reduce((sum, value) => sum + value, 0) / channels;
    const faint = 160 + grey * 0.35;
    data.set(differs[at] ? [216, 0, 32] : [faint, faint, faint], from);
  }
  return { ...expected, data };
}
