/** Share links: making, changing, opening. What is behind one is opened by the operations on files. */
import { operation } from '../operation.ts';
import { flag, object, optional, text, whole, word } from '../schemas/build.ts';
import { HashId, OrderDirection } from '../schemas/common.ts';
import { Share } from '../schemas/file.ts';
import { BatchDeleteSharesService, ListShareResponse, ShareCreateService } from '../schemas/share.ts';
import { because, TicketHeaders } from './shared.ts';

const ShareIdParams = object({ id: HashId });
const shareUrl = text('The short link, with the password of a private share.', { format: 'uri' });
const pageSize = whole('Shares of a page.', { minimum: 10, maximum: 100 });
const pageToken = optional(text('next_token of the page before, in the same order.'));
const pathQuery = object({ path: optional(text('Path in the share that is to be opened.')) });
const openings = {
  contentTypes: ['text/html'],
  statuses: { 302: 'The page of the web app that shows the share.' },
};

export const shareOperations = {
  createShare: operation('createShare', {
    summary: 'Share a file or folder by a link',
    description: 'A file may have any number of links.',
    tags: ['Share'],
    security: 'required',
    scope: 'Shares.Write',
    body: ShareCreateService,
    data: shareUrl,
    errors: {
      401: because.notSignedIn,
      403: 'belongs to someone else, is a shortcut or a root, or nothing can be shared there',
      404: 'the URI cannot be opened',
      40001: 'uri is missing or malformed; a member is out of bounds; bad permissions',
      40007: 'the group may not share, or not sell; visitors would get more than the group may give them',
      40016: because.noPath,
      40089: because.scope,
      50001: because.database,
    },
  }),

  listMyShares: operation('listMyShares', {
    summary: 'Share links of the caller',
    description: 'Those that are over too.',
    tags: ['Share'],
    security: 'required',
    scope: 'Shares.Read',
    query: object({
      page_size: pageSize,
      order_by: optional(
        word(
          ['id', 'created_at', 'views', 'downloads', 'remain_downloads', 'price'],
          'Value to order by; id and created_at = in order of creation.',
        ),
      ),
      order_direction: optional(OrderDirection),
      next_page_token: pageToken,
    }),
    data: ListShareResponse,
    errors: {
      401: because.notSignedIn,
      40001: 'page_size is missing or out of bounds; the page token is no good',
      50001: because.database,
    },
  }),

  batchDeleteShares: operation('batchDeleteShares', {
    summary: 'Delete several share links',
    description: 'Those of other people and those that are gone are passed over.',
    tags: ['Share'],
    security: 'required',
    scope: 'Shares.Write',
    body: BatchDeleteSharesService,
    errors: {
      401: because.notSignedIn,
      40001: 'ids is missing, or one cannot be decoded; nothing was deleted',
      50001: because.database,
    },
  }),

  editShare: operation('editShare', {
    summary: 'Change a share link',
    description: 'Replaces everything but privacy and password, which stay. Absent permissions stay too.',
    tags: ['Share'],
    security: 'required',
    scope: 'Shares.Write',
    params: ShareIdParams,
    body: ShareCreateService,
    data: shareUrl,
    errors: {
      401: because.notSignedIn,
      403: 'belongs to someone else, is a shortcut or a root, or nothing can be shared there',
      404: 'no such share, or it shares something else',
      40001: 'the id or a member of the body is malformed or out of bounds',
      40007: 'the group may not share, or not sell; visitors would get more than the group may give them',
      40016: because.noPath,
      50001: because.database,
    },
  }),

  deleteShare: operation('deleteShare', {
    summary: 'Delete a share link',
    description: 'For its owner and administrators. The file stays.',
    tags: ['Share'],
    security: 'required',
    scope: 'Shares.Write',
    params: ShareIdParams,
    errors: {
      401: because.notSignedIn,
      404: 'no such share, or it is of someone else',
      40001: 'the id is malformed',
      50001: because.database,
    },
  }),

  getShareInfo: operation('getShareInfo', {
    summary: 'What a share link is about, before and after it is unlocked',
    description: 'A wrong password is no error: the answer is the locked form.',
    tags: ['Share'],
    security: 'optional',
    scope: 'Shares.Read',
    params: ShareIdParams,
    query: object({
      password: optional(text('Password to try.')),
      count_views: optional(flag('Count this as a view.')),
      owner_extended: optional(flag('Add source_uri, for the owner.')),
    }),
    headers: TicketHeaders,
    data: Share,
    errors: {
      404: 'no such share, or it is over',
      40001: 'the id is malformed',
      40069: 'owner_extended without the password of a private share',
      50001: because.database,
      50005: 'the URI of the source could not be made',
    },
  }),

  listUserShares: operation('listUserShares', {
    summary: 'Share links on a profile',
    description: 'As far as the user shows them; each as if locked.',
    tags: ['User'],
    security: 'optional',
    params: ShareIdParams,
    query: object({
      page_size: pageSize,
      order_by: optional(
        word(
          ['id', 'views', 'downloads', 'remain_downloads', 'price'],
          'Value to order by; id = in order of creation.',
        ),
      ),
      order_direction: optional(OrderDirection),
      next_page_token: pageToken,
    }),
    data: ListShareResponse,
    errors: {
      40001: 'the id, page_size or page token is no good; there is no such user, or he shows no shares',
      50001: because.database,
    },
  }),

  openShareShortLink: operation('openShareShortLink', {
    summary: 'Short form of a share link',
    description: 'Crawlers that draw previews of links get a page of Open Graph tags. Nothing is checked or counted.',
    tags: ['Download'],
    security: 'none',
    params: object({ id: text('Hashed share id.') }),
    query: pathQuery,
    raw: openings,
    errors: {},
  }),

  openShareShortLinkWithPassword: operation('openShareShortLinkWithPassword', {
    summary: 'Short form of a share link, with its password',
    tags: ['Download'],
    security: 'none',
    params: object({ id: text('Hashed share id.'), password: text('Password of the share.') }),
    query: pathQuery,
    raw: openings,
    errors: {},
  }),
} as const;
