import { parentPort } from 'node:worker_threads';
import { chunksOf, type TextChunk } from './chunks.ts';
import { readText } from './formats.ts';
import { type ExtractionLimits, Unreadable } from './limits.ts';

/** Reads the text of one file after the other, away from the event loop and within the limits of its thread. */
export interface ExtractionRequest {
  readonly extension: string;
  readonly bytes: Uint8Array;
  readonly chunkSize: number;
  readonly limits: ExtractionLimits;
}

export type ExtractionAnswer =
  | { readonly chunks: readonly TextChunk[] }
  /** Why there is no text; `unreadable` = there never will be. */
  | { readonly error: string; readonly unreadable: boolean };

parentPort?.on('message', ({ extension, bytes, chunkSize, limits }: ExtractionRequest) => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  readText(extension, buffer, limits).then(
    (text) => parentPort?.postMessage({ chunks: chunksOf(text, chunkSize) } satisfies ExtractionAnswer),
    (error: unknown) =>
      parentPort?.postMessage({
        error: error instanceof Error ? error.message : String(error),
        unreadable: error instanceof Unreadable,
      } satisfies ExtractionAnswer),
  );
});
