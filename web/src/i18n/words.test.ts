import { describe, expect, it } from 'vitest';
import { previewWords } from '../features/preview/words.ts';
import { signInWords } from '../features/signin/words.ts';
import { uploadWords } from '../features/upload/words.ts';
import { keysWords } from '../frame/keys-words.ts';
import { argumentsOf, parseMessage } from './icu.ts';
import type { WordTable } from './words.ts';

const tables: Readonly<Record<string, WordTable<string>>> = { signInWords, keysWords, uploadWords, previewWords };

describe('words of features', () => {
  it.each(Object.entries(tables))('%s: readable, with the same values in every language', (_, table) => {
    for (const key of Object.keys(table.en)) {
      const english = argumentsOf(parseMessage(table.en[key] ?? ''));
      const chinese = argumentsOf(parseMessage(table['zh-CN'][key] ?? ''));
      expect([...chinese].sort(), key).toEqual([...english].sort());
      expect(table['zh-CN'][key]?.trim(), key).not.toBe('');
    }
  });
});
