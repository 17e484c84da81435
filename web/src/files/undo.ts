/** What can be taken back, newest last. Every step says what it did and knows how to undo it. */
import type { Run } from './work.ts';

export interface UndoStep {
  /** Takes it back; rejects when it could not. What may take long tells `run` how far it is. */
  readonly undo: (run?: Run) => Promise<void>;
}

const limit = 50;
let steps: UndoStep[] = [];

/** Remembers a step; returns a function that takes back exactly this one, once. */
export function remember(step: UndoStep): () => Promise<void> {
  steps = [...steps, step].slice(-limit);
  return async () => {
    if (!steps.includes(step)) return;
    steps = steps.filter((each) => each !== step);
    await step.undo();
  };
}

/** Takes back the newest step; false when there is none. */
export async function undoLast(): Promise<boolean> {
  const step = steps.at(-1);
  if (!step) return false;
  steps = steps.slice(0, -1);
  await step.undo();
  return true;
}

/** Nothing of one person's steps is left for the next (sign-out). */
export function forgetSteps(): void {
  steps = [];
}
