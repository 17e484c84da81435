import type { ArchivedFile } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { openAtFirst, rowsOf, treeOf } from './archive-tree.ts';

const file = (name: string, size = 1): ArchivedFile => ({ name, size, updated_at: null, is_directory: false });
const folder = (name: string): ArchivedFile => ({ name, size: 0, updated_at: null, is_directory: true });

const shown = (files: readonly ArchivedFile[], wanted = '') => {
  const tree = treeOf(files, 'en');
  const open = openAtFirst(tree, files.length);
  return rowsOf(tree, open, wanted).map(({ entry, level }) => `${'  '.repeat(level - 1)}${entry.name}`);
};

describe('the tree of an archive', () => {
  it('has folders first, names in the order of people, and folders that no entry names', () => {
    expect(shown([file('b10.txt'), file('b2.txt'), file('docs/a/deep.txt'), folder('empty/')])).toEqual([
      'docs',
      '  a',
      '    deep.txt',
      'empty',
      'b2.txt',
      'b10.txt',
    ]);
  });

  it('sums what is in folders', () => {
    const [docs] = treeOf([file('docs/one', 10), file('docs/a/two', 32)], 'en');
    expect(docs?.size).toBe(42);
  });

  it('takes hostile names for text: nothing climbs, nothing is lost, nothing recurses for ever', () => {
    expect(shown([file('../../etc/passwd')])).toEqual(['..', '  ..', '    etc', '      passwd']);
    expect(shown([file('__proto__/constructor'), file('/absolute')])).toEqual([
      '__proto__',
      '  constructor',
      'absolute',
    ]);
    const tree = treeOf([file(Array.from({ length: 100_000 }, () => 'x').join('/'))], 'en');
    expect(rowsOf(tree, openAtFirst(tree, 1), '')).toHaveLength(64);
  });

  it('keeps a file that is named like a folder of others', () => {
    expect(shown([file('same', 5), file('same/inner', 7)])).toEqual(['same', '  inner']);
  });

  it('finds by words of the name, wherever it is', () => {
    const files = [file('docs/Annual Report.pdf'), file('report.txt'), file('other.txt')];
    expect(shown(files, 'report')).toEqual(['Annual Report.pdf', 'report.txt']);
    expect(shown(files, 'report ANNUAL')).toEqual(['Annual Report.pdf']);
  });

  it('opens a large archive only as far as there is one way', () => {
    const many = Array.from({ length: 300 }, (_, index) => file(`project/part ${index}/file`));
    const rows = shown(many);
    expect(rows).toHaveLength(301);
    expect(rows[1]).toBe('  part 0');
  });
});
