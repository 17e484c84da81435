import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainBeginning } from './readme-text.ts';

it('says what is written, without the marks', () => {
  const markdown =
    '# Site photos\r\n\r\nThe **print shop** needs the `wide` one: [here](https://x.example).\n- one\n- two\n';
  expect(plainBeginning(markdown)).toEqual({
    text: 'Site photos\n\nThe print shop needs the wide one: here.\none\ntwo',
    isCut: false,
  });
});

it('cuts long texts at a word', () => {
  const { text, isCut } = plainBeginning('tall trees '.repeat(100));
  expect(isCut).toBe(true);
  expect(text).toMatch(/(tall|trees)…$/);
  expect(plainBeginning('树'.repeat(1000)).text).toHaveLength(481);
});

it('ends for whatever is written', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000, unit: 'grapheme' }), (markdown) => {
      expect([...plainBeginning(markdown).text].length).toBeLessThanOrEqual(481);
    }),
  );
});
