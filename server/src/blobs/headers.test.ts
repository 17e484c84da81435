import { describe, expect, it } from 'vitest';
import { decide, rangeStillHolds } from './conditions.ts';
import { contentTypeOf } from './content-type.ts';
import { attachment } from './disposition.ts';

const none = { ifMatch: undefined, ifNoneMatch: undefined, ifRange: undefined };

describe('conditional requests', () => {
  it.each([
    [{}, 200],
    [{ ifNoneMatch: '"abc"' }, 304],
    [{ ifNoneMatch: 'W/"abc"' }, 304],
    [{ ifNoneMatch: '"x", "abc"' }, 304],
    [{ ifNoneMatch: '*' }, 304],
    [{ ifNoneMatch: '"x"' }, 200],
    [{ ifNoneMatch: 'abc' }, 200],
    [{ ifMatch: '"abc"' }, 200],
    [{ ifMatch: '*' }, 200],
    [{ ifMatch: 'W/"abc"' }, 412],
    [{ ifMatch: '"x"' }, 412],
    [{ ifMatch: '"x"', ifNoneMatch: '"abc"' }, 412],
  ])('%o is %i', (conditions, status) => {
    expect(decide({ ...none, ...conditions }, '"abc"')).toBe(status);
  });

  it('answers ranges of the same content only', () => {
    expect(rangeStillHolds(none, '"abc"')).toBe(true);
    expect(rangeStillHolds({ ...none, ifRange: '"abc"' }, '"abc"')).toBe(true);
    expect(rangeStillHolds({ ...none, ifRange: 'W/"abc"' }, '"abc"')).toBe(false);
    expect(rangeStillHolds({ ...none, ifRange: 'Wed, 21 Oct 2015 07:28:00 GMT' }, '"abc"')).toBe(false);
  });
});

describe('attachment', () => {
  it.each([
    ['hello.txt', 'attachment; filename="hello.txt"'],
    ['a b.txt', 'attachment; filename="a b.txt"'],
    ['森.txt', `attachment; filename="_.txt"; filename*=UTF-8''%E6%A3%AE.txt`],
    ['🌲.txt', `attachment; filename="_.txt"; filename*=UTF-8''%F0%9F%8C%B2.txt`],
    [`"\\'()*.txt`, `attachment; filename="__'()*.txt"; filename*=UTF-8''%22%5C%27%28%29%2A.txt`],
    ['a\r\nb: c', `attachment; filename="a__b: c"; filename*=UTF-8''a%0D%0Ab%3A%20c`],
    ['\ud800', `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
  ])('%j', (name, expected) => expect(attachment(name)).toBe(expected));
});

describe('contentTypeOf', () => {
  it.each([
    ['a.txt', 'text/plain; charset=utf-8'],
    ['A.PNG', 'image/png'],
    ['noextension', 'application/octet-stream'],
    ['a.unknown-thing', 'application/octet-stream'],
    ['txt', 'application/octet-stream'],
    ['a.constructor', 'application/octet-stream'],
    ['a.own', 'x/y'],
  ])('%s is %s', (name, type) => expect(contentTypeOf(name, { '.own': 'x/y' })).toBe(type));
});
