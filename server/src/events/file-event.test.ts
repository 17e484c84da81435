import { describe, expect, it } from 'vitest';
import { eventOf, type FileEvent, merged, PendingEvents } from './file-event.ts';

const create = (from: string): FileEvent => ({ type: 'create', fileId: 1, from, to: '' });
const modify = (from: string): FileEvent => ({ type: 'modify', fileId: 1, from, to: '' });
const remove = (from: string): FileEvent => ({ type: 'delete', fileId: 1, from, to: '' });
const rename = (from: string, to: string): FileEvent => ({ type: 'rename', fileId: 1, from, to });

describe('two events of one file', () => {
  it.each([
    ['create + modify', create('/a'), modify('/a'), create('/a')],
    ['create + rename', create('/a'), rename('/a', '/b'), create('/b')],
    ['create + delete', create('/a'), remove('/a'), undefined],
    ['modify + modify', modify('/a'), modify('/a'), modify('/a')],
    ['modify + rename', modify('/a'), rename('/a', '/b'), rename('/a', '/b')],
    ['modify + delete', modify('/a'), remove('/a'), remove('/a')],
    ['rename + rename', rename('/a', '/b'), rename('/b', '/c'), rename('/a', '/c')],
    ['rename and back', rename('/a', '/b'), rename('/b', '/a'), undefined],
    ['rename + modify', rename('/a', '/b'), modify('/b'), rename('/a', '/b')],
    ['rename + delete', rename('/a', '/b'), remove('/b'), remove('/a')],
    ['delete + create', remove('/a'), create('/b'), create('/b')],
  ])('%s', (_name, first, second, expected) => {
    expect(merged(first, second)).toEqual(expected);
  });

  it('are told once, those of other files untouched', () => {
    const pending = new PendingEvents();
    for (const event of [create('/a'), { ...modify('/x'), fileId: 2 }, modify('/a'), rename('/a', '/b')])
      pending.add(event);
    expect(pending.take()).toEqual([create('/b'), { ...modify('/x'), fileId: 2 }]);
    expect(pending.size).toBe(0);
  });
});

describe('a move', () => {
  const move = { kind: 'move', fileId: 1 };
  it('is a rename inside, a creation into, a deletion out of the watched folder', () => {
    expect(eventOf(move, { before: '/a', after: '/b/a' })).toEqual(rename('/a', '/b/a'));
    expect(eventOf(move, { before: undefined, after: '/a' })).toEqual(create('/a'));
    expect(eventOf(move, { before: '/a', after: undefined })).toEqual(remove('/a'));
    expect(eventOf(move, { before: undefined, after: undefined })).toBeUndefined();
  });

  it('to the trash is a deletion, and emptying the trash is nothing', () => {
    expect(eventOf({ kind: 'trash', fileId: 1 }, { before: '/a', after: undefined })).toEqual(remove('/a'));
    expect(eventOf({ kind: 'delete', fileId: 1 }, { before: undefined, after: undefined })).toBeUndefined();
  });
});
