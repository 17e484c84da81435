import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { differencesOf, type Scope, stepsOf, whyLater } from './golden-scope.ts';

const scope: Scope = {
  steps: [
    { name: 'site', first: 'ping' },
    { name: 'share', first: 'share.create', later: 'share links' },
    { name: 'trash', first: 'delete' },
  ],
  later: [
    { exchange: 'pin.*', why: 'pins' },
    { member: 'data.metadata.thumb:disabled', why: 'thumbnails' },
  ],
};
const exchanges = ['ping', 'create.name', 'create.name. lead', 'pin.dup', 'share.create', 'share.list', 'delete'];

describe('the steps of a recording', () => {
  it('reach from their first exchange to the next step', () => {
    const steps = stepsOf(scope, exchanges);
    expect(exchanges.map((name) => steps.get(name)?.name)).toEqual([
      'site',
      'site',
      'site',
      'site',
      'share',
      'share',
      'trash',
    ]);
  });

  it('must all be there, in their order', () => {
    expect(() => stepsOf(scope, ['ping', 'delete'])).toThrow('step share never begins');
    expect(() => stepsOf(scope, ['other'])).toThrow('begins with other');
  });
});

describe('a difference', () => {
  const later = (line: string) => differencesOf(scope, exchanges, [line])[0]?.later;

  it.each([
    ['MISSING  ping', undefined],
    ['DIFF     create.name  http 200 -> 500', undefined],
    ['DIFF     pin.dup  code 0 (undefined) -> 404 (x)', 'pins'],
    ['MISSING  share.list', 'share links'],
    ['FAILED   delete ref=ok ours=TypeError: fetch failed', undefined],
    ['DIFF     ping  shape -data.metadata.thumb:disabled:string', 'thumbnails'],
    ['DIFF     ping  shape -data.metadata.thumb:disabled:string -data.id:string', undefined],
    ['DIFF     ping  http 200 -> 500 | shape -data.metadata.thumb:disabled:string', undefined],
  ])('%s', (line, why) => {
    expect(later(line)).toBe(why);
  });

  it('is told from one whose name begins the same', () => {
    const [difference] = differencesOf(scope, exchanges, [
      'DIFF     create.name. lead  code 0 (undefined) -> 40001 (x)',
    ]);
    expect(difference?.exchange).toBe('create.name. lead');
  });

  it('is not made of the other lines', () => {
    expect(
      differencesOf(scope, exchanges, ['', 'Members that only ours has', '7 reference exchanges: 7 same']),
    ).toEqual([]);
  });
});

describe('the scope of the real recording', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../tests/golden/${name}`, import.meta.url), 'utf8'));
  const real: Scope = read('scope.json');
  const recorded: string[] = read('reference.json').map(({ name }: { name: string }) => name);

  it('fits it, and leaves most of the due steps due', () => {
    const steps = stepsOf(real, recorded);
    const due = recorded.filter((name) => whyLater(real, steps, name) === undefined);
    expect(due.length).toBeGreaterThan(140);
    expect(due).toEqual(
      expect.arrayContaining(['site.ping', 'upload.big.again', 'file.info.meta', 'trash.empty', 'lock.bad']),
    );
  });

  it('names no exchange that was never recorded', () => {
    for (const { exchange } of real.later) {
      if (exchange === undefined) continue;
      const prefix = exchange.replace(/\*$/, '');
      expect(recorded.some((name) => (exchange.endsWith('*') ? name.startsWith(prefix) : name === exchange))).toBe(
        true,
      );
    }
  });
});
