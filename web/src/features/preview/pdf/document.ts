/** A document as it is opened: in pieces, with a password if it asks for one. */
import { useEffect, useState } from 'react';
import { readPiece } from '../content.ts';
import type { ViewerProps } from '../viewer.ts';
import {
  InvalidPDFException,
  openDocument,
  PasswordResponses,
  PDFDataRangeTransport,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
} from './library.ts';

/** Bytes that are read at once, in addition to what the library asks for. */
const firstBytes = 262_144;

export interface Locked {
  /** Whether a password was tried already. */
  readonly wasWrong: boolean;
  readonly unlock: (password: string) => void;
}

export type Opening =
  | { readonly state: 'loading' }
  | { readonly state: 'locked'; readonly locked: Locked }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'broken' }
  | { readonly state: 'open'; readonly pdf: PDFDocumentProxy };

/** Opens a file as a document; `attempt` opens it anew. */
export function usePdf({ file, version }: Pick<ViewerProps, 'file' | 'version'>, attempt: number): Opening {
  const [opening, setOpening] = useState<Opening>({ state: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens it anew; a file is its content
  useEffect(() => {
    setOpening({ state: 'loading' });
    const gone = new AbortController();
    const { signal } = gone;
    let task: PDFDocumentLoadingTask | undefined;
    const tell = (next: Opening) => {
      if (!signal.aborted) setOpening(next);
    };
    const read = (start: number, length: number) => readPiece(file, version, { start, length, signal });

    const open = async () => {
      const beginning = await read(0, Math.min(firstBytes, file.size));
      if (signal.aborted) return;
      /* Asks for bytes where they are needed: a page at the end of a large document does not wait for the others. */
      class Pieces extends PDFDataRangeTransport {
        override requestDataRange(begin: number, end: number): void {
          read(begin, end - begin).then(
            (bytes) => this.onDataRange(begin, bytes),
            (error: unknown) => tell({ state: 'failed', error }),
          );
        }
      }
      task = openDocument(new Pieces(file.size, beginning));
      task.onPassword = (unlock: (password: string) => void, reason: number) => {
        const wasWrong = reason === PasswordResponses.INCORRECT_PASSWORD;
        tell({ state: 'locked', locked: { wasWrong, unlock } });
      };
      tell({ state: 'open', pdf: await task.promise });
    };
    open().catch((error: unknown) => {
      tell(error instanceof InvalidPDFException ? { state: 'broken' } : { state: 'failed', error });
    });
    return () => {
      gone.abort();
      void task?.destroy();
    };
  }, [file.id, file.primary_entity, version, attempt]);
  return opening;
}
