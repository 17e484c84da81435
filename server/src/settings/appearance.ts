import type { CustomProps } from '@canopy/contract';
import type { ExtensionIcon, Themes } from './structures.ts';

const palette = (main: string, secondary: string) => ({
  palette: { primary: { main }, secondary: { main: secondary } },
});

export const defaultThemes: Themes = {
  '#1976d2': { light: palette('#1976d2', '#9c27b0'), dark: palette('#90caf9', '#ce93d8') },
  '#3f51b5': { light: palette('#3f51b5', '#f50057'), dark: palette('#9fa8da', '#ff4081') },
};

/** Icon names are those that clients of the protocol draw; colours keep kinds of files apart at a glance. */
export const defaultIcons: readonly ExtensionIcon[] = [
  icon('audio', '#651fff', 'mp3 flac ape wav aac ogg opus m4a wma mid'),
  icon('video', '#d50000', 'mp4 m4v mkv webm mov avi wmv flv m3u8 mpg mpeg ogv rm rmvb ts 3gp'),
  icon('image', '#d32f2f', 'jpg jpeg png gif webp avif heic heif bmp svg tiff psd ico'),
  icon('raw', '#d32f2f', '3fr arw cr2 cr3 dng erf iiq nef nrw orf pef raf raw rw2 sr2 srw tif x3f'),
  icon('pdf', '#f44336', 'pdf'),
  icon('word', '#538ce5', 'doc docx odt rtf'),
  icon('ppt', '#ef633f', 'ppt pptx odp'),
  icon('excel', '#4caf50', 'xls xlsx csv ods'),
  icon('text', '#607d8b', 'txt log ini conf html htm'),
  icon('torrent', '#5c6bc0', 'torrent'),
  icon('zip', '#f9a825', 'zip 7z rar tar gz bz2 xz zst z'),
  icon('exe', '#1a237e', 'exe msi'),
  icon('android', '#8bc34a', 'apk'),
  icon('go', '#16b3da', 'go'),
  icon('python', '#3776ab', 'py ipynb'),
  icon('c', '#a4c639', 'c h'),
  icon('cpp', '#f34b7d', 'cpp hpp cc'),
  icon('js', '#f4d003', 'js jsx mjs ts tsx'),
  icon('book', '#81b315', 'epub mobi azw3'),
  { ...icon('rust', '#000', 'rs'), color_dark: '#fff' },
  icon('flowchart', '#f08705', 'drawio'),
  icon('whiteboard', '#f08705', 'dwb'),
  { ...icon('markdown', '#383838', 'md'), color_dark: '#cbcbcb' },
  { exts: ['excalidraw'], img: '/static/img/viewers/excalidraw.svg' },
];

function icon(name: string, color: string, exts: string): ExtensionIcon {
  return { exts: exts.split(' '), icon: name, color };
}

export const defaultProperties: CustomProps[] = [
  { id: 'description', name: 'fileManager.description', type: 'text', icon: 'fluent:slide-text-24-filled' },
  { id: 'rating', name: 'fileManager.rating', type: 'rating', max: 5, icon: 'fluent:data-bar-vertical-star-24-filled' },
];

/** Blocks of Unicode whose pictures belong together, under the picture that stands for them. */
const emojiBlocks: Readonly<Record<string, readonly (readonly [first: number, last: number])[]>> = {
  '😀': [
    [0x1f600, 0x1f64f],
    [0x1f910, 0x1f92f],
    [0x1f970, 0x1f97a],
    [0x1f479, 0x1f480],
  ],
  '👋': [
    [0x1f440, 0x1f478],
    [0x1f48b, 0x1f48f],
    [0x1f9b5, 0x1f9b9],
    [0x1f9d0, 0x1f9df],
  ],
  '🐵': [
    [0x1f400, 0x1f43e],
    [0x1f980, 0x1f9ae],
    [0x1f330, 0x1f344],
    [0x1f490, 0x1f490],
  ],
  '🍇': [
    [0x1f345, 0x1f37f],
    [0x1f950, 0x1f96f],
  ],
  '🚗': [
    [0x1f680, 0x1f6c5],
    [0x1f6eb, 0x1f6fc],
    [0x1f3e0, 0x1f3f0],
    [0x1f5fb, 0x1f5ff],
  ],
  '🎃': [
    [0x1f380, 0x1f3d3],
    [0x1f3f8, 0x1f3fa],
    [0x1f93a, 0x1f94f],
  ],
  '💡': [
    [0x1f451, 0x1f463],
    [0x1f484, 0x1f489],
    [0x1f4a1, 0x1f4fc],
    [0x1f507, 0x1f52e],
    [0x1f9e0, 0x1f9ff],
  ],
  '❤️': [
    [0x1f493, 0x1f4a0],
    [0x1f9e1, 0x1f9e1],
    [0x1f530, 0x1f53d],
    [0x1f7e0, 0x1f7eb],
    [0x1f550, 0x1f567],
  ],
};

/** The choice of pictures for folders: every emoji of these blocks that is drawn in colour by itself. */
export function defaultEmojis(): Record<string, string[]> {
  const drawn = /^\p{Emoji_Presentation}$/u;
  const ofBlock = ([first, last]: readonly [number, number]) =>
    Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).filter((one) =>
      drawn.test(one),
    );
  return Object.fromEntries(
    Object.entries(emojiBlocks).map(([category, blocks]) => [category, [...new Set(blocks.flatMap(ofBlock))]]),
  );
}
