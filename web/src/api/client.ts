/** The one client of the app, and the cache of what it answered. */
import { ApiClient } from '@canopy/client';
import { ApiError, ErrorCode } from '@canopy/contract';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
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
});

/** Whether an error means that the session is over (clients.md, "what it asks on boot"). */
function endsSession(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.code === ErrorCode.LOGIN_REQUIRED || error.code === ErrorCode.CREDENTIAL_INVALID)
  );
}

const onError = (error: unknown): void => {
  if (endsSession(error) && session.get()) session.set(undefined);
};

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      /* An answer of the contract is final; only a server that does not answer is asked again. */
      retry: (failures, error) => !(error instanceof ApiError) && failures < 2,
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000),
    },
  },
});
