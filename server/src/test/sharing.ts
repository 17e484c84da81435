import { IdKind, type ShareCreateService, type User } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Actor } from '../drive/index.ts';
import { openSharing, type Sharing } from '../sharing/index.ts';
import { openTestDrive, type TestDrive } from './drive.ts';

/** What makes the files of a drive shareable. */
interface TestLinks {
  readonly sharing: Sharing;
  /** Users who show other links than public ones on their profile. */
  readonly shown: Map<number, 'all' | 'none'>;
  /** Makes a link. @returns its URI, with the password, and its id. */
  share(actor: Actor, uri: string, terms?: Partial<ShareCreateService>): Promise<{ uri: string; id: string }>;
}

export const siteUrl = 'https://drive.example.org';

/** A drive whose files can be shared. */
export type TestSharing = TestDrive & TestLinks;

export async function openTestSharing(database: Database): Promise<TestSharing> {
  const test = await openTestDrive(database);
  return { ...test, ...withSharing(test) };
}

/** Lets the files of a drive be shared. */
export function withSharing(test: TestDrive): TestLinks {
  const shown = new Map<number, 'all' | 'none'>();
  const sharing = openSharing({
    ...test,
    people: {
      seenBy: async (_caller, userIds) =>
        new Map(
          userIds.map((id) => [
            id,
            {
              id: test.ids.encode(IdKind.USER, id),
              nickname: `User ${id}`,
              created_at: '2026-01-01T00:00:00Z',
            } as User,
          ]),
        ),
    },
    shownLinksOf: async (userId) => shown.get(userId) ?? 'public',
    siteName: () => 'Canopy',
    siteIcon: () => '/icon.png',
  });
  return {
    sharing,
    shown,
    async share(actor, uri, terms = {}) {
      const url = await sharing.shares.create(actor, { uri, ...terms }, siteUrl);
      const [id = '', password] = url.slice(`${siteUrl}/s/`.length).split('/');
      return { id, uri: `cloudreve://${id}${password === undefined ? '' : `:${password}`}@share` };
    },
  };
}
