import { crc32 } from 'node:zlib';

/*
 * Archives for tests, byte by byte: sound ones, and such as no program would make. The ones of RAR were compared with
 * what libarchive reads of them.
 */

export interface ZipEntryOf {
  readonly name: string | Uint8Array;
  /** What the directory says; nothing is stored. */
  readonly size?: number;
  readonly flags?: number;
  readonly host?: number;
  readonly attributes?: number;
  readonly extra?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly date?: number;
  readonly time?: number;
}

export interface ZipOf {
  readonly before?: Uint8Array;
  readonly comment?: Uint8Array;
  /** What the end says, where it is not the truth. */
  readonly entries?: number;
  readonly directoryLength?: number;
  readonly directoryStart?: number;
  readonly disk?: number;
  readonly zip64?: boolean;
}

const utf8Flag = 0x0800;

/** A zip with a directory and nothing else. Names in text are marked as UTF-8. */
export function zipOf(entries: readonly ZipEntryOf[], of: ZipOf = {}): Buffer {
  const before = Buffer.from(of.before ?? []);
  const directory = Buffer.concat(entries.map(directoryEntry));
  const comment = Buffer.from(of.comment ?? []);
  const told = {
    entries: of.entries ?? entries.length,
    length: of.directoryLength ?? directory.length,
    start: of.directoryStart ?? 0,
  };
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(of.disk ?? 0, 4);
  end.writeUInt16LE(of.zip64 ? 0xffff : told.entries % 65_536, 8);
  end.writeUInt16LE(of.zip64 ? 0xffff : told.entries % 65_536, 10);
  end.writeUInt32LE(of.zip64 ? 0xffff_ffff : told.length, 12);
  end.writeUInt32LE(of.zip64 ? 0xffff_ffff : told.start, 16);
  end.writeUInt16LE(comment.length, 20);
  const far = of.zip64 ? zip64End(told, before.length + directory.length) : Buffer.alloc(0);
  return Buffer.concat([before, directory, far, end, comment]);
}

function zip64End(told: { entries: number; length: number; start: number }, at: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(told.entries), 24);
  end.writeBigUInt64LE(BigInt(told.entries), 32);
  end.writeBigUInt64LE(BigInt(told.length), 40);
  end.writeBigUInt64LE(BigInt(told.start), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(at), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

function directoryEntry(entry: ZipEntryOf): Buffer {
  const isText = typeof entry.name === 'string';
  const name = Buffer.from(entry.name as string);
  const extra = Buffer.from(entry.extra ?? []);
  const comment = Buffer.from(entry.comment ?? []);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt8(entry.host ?? 3, 5);
  record.writeUInt16LE(entry.flags ?? (isText ? utf8Flag : 0), 8);
  record.writeUInt16LE(entry.time ?? 0, 12);
  record.writeUInt16LE(entry.date ?? (45 << 9) | (6 << 5) | 15, 14);
  record.writeUInt32LE(entry.size ?? 0, 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt16LE(comment.length, 32);
  record.writeUInt32LE(entry.attributes ?? 0, 38);
  return Buffer.concat([record, name, extra, comment]);
}

/** An extra field of a zip. */
export function zipExtra(id: number, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(bytes.length, 2);
  return Buffer.concat([head, bytes]);
}

export interface RarEntryOf {
  readonly name: string;
  readonly size: number;
  /** Unix seconds. */
  readonly at: number;
  readonly folder?: boolean;
  readonly content?: Uint8Array;
  /** Behind the header, RAR 5. */
  readonly extra?: Uint8Array;
  /** Instead of the name, RAR 4. */
  readonly rawName?: Uint8Array;
}

const vint = (value: number): Buffer => {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return Buffer.from([...bytes, left]);
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** One header of RAR 5. */
export function rar5Block(body: Uint8Array, content: Uint8Array = Buffer.alloc(0)): Buffer {
  const counted = Buffer.concat([vint(body.length), body]);
  return Buffer.concat([uint32(crc32(counted)), counted, content]);
}

export function rar5Of(entries: readonly RarEntryOf[], mainFlags = 0): Buffer {
  const blocks = entries.map(({ name, size, at, folder, content = Buffer.alloc(0), extra = Buffer.alloc(0) }) => {
    const text = Buffer.from(name);
    const fields = [folder ? 3 : 2, size, 0o644].map(vint);
    const flags = 2 | (extra.length > 0 ? 1 : 0);
    const head = [vint(2), vint(flags), ...(extra.length > 0 ? [vint(extra.length)] : []), vint(content.length)];
    const rest = [uint32(at), vint(0), vint(1), vint(text.length), text, extra];
    return rar5Block(Buffer.concat([...head, ...fields, ...rest]), content);
  });
  const main = rar5Block(Buffer.concat([vint(1), vint(0), vint(mainFlags)]));
  const end = rar5Block(Buffer.concat([vint(5), vint(0), vint(0)]));
  return Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), main, ...blocks, end]);
}

/** One header of RAR 4. */
export function rar4Block(
  type: number,
  flags: number,
  body: Uint8Array,
  content: Uint8Array = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(type, 0);
  head.writeUInt16LE(flags, 1);
  head.writeUInt16LE(7 + body.length, 3);
  const counted = Buffer.concat([head, body]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc32(counted) & 0xffff);
  return Buffer.concat([sum, counted, content]);
}

export function rar4Of(entries: readonly RarEntryOf[], mainFlags = 0): Buffer {
  const blocks = entries.map(({ name, size, at, folder, rawName, content = Buffer.alloc(0) }) => {
    const text = Buffer.from(rawName ?? Buffer.from(name));
    const date = new Date(at * 1000);
    const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
    const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
    const body = Buffer.alloc(25);
    body.writeUInt32LE(content.length, 0);
    body.writeUInt32LE(size, 4);
    body.writeUInt8(3, 8);
    body.writeUInt32LE(day * 65_536 + time, 13);
    body.writeUInt8(20, 17);
    body.writeUInt8(0x30, 18);
    body.writeUInt16LE(text.length, 19);
    body.writeUInt32LE(0o644, 21);
    const flags = 0x8000 | (folder ? 0xe0 : 0) | 0x0200;
    return rar4Block(0x74, flags, Buffer.concat([body, text]), content);
  });
  const main = rar4Block(0x73, mainFlags, Buffer.alloc(6));
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\x00', 'latin1'),
    main,
    ...blocks,
    rar4Block(0x7b, 0, Buffer.alloc(0)),
  ]);
}

/** One block of a tar: a header with its sum. */
export function tarHeader(of: { name: string; size?: number; type?: string; sizeBytes?: Uint8Array }): Buffer {
  const header = Buffer.alloc(512);
  header.write(of.name, 0, 100);
  header.write(`${(of.size ?? 0).toString(8).padStart(11, '0')}\0`, 124);
  if (of.sizeBytes) header.set(of.sizeBytes, 124);
  header.write('14524567000\0', 136);
  header.write(of.type ?? '0', 156);
  header.write('ustar\x0000', 257);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
