/** Kinds of file, by extension: which icon, which word, which filter. */
import type { FileResponse } from '@canopy/contract';
import { extensionOf } from './names.ts';

export type Kind =
  | 'image'
  | 'video'
  | 'audio'
  | 'pdf'
  | 'text'
  | 'code'
  | 'archive'
  | 'sheet'
  | 'slides'
  | 'document'
  | 'unknown';

const extensions: Readonly<Record<Exclude<Kind, 'unknown'>, string>> = {
  image:
    'jpg jpeg png gif webp avif heic heif bmp svg tif tiff ico psd xcf raw arw cr2 cr3 nef nrw orf raf rw2 dng pef srw jxl',
  video: 'mp4 m4v mov mkv webm avi wmv flv mpg mpeg 3gp ogv m3u8 mts m2ts rm rmvb',
  audio: 'mp3 m4a flac wav ogg oga opus aac wma aiff aif ape mid midi',
  pdf: 'pdf',
  text: 'txt md markdown rtf log nfo srt ass vtt tex org rst',
  code: 'ts tsx js jsx mjs cjs json json5 jsonc css scss less html htm xml yaml yml toml ini conf py rb php java kt go rs c h cpp hpp cs swift sh bash zsh fish ps1 bat lua sql r vue svelte dockerfile makefile gradle',
  archive: 'zip 7z rar tar gz tgz bz2 xz zst lz4 cab iso dmg jar apk deb rpm',
  sheet: 'xls xlsx xlsm ods csv tsv numbers',
  slides: 'ppt pptx odp key',
  document: 'doc docx odt pages epub mobi azw3 djvu',
};

const kindOfExtension = new Map<string, Kind>();
for (const [kind, list] of Object.entries(extensions)) {
  for (const extension of list.split(' ')) kindOfExtension.set(extension, kind as Kind);
}

/** Extensions of some kinds, without dots. */
export function extensionsOf(wanted: (kind: Kind) => boolean): string[] {
  return [...kindOfExtension].filter(([, kind]) => wanted(kind)).map(([extension]) => extension);
}

/** The kind that a file's name promises. */
export function kindOf(name: string): Kind {
  return kindOfExtension.get(extensionOf(name)) ?? 'unknown';
}

export function isFolder(file: Pick<FileResponse, 'type'>): boolean {
  return file.type === 1;
}

/** Eight colours a folder can have; the first is the usual one. */
export const folderColours = ['fern', 'moss', 'lake', 'dusk', 'heath', 'clay', 'straw', 'stone'] as const;
export type FolderColour = (typeof folderColours)[number];

/** Hue (degrees) of each colour's face; stone is for greys. */
const hues: readonly (readonly [FolderColour, number])[] = [
  ['clay', 20],
  ['straw', 43],
  ['moss', 70],
  ['fern', 140],
  ['lake', 202],
  ['dusk', 240],
  ['heath', 320],
  ['clay', 380],
];

/** The folder colour nearest to a stored colour (`#rrggbb`, what other clients keep in `customize:icon_color`). */
export function folderColour(file: Pick<FileResponse, 'metadata'>): FolderColour {
  const stored = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(file.metadata?.['customize:icon_color'] ?? '');
  if (!stored) return 'fern';
  const [r, g, b] = stored.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number, number];
  const high = Math.max(r, g, b);
  const spread = high - Math.min(r, g, b);
  if (spread < 0.12 * Math.max(high, 1)) return 'stone';
  const sector = high === r ? ((g - b) / spread + 6) % 6 : high === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  const hue = sector * 60;
  return hues.reduce((best, next) => (Math.abs(next[1] - hue) < Math.abs(best[1] - hue) ? next : best))[0];
}
