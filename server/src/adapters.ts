import type { IdCodec } from '@canopy/contract';
import {
  type AccountOwner,
  AccountOwners,
  changeUserSettings,
  findUser,
  findUsers,
  type Groups,
  type Profiles,
  presentUser,
} from './accounts/index.ts';
import type { Database } from './db/index.ts';
import type { DriveSettings, Owner, Owners, Preferences } from './drive/index.ts';
import type { Clock } from './kernel/index.ts';
import type { Settings } from './settings/index.ts';
import type { People } from './sharing/index.ts';

/*
 * What the tree asks of accounts and settings, in its own words (drive/ports.ts), answered by them. The tree
 * does not know them, so that it can be tested without.
 */

interface AccountParts {
  readonly database: Database;
  readonly groups: Groups;
  readonly ids: IdCodec;
}

export function ownersOf({ database, groups, ids }: AccountParts): Owners {
  const owners = new AccountOwners({ database, groups });
  return {
    async find(userId) {
      const owner = await owners.find(userId);
      return owner && ownerOf(owner);
    },
    async summaries(userIds) {
      const users = await findUsers(database.read, userIds);
      return new Map(users.map((user) => [user.id, presentUser(ids, user, undefined, 'stranger')]));
    },
  };
}

function ownerOf({ id, status, group, settings }: AccountOwner): Owner {
  return {
    id,
    active: status === 'active',
    group,
    policyIds: group.policyIds,
    viewSync: !settings.disableViewSync,
    versions: {
      enabled: settings.versionRetention ?? false,
      extensions: settings.versionRetentionExtensions ?? [],
      max: settings.versionRetentionMax ?? 0,
    },
  };
}

/** Users as a caller sees them besides what they share: strangers learn neither group nor address. */
export function peopleOf({ database, groups, ids, profiles }: AccountParts & { readonly profiles: Profiles }): People {
  return {
    async seenBy(caller, userIds) {
      const users = await findUsers(database.read, userIds);
      const shown = users.map(async (user) => {
        const group = caller.anonymous ? undefined : await groups.find(user.groupId);
        return [user.id, presentUser(ids, user, group, profiles.sight(caller))] as const;
      });
      return new Map(await Promise.all(shown));
    },
  };
}

/** What a user shows of his share links; undefined when he cannot sign in, or there is none. */
export async function shownLinksOf(database: Database, userId: number): Promise<'public' | 'all' | 'none' | undefined> {
  const user = await findUser(database.read, userId);
  if (user?.status !== 'active') return undefined;
  const choice = user.settings.shareLinksInProfile;
  return choice === 'hide_share' ? 'none' : choice === 'all_share' ? 'all' : 'public';
}

export function preferencesOf(database: Database, clock: Clock): Preferences {
  return {
    async view(userId, place) {
      return (await findUser(database.read, userId))?.settings.views?.[place];
    },
    async saveView(userId, place, view) {
      await database.write((tx) =>
        changeUserSettings(tx, userId, (old) => ({ ...old, views: { ...old.views, [place]: view } }), clock.now()),
      );
    },
    async changePins(userId, change) {
      await database.write((tx) =>
        changeUserSettings(
          tx,
          userId,
          (old) => {
            const pins = change(old.pins ?? []);
            return pins ? { ...old, pins: [...pins] } : old;
          },
          clock.now(),
        ),
      );
    },
  };
}

/** The settings that the tree looks at, each read anew when it is asked for. */
export function driveSettingsOf(settings: Settings): DriveSettings {
  let emojis: { of: unknown; set: ReadonlySet<string> } | undefined;
  return {
    get useCursorPagination() {
      return settings.get('use_cursor_pagination');
    },
    get maxPageSize() {
      return settings.get('max_page_size');
    },
    get maxBatchedFile() {
      return settings.get('max_batched_file');
    },
    get maxRecursiveSearchedFolder() {
      return settings.get('max_recursive_searched_folder');
    },
    get useSseForSearch() {
      return settings.get('use_sse_for_search');
    },
    searchOf: (category) => (isCategory(category) ? settings.get(`explorer_category_${category}_query`) : undefined),
    get folderPropsTimeout() {
      return settings.get('folder_props_timeout');
    },
    get emojis() {
      const now = settings.get('emojis');
      if (emojis?.of !== now) emojis = { of: now, set: new Set(Object.values(now).flat()) };
      return emojis.set;
    },
    get customProps() {
      return settings.get('custom_props');
    },
  };
}

const categories = ['image', 'video', 'audio', 'document'] as const;

function isCategory(text: string): text is (typeof categories)[number] {
  return categories.some((category) => category === text);
}
