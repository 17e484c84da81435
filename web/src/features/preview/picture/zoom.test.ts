import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clamped, fitScale, fitted, panBy, zoomBy } from './zoom.ts';

const picture = { width: 4000, height: 2000 };
const stage = { width: 1000, height: 800 };

describe('zoom', () => {
  it('shows the whole picture at first, and does not enlarge small ones', () => {
    expect(fitScale(picture, stage)).toBe(0.25);
    expect(fitScale({ width: 10, height: 10 }, stage)).toBe(1);
    expect(fitScale({ width: 0, height: 0 }, stage)).toBe(1);
  });

  it('keeps the point under the pointer', () => {
    const zoom = zoomBy(fitted, 4, picture, stage, { x: 100, y: 50 });
    expect(zoom.scale).toBe(1);
    expect(zoom).toMatchObject({ x: -300, y: -150 });
  });

  it('fits again when zoomed out', () => {
    const zoom = zoomBy(fitted, 2, picture, stage);
    expect(zoomBy(zoom, 0.1, picture, stage)).toEqual(fitted);
    expect(panBy(fitted, 50, 50, picture, stage)).toEqual(fitted);
  });

  it('never shows a gap beside a picture that is cut', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) });
    const number = fc.double({ min: -9000, max: 9000, noNaN: true });
    fc.assert(
      fc.property(
        size,
        size,
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        number,
        number,
        (pic, box, factor, x, y) => {
          const zoom = panBy(zoomBy(fitted, factor, pic, box, { x, y }), x, y, pic, box);
          if (zoom.scale === 'fit') return;
          const shown = { width: pic.width * zoom.scale, height: pic.height * zoom.scale };
          expect(Math.abs(zoom.x)).toBeLessThanOrEqual(Math.max(0, (shown.width - box.width) / 2) + 1e-6);
          expect(Math.abs(zoom.y)).toBeLessThanOrEqual(Math.max(0, (shown.height - box.height) / 2) + 1e-6);
          expect(clamped(zoom, pic, box)).toEqual(zoom);
        },
      ),
    );
  });
});
