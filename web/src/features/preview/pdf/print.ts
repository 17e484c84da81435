/** Prints a document: its pages as pictures, because nobody but the browser may print, and it prints pages of the web. */
import { layOut, printed } from '../print.ts';
import type { PDFDocumentProxy } from './library.ts';

/** Dots in a 72nd of an inch: 150 dots an inch, sharp on paper and bearable in memory. */
const scale = 150 / 72;

/**
 * Resolves when the browser's dialog is closed, or when `signal` ends it before.
 * @param tell gets the number of each page before it is drawn
 */
export async function printDocument(
  pdf: PDFDocumentProxy,
  signal: AbortSignal,
  tell: (page: number) => void,
): Promise<void> {
  const sheets = document.createDocumentFragment();
  let takeAway = () => {};
  const urls: string[] = [];
  const canvas = document.createElement('canvas');
  try {
    for (let number = 1; number <= pdf.numPages; number++) {
      if (signal.aborted) return;
      tell(number);
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      await page.render({ canvas, viewport, intent: 'print', background: 'white' }).promise;
      page.cleanup();
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
      if (!blob) throw new Error(`Page ${number} could not be drawn for printing.`);
      const url = URL.createObjectURL(blob);
      urls.push(url);
      const picture = new Image();
      picture.src = url;
      await picture.decode();
      sheets.append(picture);
    }
    if (signal.aborted) return;
    takeAway = layOut(sheets, 'sheets');
    await printed(signal);
  } finally {
    takeAway();
    for (const url of urls) URL.revokeObjectURL(url);
    canvas.width = 0;
  }
}
