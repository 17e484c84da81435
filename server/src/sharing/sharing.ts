import type { IdCodec } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Drive, Owners } from '../drive/index.ts';
import type { Clock, EventBus } from '../kernel/index.ts';
import { GuessBrake } from './guess-brake.ts';
import { ShareLists, type ShareListsParts } from './share-lists.ts';
import { ShareNavigator } from './share-navigator.ts';
import { type People, SharePresenter } from './share-presenter.ts';
import { Shares } from './shares.ts';
import { ShortLinks } from './short-links.ts';
import { ShareStore } from './store.ts';

/** What sharing needs from the rest of the house. */
export interface SharingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly ids: IdCodec;
  readonly owners: Owners;
  readonly drive: Drive;
  readonly people: People;
  readonly shownLinksOf: ShareListsParts['shownLinksOf'];
  readonly siteName: () => string;
  readonly siteIcon: () => string;
}

/** Links that open files to others, put together. */
export interface Sharing {
  readonly shares: Shares;
  readonly lists: ShareLists;
  readonly shortLinks: ShortLinks;
}

/** Opens sharing, and lets the tree serve what is behind links. */
export function openSharing(parts: SharingParts): Sharing {
  const { drive } = parts;
  const store = new ShareStore();
  const presenter = new SharePresenter(parts);
  const brake = new GuessBrake(parts.clock);
  const shares = new Shares({ ...parts, store, presenter, brake });
  const lists = new ShareLists({ ...parts, store, presenter });
  drive.locator.plug('share', new ShareNavigator({ ...parts, store, brake }));
  drive.purger.onRemoval((tx, fileIds) => shares.forget(tx, fileIds));
  drive.inspector.onDetails(async (place, row, siteUrl) =>
    place.scope.owned || place.scope.caller.isAdmin
      ? { shares: await lists.ofFile(place.scope.caller, row.id, siteUrl) }
      : {},
  );
  return { shares, lists, shortLinks: new ShortLinks({ ...parts, store, brake }) };
}
