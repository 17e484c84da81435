/** Subtitles that lie beside a video: `film.vtt` and `film.zh.srt` belong to `film.mkv`. */
import type { FileResponse } from '@canopy/contract';
import { extensionOf } from '../../../files/index.ts';
import { readPiece } from '../content.ts';
import { decodeAll, guessEncoding } from '../text/decode.ts';

export interface Subtitle {
  readonly file: FileResponse;
  /** What tells it apart from the others: its language, else its name. */
  readonly label: string;
}

const longest = 4_000_000;
const formats = new Set(['vtt', 'srt']);

export function subtitlesOf(video: FileResponse, siblings: readonly FileResponse[]): readonly Subtitle[] {
  const stem = video.name.slice(0, video.name.lastIndexOf('.'));
  return siblings
    .filter(({ name, size }) => formats.has(extensionOf(name)) && name.startsWith(`${stem}.`) && size <= longest)
    .map((file) => ({
      file,
      label:
        file.name
          .slice(stem.length + 1)
          .split('.')
          .slice(0, -1)
          .join('.') || file.name,
    }));
}

/** SubRip as WebVTT, which is what browsers read: they differ in the head and in one sign of times. */
export function asVtt(text: string): string {
  if (/^\ufeff?WEBVTT/.test(text)) return text;
  return `WEBVTT\n\n${text.replace(/\r\n?/g, '\n').replace(/(\d\d:\d\d:\d\d),(\d{3})/g, '$1.$2')}`;
}

/** Subtitles as an address for a `<track>`; to be revoked. */
export async function loadSubtitle({ file }: Subtitle, signal: AbortSignal): Promise<string> {
  const bytes = await readPiece(file, undefined, { start: 0, length: longest, signal });
  return URL.createObjectURL(new Blob([asVtt(decodeAll([bytes], guessEncoding(bytes), true))], { type: 'text/vtt' }));
}
