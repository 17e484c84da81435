import { createHash } from 'node:crypto';

/** Fills a password up (ISO 32000-1, 7.6.3.3). */
const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const md5 = (...parts: readonly Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number) => {
    [state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0];
  };
  for (let at = 0, other = 0; at < 256; at++) {
    other = (other + (state[at] ?? 0) + (key[at % key.length] ?? 0)) & 255;
    swap(at, other);
  }
  let [first, second] = [0, 0];
  return Buffer.from(
    data.map((byte) => {
      first = (first + 1) & 255;
      second = (second + (state[first] ?? 0)) & 255;
      swap(first, second);
      return byte ^ (state[((state[first] ?? 0) + (state[second] ?? 0)) & 255] ?? 0);
    }),
  );
}

interface Lock {
  readonly id: Buffer;
  readonly key: Buffer;
  readonly dictionary: string;
}

/** The standard security handler in its first revision: 40 bits, which keep no secret and ask for a password all the same. */
function lockWith(password: string): Lock {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32);
  const id = md5(Buffer.from('canopy'));
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const rights = Buffer.alloc(4);
  rights.writeInt32LE(-4);
  const key = md5(padded, owner, rights, id).subarray(0, 5);
  const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`;
  const dictionary = `<< /Filter /Standard /V 1 /R 2 /P -4 /O ${hex(owner)} /U ${hex(rc4(key, padding))} >>`;
  return { id, key, dictionary };
}

/** A PDF document with a line of text on each page, in a font that every reader has to bring along. */
export function pdf(lines: readonly string[], { password }: { password?: string } = {}): Uint8Array<ArrayBuffer> {
  const lock = password === undefined ? undefined : lockWith(password);
  const objects: Buffer[] = [];
  const add = (...parts: readonly (string | Buffer)[]) => {
    objects.push(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))));
    return objects.length;
  };
  const firstPage = 4;
  const kids = lines.map((_, index) => `${firstPage + index * 2} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${lines.length} /Kids [${kids}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (const line of lines) {
    const content = objects.length + 2;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R`,
      ' /Resources << /Font << /F1 3 0 R >> >> >>',
    );
    const plain = Buffer.from(`BT /F1 28 Tf 72 740 Td (${line.replace(/[()\\]/g, '\\$&')}) Tj ET`, 'latin1');
    const number = Buffer.from([content & 255, (content >> 8) & 255, 0, 0, 0]);
    const stream = lock ? rc4(md5(lock.key, number).subarray(0, 10), plain) : plain;
    add(`<< /Length ${stream.length} >>\nstream\n`, stream, '\nendstream');
  }
  const locked = lock && add(lock.dictionary);
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n', 'latin1')];
  let length = parts[0]?.length ?? 0;
  const places: number[] = [];
  const write = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  for (const [index, object] of objects.entries()) {
    places.push(length);
    write(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]));
  }
  const table = length;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const id = lock ? ` /Encrypt ${locked} 0 R /ID [<${lock.id.toString('hex')}> <${lock.id.toString('hex')}>]` : '';
  write(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${id} >>\nstartxref\n${table}\n%%EOF\n`,
      'latin1',
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}
