import type { RewindChange, RewindResult } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import { createTranslator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { zhCN } from '../../i18n/zh-CN.ts';
import { burstText, changeText, namesText, planTexts, problemText } from './sentences.ts';
import { rewindWords } from './words.ts';

const w = bindWords(rewindWords, createTranslator('en', en));
const zh = bindWords(rewindWords, createTranslator('zh-CN', zhCN));

const nothing: RewindResult = {
  dry_run: true,
  moment: 'm',
  trashed: 0,
  restored: 0,
  moved: 0,
  renamed: 0,
  remade: 0,
  contents: 0,
  metadata: 0,
  views: 0,
  permissions: 0,
  unavailable: 0,
  problems: [],
};
const change = (rest: Partial<RewindChange>): RewindChange => ({
  moment: 'm',
  before: 'b',
  at: '2026-01-01T00:00:00Z',
  kind: 'create',
  type: 0,
  file: 'f',
  name: 'Plan.txt',
  ...rest,
});

describe('sentences of a rewind', () => {
  it('say what happened in one go', () => {
    expect(burstText({ counts: { rename: 1, create: 3 } }, w)).toBe('3 added, 1 renamed');
    expect(namesText({ names: ['a', 'b'], total: 6 }, w)).toBe('a, b and 4 more');
    expect(namesText({ names: [''], total: 1 }, w)).toBe('');
    expect(burstText({ counts: { create: 2 } }, zh)).toBe('新增 2 项');
  });

  it('say what one change was', () => {
    expect(changeText(change({ kind: 'rename', from: 'Drafts/Old.txt' }), w)).toBe('Old.txt was renamed to Plan.txt');
    expect(changeText(change({ kind: 'move', to: 'Archive/2025/Plan.txt' }), w)).toBe(
      'Plan.txt was moved to Archive/2025',
    );
    expect(changeText(change({ kind: 'move' }), w)).toBe('Plan.txt was moved away');
    expect(changeText(change({ kind: 'view', name: '' }), w)).toBe('The view of this folder changed');
  });

  it('say what will happen, and nothing when nothing will', () => {
    expect(planTexts(nothing, w)).toEqual([]);
    expect(planTexts({ ...nothing, restored: 3, trashed: 1 }, w)).toEqual([
      '3 items come back from the trash',
      '1 item that was added since then goes to the trash',
    ]);
    expect(problemText({ path: 'a/b.txt', reason: 'deleted' }, w)).toBe('a/b.txt: deleted for good');
  });
});
