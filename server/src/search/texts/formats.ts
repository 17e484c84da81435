import type { ExtractionLimits } from './limits.ts';
import { readHtml, TextSink } from './markup.ts';
import { type PackedExtension, packedExtensions, readPacked } from './office.ts';
import { decodeText } from './plain.ts';
import { readRtf } from './rtf.ts';

type Reader = (bytes: Buffer, limits: ExtractionLimits) => string | Promise<string>;

const html: Reader = (bytes, { characters }) => {
  const sink = new TextSink(characters);
  readHtml(decodeText(bytes), sink);
  return sink.toString();
};

const readers: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(packedExtensions.map((extension): [string, Reader] => [extension, packed(extension)])),
  // The library is large: only a thread that meets such a document loads it.
  pdf: async (bytes, limits) => (await import('./pdf.ts')).readPdf(new Uint8Array(bytes), limits),
  rtf: (bytes, { characters }) => readRtf(bytes.toString('latin1'), characters),
  html,
  htm: html,
  xhtml: html,
};

function packed(extension: PackedExtension): Reader {
  return (bytes, limits) => readPacked(extension, bytes, limits);
}

/** The text of a file by its extension; extensions that mean no format of their own are taken for plain text. */
export async function readText(extension: string, bytes: Buffer, limits: ExtractionLimits): Promise<string> {
  const reader = Object.hasOwn(readers, extension) ? readers[extension] : undefined;
  const text = reader ? await reader(bytes, limits) : decodeText(bytes);
  return text.slice(0, limits.characters);
}
