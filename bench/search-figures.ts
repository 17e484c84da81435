import type { CanopyClient } from '@canopy/client';
import { canopy } from '../tests/lib/drive-process.ts';
import { Connection } from './connection.ts';
import { signedIn, startDrive } from './drive-figures.ts';
import type { Meter } from './measure.ts';
import { plain, textWords } from './workloads.ts';

/** What somebody types into the search box, letter by letter. */
const typed = [
  'report',
  'invoice 20',
  'holiday photo',
  'IMG_2024',
  '合同发票',
  '年度数据',
  'budget final',
  'zzzz',
  'file 77',
  'jpg',
  '4711',
];
/** Files whose texts are searched, and words in each. */
const texts = { files: 500, words: 600 };

/** Milliseconds from a letter to the results, 95 of 100 times; one request after the other. */
async function measureTyping(port: number, token: string): Promise<number> {
  const connection = await Connection.open(port);
  const headers = `Authorization: Bearer ${token}\r\n`;
  const milliseconds: number[] = [];
  for (const text of typed) {
    const letters = Array.from(text);
    for (let length = 1; length <= letters.length; length++) {
      const query = letters.slice(0, length).join('');
      if (query.trim() === '') continue;
      const begun = performance.now();
      const reply = await connection.send(
        'GET',
        `/api/v4/file/quickSearch?query=${encodeURIComponent(query)}`,
        headers,
      );
      milliseconds.push(performance.now() - begun);
      if (!reply.body.includes('"code":0')) throw new Error(`${query} was answered with ${reply.body.slice(0, 200)}`);
    }
  }
  connection.close();
  milliseconds.sort((a, b) => a - b);
  return milliseconds[Math.floor(milliseconds.length * 0.95)] ?? 0;
}

/** Puts texts into the drive and waits until the last one is read. */
async function fillTexts(dataDir: string, client: CanopyClient): Promise<void> {
  await canopy('setting', dataDir, 'fts_enabled', 'true');
  await client.mkdir(plain('texts'));
  for (let file = 0; file < texts.files; file++) {
    const words = Array.from(
      { length: texts.words },
      (_, index) => textWords[(file * 31 + index * (file + 7)) % textWords.length],
    );
    const text = new TextEncoder().encode(`text${file} ${words.join(' ')}`);
    await client.putContent(plain('texts', `text ${file}.txt`), text);
  }
  for (;;) {
    const { hits } = await client.call('fullTextSearch', { query: { query: `text${texts.files - 1}` } });
    if (hits.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export interface SearchFigures {
  /** Searches of names by conditions of a URI, in a CPU second. */
  readonly names: number;
  /** Milliseconds from a letter to the results, 95 of 100 times. */
  readonly typing: number;
  /** Searches of texts in a CPU second. */
  readonly texts: number;
}

/** @param fill the drive has no texts yet */
export async function measureSearch(
  dataDir: string,
  token: string,
  meter: Meter,
  { fill, say }: { fill: boolean; say: (what: string) => void },
): Promise<SearchFigures> {
  const drive = await startDrive(dataDir);
  try {
    if (fill) await fillTexts(dataDir, await signedIn(drive));
    const typing = await measureTyping(drive.port, token);
    const names = await meter.measure('search names', drive.pid, drive.port, token);
    const found = await meter.measure('search texts', drive.pid, drive.port, token);
    say(
      `searching: ${Math.round(names.perCpuSecond)} names and ${Math.round(found.perCpuSecond)} texts a CPU second, ${typing.toFixed(1)} ms while typing`,
    );
    return { names: names.perCpuSecond, typing, texts: found.perCpuSecond };
  } finally {
    await drive.stop();
  }
}
