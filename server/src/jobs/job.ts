/**
 * One kind of background work. It runs at least once: after a crash, a lost lease or a restart it is run
 * again from the state it saved last, so each step must bear being done twice.
 */
export interface JobHandler<State> {
  /** Name in the database; never changed once released. */
  readonly type: string;
  /** Checks state that may come from an older version. @throws for state it cannot go on from; the job fails for good */
  readonly parse: (state: unknown) => State;
  /** Failures until the job is given up; 5 when left out. */
  readonly maxFailures?: number;
  /**
   * Does the work. Whatever it throws counts as a failure and is tried again later, but for PermanentFailure.
   * It must end soon after `job.signal` is aborted: by a cancellation, a shutdown, or another process that took over.
   */
  readonly run: (job: RunningJob<State>) => Promise<void>;
}

/** A handler whose kind of state only it knows, as the queue holds it. */
export interface Job {
  readonly type: string;
  readonly maxFailures: number;
  /** Reads the stored state and answers the work that goes on from there. */
  readonly resume: (state: unknown) => (surroundings: Surroundings) => Promise<void>;
}
type Surroundings = Omit<RunningJob<unknown>, 'state'>;

const defaultMaxFailures = 5;

export function defineJob<State>({ type, maxFailures, parse, run }: JobHandler<State>): Job {
  return {
    type,
    maxFailures: maxFailures ?? defaultMaxFailures,
    resume: (stored) => {
      const state = parse(stored);
      return (surroundings) => run({ ...surroundings, state });
    },
  };
}

export interface RunningJob<State> {
  readonly id: number;
  /** For whom; 0 = the system. */
  readonly ownerId: number;
  /** As saved last. */
  readonly state: State;
  readonly signal: AbortSignal;
  /**
   * Remembers how far the work is.
   * @param progress named counters for people, unchanged when left out
   * @throws JobLost when the job is not ours any more: stop, somebody else goes on with it
   */
  save(state: State, progress?: Progress): Promise<void>;
}

/** Counters by name: how much is done, of how much. */
export type Progress = Readonly<Record<string, { readonly current: number; readonly total: number }>>;

export interface NewJob {
  readonly type: string;
  readonly ownerId: number;
  /** JSON. */
  readonly state: unknown;
  /** Not before this time, in milliseconds since 1970; at once when left out. */
  readonly runAt?: number;
}

/** What is known of a job from outside. Times in milliseconds since 1970. */
export interface JobInfo {
  readonly id: number;
  readonly type: string;
  readonly status: JobStatus;
  readonly ownerId: number;
  readonly progress: Progress;
  /** Why the last run failed. */
  readonly error: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** `suspending`: waits before it is tried again. */
export type JobStatus = 'queued' | 'processing' | 'suspending' | 'completed' | 'error' | 'canceled';

/** Trying again would not help. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/** The job was cancelled, or another process has it. */
export class JobLost extends Error {
  override readonly name = 'JobLost';

  constructor() {
    super('this run of the job is over');
  }
}
