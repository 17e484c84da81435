import { describe, expect, it } from 'vitest';
import { endingsOf } from './endings.ts';

describe('endings of names', () => {
  it('are read however they are written', () => {
    expect(endingsOf('docx, .TXT，*.md、 txt')).toEqual({ endings: ['docx', 'txt', 'md'] });
    expect(endingsOf('  ')).toEqual({ endings: [] });
  });
  it('are words', () => {
    expect(endingsOf('txt, a/b')).toEqual({ wrong: 'a/b' });
    expect(endingsOf('tar.gz')).toEqual({ wrong: 'tar.gz' });
  });
});
