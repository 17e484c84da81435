/** How a file can be shown. */
import type { FileResponse } from '@canopy/contract';
import { extensionOf, kindOf } from '../../files/index.ts';

export type View = 'image' | 'video' | 'audio' | 'text' | 'none';

const images = new Set(['jpg', 'jpeg', 'jfif', 'png', 'gif', 'webp', 'avif', 'bmp', 'svg', 'ico']);
const videos = new Set(['mp4', 'm4v', 'webm', 'ogv', 'mov']);
const sounds = new Set(['mp3', 'm4a', 'wav', 'ogg', 'oga', 'opus', 'flac', 'aac']);
const notPlain = new Set(['rtf']);
const plain = new Set(['csv', 'tsv']);
const plainNames =
  /^(readme|license|licence|copying|changelog|authors|makefile|dockerfile|\.[\w-]+(rc|ignore|config)?)$/i;

/** The view that a file's name promises; browsers decide for themselves what they can play. */
export function viewOf(file: Pick<FileResponse, 'name'>): View {
  const extension = extensionOf(file.name);
  if (images.has(extension)) return 'image';
  if (videos.has(extension)) return 'video';
  if (sounds.has(extension)) return 'audio';
  const kind = kindOf(file.name);
  if (plain.has(extension) || plainNames.test(file.name)) return 'text';
  return (kind === 'text' || kind === 'code') && !notPlain.has(extension) ? 'text' : 'none';
}

/** Whether long lines are broken at first: prose yes, code and tables no. */
export function wrapsAtFirst(file: Pick<FileResponse, 'name'>): boolean {
  return kindOf(file.name) === 'text';
}
