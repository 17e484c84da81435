// @vitest-environment jsdom
import type { UploadRow, UploadStatus } from '@canopy/client';
import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import { createTranslator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { arrangeRows, bytesOf, percentOf, timeLeft } from './facts.ts';
import { fitsPlan, planParts } from './plans.ts';
import { uploadWords } from './words.ts';

const w = bindWords(uploadWords, createTranslator('en', en));

const row = (id: string, status: UploadStatus, conflicts = 0) => ({ id, status, conflicts }) as UploadRow;

describe('numbers of an upload', () => {
  it('writes a common unit once', () => {
    expect(bytesOf(412e6, 664e6, w)).toBe('412 of 664\u00a0MB');
    expect(bytesOf(412e3, 664e6, w)).toBe('412\u00a0KB of 664\u00a0MB');
  });

  it('rounds the time left', () => {
    expect(timeLeft(undefined, w)).toBeUndefined();
    expect(timeLeft(4, w)).toBe('a few seconds left');
    expect(timeLeft(40, w)).toBe('less than a minute left');
    expect(timeLeft(125, w)).toBe('about 2 min left');
    expect(timeLeft(9000, w)).toBe('about 3 h left');
  });

  it('says 100 only at the end', () => {
    expect(percentOf(999, 1000)).toBe(99);
    expect(percentOf(9999, 10_000)).toBe(99);
    expect(percentOf(5, 5)).toBe(100);
    expect(percentOf(0, 0)).toBe(0);
  });

  it('shows first what waits for a person, then what moves', () => {
    const rows = [
      row('a', 'done'),
      row('b', 'waiting'),
      row('c', 'running'),
      row('d', 'asking', 1),
      row('e', 'failed'),
    ];
    const { first, rest } = arrangeRows(rows, 2);
    expect([first, rest].map((some) => some.map((each) => each.id))).toEqual([
      ['d', 'c'],
      ['e', 'b', 'a'],
    ]);
  });
});

describe('planParts', () => {
  const file = (name: string) => ({ relativePath: name, file: new File(['12'], name) });
  let count = 0;
  const parts = (entries: Parameters<typeof planParts>[0]) =>
    planParts(entries, 'u1', 'cloudreve://my', () => String(++count));

  it('makes one plan of a folder and one of each file', () => {
    const made = parts([
      file('a.txt'),
      file('Trip/b.txt'),
      file('Trip/c.txt'),
      { relativePath: 'Empty', file: undefined },
    ]);
    expect(made.map(({ plan }) => [plan.kind, plan.name, plan.files])).toEqual([
      ['file', 'a.txt', 1],
      ['folder', 'Trip', 2],
      ['folder', 'Empty', 1],
    ]);
  });

  it('makes one plan of a crowd', () => {
    const made = parts(Array.from({ length: 60 }, (_, i) => file(`${i}.txt`)));
    expect(made.map(({ plan }) => [plan.kind, plan.files])).toEqual([['files', 60]]);
  });

  it('knows what was chosen again', () => {
    const [first] = parts([file('Trip/b.txt')]);
    if (!first) throw new Error('no plan');
    expect(fitsPlan(first.plan, [file('Trip/b.txt')])).toBe(true);
    expect(fitsPlan(first.plan, [file('Trip 2/b.txt')])).toBe(false);
  });
});
