import { crc32, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from './archive-error.ts';
import { rar4Block, rar5Block, tarHeader, zipExtra, zipOf } from './crafted.ts';
import { fixture } from './fixtures.ts';
import { type ArchiveFormat, listArchive } from './index.ts';
import { Listing } from './listing.ts';

/** RELIABILITY.md battery 10, as far as archives are only listed. */
const limits = { entries: 1000, directoryBytes: 200_000, jsonBytes: 300_000, unpackedBytes: 5_000_000 };

async function list(format: ArchiveFormat, bytes: Buffer) {
  const listing = new Listing(limits);
  let most = 0;
  const read = async (start: number, end: number) => {
    most = Math.max(most, end - start);
    return bytes.subarray(start, end);
  };
  await listArchive(format, { size: bytes.length, read }, listing, undefined);
  return { files: JSON.parse(listing.toJson().toString()).files as { name: string; size: number }[], most };
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'listed',
    (error) => {
      if (error instanceof ArchiveError) return error.reason;
      // Places that an archive made up: the thread takes it for damage (list-archive.worker.ts).
      if (error instanceof RangeError) return 'damaged';
      throw error;
    },
  );

describe('names', () => {
  it('are shown as they are, whatever they try', async () => {
    const names = [
      '../../etc/passwd',
      '/etc/shadow',
      'C:\\Windows\\system32',
      '\\\\server\\share',
      'a/../../b',
      '',
      '.',
      'CON',
      '\0',
      '\u202egpj.exe',
      '"},{"name":"x',
      '</script>',
      'x'.repeat(60_000),
    ];
    const { files } = await list('zip', zipOf(names.map((name) => ({ name }))));
    expect(files.map(({ name }) => name)).toEqual(names);
  });

  it('that are no UTF-8 although they say so are shown with signs in place', async () => {
    const { files } = await list('zip', zipOf([{ name: Buffer.from([0x61, 0xff, 0xc0, 0x80]), flags: 0x800 }]));
    expect(files[0]?.name).toMatch(/^a\ufffd+$/);
  });

  it('in extra fields count only for the name that they were made for', async () => {
    const name = Buffer.from('plain');
    const field = (sum: number) => {
      const head = Buffer.alloc(5);
      head.writeUInt8(1);
      head.writeUInt32LE(sum, 1);
      return zipExtra(0x7075, Buffer.concat([head, Buffer.from('资料')]));
    };
    const entries = [crc32(name), crc32(name) ^ 1].map((sum) => ({ name, extra: field(sum >>> 0) }));
    expect((await list('zip', zipOf(entries))).files.map((file) => file.name)).toEqual(['资料', 'plain']);
  });
});

describe('a zip', () => {
  it('that lies about its directory is damaged, and nothing is read that is not there', async () => {
    const entries = [{ name: 'a' }, { name: 'b' }];
    const lies = [
      { entries: 3 },
      { entries: 1 },
      { entries: 0 },
      { directoryLength: 50 },
      { directoryLength: 97 },
      { directoryLength: 99 },
      { directoryLength: 0xffff_fffe },
      { directoryStart: 0xffff_fffe },
      { directoryStart: 1 },
      { zip64: true, entries: 3 },
      { zip64: true, directoryLength: Number.MAX_SAFE_INTEGER },
      { zip64: true, directoryStart: Number.MAX_SAFE_INTEGER },
    ];
    for (const lie of lies) expect([lie, await reasonOf(list('zip', zipOf(entries, lie)))]).toEqual([lie, 'damaged']);
    expect(await reasonOf(list('zip', zipOf(entries, { disk: 1 })))).toBe('unsupported');
    expect(await reasonOf(list('zip', zipOf([{ name: 'x', flags: 1 << 13 }])))).toBe('encrypted');
  });

  it('with a million entries is refused by what its end says, and by counting', async () => {
    expect(await reasonOf(list('zip', zipOf([], { zip64: true, entries: 1_000_000 })))).toBe('large');
    const many = Array.from({ length: 1001 }, () => ({ name: '' }));
    expect(await reasonOf(list('zip', zipOf(many)))).toBe('large');
    expect(await reasonOf(list('zip', zipOf(many, { entries: 1 })))).toBe('large');
    expect((await list('zip', zipOf(many.slice(1)))).files).toHaveLength(1000);
  });

  it('with too long a directory, or names that grow when they are written, is refused', async () => {
    const comment = Buffer.alloc(60_000);
    expect(await reasonOf(list('zip', zipOf(Array.from({ length: 4 }, () => ({ name: '', comment })))))).toBe('large');
    const name = Buffer.alloc(60_000, 1);
    expect(await reasonOf(list('zip', zipOf([{ name }, { name }, { name }])))).toBe('large');
  });

  it('tells sizes that nothing has without losing its mind', async () => {
    const size = Buffer.alloc(8, 0xff);
    const { files } = await list('zip', zipOf([{ name: 'x', size: 0xffff_ffff, extra: zipExtra(1, size) }]));
    expect(files[0]?.size).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('a tar', () => {
  const end = Buffer.alloc(1024);

  it('whose sizes lead out of it is damaged', async () => {
    const huge = Buffer.from([0x80, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    const negative = Buffer.alloc(12, 0xff);
    for (const lie of [{ size: 5000 }, { sizeBytes: huge }]) {
      expect(await reasonOf(list('tar', Buffer.concat([tarHeader({ name: 'a', ...lie }), end])))).toBe('damaged');
      const packed = gzipSync(Buffer.concat([tarHeader({ name: 'a', ...lie }), end]));
      expect(await reasonOf(list('tar.gz', packed))).toBe('damaged');
    }
    const { files } = await list('tar', Buffer.concat([tarHeader({ name: 'a', sizeBytes: negative }), end]));
    expect(files).toMatchObject([{ name: 'a', size: 0 }]);
  });

  it('with a name, or properties, beyond all measure is damaged', async () => {
    for (const type of ['L', 'K', 'x', 'g']) {
      const bytes = Buffer.concat([tarHeader({ name: 'a', type, size: 2_000_000 }), Buffer.alloc(2_000_384), end]);
      expect(await reasonOf(list('tar', bytes))).toBe('damaged');
    }
    for (const records of ['5 a\n', '99 path=x\n', 'x path=x\n', '-1 path=x\n', '0 \n', '9999999999999 path=x\n']) {
      const head = tarHeader({ name: 'p', type: 'x', size: records.length });
      const bytes = Buffer.concat([head, Buffer.from(records.padEnd(512, '\0')), tarHeader({ name: 'a' }), end]);
      const reason = await reasonOf(list('tar', bytes));
      expect([records, reason]).toEqual([records, records === '5 a\n' ? reason : 'damaged']);
    }
  });

  it('that unpacks to more than anybody needs is stopped', async () => {
    const bomb = gzipSync(Buffer.concat([tarHeader({ name: 'a', size: 8_000_000 }), Buffer.alloc(8_000_000), end]));
    expect(bomb.length).toBeLessThan(20_000);
    expect(await reasonOf(list('tar.gz', bomb))).toBe('large');
    const many = Buffer.concat(Array.from({ length: 1001 }, () => tarHeader({ name: '' })));
    expect(await reasonOf(list('tar.gz', gzipSync(many)))).toBe('large');
  });
});

describe('a 7z', () => {
  /** A 7z whose directory is these bytes, its sums right. */
  function sevenZip(header: Buffer, told = header.length): Buffer {
    const start = Buffer.alloc(20);
    start.writeBigUInt64LE(BigInt(told), 8);
    start.writeUInt32LE(crc32(header), 16);
    const head = Buffer.alloc(12);
    head.set([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]);
    head.writeUInt32LE(crc32(start), 8);
    return Buffer.concat([head, start, header]);
  }
  const plain = fixture('plainHeader');
  const header = plain.subarray(32 + Number(plain.readBigUInt64LE(12)));

  it('is put together rightly by this test', async () => {
    expect((await list('7z', sevenZip(Buffer.from(header)))).files).toHaveLength(7);
  });

  it('whose directory says it is huge, or would be when unpacked, is refused', async () => {
    expect(await reasonOf(list('7z', sevenZip(header, 2 ** 40)))).toBe('damaged');
    // An encoded header: one folder with the coder LZMA, to unpack to 2^40 bytes.
    const size = [0xfe, 0, 0, 0, 0, 0, 1, 0];
    const lzma = [0x23, 3, 1, 1, 5, 0x5d, 0, 0, 1, 0];
    const encoded = [0x17, 6, 0, 1, 9, 1, 0, 7, 0x0b, 1, 0, 1, ...lzma, 0x0c, ...size, 0, 0];
    expect(await reasonOf(list('7z', sevenZip(Buffer.from(encoded))))).toBe('large');
  });

  it('that announces more files than it can have is refused', async () => {
    expect(await reasonOf(list('7z', sevenZip(Buffer.from([1, 5, 0xfe, 0, 0, 0, 0, 1, 0, 0, 0]))))).toBe('large');
    expect(await reasonOf(list('7z', sevenZip(Buffer.from([1, 4, 6, 0, 0xfe, 0, 0, 0, 0, 1, 0, 0]))))).toBe('damaged');
  });

  it('is listed or refused whatever its directory holds', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(bytes, async (random) => {
        await reasonOf(list('7z', sevenZip(Buffer.from([1, ...random]))));
        await reasonOf(list('7z', sevenZip(Buffer.from([0x17, ...random]))));
      }),
      { numRuns: 500 },
    );
    const places = fc.array(fc.tuple(fc.nat(header.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(places, async (changes) => {
        const changed = Buffer.from(header);
        for (const [at, byte] of changes) changed[at] = byte;
        await reasonOf(list('7z', sevenZip(changed)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a rar', () => {
  it('is listed or refused whatever its headers hold, and always comes to an end', async () => {
    const body = fc.uint8Array({ maxLength: 60 });
    const five = Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1');
    const four = Buffer.from('Rar!\x1a\x07\x00', 'latin1');
    await fc.assert(
      fc.asyncProperty(body, fc.integer({ min: 0, max: 5 }), fc.nat(0xffff), async (bytes, type, flags) => {
        const block5 = rar5Block(Buffer.from([type, flags & 3, ...bytes]));
        await reasonOf(list('rar', Buffer.concat([five, block5, block5])));
        const block4 = rar4Block(0x72 + type, flags, bytes);
        await reasonOf(list('rar', Buffer.concat([four, block4, block4])));
      }),
      { numRuns: 1000 },
    );
  });

  it('whose contents lead out of it is damaged', async () => {
    const beyond = rar5Block(Buffer.from([3, 2, 0xff, 0xff, 0xff, 0xff, 0x0f]));
    expect(await reasonOf(list('rar', Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), beyond])))).toBe(
      'damaged',
    );
  });
});

it('an xz that asks for more memory than there is to spare is refused', async () => {
  const header = Buffer.from(fixture('paxTarXz').subarray(0, 24));
  // The dictionary of the first block: 64 MiB is the most, 40 stands for 4 GiB.
  const at = header.indexOf(Buffer.from([0x21, 0x01])) + 2;
  for (const [size, reason] of [
    [28, 'damaged'],
    [29, 'unsupported'],
    [40, 'unsupported'],
    [63, 'unsupported'],
  ] as const) {
    header[at] = size;
    header.writeUInt32LE(crc32(header.subarray(12, 20)), 20);
    expect([size, await reasonOf(list('tar.xz', header))]).toEqual([size, reason]);
  }
});

it('random bytes behind the right beginning are listed or refused', async () => {
  const beginnings: Record<string, Buffer> = {
    zip: Buffer.from('PK\x05\x06', 'latin1'),
    '7z': Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]),
    rar: Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'),
    tar: Buffer.alloc(0),
    'tar.gz': Buffer.from([0x1f, 0x8b, 8, 0]),
    'tar.zst': Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
    'tar.xz': Buffer.from('fd377a585a000004e6d6b446', 'hex'),
    'tar.bz2': Buffer.from('BZh91AY&SY'),
  };
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
      for (const [format, beginning] of Object.entries(beginnings)) {
        await reasonOf(list(format as ArchiveFormat, Buffer.concat([beginning, bytes])));
      }
    }),
    { numRuns: 200 },
  );
});
