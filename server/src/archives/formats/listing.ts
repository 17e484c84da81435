import { ArchiveError } from './archive-error.ts';

/** One entry as an archive tells it. Nothing of it can be trusted; the name is text to be shown. */
export interface Entry {
  readonly name: string;
  /** Bytes when unpacked. */
  readonly size: number;
  /** Milliseconds since 1970; undefined = not told. */
  readonly modifiedAt: number | undefined;
  readonly isDirectory: boolean;
}

/** What a listing may grow to. */
export interface ListingLimits {
  readonly entries: number;
  /** Bytes of the directory of an archive, unpacked. */
  readonly directoryBytes: number;
  /** Bytes of the listing as JSON. */
  readonly jsonBytes: number;
  /** Bytes that may be unpacked to get at the names, where an archive has no directory. */
  readonly unpackedBytes: number;
}

/** Entries are put together to pieces of about so many characters. */
const pieceLength = 64 * 1024;

/** Writes entries down as JSON, in the order in which they come, and stops at the limits. */
export class Listing {
  readonly limits: ListingLimits;
  readonly #pieces: Buffer[] = [];
  #text = '';
  #bytes = 0;
  #entries = 0;

  constructor(limits: ListingLimits) {
    this.limits = limits;
  }

  /** @throws ArchiveError when there is no room for it */
  add({ name, size, modifiedAt, isDirectory }: Entry): void {
    this.expect(this.#entries + 1);
    const entry = {
      name: isDirectory ? name.replace(/\/+$/, '') : name,
      size: Math.min(Math.max(0, size), Number.MAX_SAFE_INTEGER),
      updated_at: timeOf(modifiedAt),
      is_directory: isDirectory,
    };
    this.#text += `${this.#entries === 0 ? '' : ','}${JSON.stringify(entry)}`;
    this.#entries++;
    if (this.#text.length > pieceLength) this.#flush();
  }

  /** An archive announces so many entries. @throws ArchiveError when that is too many */
  expect(entries: number): void {
    if (entries <= this.limits.entries) return;
    throw tooLarge(`more than ${this.limits.entries} entries`);
  }

  /** `ArchiveListFilesResponse` of the contract as JSON. */
  toJson(): Buffer {
    this.#flush();
    return Buffer.concat([Buffer.from('{"files":['), ...this.#pieces, Buffer.from(']}')]);
  }

  #flush(): void {
    const piece = Buffer.from(this.#text);
    this.#text = '';
    this.#bytes += piece.length;
    if (this.#bytes > this.limits.jsonBytes) throw tooLarge('more names than can be shown');
    this.#pieces.push(piece);
  }
}

export function tooLarge(what: string): ArchiveError {
  return new ArchiveError('large', `The archive has ${what}: it cannot be listed.`);
}

/** RFC 3339, or null for what no calendar has. */
function timeOf(milliseconds: number | undefined): string | null {
  if (milliseconds === undefined) return null;
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  // Four digits are all that RFC 3339 has.
  return year >= 0 && year <= 9999 ? date.toISOString() : null;
}

/** Time of MS-DOS, which knows no zones: taken for UTC. Undefined when it is none. */
export function dosTime(date: number, time: number): number | undefined {
  const [month, day] = [(date >> 5) & 15, date & 31];
  if (month < 1 || month > 12 || day < 1) return undefined;
  return Date.UTC(1980 + (date >> 9), month - 1, day, time >> 11, (time >> 5) & 63, (time & 31) * 2);
}

/** Time of Windows: hundreds of nanoseconds since 1601. */
export function windowsTime(low: number, high: number): number {
  return (high * 2 ** 32 + low) / 10_000 - 11_644_473_600_000;
}
