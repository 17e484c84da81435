import type { OperationId } from '@canopy/contract';

/** Sees every envelope before it leaves. */
export type AnswerInspector = (operation: OperationId, envelope: unknown) => void;

let inspector: AnswerInspector | undefined;

/**
 * Tests install the contract's own check here, for the whole process (test/setup.ts), so that no test has
 * to remember it. Nothing is installed in production.
 */
export function inspectAnswers(inspect: AnswerInspector | undefined): void {
  inspector = inspect;
}

export function currentInspector(): AnswerInspector | undefined {
  return inspector;
}
