import { isDeepStrictEqual } from 'node:util';
import { ApiError, ErrorCode } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { type EventBus, type Log, Repeater } from '../kernel/index.ts';
import { catalogue, isSettingKey, type SettingKey, type SettingValues } from './catalogue.ts';
import type { Setting } from './setting.ts';
import { putSetting, readSettings, removeSetting } from './store.ts';

declare module '../kernel/index.ts' {
  interface Events {
    /** Settings have new values, whoever changed them. */
    'settings.changed': { readonly keys: readonly SettingKey[] };
  }
}

/** How long a change made by another process may stay unseen, in milliseconds. */
export const settingsRefreshMs = 2_000;

export interface SettingsOptions {
  readonly database: Database;
  readonly bus: EventBus;
  readonly log: Log;
}

/**
 * The runtime settings. Reading is a look-up in memory and never waits; a change made here is seen at once,
 * one made by another process of the same drive within `settingsRefreshMs`.
 */
export class Settings {
  readonly #database: Database;
  readonly #bus: EventBus;
  readonly #log: Log;
  readonly #refresher: Repeater;
  #values: SettingValues = defaults();

  private constructor({ database, bus, log }: SettingsOptions) {
    this.#database = database;
    this.#bus = bus;
    this.#log = log;
    this.#refresher = new Repeater('refresh settings', settingsRefreshMs, () => this.refresh(), log);
  }

  /** Reads the stored settings and keeps them fresh until `close`. */
  static async open(options: SettingsOptions): Promise<Settings> {
    const settings = new Settings(options);
    await settings.refresh();
    settings.#refresher.start();
    return settings;
  }

  get<Key extends SettingKey>(key: Key): SettingValues[Key] {
    return this.#values[key];
  }

  /**
   * Sets some settings, all or none. One that gets its default value is forgotten, so that it follows
   * better defaults of later versions.
   * @throws ApiError 40001 naming the first setting whose value is not a legal one.
   */
  async change(values: Partial<SettingValues>): Promise<void> {
    const changes = Object.entries(values).map(([key, value]) => accepted(key, value));
    await this.#database.write(async (tx) => {
      for (const { key, value } of changes) {
        if (isDeepStrictEqual(value, catalogue[key].default)) await removeSetting(tx, key);
        else await putSetting(tx, key, JSON.stringify(value));
      }
    });
    await this.refresh();
  }

  /** Takes over what is stored now. */
  async refresh(): Promise<void> {
    const stored = await readSettings(this.#database.read);
    const before = this.#values;
    const after: Record<SettingKey, unknown> = { ...defaults() };
    for (const [key, text] of stored) if (isSettingKey(key)) after[key] = this.#restored(key, text, before[key]);
    const keys = (Object.keys(after) as SettingKey[]).filter((key) => !isDeepStrictEqual(before[key], after[key]));
    if (keys.length === 0) return;
    this.#values = after as SettingValues;
    this.#bus.emit('settings.changed', { keys });
  }

  async close(): Promise<void> {
    await this.#refresher.stop();
  }

  /** A stored value that is not legal, say one of a newer version, must not stop the drive: the default stands in. */
  #restored(key: SettingKey, text: string, before: unknown): unknown {
    try {
      const value: unknown = JSON.parse(text);
      // Unchanged structures keep their identity, so that what was derived from them can be kept too.
      if (isDeepStrictEqual(value, before)) return before;
      return accepted(key, value).value;
    } catch (error) {
      this.#log.warn({ setting: key, err: error }, 'a stored setting is not valid, its default is used');
      return catalogue[key].default;
    }
  }
}

function defaults(): SettingValues {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, setting]) => [key, setting.default]),
  ) as unknown as SettingValues;
}

function accepted(key: string, value: unknown): { key: SettingKey; value: unknown } {
  if (!isSettingKey(key)) throw new ApiError(ErrorCode.PARAM_INVALID, `There is no setting "${key}".`);
  const setting: Setting<unknown> = catalogue[key];
  const legal = setting.accept(value);
  if (legal === undefined) {
    throw new ApiError(ErrorCode.PARAM_INVALID, `The value of "${key}" is not allowed. ${setting.description}`);
  }
  return { key, value: legal };
}
