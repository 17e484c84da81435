/** The way into the queue: what can't be kept in the target is explained before anything is sent. */
import type { FileUri } from '@canopy/contract';
import { create } from 'zustand';
import { after } from '../../device/breathe.ts';
import { ruleOfFolder } from '../../files/folder-rule.ts';
import type { DropEntry } from './drop-entries.ts';
import type { Engine } from './engine.ts';
import { type Examined, examine } from './misfits.ts';

/** What is to be sent of an upload with misfits: without them, with mended names, or nothing. */
export type SendChoice = 'fitting' | 'mended' | 'nothing';

export interface SendQuestion {
  readonly examined: Examined;
  readonly target: FileUri;
  readonly answer: (choice: SendChoice) => void;
}

/** Uploads that wait for an answer, oldest first. */
export const useSendQuestions = create<{ readonly asked: readonly SendQuestion[] }>(() => ({ asked: [] }));

/** How long an upload waits for the rule of its target: without it, the server says what it does not take. */
const patienceMs = 3000;

/** Queues what was added, or asks first. */
export async function send(engine: Engine, entries: readonly DropEntry[], target: FileUri): Promise<void> {
  const rule = await Promise.race([ruleOfFolder(target), after(patienceMs)]);
  const examined = await examine(entries, rule);
  if (examined.misfits.length === 0) return engine.add(entries, target);
  const question: SendQuestion = {
    examined,
    target,
    answer: (choice) => {
      useSendQuestions.setState(({ asked }) => ({ asked: asked.filter((each) => each !== question) }));
      if (choice !== 'nothing') engine.add(examined[choice], target);
    },
  };
  useSendQuestions.setState(({ asked }) => ({ asked: [...asked, question] }));
}
