import type { Database } from '../db/index.ts';
import { type History, openHistory } from '../history/index.ts';
import { silentLog } from '../kernel/index.ts';
import { catalogue, type SettingKey, type SettingValues } from '../settings/index.ts';
import { openTestDrive, type TestDrive, type TestUser } from './drive.ts';

/** The history of a drive. Settings have their defaults, until a test sets one. */
interface TestPast {
  readonly history: History;
  /** Overrides of the settings that history looks at. */
  readonly chosen: Partial<{ -readonly [Key in SettingKey]: SettingValues[Key] }>;
  /** The moment that is now, as an exact position. */
  now(user: TestUser): Promise<string>;
  /**
   * Everything in the drive of a user by its path, in its trash by its name: number, kind, content, metadata and view.
   * Metadata that the server keeps for itself is left out.
   */
  snapshot(user: TestUser, options?: { trash?: boolean }): Promise<Record<string, unknown>>;
}

/** A drive with its history. */
export type TestHistory = TestDrive & TestPast;

export async function openTestHistory(database: Database): Promise<TestHistory> {
  const test = await openTestDrive(database);
  return { ...test, ...withHistory(test) };
}

/** Lets a drive be set back. */
export function withHistory(test: TestDrive): TestPast {
  const { database } = test;
  const chosen: TestPast['chosen'] = {};
  const get = <Key extends SettingKey>(key: Key): SettingValues[Key] =>
    (chosen[key] ?? catalogue[key].default) as SettingValues[Key];
  const history = openHistory({ ...test, log: silentLog, settings: { get } });

  async function snapshot(user: TestUser, { trash = false } = {}): Promise<Record<string, unknown>> {
    const rows = await database.read
      .selectFrom('files')
      .selectAll()
      .where('owner_id', '=', user.id)
      .where('purged_at', 'is', null)
      .execute();
    const metadata = await test.drive.metadata.ofMany(
      database.read,
      rows.map((row) => row.id),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const told: Record<string, unknown> = {};
    for (const row of rows) {
      const names = [row.name];
      let top = row;
      for (let at = row.parent_id; at !== null; at = top.parent_id) {
        top = byId.get(at) ?? top;
        names.unshift(top.name);
      }
      if (top.trash_key !== null && !trash) continue;
      const facts = Object.entries(metadata.get(row.id) ?? {}).filter(([key]) => !key.startsWith('sys:'));
      const { id, kind, primary_entity: primary, size, view } = row;
      const path = `${top.trash_key === null ? '' : `trash ${top.id} `}${names.join('/')}`;
      told[path] = { id, kind, primary, size, view, facts: Object.fromEntries(facts.sort()) };
    }
    return told;
  }

  return {
    history,
    chosen,
    snapshot,
    async now(user) {
      const row = await database.read
        .selectFrom('journal')
        .select((eb) => eb.fn.max('id').as('id'))
        .where('owner_id', '=', user.id)
        .executeTakeFirst();
      return history.moments.encode(row?.id ?? 0);
    },
  };
}
