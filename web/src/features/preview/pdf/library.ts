/** pdf.js, set up so that everything it needs comes from the drive itself and nothing of a document runs. */
import * as pdfjs from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
/* The viewer's half of the library looks for the other one here. */
Object.assign(globalThis, { pdfjsLib: pdfjs });

/** Where web/vite.config.ts puts the tables and fonts of the library. */
const data = `${import.meta.env.BASE_URL}assets/pdfjs-${pdfjs.version}`;

/** Opens a document that is read in pieces by `transport`. */
export function openDocument(range: pdfjs.PDFDataRangeTransport): pdfjs.PDFDocumentLoadingTask {
  return pdfjs.getDocument({
    range,
    cMapUrl: `${data}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${data}/standard_fonts/`,
    wasmUrl: `${data}/wasm/`,
    iccUrl: `${data}/iccs/`,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    stopAtErrors: false,
    /* What is wrong with somebody's document is nothing for the console. */
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
}

/** The viewer's half: pages, layers, find. */
export const loadViewer = () => import('pdfjs-dist/web/pdf_viewer.mjs');

export const { AnnotationMode, InvalidPDFException, PasswordResponses, PDFDataRangeTransport } = pdfjs;
export type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
