import fc from 'fast-check';
import { Session } from './session.ts';
import { rulesOrNone, step } from './steps.ts';
import type { Ground } from './world.ts';

export { type Ground, openGround } from './world.ts';

/**
 * Random work of an owner and his guests on one drive, compared with the model after every step.
 * @param options of fast-check; what it throws tells the seed, and all that was done, shrunk
 */
export async function expectAsModelled(
  ground: Ground,
  options: Omit<fc.Parameters<unknown>, 'reporter'>,
): Promise<void> {
  const kept = fc.constantFrom(0, 1, 2);
  const rules = fc.array(rulesOrNone, { maxLength: 5, size: 'max' });
  const steps = fc.noBias(fc.array(step, { minLength: 1, maxLength: 50, size: 'max' }));
  await fc.assert(
    fc.asyncProperty(kept, rules, steps, async (versions, given, drafts) => {
      const session = await Session.open(ground, versions, given);
      for (const draft of drafts) await session.take(draft(session.model));
      await session.end();
    }),
    options as object,
  );
}
