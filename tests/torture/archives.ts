import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { rar4Of, rar5Of, tarHeader, zipOf } from '../../server/src/archives/formats/crafted.ts';
import { fixture } from '../../server/src/archives/formats/fixtures.ts';
import { type Answer, my, signUp } from '../lib/api.ts';
import { DriveProcess } from '../lib/drive-process.ts';
import { type Battery, must } from './battery.ts';
import { mustBeSound } from './crash.ts';
import { Watch } from './watch.ts';

const MiB = 1024 ** 2;
/** RELIABILITY: so much more memory may looking into archives take. */
const mostGrowth = 256 * MiB;
const longestWaitMs = 1_000;
/** What looking into an archive may be answered with. */
const fair = new Set([0, 40049, 50004]);

export const archives: Battery = {
  name: 'archives',
  title: 'bombs, lies and a million entries in archives that are listed: little memory, no waiting, an answer',
  async run(bench) {
    const dataDir = bench.emptyFolder('data');
    const drive = await DriveProcess.start({ dataDir });
    try {
      const api = await signUp(drive.base, 'ada@example.com');
      const put = async (name: string, bytes: Uint8Array) => {
        const answer = await api.put(my(name), bytes);
        must(answer.code === 0, `${name} could not be stored: ${answer.body}`);
        return my(name);
      };
      const look = (uri: string) => api.call('GET', '/file/archive', { query: { uri }, timeoutMs: 120_000 });

      for (const [name, make, codes] of giants(bench.short)) {
        const uri = await put(name, make());
        await bench.check(name, () =>
          watched(drive, async () => {
            const answer = await look(uri);
            must(codes.includes(answer.code ?? -1), `answered ${answer.code}: ${answer.body.subarray(0, 300)}`);
            return `${answer.code}, ${Math.round(answer.ms)} ms`;
          }),
        );
      }

      await bench.check('as many entries as are listed', async () => {
        const entries = Array.from({ length: 100_000 }, (_, i) => ({ name: `folder/file-${i}.txt`, size: i }));
        const answer = await look(await put('honest.zip', zipOf(entries)));
        must(answer.data?.files.length === entries.length, `answered ${answer.code}`);
        return `${Math.round(answer.ms)} ms`;
      });

      const crowd: string[] = [];
      for (const [name, make] of giants(bench.short).filter(([, , codes]) => !codes.includes(0))) {
        // Every content of its own is looked into anew.
        for (const number of [1, 2]) crowd.push(await put(`${number} ${name}`, make()));
      }
      await bench.check('many at the same time', () =>
        watched(drive, async () => {
          const answers = await Promise.all(crowd.map(look));
          for (const answer of answers) mustBeFair(answer);
          return `${answers.length} answers`;
        }),
      );

      await bench.check('changed at random', async () => {
        const { random } = bench;
        const tally = new Map<number, number>();
        const sound = soundOnes();
        for (let shot = 0; shot < bench.size(60, 3_000); shot++) {
          const [name, bytes] = random.pick(sound);
          const changed = Buffer.from(bytes);
          for (let times = random.between(1, 6); times > 0; times--) {
            changed[random.between(0, changed.length - 1)] = random.between(0, 255);
          }
          const end = random.chance(0.2) ? random.between(0, changed.length) : changed.length;
          const answer = await look(await put(name, changed.subarray(0, end)));
          const code = mustBeFair(answer);
          tally.set(code, (tally.get(code) ?? 0) + 1);
        }
        return [...tally].map(([code, count]) => `${code} x ${count}`).join(', ');
      });

      await bench.check('the server works as before', async () => {
        const answer = await look(await put('sound.zip', zipOf([{ name: 'x' }])));
        must(answer.code === 0 && answer.data.files.length === 1, `answered ${answer.body}`);
        must(drive.alive, () => `the server ended: ${drive.output}`);
        return undefined;
      });
      api.close();
    } finally {
      await drive.stop();
    }
    await bench.check('nothing to find for fsck', () => mustBeSound(dataDir).then(() => undefined));
  },
};

/** Name, bytes, and the codes that are right. */
type Giant = [string, () => Buffer, number[]];

function giants(short: boolean): Giant[] {
  const million = () => zipOf(new Array(1_000_000).fill({ name: '' }), { zip64: true });
  const lying = () => zipOf(new Array(500_000).fill({ name: '' }), { entries: 1 });
  const long = () => zipOf(new Array(700).fill({ name: Buffer.alloc(60_000, 1) }));
  return [
    ['a million empty entries.zip', million, [40049]],
    ['half a million that say they are one.zip', lying, [40049]],
    ['long names.zip', long, [40049]],
    ['zeros.tar.gz', () => zeros(short ? 16 : 64), [0]],
    // More than is unpacked, or than anybody waits for: half a minute of work.
    ...(short ? [] : [['zeros for ever.tar.gz', () => zeros(400), [40049, 50004]] satisfies Giant]),
    [
      'headers for ever.tar.gz',
      () => gzipSync(Buffer.concat(new Array(110_000).fill(tarHeader({ name: '' })))),
      [40049],
    ],
  ];
}

/** A tar of one file of zeros, so many times 64 MiB; members of gzip follow one another. */
function zeros(times: number): Buffer {
  const piece = gzipSync(Buffer.alloc(64 * MiB), { level: 9 });
  // As GNU writes what eleven octal digits cannot tell.
  const sizeBytes = Buffer.alloc(12);
  sizeBytes.writeUInt8(0x80, 0);
  sizeBytes.writeBigUInt64BE(BigInt(times * 64 * MiB), 4);
  const end = gzipSync(Buffer.alloc(1024));
  return Buffer.concat([gzipSync(tarHeader({ name: 'zeros', sizeBytes })), ...new Array(times).fill(piece), end]);
}

function soundOnes(): [string, Buffer][] {
  const entries = [{ name: 'dir/a', size: 3, at: 1_700_000_000, content: Buffer.from('abc') }];
  return [
    ['changed.zip', fixture('infoZip')],
    ['changed.zip', zipOf([{ name: 'a' }, { name: 'b' }], { zip64: true })],
    ['changed.7z', fixture('plainHeader')],
    ['changed.7z', fixture('lzma2')],
    ['changed.7z', fixture('many')],
    ['changed.rar', rar4Of(entries)],
    ['changed.rar', rar5Of(entries)],
    ['changed.tar.gz', fixture('gnuTarGz')],
    ['changed.tar.zst', fixture('paxTarZst')],
    ['changed.tar.xz', fixture('paxTarXz')],
    ['changed.tar.bz2', fixture('paxTarBz2')],
    ['changed.tar', Buffer.concat([tarHeader({ name: 'a', size: 3 }), Buffer.alloc(512, 97), Buffer.alloc(1024)])],
  ];
}

function mustBeFair(answer: Answer): number {
  const code = answer.code ?? -1;
  must(fair.has(code), `answered ${answer.status}, ${code}: ${answer.body.subarray(0, 300)}`);
  return code;
}

/** Does something while somebody else waits and the memory of the server is watched. */
async function watched(drive: DriveProcess, work: () => Promise<string>): Promise<string> {
  const before = memoryOf(drive.pid);
  const watch = new Watch(drive.base);
  let most = before;
  let ended = false;
  const looking = (async () => {
    while (!ended) {
      most = Math.max(most, memoryOf(drive.pid));
      await pause(20);
    }
  })();
  const said = await work().finally(() => {
    ended = true;
    return Promise.all([looking, watch.end()]);
  });
  const longest = await watch.end();
  const growth = most - before;
  must(growth <= mostGrowth, `the server took ${Math.round(growth / MiB)} MiB more`);
  must(longest <= longestWaitMs, `somebody else waited ${Math.round(longest)} ms`);
  return `${said}, ${Math.round(growth / MiB)} MiB more, longest wait ${Math.round(longest)} ms`;
}

/** Resident bytes of a process. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
