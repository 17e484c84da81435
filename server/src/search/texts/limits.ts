/** What reading one file may cost at most. */
export interface ExtractionLimits {
  /** Characters of text; more is left out. */
  readonly characters: number;
  /** Bytes that all parts of a packed file may have together when they are unpacked. */
  readonly unpackedBytes: number;
  /** Parts of a packed file that are looked at. */
  readonly parts: number;
  /** Pages of a document. */
  readonly pages: number;
}

export const extractionLimits: ExtractionLimits = {
  characters: 2_000_000,
  unpackedBytes: 64 * 1024 * 1024,
  parts: 10_000,
  pages: 3_000,
};

/** The file is not what its name says, or too large to be read: trying again would not help. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
