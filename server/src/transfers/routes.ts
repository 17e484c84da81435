import type { IncomingMessage } from 'node:http';
import type { FileURLResponse, OperationId } from '@canopy/contract';
import type { Actor } from '../drive/index.ts';
import { Redirect, type RequestContext, type Route, rawRoute, route, streamRoute } from '../kernel/index.ts';
import { drain } from './body.ts';
import type { Transfers } from './transfers.ts';

/** The operations of transfer.yaml that move bytes. */
export function transferRoutes(transfers: Transfers): readonly Route[] {
  const { archives, cancellation, chunks, contentUpdate, downloads, links, uploads } = transfers;
  return [
    route('createUploadSession', (context) => uploads.create(actorOf(context), context.body)),
    route('deleteUploadSession', (context) => cancellation.cancel(actorOf(context), context.body)),
    streamRoute('uploadFileChunk', (context) =>
      drainedOnFailure(context.request, () =>
        chunks.receive(actorOf(context), context.params.sessionId, context.params.index, context.request),
      ),
    ),
    streamRoute('updateFileContent', (context) =>
      drainedOnFailure(context.request, () => contentUpdate.update(actorOf(context), context.query, context.request)),
    ),
    route('createDownloadUrl', async ({ caller, body, siteUrl }) => {
      const answer = await links.create(caller, body, siteUrl);
      return redirectOf(body, answer) ?? answer;
    }),
    rawRoute('getEntityContent', ({ params, query, request, response }) =>
      downloads.serve({ ...params, sign: query.sign, download: Boolean(query.download) }, request, response),
    ),
    rawRoute('headEntityContent', ({ params, query, request, response }) =>
      downloads.serve({ ...params, sign: query.sign, download: Boolean(query.download) }, request, response),
    ),
    rawRoute('preflightEntityContent', async ({ response }) => downloads.preflight(response)),
    rawRoute('downloadArchive', ({ params, query, response }) =>
      archives.serve(params.sessionID, query.sign, response),
    ),
  ];
}

function actorOf({ caller, clientId }: Pick<RequestContext<OperationId>, 'caller' | 'clientId'>): Actor {
  return { caller, clientId };
}

/** With `redirect` and one URI the answer is the way itself. */
function redirectOf(
  { redirect, uris }: { readonly redirect?: boolean; readonly uris: readonly string[] },
  { urls }: FileURLResponse,
): Redirect | undefined {
  const url = urls[0]?.url;
  return redirect && uris.length === 1 && url ? new Redirect(url) : undefined;
}

async function drainedOnFailure<T>(request: IncomingMessage, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await drain(request);
    throw error;
  }
}
