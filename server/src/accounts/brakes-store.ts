import type { Transactor } from '../db/index.ts';

export interface BrakeState {
  readonly failures: number;
  /** Milliseconds since 1970. */
  readonly blockedUntil: number;
}

/** Counts one failure more (the first, when the old ones have run out) and answers the state after it. */
export async function countFailure(tx: Transactor, key: string, now: number, expiresAt: number): Promise<BrakeState> {
  const row = await tx.db
    .insertInto('brakes')
    .values({ key, failures: 1, blocked_until: 0, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        failures: eb
          .case()
          .when('brakes.expires_at', '<', now)
          .then(1)
          .else(eb('brakes.failures', '+', 1))
          .end(),
        expires_at: expiresAt,
      })),
    )
    .returning(['failures', 'blocked_until'])
    .executeTakeFirstOrThrow();
  return { failures: row.failures, blockedUntil: row.blocked_until };
}

export async function block(tx: Transactor, key: string, blockedUntil: number): Promise<void> {
  await tx.db.updateTable('brakes').set({ blocked_until: blockedUntil }).where('key', '=', key).execute();
}

export async function forgetFailures(tx: Transactor, key: string): Promise<void> {
  await tx.db.deleteFrom('brakes').where('key', '=', key).execute();
}

/** Takes back one failure that was none. */
export async function uncountFailure(tx: Transactor, key: string): Promise<void> {
  await tx.db
    .updateTable('brakes')
    .set((eb) => ({ failures: eb('failures', '-', 1), blocked_until: 0 }))
    .where('key', '=', key)
    .execute();
}
