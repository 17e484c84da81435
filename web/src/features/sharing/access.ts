/** Who has access to a file of one's own, and changing that: at once on the page, back when the server refuses. */
import type { ExtendedInfo, FileResponse, Share } from '@canopy/contract';
import { useCallback, useEffect, useState } from 'react';
import { create } from 'zustand';
import { reasonOf } from '../../api/index.ts';
import { say } from '../../components/Snackbar.tsx';
import { useInfo } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { closeShare, markShared, refreshAccess, reopenShare } from './calls.ts';
import { isForPeople } from './roles.ts';
import { sharingWords } from './words.ts';

/** Links that were switched off a moment ago: until the second is over, the server still calls them open. */
const useClosed = create<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));
const overMs = 1200;

function remember(id: string, closed: boolean): void {
  const ids = new Set(useClosed.getState().ids);
  if (closed) ids.add(id);
  else ids.delete(id);
  useClosed.setState({ ids });
}

export async function close(uri: string, share: Share): Promise<void> {
  remember(share.id, true);
  try {
    await closeShare(uri, share);
  } catch (error) {
    remember(share.id, false);
    throw error;
  }
  setTimeout(() => {
    refreshAccess();
    setTimeout(() => remember(share.id, false), overMs);
  }, overMs);
}

export async function reopen(uri: string, share: Share): Promise<void> {
  await reopenShare(uri, share);
  remember(share.id, false);
}

export interface Access {
  readonly info: ExtendedInfo | undefined;
  /** Links for whoever has them, newest first. */
  readonly links: readonly Share[];
  /** Shares that only name people; usually there is one. */
  readonly people: readonly Share[];
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/**
 * Shares, permissions and direct links of a file of one's own.
 * @param isFresh whether an answer of some seconds ago is too old: counters and rights are looked at as they are now
 */
export function useAccess(file: FileResponse, isFresh: boolean): Access {
  const closed = useClosed((state) => state.ids);
  const { data: answer, isPending, error, refetch } = useInfo(file, true, isFresh ? 0 : undefined);
  const data = answer?.extended_info;
  const shares = (data?.shares ?? []).map((share) => (closed.has(share.id) ? { ...share, expired: true } : share));
  const isShared = shares.some((share) => !share.expired);
  useEffect(() => {
    if (data) markShared(file, isShared);
  }, [data, file, isShared]);
  return {
    info: data,
    links: shares.filter((share) => !isForPeople(share)).sort((a, b) => b.created_at.localeCompare(a.created_at)),
    people: shares.filter((share) => isForPeople(share) && !share.expired),
    isLoading: isPending,
    error,
    retry: () => void refetch(),
  };
}

/** Runs a change: says why it failed; `busy` while it is on its way. */
export function useChange(): { busy: boolean; change: (work: () => Promise<void>) => Promise<boolean> } {
  const t = useT();
  const w = useWords(sharingWords);
  const [running, setRunning] = useState(0);
  const change = useCallback(
    async (work: () => Promise<void>) => {
      setRunning((count) => count + 1);
      try {
        await work();
        return true;
      } catch (error) {
        const { text, id } = reasonOf(error, t);
        say({ text: w('failShare', { reason: text }), tone: 'failed', errorId: id });
        refreshAccess();
        return false;
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [t, w],
  );
  return { busy: running > 0, change };
}
