import type { FileResponse, ListResponse } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { filesOf } from './pages.ts';
import { TypeAhead } from './type-ahead.ts';

const file = (id: string, name = id) => ({ id, name }) as FileResponse;
const page = (...ids: string[]) => ({ files: ids.map((id) => file(id)) }) as unknown as ListResponse;
const listed = (pages: ListResponse[]) => filesOf({ pages }).map(({ id }) => id);

describe('the files of several pages', () => {
  it('come in their order, and each once', () => {
    const first = page('a', 'b');
    const second = page('b', 'c');
    expect(listed([first])).toEqual(['a', 'b']);
    expect(listed([first, second])).toEqual(['a', 'b', 'c']);
    expect(listed([first, second, page('d', 'a')])).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are those of the pages as they are, also when one changes or goes', () => {
    const first = page('a', 'b');
    const second = page('c', 'd');
    const before = filesOf({ pages: [first, second] });
    expect(listed([first, page('d'), page('e')])).toEqual(['a', 'b', 'd', 'e']);
    expect(listed([first, second])).toEqual(['a', 'b', 'c', 'd']);
    expect(before.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('show the newer of two that are the same', () => {
    const [first, second] = [page('a'), { files: [file('a', 'renamed')] } as unknown as ListResponse];
    expect(filesOf({ pages: [first, second] })).toEqual([file('a', 'renamed')]);
  });
});

describe('a word that is looked for among more names', () => {
  it('is looked for as it was typed', () => {
    const typing = new TypeAhead();
    expect(typing.find('z', ['apple', 'berry'], 0, 0)).toBeUndefined();
    expect(typing.find('e', ['apple', 'berry'], 0, 100)).toBeUndefined();
    expect(typing.word).toBe('ze');
    expect(typing.seek(['apple', 'berry', 'zaatar', 'Zebra'], 0)).toBe(3);
  });
});
