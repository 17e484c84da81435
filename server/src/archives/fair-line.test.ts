import { expect, it } from 'vitest';
import { FairLine } from './fair-line.ts';

/** A line whose work ends when the test says so. */
function lineOf(limits: Partial<ConstructorParameters<typeof FairLine>[0]> = {}) {
  const line = new FairLine({ served: 2, waitingOfOne: 3, waiting: 5, ...limits });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (what: string): Promise<string> =>
    line.run(Number(what[0]), () => {
      begun.push(what);
      return new Promise((resolve) => ends.set(what, () => resolve(what)));
    });
  /** Ends one piece of work, and lets whoever follows begin. */
  const end = async (what: string) => {
    ends.get(what)?.();
    await new Promise(setImmediate);
  };
  return { line, begun, ask, end };
}

it('serves so many at a time', async () => {
  const { ask, begun, end } = lineOf();
  const all = ['1a', '1b', '2a'].map(ask);
  expect(begun).toEqual(['1a', '1b']);
  await end('1b');
  expect(begun).toEqual(['1a', '1b', '2a']);
  await end('2a');
  await end('1a');
  expect(await Promise.all(all)).toEqual(['1a', '1b', '2a']);
});

it('lets nobody wait for all that another one asked for', async () => {
  const { ask, begun, end } = lineOf();
  for (const what of ['1a', '1b', '1c', '1d', '1e', '2a', '3a']) void ask(what);
  for (const what of ['1a', '1b', '2a', '1c', '3a']) await end(what);
  expect(begun).toEqual(['1a', '1b', '2a', '1c', '3a', '1d', '1e']);
});

it('takes turns among those who wait for more than one', async () => {
  const { ask, begun, end } = lineOf({ served: 1 });
  for (const what of ['1a', '1b', '1c', '2a', '2b']) void ask(what);
  for (const what of ['1a', '1b', '2a', '1c']) await end(what);
  expect(begun).toEqual(['1a', '1b', '2a', '1c', '2b']);
});

it('refuses what one person, or all together, would wait for too long', () => {
  const { ask } = lineOf();
  for (const what of ['1a', '1b', '1c', '1d', '1e']) void ask(what);
  expect(() => ask('1f')).toThrow(
    expect.objectContaining({ code: 50004, message: expect.stringContaining('You are') }),
  );
  for (const what of ['2a', '3a']) void ask(what);
  expect(() => ask('4a')).toThrow(
    expect.objectContaining({ code: 50004, message: expect.stringContaining('Too many') }),
  );
});

it('goes on after work that fails', async () => {
  const { line, ask, begun, end } = lineOf({ served: 1 });
  const failing = line.run(1, () => Promise.reject(new Error('failed')));
  void ask('2a');
  await expect(failing).rejects.toThrow('failed');
  await end('nothing');
  expect(begun).toEqual(['2a']);
});

it('refuses all who wait when it is closed, and whoever comes later', async () => {
  const { line, ask } = lineOf({ served: 1 });
  void ask('1a');
  const waiting = expect(ask('1b')).rejects.toThrow('stopping');
  line.close(new Error('stopping'));
  await waiting;
  expect(() => ask('2a')).toThrow('stopping');
});
