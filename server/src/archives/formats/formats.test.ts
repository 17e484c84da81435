import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from './archive-error.ts';
import type { ByteFile } from './bytes.ts';
import { unpackBzip2 } from './bzip2.ts';
import { rar4Of, rar5Of, zipExtra, zipOf } from './crafted.ts';
import { type Fixture, fixture } from './fixtures.ts';
import { type ArchiveFormat, formatOf, listArchive } from './index.ts';
import { Listing } from './listing.ts';
import { unpackXz } from './xz.ts';

interface Listed {
  readonly name: string;
  readonly size: number;
  readonly updated_at: string | null;
  readonly is_directory: boolean;
}

const limits = { entries: 1000, directoryBytes: 1_000_000, jsonBytes: 1_000_000, unpackedBytes: 10_000_000 };

const fileOf = (bytes: Buffer): ByteFile => ({
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});

async function list(format: ArchiveFormat, bytes: Buffer, encoding?: string): Promise<Listed[]> {
  const listing = new Listing(limits);
  await listArchive(format, fileOf(bytes), listing, encoding);
  return JSON.parse(listing.toJson().toString()).files;
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error) => (error instanceof ArchiveError ? error.reason : error),
  );

const time = '2023-11-14T22:13:20.000Z';
/** What the fixtures hold, without the folder that they were made from. */
const held = [
  { name: 'README.md', size: 600, updated_at: time, is_directory: false },
  { name: 'empty', size: 0, updated_at: time, is_directory: false },
  { name: 'void', size: 0, updated_at: time, is_directory: true },
  { name: '资料', size: 0, updated_at: time, is_directory: true },
  { name: '资料/sub', size: 0, updated_at: time, is_directory: true },
  { name: '资料/sub/报告.txt', size: 5000, updated_at: time, is_directory: false },
];
const below = (folder: string) => held.map((entry) => ({ ...entry, name: `${folder}/${entry.name}` }));

describe('the format of a file', () => {
  it('is told by its name', () => {
    const formats = {
      zip: ['a.zip', 'a.ZIP'],
      '7z': ['a.7z'],
      rar: ['a.rar'],
      tar: ['a.tar'],
      'tar.gz': ['a.tar.gz', 'a.tgz'],
      'tar.zst': ['a.tar.zst', 'a.tzst'],
      'tar.xz': ['a.tar.xz', 'a.txz'],
      'tar.bz2': ['a.tar.bz2', 'a.tbz2', 'a.tbz'],
    };
    for (const [format, names] of Object.entries(formats))
      for (const name of names) expect(formatOf(name)).toBe(format);
    expect(['zip', 'a.gz', 'a.zip.txt', 'a.docx', ''].map(formatOf)).toEqual(new Array(5).fill(undefined));
  });
});

describe('a 7z', () => {
  it.each(['lzma2', 'lzma', 'plainHeader', 'encryptedContent'] as const)('is listed (%s)', async (name) => {
    const [top, ...rest] = await list('7z', fixture(name));
    expect(top).toMatchObject({ name: 'top', is_directory: true });
    expect(rest).toEqual(below('top'));
  });

  it('is listed with many names', async () => {
    const files = (await list('7z', fixture('many'))).slice(1);
    expect(files).toHaveLength(400);
    const numbers = files.map(({ name, size }) => {
      const [, number = '', letter = ''] = /^m\/file-(\d+)-(.)\.txt$/u.exec(name) ?? [];
      expect(letter.charCodeAt(0)).toBe(0x4e00 + Number(number) * 7);
      expect(size).toBe(number.length * (Number(number) % 5));
      return Number(number);
    });
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, i) => i));
  });

  it('may hold nothing', async () => {
    expect(await list('7z', fixture('nothing'))).toEqual([]);
  });

  it('with an encrypted directory says so', async () => {
    expect(await reasonOf(list('7z', fixture('encryptedHeader')))).toBe('encrypted');
  });
});

describe('a tar', () => {
  it.each([
    ['tar.gz', 'paxTarGz'],
    ['tar.gz', 'gnuTarGz'],
    ['tar.gz', 'ustarTarGz'],
    ['tar.zst', 'paxTarZst'],
    ['tar.xz', 'paxTarXz'],
    ['tar.bz2', 'paxTarBz2'],
  ] as const)('is listed (%s, %s)', async (format, name) => {
    const files = await list(format, fixture(name));
    expect(files.slice(1, 7)).toEqual(below('top'));
    if (name === 'ustarTarGz') return;
    expect(files.slice(7)).toEqual([
      { name: `${'d/'.repeat(100)}${'资'.repeat(60)}`, size: 3, updated_at: time, is_directory: false },
      { name: 'link', size: 0, updated_at: time, is_directory: false },
    ]);
  });

  it.each([
    ['xz', unpackXz, 'linesXz'],
    ['bzip2', unpackBzip2, 'linesBz2'],
  ] as const)('comes out of %s as it went in, also when parts of it follow one another', async (_, unpack, name) => {
    const lines = Array.from({ length: 16_000 }, (_, i) => `${(i * i) % 7} line ${i % 97}\n`);
    for (const parts of [1, 3]) {
      const pieces: Buffer[] = [];
      for await (const piece of unpack(fileOf(Buffer.concat(new Array(parts).fill(fixture(name)))))) pieces.push(piece);
      expect(Buffer.concat(pieces).toString() === lines.join('').repeat(parts)).toBe(true);
    }
  });

  it('is listed without being unpacked when it is not packed', async () => {
    expect(await list('tar', gunzipSync(fixture('paxTarGz')))).toEqual(await list('tar.gz', fixture('paxTarGz')));
    expect(await list('tar', Buffer.alloc(10_240))).toEqual([]);
  });
});

describe('a rar', () => {
  const at = Date.parse(time) / 1000;
  const entries = [
    { name: 'dir', size: 0, at, folder: true },
    { name: 'dir/héllo 资.txt', size: 5, at, content: Buffer.from('hello') },
    { name: 'last', size: 2 ** 31, at, content: Buffer.alloc(70_000) },
  ];
  const listed = entries.map(({ name, size, folder = false }) => ({
    name,
    size,
    updated_at: time,
    is_directory: folder,
  }));

  it('is listed, in the forms of versions 4 and 5', async () => {
    expect(await list('rar', rar4Of(entries))).toEqual(listed);
    expect(await list('rar', rar5Of(entries))).toEqual(listed);
  });

  it('of version 4 has names in Unicode beside those for old programs', async () => {
    const plain = Buffer.from('dir\\a_b.txt');
    const wide = Buffer.from([0x8d, 0b11_10_11_00, 3, 0x44, 0x8d, 4]);
    const rawName = Buffer.concat([plain, Buffer.from([0]), wide]);
    expect(await list('rar', rar4Of([{ name: '', rawName, size: 1, at }]))).toMatchObject([{ name: 'dir/a资b.txt' }]);
  });

  it('of version 5 has better times behind its headers', async () => {
    const seconds = Buffer.alloc(4);
    seconds.writeUInt32LE(at + 7);
    const extra = Buffer.concat([Buffer.from([6, 3, 3]), seconds]);
    expect(await list('rar', rar5Of([{ name: 'a', size: 1, at, extra }]))).toMatchObject([
      { updated_at: '2023-11-14T22:13:27.000Z' },
    ]);
  });

  it('with encrypted headers, or in several parts, says so', async () => {
    expect(await reasonOf(list('rar', rar4Of(entries, 0x80)))).toBe('encrypted');
    expect(await reasonOf(list('rar', rar4Of(entries, 1)))).toBe('unsupported');
    expect(await reasonOf(list('rar', rar5Of(entries, 1)))).toBe('unsupported');
  });
});

describe('a zip', () => {
  it('is listed', async () => {
    expect((await list('zip', fixture('infoZip'))).toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      held.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
    expect(await list('zip', zipOf([]))).toEqual([]);
  });

  it('is found behind something, before a comment, and with a directory of 64 bits', async () => {
    const entries = [{ name: 'a', size: 7 }, { name: 'dir/' }];
    const listed = [
      { name: 'a', size: 7, updated_at: '2025-06-15T00:00:00.000Z', is_directory: false },
      { name: 'dir', size: 0, updated_at: '2025-06-15T00:00:00.000Z', is_directory: true },
    ];
    const before = Buffer.alloc(100_000, 1);
    expect(await list('zip', zipOf(entries, { before }))).toEqual(listed);
    expect(await list('zip', zipOf(entries, { before, directoryStart: before.length }))).toEqual(listed);
    // A comment may look like the end of a zip.
    const comment = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(60_000)]);
    expect(await list('zip', zipOf(entries, { comment }))).toEqual(listed);
    expect(await list('zip', zipOf(entries, { zip64: true }))).toEqual(listed);
    expect(await list('zip', zipOf(entries, { zip64: true, before }))).toEqual(listed);
  });

  it('tells sizes of 64 bits, better times and folders by their attributes', async () => {
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(2n ** 40n);
    const seconds = Buffer.alloc(5);
    seconds.writeUInt8(1);
    seconds.writeInt32LE(-86_400, 1);
    const files = await list(
      'zip',
      zipOf([
        { name: 'big', size: 0xffff_ffff, extra: zipExtra(1, size) },
        { name: 'old', extra: zipExtra(0x5455, seconds) },
        { name: 'd', host: 0, attributes: 0x10 },
        { name: 'u', host: 3, attributes: 0x4000_0000 | 0 },
        { name: 'a\\b', host: 0 },
        { name: 'a\\b', host: 3 },
        { name: 'never', date: 0 },
      ]),
    );
    expect(files.map(({ name, size: of, updated_at, is_directory }) => [name, of, updated_at, is_directory])).toEqual([
      ['big', 2 ** 40, '2025-06-15T00:00:00.000Z', false],
      ['old', 0, '1969-12-31T00:00:00.000Z', false],
      ['d', 0, '2025-06-15T00:00:00.000Z', true],
      ['u', 0, '2025-06-15T00:00:00.000Z', true],
      ['a/b', 0, '2025-06-15T00:00:00.000Z', false],
      ['a\\b', 0, '2025-06-15T00:00:00.000Z', false],
      ['never', 0, null, false],
    ]);
  });
});

it('a file that is not what its name says is damaged', async () => {
  const all: readonly (readonly [ArchiveFormat, Buffer])[] = [
    ['zip', fixture('lzma')],
    ['7z', fixture('infoZip')],
    ['rar', fixture('infoZip')],
    ['tar', fixture('infoZip')],
    ['tar.gz', fixture('infoZip')],
    ['tar.zst', fixture('paxTarGz')],
    ['tar.xz', fixture('paxTarGz')],
    ['tar.bz2', fixture('paxTarXz')],
  ];
  for (const [format, bytes] of all) expect(await reasonOf(list(format, bytes)), format).toBe('damaged');
  for (const format of ['zip', '7z', 'rar', 'tar.xz', 'tar.bz2'] satisfies ArchiveFormat[]) {
    expect(await reasonOf(list(format, Buffer.alloc(0))), format).toBe('damaged');
  }
});

/** Every way to cut an archive short, and every byte of it changed: an answer or an ArchiveError, nothing else. */
it.each([
  ['zip', 'infoZip'],
  ['7z', 'lzma2'],
  ['7z', 'lzma'],
  ['7z', 'plainHeader'],
  ['tar.gz', 'ustarTarGz'],
  ['tar.xz', 'paxTarXz'],
  ['tar.bz2', 'paxTarBz2'],
] as const satisfies readonly (readonly [ArchiveFormat, Fixture])[])(
  'no damage of a %s (%s) does more than fail',
  async (format, name) => {
    const sound = fixture(name);
    // These take megabytes each time.
    const step = format === 'tar.xz' || format === 'tar.bz2' ? 5 : 1;
    for (let at = 0; at < sound.length; at += step) {
      const broken = Buffer.from(sound);
      broken[at] = (broken[at] as number) ^ (1 << (at % 8));
      for (const bytes of [sound.subarray(0, at), broken]) {
        const reason = await reasonOf(list(format, bytes));
        if (reason instanceof Error && !(reason instanceof RangeError)) throw reason;
      }
    }
  },
);

it('no damage of a rar does more than fail', async () => {
  const entries = [{ name: 'a', size: 5, at: 1_700_000_000, content: Buffer.from('hello') }];
  for (const sound of [rar4Of(entries), rar5Of(entries)]) {
    for (let at = 0; at < sound.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const broken = Buffer.from(sound);
        broken[at] = (broken[at] as number) ^ (1 << bit);
        const reason = await reasonOf(list('rar', broken));
        if (reason instanceof Error && !(reason instanceof RangeError)) throw reason;
      }
      await reasonOf(list('rar', sound.subarray(0, at)));
    }
  }
});
