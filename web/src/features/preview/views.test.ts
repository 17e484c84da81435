// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { viewOf } from './views.ts';

describe('viewOf', () => {
  it.each([
    ['a.JPG', 'image'],
    ['a.heic', 'none'],
    ['a.mp4', 'video'],
    ['a.flac', 'audio'],
    ['a.md', 'markdown'],
    ['a.PDF', 'pdf'],
    ['a.csv', 'text'],
    ['README', 'text'],
    ['.gitignore', 'text'],
    ['a.rtf', 'none'],
    ['a.zip', 'archive'],
    ['a.tar.gz', 'archive'],
    ['a.gz', 'none'],
    ['a.docx', 'none'],
  ])('%s is shown as %s', (name, view) => {
    expect(viewOf({ name })).toBe(view);
  });
});
