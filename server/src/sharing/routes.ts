import type { ServerResponse } from 'node:http';
import type { OperationId } from '@canopy/contract';
import type { Actor } from '../drive/index.ts';
import { type RawContext, type RequestContext, type Route, rawRoute, route } from '../kernel/index.ts';
import type { Sharing } from './sharing.ts';
import { isCrawler } from './short-links.ts';

/** The operations on share links. */
export function shareRoutes({ shares, lists, shortLinks }: Sharing): readonly Route[] {
  return [
    route('createShare', (context) => shares.create(actorOf(context), context.body, context.siteUrl)),
    route('editShare', (context) => shares.edit(actorOf(context), context.params.id, context.body, context.siteUrl)),
    route('deleteShare', (context) => shares.delete(actorOf(context), context.params.id)),
    route('batchDeleteShares', (context) => shares.deleteMany(actorOf(context), context.body.ids)),
    route('listMyShares', ({ caller, query, siteUrl }) => lists.mine(caller, query, siteUrl)),
    route('listUserShares', ({ caller, params, query, siteUrl }) => lists.ofUser(caller, params.id, query, siteUrl)),
    route('getShareInfo', ({ caller, params, query, siteUrl }) => shares.info(caller, params.id, query, siteUrl)),
    rawRoute('openShareShortLink', (context) => open(shortLinks, context, context.params.id, '')),
    rawRoute('openShareShortLinkWithPassword', (context) =>
      open(shortLinks, context, context.params.id, context.params.password),
    ),
  ];
}

async function open(
  links: Sharing['shortLinks'],
  { request, response, siteUrl, caller }: Pick<RawContext<OperationId>, 'request' | 'response' | 'siteUrl' | 'caller'>,
  id: string,
  password: string,
): Promise<void> {
  if (isCrawler(request.headers['user-agent'])) {
    return sendPage(response, await links.preview(id, password, siteUrl, caller));
  }
  const query = request.url?.split('?').slice(1).join('?') ?? '';
  const location = links.location(id, password, new URLSearchParams(query));
  response.writeHead(302, {
    location,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    // The address of a private link holds its password.
    'referrer-policy': 'no-referrer',
  });
  response.end();
}

/** Names of other people stand in it, so that it may do nothing at all. */
function sendPage(response: ServerResponse, html: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
  response.end(html);
}

function actorOf({ caller, clientId }: Pick<RequestContext<OperationId>, 'caller' | 'clientId'>): Actor {
  return { caller, clientId };
}
