import { expect, it } from 'vitest';
import { photoName } from './photo-name.ts';

const taken = new Date(2026, 2, 4, 7, 30, 9);

it.each([
  ['image.jpg', 'IMG_20260304_073009.jpg'],
  ['image.JPEG', 'IMG_20260304_073009.jpg'],
  ['1741073409123.jpg', 'IMG_20260304_073009.jpg'],
  ['photo-2.heic', 'IMG_20260304_073009.heic'],
  ['image', 'IMG_20260304_073009.jpg'],
  ['.jpg', '.jpg'],
])('calls %s by its time: %s', (given, name) => expect(photoName(given, taken)).toBe(name));

it.each(['IMG_0042.jpg', 'Birthday 3.png', 'PXL_20260304_063009.jpg', '湖边.jpg'])('leaves %s its name', (given) =>
  expect(photoName(given, taken)).toBe(given),
);
