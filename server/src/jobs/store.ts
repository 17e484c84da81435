import type { Reader, TasksTable, Transactor } from '../db/index.ts';
import type { JobInfo, JobStatus, NewJob, Progress } from './job.ts';

/** A job that this process may run now, until the lease ends. `attempt` is what proves it. */
export interface Claim {
  readonly id: number;
  readonly attempt: number;
  readonly type: string;
  readonly ownerId: number;
  /** JSON. */
  readonly state: string;
  readonly failures: number;
}

/** A job that ended two processes is not given a third. */
const mostCrashes = 2;

export async function insertJob(tx: Transactor, job: NewJob, now: number): Promise<number> {
  const { id } = await tx.db
    .insertInto('tasks')
    .values({
      type: job.type,
      status: 'queued',
      owner_id: job.ownerId,
      state: JSON.stringify(job.state),
      progress: '{}',
      error: null,
      attempts: 0,
      failures: 0,
      crashes: 0,
      run_at: job.runAt ?? now,
      lease_until: 0,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What is due: jobs whose time has come, and those whose process let the lease run out. */
function due(db: Reader, types: readonly string[], running: readonly number[], now: number) {
  const waiting = ['queued', 'suspending'] satisfies JobStatus[];
  let query = db
    .selectFrom('tasks')
    .where('type', 'in', types)
    .where((eb) =>
      eb.or([
        eb.and([eb('status', 'in', waiting), eb('run_at', '<=', now)]),
        eb.and([eb('status', '=', 'processing'), eb('lease_until', '<', now)]),
      ]),
    );
  if (running.length > 0) query = query.where('id', 'not in', running);
  return query.orderBy('run_at').orderBy('id').limit(1);
}

export async function isAnyDue(db: Reader, types: readonly string[], running: readonly number[], now: number) {
  return (await due(db, types, running, now).select('id').executeTakeFirst()) !== undefined;
}

/**
 * Takes the next job that is due. One that crashes for the second time is parked on the way.
 * @returns `none` when nothing is due, `again` when the job was parked or somebody was faster
 */
export async function claimJob(
  tx: Transactor,
  types: readonly string[],
  running: readonly number[],
  now: number,
  leaseUntil: number,
): Promise<Claim | 'none' | 'again'> {
  const row = await due(tx.db, types, running, now)
    .select(['id', 'type', 'status', 'owner_id', 'state', 'attempts', 'failures', 'crashes'])
    .executeTakeFirst();
  if (!row) return 'none';
  const crashes = row.crashes + (row.status === 'processing' ? 1 : 0);
  const parked = crashes >= mostCrashes;
  const attempt = row.attempts + 1;
  const result = await tx.db
    .updateTable('tasks')
    .set({
      status: parked ? 'error' : 'processing',
      attempts: attempt,
      crashes,
      lease_until: leaseUntil,
      updated_at: now,
      ...(parked && { error: `parked: the process ended ${crashes} times while running it` }),
    })
    .where('id', '=', row.id)
    .where('attempts', '=', row.attempts)
    .where('status', '=', row.status)
    .executeTakeFirst();
  if (parked || result.numUpdatedRows === 0n) return 'again';
  const { id, type, owner_id: ownerId, state, failures } = row;
  return { id, attempt, type, ownerId, state, failures };
}

/** Changes a job that is still ours. @returns false when it is not */
export async function updateClaimed(
  tx: Transactor,
  { id, attempt }: Claim,
  change: Partial<
    Pick<TasksTable, 'state' | 'progress' | 'error' | 'failures' | 'run_at' | 'lease_until'> & { status: JobStatus }
  >,
  now: number,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('tasks')
    .set({ ...change, updated_at: now })
    .where('id', '=', id)
    .where('attempts', '=', attempt)
    .where('status', '=', 'processing')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns false when the job is over already, or there is none */
export async function cancelJob(tx: Transactor, id: number, now: number): Promise<boolean> {
  const result = await tx.db
    .updateTable('tasks')
    .set({ status: 'canceled', updated_at: now })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'suspending', 'processing'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findJob(db: Reader, id: number): Promise<JobInfo | undefined> {
  const row = await db
    .selectFrom('tasks')
    .select(['id', 'type', 'status', 'owner_id', 'progress', 'error', 'created_at', 'updated_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      type: row.type,
      status: row.status as JobStatus,
      ownerId: row.owner_id,
      progress: JSON.parse(row.progress) as Progress,
      error: row.error ?? undefined,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  );
}

/** When the work of this name is due next; undefined = it never ran. */
export async function nextTurn(db: Reader, key: string): Promise<number | undefined> {
  const row = await db.selectFrom('tickets').select('expires_at').where('key', '=', key).executeTakeFirst();
  return row?.expires_at;
}

/** Puts the next turn off to `next` if it is due. @returns false when another process took this turn */
export async function takeTurn(tx: Transactor, key: string, now: number, next: number): Promise<boolean> {
  const row = await tx.db
    .insertInto('tickets')
    .values({ key, kind: 'turn', value: 'null', expires_at: next })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ expires_at: next })
        // A turn further off than any we plan is one from before the clock was put back.
        .where((eb) => eb.or([eb('tickets.expires_at', '<=', now), eb('tickets.expires_at', '>', next)])),
    )
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}
