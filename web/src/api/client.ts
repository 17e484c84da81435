/** The one client of the app, and the cache of what it answered. */
import { ApiClient, refusesToken } from '@canopy/client';
import { ApiError } from '@canopy/contract';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { fetchWithHeadStart } from './head-start.ts';
import { session } from './session.ts';

/** A random UUID, also where the page did not come over TLS and the browser keeps `randomUUID` to itself. */
function newUuid(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(15))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{3})(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}

export const client = new ApiClient({
  baseUrl: '',
  session,
  clientId: newUuid(),
  fetch: fetchWithHeadStart,
});

const onError = (error: unknown): void => {
  if (refusesToken(error)) session.end();
};

export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError,
    onSuccess: (_, { queryKey }) => {
      /* What everybody may know about the site says nothing about the session. */
      session.isUsed ||= queryKey[0] !== 'site';
    },
  }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      /* An answer of the contract is final; only a server that does not answer is asked again. */
      retry: (failures, error) =>
        /* Who is told that it was too much does not ask at once again. */
        !(error instanceof ApiError) && (error as { status?: number }).status !== 429 && failures < 2,
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000),
    },
  },
});
