/** Pinning with its words: shown at once, taken back when the server refuses, and by the person who did it. */
import type { FileUri, User } from '@canopy/contract';
import { changeMe, client, refreshMe } from '../api/index.ts';
import type { Translator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { createOutcomes } from './outcomes.ts';
import { pinWords } from './pin-words.ts';
import type { UndoStep } from './undo.ts';
import type { Pins } from './use-pins.ts';

type Pin = NonNullable<User['pined']>[number];

/** Shows the pins as they will be, asks the server, and shows them as they were if it refuses. */
export async function change(edit: (pins: readonly Pin[]) => Pin[], request: () => Promise<void>): Promise<void> {
  const rollback = changeMe((me) => ({ ...me, pined: edit(me.pined ?? []) }));
  try {
    await request();
  } catch (error) {
    rollback();
    refreshMe();
    throw error;
  }
}

const others = (uri: string) => (pins: readonly Pin[]) => pins.filter((pin) => pin.uri !== uri);

async function pin({ uri, name }: Pin): Promise<UndoStep> {
  await change(
    (pins) => [...others(uri)(pins), { uri, ...(name ? { name } : {}) }],
    () => client.call('pinFile', { body: { uri, ...(name ? { name } : {}) } }),
  );
  return { undo: async () => void (await unpin({ uri, name })) };
}

async function unpin(pinned: Pin): Promise<UndoStep> {
  await change(others(pinned.uri), () => client.call('unpinFile', { body: { uri: pinned.uri } }));
  return { undo: async () => void (await pin(pinned)) };
}

async function rename(before: Pin, name: string): Promise<UndoStep> {
  const after = { uri: before.uri, name };
  await change(
    (pins) => pins.map((each) => (each.uri === before.uri ? after : each)),
    () => client.call('renamePin', { body: after }),
  );
  return { undo: async () => void (await rename(after, before.name ?? '')) };
}

export function createPins(t: Translator): Pins {
  const w = bindWords(pinWords, t);
  const { done, failed } = createOutcomes(t);
  const nameOf = (uri: FileUri, name?: string) => name || uri.name || t('files');
  const attempt = async (text: string, act: () => Promise<UndoStep>) => {
    try {
      return done(text, await act());
    } catch (error) {
      return failed(error, (reason) => w('failPin', { reason }));
    }
  };
  return {
    pin: (uri, name) =>
      attempt(w('didPin', { name: nameOf(uri, name) }), () => pin({ uri: uri.toString(), name: name ?? null })),
    unpin: (uri, name) =>
      attempt(w('didUnpin', { name: nameOf(uri, name) }), () => unpin({ uri: uri.toString(), name: name ?? null })),
    rename: (uri, before, name) =>
      attempt(w('didRenamePin', { name: nameOf(uri, name) }), () =>
        rename({ uri: uri.toString(), name: before }, name),
      ),
  };
}
