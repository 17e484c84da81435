import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../kernel/index.ts';
import type { TextChunk } from './chunks.ts';
import type { ExtractionAnswer, ExtractionRequest } from './extract.worker.ts';
import { type ExtractionLimits, extractionLimits, Unreadable } from './limits.ts';

export interface ExtractorOptions {
  /** How long one file may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Megabytes that the thread may use for what it makes of a file. */
  readonly memoryMb?: number;
  readonly limits?: ExtractionLimits;
  /** Where the thread's program is, for tests of threads that fail. */
  readonly url?: URL;
}

/** A thread that has had nothing to do for this long ends, in milliseconds. */
const idleMs = 30_000;

/**
 * Reads the text of files in a thread of its own, one at a time, with a limit for time and memory. A file that is
 * too much for it costs the thread, never the server.
 */
export class Extractor {
  readonly #options: Required<ExtractorOptions>;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: ExtractorOptions = {}) {
    this.#options = {
      timeoutMs: 60_000,
      memoryMb: 384,
      limits: extractionLimits,
      url: workerUrl(import.meta.url, './extract.worker.ts'),
      ...options,
    };
  }

  /**
   * The text of a file in pieces; the bytes are given away. Not to be called again before it is done.
   * @throws Unreadable for a file that has no text, or is too much to read; Error when the thread failed
   */
  async extract(extension: string, bytes: Uint8Array<ArrayBuffer>, chunkSize: number): Promise<readonly TextChunk[]> {
    clearTimeout(this.#idle);
    const worker = this.#start();
    const { timeoutMs, limits } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<ExtractionAnswer>();
    const ended = () => reject(new Error('the thread ended'));
    const timer = setTimeout(() => reject(new Unreadable('it took too long')), timeoutMs);
    worker.once('message', resolve).once('error', reject).once('exit', ended);
    try {
      const request: ExtractionRequest = { extension, bytes, chunkSize, limits };
      worker.postMessage(request, [bytes.buffer]);
      const answer = await promise;
      if ('chunks' in answer) return answer.chunks;
      throw answer.unreadable ? new Unreadable(answer.error) : new Error(answer.error);
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      worker.off('message', resolve).off('error', reject).off('exit', ended);
      if (this.#worker) this.#idle = setTimeout(() => void this.close(), idleMs).unref();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const { url, memoryMb } = this.#options;
    if (!this.#worker) {
      // What a library prints about a broken file is nobody's log.
      const quiet = { stdout: true, stderr: true };
      const resourceLimits = { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64 };
      this.#worker = new Worker(url, { ...quiet, resourceLimits });
      this.#worker.unref();
      this.#worker.stdout.resume();
      this.#worker.stderr.resume();
      // One that fails with nothing to do is started anew; with something to do, `extract` hears of it too.
      this.#worker.on('error', () => {
        this.#worker = undefined;
      });
    }
    return this.#worker;
  }
}
