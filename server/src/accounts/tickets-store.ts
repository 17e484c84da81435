import type { Transactor } from '../db/index.ts';

export async function putTicket(
  tx: Transactor,
  ticket: { key: string; kind: string; value: unknown; expiresAt: number },
): Promise<void> {
  const { key, kind, value, expiresAt } = ticket;
  await tx.db
    .insertInto('tickets')
    .values({ key, kind, value: JSON.stringify(value), expires_at: expiresAt })
    .execute();
}

/** Takes a ticket away and answers its value; undefined when there was none in force. */
export async function spendTicket(tx: Transactor, key: string, kind: string, now: number): Promise<unknown> {
  const row = await tx.db
    .deleteFrom('tickets')
    .where('key', '=', key)
    .where('kind', '=', kind)
    .returning(['value', 'expires_at'])
    .executeTakeFirst();
  return row && row.expires_at > now ? JSON.parse(row.value) : undefined;
}

/** Removes what has run out: revoked families, brakes, tickets of every kind. */
export async function removeExpired(tx: Transactor, now: number): Promise<void> {
  await tx.db.deleteFrom('revoked_families').where('expires_at', '<', now).execute();
  await tx.db.deleteFrom('brakes').where('expires_at', '<', now).execute();
  await tx.db.deleteFrom('tickets').where('expires_at', '<', now).execute();
}
