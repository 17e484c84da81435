import { isDeepStrictEqual } from 'node:util';

/** Something that the drive did otherwise than the model. */
export class Strayed extends Error {}

/** @throws Strayed with both, when they are not the same */
export function demandEqual(found: unknown, expected: unknown, what: string): void {
  const [is, should] = [found, expected].map((value) => JSON.parse(JSON.stringify(value ?? null)));
  if (isDeepStrictEqual(is, should)) return;
  throw new Strayed(`${what}:\n  drive ${JSON.stringify(is)}\n  model ${JSON.stringify(should)}`);
}
