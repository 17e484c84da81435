import { type Answer, type Api, my, NoAnswer, signIn, signUp } from '../lib/api.ts';
import { DriveProcess } from '../lib/drive-process.ts';
import { look, patchJson } from '../lib/offline.ts';
import type { Random } from '../lib/random.ts';
import { type Battery, must } from './battery.ts';
import { mustBeSound } from './crash.ts';

const chunkSize = 4 * 1024;
const maxChunks = 6;

export const chunks: Battery = {
  name: 'chunks',
  title: 'chunks cut off, too long, repeated, out of order and at once give the right bytes or a clean error',
  async run(bench) {
    const dataDir = bench.emptyFolder('data');
    const first = await DriveProcess.start({ dataDir });
    await signUp(first.base, 'ada@example.com');
    await first.stop();
    patchJson(dataDir, 'policies', 'settings', { chunk_size: chunkSize });

    const drive = await DriveProcess.start({ dataDir });
    const other = await signUp(drive.base, 'bob@example.com');
    const api = await signIn(drive.base, 'ada@example.com');
    const count = bench.size(200, 10_000);
    const together = 8;
    try {
      await bench.check(`${count} random schedules`, async () => {
        const tally = { completed: 0, cancelled: 0 };
        for (let at = 0; at < count; at += together) {
          const batch = Array.from({ length: Math.min(together, count - at) }, (_, i) => ({
            number: at + i,
            random: bench.random.fork(),
          }));
          const ends = await Promise.all(
            batch.map(({ number, random }) => new Schedule(api, other, random, `file ${number}.bin`).run()),
          );
          for (const end of ends) tally[end] += 1;
        }
        return `${tally.completed} completed, ${tally.cancelled} cancelled`;
      });
      await bench.check('no session, lock or chunk is left over', () => {
        for (const table of ['upload_sessions', 'upload_chunks', 'locks']) {
          const [row] = look(dataDir, `select count(*) as count from ${table}`);
          must(row?.count === 0, `${row?.count} rows in ${table}`);
        }
        return undefined;
      });
    } finally {
      await drive.stop();
      api.close();
    }
    await bench.check('nothing to find for fsck', () => mustBeSound(dataDir).then(() => undefined));
  },
};

/** One upload that goes wrong in every way a schedule can, beside a model of what the server must hold. */
class Schedule {
  readonly #api: Api;
  readonly #other: Api;
  readonly #random: Random;
  readonly #uri: string;
  readonly #size: number;
  readonly #count: number;
  #session = '';
  /** What was acknowledged at each place. */
  readonly #held: (Buffer | undefined)[];
  /** Places with acknowledged bytes, and then a replacement that broke off. */
  readonly #doubted = new Set<number>();

  constructor(api: Api, other: Api, random: Random, name: string) {
    this.#api = api;
    this.#other = other;
    this.#random = random;
    this.#uri = my('schedules', name);
    const exact = random.chance(0.2);
    this.#size = exact ? random.between(0, maxChunks) * chunkSize : random.between(0, maxChunks * chunkSize);
    this.#count = Math.max(1, Math.ceil(this.#size / chunkSize));
    this.#held = Array.from({ length: this.#count });
  }

  async run(): Promise<'completed' | 'cancelled'> {
    const opened = await this.#api.session(this.#uri, this.#size);
    must(opened.code === 0, () => `opening ${this.#size} bytes answered ${opened.code}: ${opened.envelope?.msg}`);
    must(opened.data.chunk_size === chunkSize, `chunks of ${opened.data.chunk_size} bytes`);
    this.#session = opened.data.session_id;
    try {
      return await this.#play();
    } catch (error) {
      throw new Error(`${this.#uri}, ${this.#size} bytes, ${this.#count} chunks`, { cause: error });
    }
  }

  async #play(): Promise<'completed' | 'cancelled'> {
    while (this.#missing().length > 0) {
      await this.#random.pick([this.#honest, this.#honest, this.#parallel, ...mischief]).call(this);
      if (this.#missing().length > 0 && this.#random.chance(0.02)) return this.#cancel();
    }
    await this.#settleDoubts();
    const again = await this.#send(0, this.#lengthOf(0));
    must(again.code === 40011, `a chunk after the end answered ${again.code}`);
    const content = await this.#api.download(this.#uri);
    const wanted = Buffer.concat(this.#held as Buffer[]);
    must(content.equals(wanted), () => `${content.length} bytes came back, not the ${wanted.length} that were sent`);
    return 'completed';
  }

  #missing(): number[] {
    return this.#held.flatMap((bytes, index) => (bytes === undefined ? [index] : []));
  }

  #lengthOf(index: number): number {
    return Math.min(chunkSize, this.#size - index * chunkSize);
  }

  #send(index: number | string, length: number, more: { bytes?: Buffer; cutAfter?: number } = {}): Promise<Answer> {
    const bytes = more.bytes ?? this.#random.bytes(length);
    return this.#api.chunk(this.#session, index, bytes, {
      ...(more.cutAfter !== undefined && { cutAfter: more.cutAfter }),
    });
  }

  /** A chunk as it should be; new bytes at a place that has some replace them. */
  async #honest(): Promise<void> {
    const missing = this.#missing();
    const index = this.#random.chance(0.8) ? this.#random.pick(missing) : this.#random.between(0, this.#count - 1);
    await this.#sendNew(index);
  }

  /** All that is missing at once, some of it twice (the same bytes). */
  async #parallel(): Promise<void> {
    const missing = this.#missing();
    const wanted = this.#random.shuffle(missing).slice(0, this.#random.between(1, missing.length));
    const pairs = wanted.map((index) => ({ index, bytes: this.#random.bytes(this.#lengthOf(index)) }));
    const twice = pairs.filter(() => this.#random.chance(0.3));
    const answers = await Promise.all(
      this.#random.shuffle([...pairs, ...twice]).map(async (pair) => ({
        pair,
        answer: await this.#send(pair.index, pair.bytes.length, { bytes: pair.bytes }),
      })),
    );
    for (const { pair, answer } of answers) {
      // One of two that bring the same place overtakes the other, or comes when the file is complete.
      const late = answer.code === 40011 && pairs.length === missing.length;
      const overtaken = answer.code === 50004;
      must(
        answer.code === 0 || (twice.includes(pair) && (late || overtaken)),
        () => `chunk ${pair.index} answered ${answer.code}: ${answer.envelope?.msg}`,
      );
      if (answer.code !== 0) continue;
      this.#held[pair.index] = pair.bytes;
      this.#doubted.delete(pair.index);
    }
    for (const { index } of pairs) must(this.#held[index], `chunk ${index} was acknowledged by none of its requests`);
  }

  async wrongLength(): Promise<void> {
    const index = this.#random.between(0, this.#count - 1);
    const right = this.#lengthOf(index);
    const length = this.#random.pick(
      [0, 1, right - 1, right + 1, right * 2, chunkSize + 1].filter((n) => n !== right && n >= 0),
    );
    const answer = await this.#send(index, length);
    must(answer.code === 40013, `${length} instead of ${right} bytes answered ${answer.code}`);
  }

  async wrongIndex(): Promise<void> {
    const index = this.#random.pick([
      this.#count,
      this.#count + 1,
      999_999,
      '-1',
      'x',
      '1e3',
      '0x0',
      '%00',
      '9'.repeat(30),
    ]);
    const answer = await this.#send(index, this.#lengthOf(0));
    must(answer.code === 40012 || answer.code === 40001, `chunk ${index} answered ${answer.code}`);
  }

  /** A connection that breaks in the middle of a chunk, sometimes of one that is there with other bytes. */
  async cut(): Promise<void> {
    const index = this.#random.between(0, this.#count - 1);
    const length = this.#lengthOf(index);
    if (length < 2) return;
    try {
      await this.#send(index, length, { cutAfter: this.#random.between(0, length - 1) });
      must(false, 'a chunk that broke off was answered');
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
    if (!this.#held[index]) return;
    this.#doubted.add(index);
    if (this.#random.chance(0.5)) await this.#sendNew(index);
  }

  /** A place whose replacement broke off holds the old bytes, or it counts as missing: never a mix of both. */
  async #settleDoubts(): Promise<void> {
    if (this.#doubted.size === 0) return;
    const info = await this.#api.ask('GET', '/file/info', { query: { uri: this.#uri } });
    if (info.metadata?.['sys:upload_session_id'] === undefined) return;
    for (const index of this.#doubted) await this.#sendNew(index);
  }

  async #sendNew(index: number): Promise<void> {
    const bytes = this.#random.bytes(this.#lengthOf(index));
    // A request that broke off may be taken up after this one, and overtakes it: then it has to be sent again.
    const sent = await this.#send(index, bytes.length, { bytes });
    const answer = sent.code === 50004 ? await this.#send(index, bytes.length, { bytes }) : sent;
    must(answer.code === 0, () => `chunk ${index} answered ${answer.code}: ${answer.envelope?.msg}`);
    this.#held[index] = bytes;
    this.#doubted.delete(index);
  }

  async stranger(): Promise<void> {
    const answer = await this.#other.chunk(this.#session, 0, this.#random.bytes(this.#lengthOf(0)));
    must(answer.code === 40011, `a chunk of another user answered ${answer.code}`);
    const anonymous = await this.#other.as(undefined).chunk(this.#session, 0, this.#random.bytes(this.#lengthOf(0)));
    must(anonymous.code === 40011 || anonymous.code === 401, `a chunk of nobody answered ${anonymous.code}`);
  }

  async wrongSession(): Promise<void> {
    const session = this.#random.pick(['00000000-0000-4000-8000-000000000000', 'nonsense', '..', '%2e%2e%2f']);
    const answer = await this.#api.chunk(session, 0, this.#random.bytes(this.#lengthOf(0)));
    must(
      answer.code === 40011 || answer.code === 40001 || answer.status === 404,
      `session ${session} answered ${answer.code}`,
    );
  }

  async #cancel(): Promise<'cancelled'> {
    await this.#api.ask('DELETE', '/file/upload', { json: { id: this.#session, uri: this.#uri } });
    const after = await this.#send(0, this.#lengthOf(0));
    must(after.code === 40011, `a chunk after the cancellation answered ${after.code}`);
    const info = await this.#api.info(this.#uri);
    must(info.code === 40016, `the file of a cancelled upload answered ${info.code}`);
    return 'cancelled';
  }
}

const of = Schedule.prototype;
const mischief = [of.wrongLength, of.wrongIndex, of.cut, of.stranger, of.wrongSession];
