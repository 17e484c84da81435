import { removeExpiredCredentials } from './accounts/index.ts';
import { type Collector, removeOrphans } from './blobs/index.ts';
import type { Drive } from './drive/index.ts';
import type { EventHub } from './events/index.ts';
import type { Foundation } from './foundation.ts';
import type { History } from './history/index.ts';
import type { Schedule } from './jobs/index.ts';
import type { Transfers } from './transfers/index.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type OrphanParts = Parameters<typeof removeOrphans>[0];

export interface PeriodicParts extends Foundation, Pick<OrphanParts, 'stores' | 'policies'> {
  readonly drive: Pick<Drive, 'purger' | 'sweepLocks' | 'trash'>;
  readonly transfers: Pick<Transfers, 'cancellation'>;
  readonly history: Pick<History, 'retention'>;
  readonly events: Pick<EventHub, 'forgetUnseen'>;
  readonly collector: Pick<Collector, 'run'>;
}

/** Everything that the drive does by itself, again and again. */
export function schedulePeriodicWork(schedule: Schedule, parts: PeriodicParts): void {
  const { database, clock, settings, drive, transfers, history, events, collector } = parts;
  const every = (periodMs: number) => () => periodMs;
  const seconds = (key: 'entity_collect_interval' | 'trash_collect_interval') => () => settings.get(key) * 1000;
  const removal = (name: string, periodMs: () => number, work: () => Promise<unknown>) =>
    schedule.everyRemoval(name, periodMs, async () => void (await work()));

  schedule.every('resume deletions', every(hour), () => drive.purger.resume());
  removal('expire credentials', every(5 * minute), () => removeExpiredCredentials(database, clock));
  removal('expire locks', every(5 * minute), () => drive.sweepLocks());
  removal('end expired uploads', every(10 * minute), () => transfers.cancellation.sweep());
  removal('forget event clients', every(hour), () => events.forgetUnseen());
  removal('forget old changes', every(hour), () => history.retention.run());
  removal('remove orphans', every(day), () => removeOrphans(parts, day));
  removal('empty trash', seconds('trash_collect_interval'), () => drive.trash.expire());
  removal('collect garbage', seconds('entity_collect_interval'), () => collector.run());
}
