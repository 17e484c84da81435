/** The settings of the account: read from the server, changed one by one, each with its way back. */
import type { PatchUserSetting, UserSettings } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client, queries, reasonOf } from '../../api/index.ts';
import { say } from '../../components/Snackbar.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { type SettingsKey, settingsWords } from './words.ts';

const settingsKey = ['settings'] as const;

export function useSettings() {
  return useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => client.call('getPreferences', {}, { signal }),
    staleTime: 0,
  });
}

/** Members of a change that the settings show under the same name. */
type Shown = Partial<UserSettings & PatchUserSetting>;

/** What a change looks like before the server has answered. */
function show(patch: Shown): void {
  queries.setQueryData<UserSettings>(settingsKey, (before) => before && { ...before, ...patch });
}

export type Change = (patch: Shown, back: Shown) => Promise<boolean>;

/**
 * Changes settings: shown at once, taken back with the reason when the server refuses, else said with an offer to
 * undo. Settles without throwing; false when it was not done.
 */
export function useChange(): Change {
  const w = useWords(settingsWords);
  return useMemo(() => changeWith(w), [w]);
}

function changeWith(w: Words<SettingsKey>): Change {
  const send = async (patch: Shown, back: Shown, done: () => void): Promise<boolean> => {
    show(patch);
    try {
      await client.call('patchPreferences', { body: patch });
      done();
      return true;
    } catch (error) {
      show(back);
      const { text, id } = reasonOf(error, w.t);
      say({ text: w('notSaved', { reason: text }), tone: 'failed', errorId: id });
      return false;
    }
  };
  return (patch, back) =>
    send(patch, back, () =>
      say({
        text: w('saved'),
        action: {
          label: w.t('undo'),
          run: () => void send(back, patch, () => say({ text: w('undone') })),
        },
      }),
    );
}
