/** How a file can be shown. */
import type { FileResponse } from '@canopy/contract';
import { extensionOf, kindOf } from '../../files/index.ts';

export type View = 'image' | 'video' | 'audio' | 'text' | 'markdown' | 'pdf' | 'archive' | 'trash' | 'none';

const images = new Set(['jpg', 'jpeg', 'jfif', 'png', 'apng', 'gif', 'webp', 'avif', 'bmp', 'svg', 'ico']);
/** What some browser plays; each says for itself when it can't. */
const videos = new Set(['mp4', 'm4v', 'webm', 'ogv', 'mov', 'mkv', '3gp']);
const sounds = new Set(['mp3', 'm4a', 'wav', 'ogg', 'oga', 'opus', 'flac', 'aac']);
const markdowns = new Set(['md', 'markdown']);
/** What the server can list (contract: listArchiveFiles). */
const archives = new Set(['zip', '7z', 'rar', 'tar', 'tgz', 'tbz', 'tbz2', 'txz', 'tzst']);
const compressedTar = /\.tar\.(gz|bz2|xz|zst)$/i;
const notPlain = new Set(['rtf']);
const plain = new Set(['csv', 'tsv']);
const plainNames =
  /^(readme|license|licence|copying|changelog|authors|makefile|dockerfile|\.[\w-]+(rc|ignore|config)?)$/i;

/** The view that a file's name promises; browsers decide for themselves what they can play. */
export function viewOf(file: Pick<FileResponse, 'name' | 'path'>): View {
  /* Contents are not handed out there (contract: capabilities of the trash). */
  if (file.path?.startsWith('cloudreve://trash/')) return 'trash';
  const extension = extensionOf(file.name);
  if (images.has(extension)) return 'image';
  if (videos.has(extension)) return 'video';
  if (sounds.has(extension)) return 'audio';
  if (markdowns.has(extension)) return 'markdown';
  if (extension === 'pdf') return 'pdf';
  if (archives.has(extension) || compressedTar.test(file.name)) return 'archive';
  const kind = kindOf(file.name);
  if (plain.has(extension) || plainNames.test(file.name)) return 'text';
  return (kind === 'text' || kind === 'code') && !notPlain.has(extension) ? 'text' : 'none';
}

/** Whether a viewer zooms: the header shows by how much. */
export function zooms(view: View): boolean {
  return view === 'image' || view === 'pdf';
}

/** Whether long lines are broken at first: prose yes, code and tables no. */
export function wrapsAtFirst(file: Pick<FileResponse, 'name'>): boolean {
  return kindOf(file.name) === 'text';
}
