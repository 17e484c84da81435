import type { CanopyClient } from '@canopy/client';
import { png } from './png.ts';
import { my } from './seed.ts';

type Colour = readonly [number, number, number];

const mix = (from: Colour, to: Colour, share: number): Colour => [
  Math.round(from[0] + (to[0] - from[0]) * share),
  Math.round(from[1] + (to[1] - from[1]) * share),
  Math.round(from[2] + (to[2] - from[2]) * share),
];

/** A landscape: a sky, a sun, and rows of hills, each nearer and darker than the one behind. */
function landscape(
  sky: readonly [Colour, Colour],
  sun: Colour,
  far: Colour,
  near: Colour,
  seed: number,
): Uint8Array<ArrayBuffer> {
  const ridges = 5;
  const picture = png(480, 320, (x, y) => {
    for (let ridge = ridges - 1; ridge >= 0; ridge--) {
      const wave = Math.sin(x * (3 + ridge) + seed * 2.1 + ridge) * 0.05 + Math.sin(x * (9 + ridge * 2) + seed) * 0.018;
      if (y > 0.45 + ridge * 0.12 + wave) return mix(far, near, ridge / (ridges - 1));
    }
    const distance = Math.hypot((x - 0.3 - (seed % 3) * 0.2) * 1.5, y - 0.27);
    const light = mix(sky[0], sky[1], Math.min(1, y / 0.6));
    return distance < 0.075 ? sun : mix(sun, light, Math.min(1, distance * 2.2));
  });
  return new Uint8Array(picture);
}

const dawn = landscape(
  [
    [246, 196, 160],
    [252, 233, 204],
  ],
  [255, 246, 220],
  [160, 178, 168],
  [32, 76, 60],
  1,
);
const noon = landscape(
  [
    [132, 186, 214],
    [220, 238, 236],
  ],
  [255, 252, 232],
  [134, 178, 150],
  [24, 92, 62],
  2,
);
const dusk = landscape(
  [
    [66, 72, 116],
    [226, 148, 124],
  ],
  [255, 214, 168],
  [110, 96, 130],
  [30, 34, 62],
  3,
);
const mist = landscape(
  [
    [206, 216, 212],
    [238, 240, 232],
  ],
  [252, 252, 246],
  [178, 194, 186],
  [84, 116, 100],
  4,
);

/** Text of so many kilobytes; only its length is ever seen. */
const words = (kilobytes: number) =>
  'Canopy keeps your files on your own ground.\n'.repeat(Math.ceil((kilobytes * 1000) / 44));

/** Fills a drive as a person's would look after some months. */
export async function furnish(client: CanopyClient): Promise<void> {
  for (const folder of [
    'Lake house/Plans',
    'Letters',
    'Music',
    'Photos/2025',
    'Photos/2026',
    'Recipes',
    'Taxes/2025',
  ]) {
    await client.mkdir(my(...folder.split('/')));
  }
  const files: readonly (readonly [path: string, content: Uint8Array<ArrayBuffer> | string])[] = [
    ['Budget 2026.csv', `Month,Planned,Spent\n${words(12)}`],
    ['Evening over the ridge.png', dusk],
    ['Field notes.md', `# Field notes\n${words(38)}`],
    ['Handbook.pdf', words(860)],
    ['Kitchen drawings.zip', words(1480)],
    ['Meadow at noon.png', noon],
    ['Minutes of March.docx', words(146)],
    ['Morning mist.png', mist],
    ['Reading list.txt', words(3)],
    ['Shore at dawn.png', dawn],
    ['Sketches for the terrace.pptx', words(2240)],
    ['湖边的房子.txt', '春天开工\n'],
    ['Lake house/Shore at dawn.png', dawn],
    ['Lake house/Meadow at noon.png', noon],
    ['Lake house/Contract.pdf', words(212)],
    ['Letters/To the council.docx', words(88)],
  ];
  for (const [path, content] of files) await client.putContent(my(...path.split('/')), content);
}
