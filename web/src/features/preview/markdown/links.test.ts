import { FileUri } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { headingId, targetOf } from './links.ts';

const folder = FileUri.parse('cloudreve://my/Projects/Lake house');
const fileOf = (href: string) => {
  const target = targetOf(href, folder);
  return target?.kind === 'file' ? target.uri.elements.join('/') : target;
};

describe('links of Markdown files', () => {
  it('lead to files beside, below and above', () => {
    expect(fileOf('plan.pdf')).toBe('Projects/Lake house/plan.pdf');
    expect(fileOf('./pictures/a%20b.png')).toBe('Projects/Lake house/pictures/a b.png');
    expect(fileOf('../Other/notes.md#top')).toBe('Projects/Other/notes.md');
    expect(fileOf('/Photos/x.jpg?raw=1')).toBe('Photos/x.jpg');
  });

  it('stay in the drive', () => {
    expect(fileOf('../../../x')).toBeUndefined();
    expect(fileOf('%zz')).toBeUndefined();
  });

  it('stay in the share that the file belongs to', () => {
    const shared = FileUri.root('share', 'abc', 'secret').join('docs');
    const target = targetOf('/readme.md', shared);
    expect(target?.kind === 'file' && target.uri.toString()).toBe('cloudreve://abc:secret@share/readme.md');
  });

  it('lead to the web by schemes that run nothing', () => {
    expect(targetOf('https://example.org/a', folder)).toEqual({ kind: 'web', href: 'https://example.org/a' });
    expect(targetOf('//example.org', folder)).toEqual({ kind: 'web', href: 'https://example.org/' });
    expect(targetOf('mailto:mira@example.org', folder)).toEqual({ kind: 'web', href: 'mailto:mira@example.org' });
    for (const href of [
      'javascript:alert(1)',
      'JaVaScript:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,x',
      'file:///etc',
      'blob:x',
      'vbscript:x',
      '\\\\host\\x',
    ]) {
      expect(targetOf(href, folder), href).toBeUndefined();
    }
  });

  it('lead to headings', () => {
    expect(targetOf('#getting-started', folder)).toEqual({ kind: 'heading', id: 'getting-started' });
    expect(headingId('Getting started: 山水!')).toBe('getting-started-山水');
  });
});
