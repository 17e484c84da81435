import { getDocumentProxy } from 'unpdf';
import { type ExtractionLimits, Unreadable } from './limits.ts';
import { TextSink } from './markup.ts';

/** The text of a PDF, page by page. @throws Unreadable */
export async function readPdf(bytes: Uint8Array, { characters, pages }: ExtractionLimits): Promise<string> {
  const sink = new TextSink(characters);
  const document = await getDocumentProxy(bytes, { stopAtErrors: false, verbosity: 0 }).catch((error) => {
    throw new Unreadable(error instanceof Error ? error.message : String(error));
  });
  try {
    for (let number = 1; number <= Math.min(document.numPages, pages) && !sink.isFull; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      for (const item of items) if ('str' in item) sink.add(item.hasEOL ? `${item.str}\n` : item.str);
      sink.add('\n');
      page.cleanup();
    }
  } finally {
    await document.loadingTask.destroy();
  }
  return sink.toString();
}
