import { randomInt } from 'node:crypto';
import { glyphHeight, glyphWidth, hasInk } from './captcha-glyphs.ts';
import { encodePng } from './png.ts';

export interface CaptchaLook {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly dots: boolean;
  readonly lines: boolean;
}

/** The ground, then the inks. */
const palette = [
  [248, 249, 250],
  [25, 118, 210],
  [156, 39, 176],
  [46, 125, 50],
  [198, 40, 40],
  [69, 90, 100],
] as const;

/** Draws the text as PNG: each character turned, slanted and shifted by chance, the whole bent into a wave. */
export function drawCaptcha(text: string, { width, height, dots, lines }: CaptchaLook): Buffer {
  const pixels = new Uint8Array(width * height);
  const paint = (x: number, y: number, ink: number) => {
    const [column, row] = [Math.round(x), Math.round(y)];
    if (column >= 0 && column < width && row >= 0 && row < height) pixels[row * width + column] = ink;
  };
  if (dots) for (let i = 0; i < (width * height) / 60; i += 1) paint(randomInt(width), randomInt(height), anyInk());
  const wave = { height: height * between(0.03, 0.07), length: width * between(0.4, 0.8), start: between(0, 7) };
  // Room for what is turned out of its cell at both ends.
  const margin = height / 8;
  const cell = (width - 2 * margin) / text.length;
  for (const [at, character] of [...text].entries()) {
    const scale = Math.min(
      (cell / (glyphWidth + 1)) * between(0.85, 1.05),
      (height / (glyphHeight + 3)) * between(0.9, 1.1),
    );
    const place = {
      x: margin + cell * (at + 0.5) + between(-0.08, 0.08) * cell,
      y: height / 2 + between(-0.08, 0.08) * height,
      scale,
      turn: between(-0.35, 0.35),
      slant: between(-0.25, 0.25),
    };
    const bend = (x: number) => wave.height * Math.sin((x / wave.length) * 2 * Math.PI + wave.start);
    drawGlyph(character, place, (x, y) => paint(x, y + bend(x), 1 + (at % (palette.length - 1))));
  }
  if (lines) for (let i = 0; i < 3; i += 1) drawLine(width, height, anyInk(), paint);
  return encodePng(width, height, pixels, palette);
}

interface Place {
  /** Centre. */
  readonly x: number;
  readonly y: number;
  /** Pixels of one dot of the glyph. */
  readonly scale: number;
  /** Radians. */
  readonly turn: number;
  readonly slant: number;
}

/** Walks the glyph in steps of less than a pixel, so that no gap opens where it is turned. */
function drawGlyph(character: string, place: Place, paint: (x: number, y: number) => void): void {
  const step = 0.7 / place.scale;
  const [sin, cos] = [Math.sin(place.turn), Math.cos(place.turn)];
  for (let row = 0; row < glyphHeight; row += step) {
    for (let column = 0; column < glyphWidth; column += step) {
      if (!hasInk(character, Math.floor(column), Math.floor(row))) continue;
      const y = (row - glyphHeight / 2) * place.scale;
      const x = (column - glyphWidth / 2) * place.scale + y * place.slant;
      paint(place.x + x * cos - y * sin, place.y + x * sin + y * cos);
    }
  }
}

function drawLine(
  width: number,
  height: number,
  ink: number,
  paint: (x: number, y: number, ink: number) => void,
): void {
  const [from, to, bow] = [randomInt(height), randomInt(height), between(-0.3, 0.3) * height];
  for (let x = 0; x < width; x += 0.5) {
    const part = x / width;
    paint(x, from + (to - from) * part + bow * Math.sin(part * Math.PI), ink);
  }
}

function anyInk(): number {
  return randomInt(1, palette.length);
}

function between(low: number, high: number): number {
  return low + (randomInt(2 ** 30) / 2 ** 30) * (high - low);
}
