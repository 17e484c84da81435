import { setCorsHeaders } from '../blobs/index.ts';
import { type RawContext, type Route, rawRoute, route } from '../kernel/index.ts';
import type { Transfers } from '../transfers/index.ts';
import type { DirectLinks } from './direct-links.ts';

/** For programs that show a redirect instead of following it. The address is not in it, so nothing must be escaped. */
const page = '<!doctype html><title>Found</title><p>The file is at the address that the header Location names.</p>\n';

/** The operations on direct links, and the addresses that they are. */
export function directLinkRoutes(links: DirectLinks, downloads: Transfers['downloads']): readonly Route[] {
  type Context = Pick<RawContext<'openDirectLink'>, 'params' | 'response' | 'siteUrl'>;
  const follow = (how: { download: boolean; silent: boolean }) => async (context: Context) => {
    const { params, response, siteUrl } = context;
    setCorsHeaders(response);
    const { url, seconds } = await links.follow({ ...params, ...how }, siteUrl);
    response.writeHead(302, {
      location: url,
      'cache-control': `public, max-age=${seconds}`,
      'content-type': 'text/html; charset=utf-8',
      'content-length': page.length,
    });
    response.end(how.silent ? undefined : page);
  };
  const preflight = async ({ response }: Context) => downloads.preflight(response);
  return [
    route('createDirectLinks', ({ caller, clientId, body, siteUrl }) =>
      links.create({ caller, clientId }, body.uris, siteUrl),
    ),
    route('deleteDirectLink', ({ caller, clientId, params }) => links.remove({ caller, clientId }, params.id)),
    rawRoute('openDirectLink', follow({ download: false, silent: false })),
    rawRoute('headDirectLink', follow({ download: false, silent: true })),
    rawRoute('preflightDirectLink', preflight),
    rawRoute('downloadDirectLink', follow({ download: true, silent: false })),
    rawRoute('headDirectDownload', follow({ download: true, silent: true })),
    rawRoute('preflightDirectDownload', preflight),
  ];
}
