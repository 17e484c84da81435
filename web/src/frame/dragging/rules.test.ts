import { type FileResponse, FileUri } from '@canopy/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { downloadUrl, typeOf } from './download-url.ts';
import { accepts, closesAgain, edgeSpeed, springs, uriIn } from './rules.ts';

const uri = (path: string) => FileUri.parse(`cloudreve://my${path}`);
const item = (path: string, type: 0 | 1) =>
  ({ id: path, name: uri(path).name, type, path: uri(path).toString() }) as FileResponse;
const folder = item('/A', 1);
const file = item('/A/plan.txt', 0);

it('takes items anywhere but where they are, and no folder into itself', () => {
  expect(accepts(uri('/B'), [folder, file])).toBe(true);
  expect(accepts(uri(''), [file])).toBe(true);
  expect(accepts(uri(''), [folder])).toBe(false);
  expect(accepts(uri('/A'), [file])).toBe(false);
  expect(accepts(uri('/A'), [folder])).toBe(false);
  expect(accepts(uri('/A/deep/down'), [folder])).toBe(false);
  expect(accepts(uri('/AB'), [folder])).toBe(true);
});

it('opens folders that take nothing too, but neither the shown one nor what is dragged', () => {
  expect(springs(uri('/A'), uri('/A/B'), [file])).toBe(true);
  expect(springs(uri('/A'), uri('/A'), [file])).toBe(false);
  expect(springs(uri('/A'), uri(''), [folder])).toBe(false);
  expect(springs(FileUri.root('trash'), uri(''), [file])).toBe(false);
  expect(springs(uri('/A'), undefined, [])).toBe(true);
});

it('closes what opened on the way, but not around what was dropped', () => {
  const opened = ['cloudreve://my/A', 'cloudreve://my/A/B', 'cloudreve://my/AB'];
  expect(closesAgain(opened, undefined)).toEqual(opened);
  expect(closesAgain(opened, 'cloudreve://my/A/B')).toEqual(['cloudreve://my/AB']);
});

it('scrolls near the edges only, and towards them', () => {
  const box = { top: 100, bottom: 700 };
  expect(edgeSpeed(400, box)).toBe(0);
  expect(edgeSpeed(90, box)).toBe(0);
  expect(edgeSpeed(695, box)).toBeGreaterThan(edgeSpeed(670, box));
  expect(edgeSpeed(105, box)).toBeLessThan(0);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 900, noNaN: true }), fc.integer({ min: 1, max: 800 }), (y, height) => {
      const speed = edgeSpeed(y, { top: 50, bottom: 50 + height });
      expect(Math.abs(speed)).toBeLessThanOrEqual(22);
      if (speed > 0) expect(y).toBeGreaterThan(50 + height / 2);
      if (speed < 0) expect(y).toBeLessThan(50 + height / 2);
    }),
  );
});

it('says to the desktop a type, a name of one part, and the link', () => {
  expect(downloadUrl('photo.JPG', 'https://a.example/x?y=1:2')).toBe('image/jpeg:photo.JPG:https://a.example/x?y=1:2');
  expect(downloadUrl('a: b\n.bin', 'https://a.example/')).toBe('application/octet-stream:a_ b_.bin:https://a.example/');
  expect(typeOf('Makefile')).toBe('application/octet-stream');
  expect(typeOf('all.zip')).toBe('application/zip');
});

it('takes no text for a folder', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(uriIn(text)).toBeUndefined();
    }),
  );
});
