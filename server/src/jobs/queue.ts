import type { Database, Transactor } from '../db/index.ts';
import { type Clock, type Log, Repeater } from '../kernel/index.ts';
import {
  type Job,
  type JobInfo,
  JobLost,
  type JobStatus,
  type NewJob,
  PermanentFailure,
  type Progress,
} from './job.ts';
import { type Claim, cancelJob, claimJob, findJob, insertJob, isAnyDue, updateClaimed } from './store.ts';

const longestErrorText = 1_000;

export interface JobQueueOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** The kinds of work this process does; others are left to processes that know them. */
  readonly jobs: readonly Job[];
  /** Jobs at once in this process. */
  readonly concurrency?: number;
  /** A job whose process has not been heard of for so long is given to another one, in milliseconds. */
  readonly leaseMs?: number;
  /** How often to look for work of other processes, in milliseconds. */
  readonly pollMs?: number;
  /** Wait before the next try, by failures so far, in milliseconds. */
  readonly retryDelayMs?: (failures: number) => number;
}

interface Run {
  readonly claim: Claim;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/**
 * Background work that outlives the process. Jobs stand in the database; every process of the drive claims
 * some, under a lease that it renews while it works. When a process dies, its leases run out and others go
 * on from the last saved state; a job that was running when two processes died is parked.
 */
export class JobQueue {
  readonly #options: Required<JobQueueOptions>;
  readonly #jobs: ReadonlyMap<string, Job>;
  readonly #runs = new Map<number, Run>();
  readonly #poller: Repeater;
  #stopping = true;
  #pumping: Promise<void> | undefined;
  #pumpAgain = false;

  constructor(options: JobQueueOptions) {
    this.#options = {
      concurrency: 2,
      leaseMs: 30_000,
      pollMs: 2_000,
      retryDelayMs: (failures) => Math.min(600_000, 1_000 * 4 ** (failures - 1)),
      ...options,
    };
    this.#jobs = new Map(options.jobs.map((job) => [job.type, job]));
    this.#poller = new Repeater('look for jobs', this.#options.pollMs, () => this.#pump(), options.log);
  }

  /** Adds a job in the transaction that makes it necessary; it starts after the commit. @returns its row number */
  async enqueue(tx: Transactor, job: NewJob): Promise<number> {
    const id = await insertJob(tx, job, this.#options.clock.now());
    tx.afterCommit(() => this.#wake());
    return id;
  }

  async find(id: number): Promise<JobInfo | undefined> {
    return findJob(this.#options.database.read, id);
  }

  /** Ends a job, wherever it runs. @returns false when it was over already */
  async cancel(id: number): Promise<boolean> {
    const { database, clock } = this.#options;
    const canceled = await database.write((tx) => cancelJob(tx, id, clock.now()));
    if (canceled) this.#runs.get(id)?.abort.abort(new JobLost());
    return canceled;
  }

  start(): void {
    this.#stopping = false;
    this.#poller.start(0);
  }

  /** Takes no more jobs, asks the running ones to stop, and puts those back that did not come to their end. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#poller.stop();
    await this.#pumping;
    for (const run of this.#runs.values()) run.abort.abort(new Error('the server is shutting down'));
    await Promise.all([...this.#runs.values()].map((run) => run.done));
  }

  #wake(): void {
    if (!this.#stopping) void this.#pump();
  }

  /** Fills the free places. Whoever wakes it meanwhile makes it look once more. */
  async #pump(): Promise<void> {
    this.#pumpAgain = true;
    this.#pumping ??= (async () => {
      try {
        while (this.#pumpAgain) {
          this.#pumpAgain = false;
          await this.#fill();
        }
      } catch (error) {
        this.#options.log.error({ err: error }, 'jobs could not be claimed');
      } finally {
        this.#pumping = undefined;
      }
    })();
    await this.#pumping;
  }

  async #fill(): Promise<void> {
    const { database, clock, concurrency, leaseMs } = this.#options;
    const types = [...this.#jobs.keys()];
    while (!this.#stopping && types.length > 0 && this.#runs.size < concurrency) {
      const running = [...this.#runs.keys()];
      if (!(await isAnyDue(database.read, types, running, clock.now()))) return;
      const now = clock.now();
      const claim = await database.write((tx) => claimJob(tx, types, running, now, now + leaseMs));
      if (claim === 'none') return;
      if (claim !== 'again') this.#begin(claim);
    }
  }

  #begin(claim: Claim): void {
    const abort = new AbortController();
    const done = this.#run(claim, abort).finally(() => {
      this.#runs.delete(claim.id);
      this.#wake();
    });
    this.#runs.set(claim.id, { claim, abort, done });
  }

  async #run(claim: Claim, abort: AbortController): Promise<void> {
    const { log, leaseMs } = this.#options;
    const renewal = new Repeater(`renew job ${claim.id}`, leaseMs / 3, () => this.#renew(claim, abort), log);
    renewal.start();
    let failure: unknown;
    try {
      await this.#work(claim, abort.signal);
    } catch (error) {
      failure = error ?? new Error('failed without a reason');
    }
    await renewal.stop();
    try {
      await this.#settle(claim, failure, abort.signal.aborted);
    } catch (error) {
      // The lease runs out and the job is run again.
      log.error({ err: error, job: claim.id, type: claim.type }, 'the end of a job could not be stored');
    }
  }

  async #work(claim: Claim, signal: AbortSignal): Promise<void> {
    const job = this.#jobs.get(claim.type);
    if (!job) throw new Error(`nobody does jobs of type ${claim.type}`);
    let work: ReturnType<Job['resume']>;
    try {
      work = job.resume(JSON.parse(claim.state));
    } catch (error) {
      throw new PermanentFailure('the state of the job cannot be read', { cause: error });
    }
    const save = async (next: unknown, progress?: Progress) => {
      const change = { state: JSON.stringify(next), ...(progress && { progress: JSON.stringify(progress) }) };
      if (!(await this.#update(claim, change))) throw new JobLost();
    };
    await work({ id: claim.id, ownerId: claim.ownerId, signal, save });
  }

  async #settle(claim: Claim, failure: unknown, aborted: boolean): Promise<void> {
    const { log, clock, retryDelayMs } = this.#options;
    const facts = { job: claim.id, type: claim.type };
    if (failure === undefined) {
      await this.#update(claim, { status: 'completed', error: null });
      return;
    }
    if (aborted) {
      // Cancelled or lost jobs are not ours any more, and this changes nothing; the others wait for the next start.
      await this.#update(claim, { status: 'queued' });
      return;
    }
    const failures = claim.failures + 1;
    const most = this.#jobs.get(claim.type)?.maxFailures ?? 1;
    const over = failure instanceof PermanentFailure || failures >= most;
    log.warn({ ...facts, err: failure, failures }, over ? 'a job failed for good' : 'a job failed and is tried again');
    await this.#update(claim, {
      status: over ? 'error' : 'suspending',
      error: (failure instanceof Error ? failure.message : String(failure)).slice(0, longestErrorText),
      failures,
      run_at: clock.now() + retryDelayMs(failures),
    });
  }

  async #renew(claim: Claim, abort: AbortController): Promise<void> {
    const leaseUntil = this.#options.clock.now() + this.#options.leaseMs;
    if (!(await this.#update(claim, { lease_until: leaseUntil }))) abort.abort(new JobLost());
  }

  #update(claim: Claim, change: Parameters<typeof updateClaimed>[2] & { status?: JobStatus }): Promise<boolean> {
    const { database, clock } = this.#options;
    return database.write((tx) => updateClaimed(tx, claim, change, clock.now()));
  }
}
