import { FileUri, nameFault } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completing, pathOf, readPath } from './path-text.ts';

const origin = 'https://drive.example';
const here = FileUri.parse('cloudreve://my/Projects/Lake%20house');
const read = (text: string, from = here) => {
  const place = readPath(text, from, origin);
  return place?.kind === 'item' ? place.uri.toString() : place?.kind === 'page' ? place.address : place?.kind;
};

describe('the path that somebody writes', () => {
  it('is read from the top, or from where one is', () => {
    expect(read('/')).toBe('cloudreve://my');
    expect(read('/Letters/2026/')).toBe('cloudreve://my/Letters/2026');
    expect(read('Drawings')).toBe('cloudreve://my/Projects/Lake%20house/Drawings');
    expect(read('../..//./50 %')).toBe('cloudreve://my/50%20%25');
    expect(read('../../../../..')).toBe('cloudreve://my');
    expect(read('\\Letters\\2026')).toBe('cloudreve://my/Letters/2026');
    expect(read('"/Letters/2026"')).toBe('cloudreve://my/Letters/2026');
    expect(read('  ')).toBeUndefined();
  });

  it('may be a file URI, or an address of the drive', () => {
    expect(read('cloudreve://my/A%20b')).toBe('cloudreve://my/A%20b');
    expect(read('cloudreve://my/A%')).toBeUndefined();
    expect(read('cloudreve://trash')).toBe('/trash');
    expect(read('cloudreve://abc:k9@share/x')).toBe('/share/abc:k9/x');
    expect(read('cloudreve://other@my/x')).toBeUndefined();
    expect(read('https://drive.example/files/A%20b')).toBe('cloudreve://my/A%20b');
    expect(read('https://drive.example/files/A?at=b.txt')).toBe('/files/A?at=b.txt');
    expect(read('https://drive.example/home?path=cloudreve%3A%2F%2Fmy%2FA')).toBe('cloudreve://my/A');
    expect(read('https://drive.example/s/abc')).toBe('/share/abc');
    expect(read('https://drive.example/nowhere')).toBeUndefined();
    expect(read('https://drive.example//evil.example/files')).toBeUndefined();
    expect(read('https://evil.example/files/A')).toBe('elsewhere');
    expect(read('https://drive.example@evil.example/files')).toBe('elsewhere');
  });

  it('stays in the share that one is in', () => {
    const share = FileUri.parse('cloudreve://abc:k9@share/Renders');
    expect(read('/Plans', share)).toBe('cloudreve://abc:k9@share/Plans');
    expect(read('../..', share)).toBe('cloudreve://abc:k9@share');
  });

  it('comes back to the same folder from what the field shows', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((text) => nameFault(text) === undefined);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), (names) => {
        const uri = here.root().join(...names);
        expect(read(pathOf(uri))).toBe(uri.toString());
      }),
    );
  });

  it('never leads out of the drive, whatever it is', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `https://${text}`),
      fc.string().map((text) => `cloudreve://${text}`),
      fc.string().map((text) => `${origin}/${text}`),
      fc.constantFrom('javascript:alert(1)', 'data:text/html,x', '//evil.example', 'file:///etc/passwd', '\\\\evil\\x'),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const place = readPath(text, here, origin);
        if (place?.kind === 'page') expect(new URL(place.address, origin).origin).toBe(origin);
        if (place?.kind === 'item') expect(place.uri.host).toBe('my');
        completing(text, here);
      }),
    );
  });
});

describe('the name that is completed', () => {
  const at = (text: string) => {
    const { folder, before, prefix } = completing(text, here) ?? {};
    return [folder?.toString(), before, prefix];
  };
  it('is the last one, in the folder before it', () => {
    expect(at('/Let')).toEqual(['cloudreve://my', '/', 'Let']);
    expect(at('/Letters/')).toEqual(['cloudreve://my/Letters', '/Letters/', '']);
    expect(at('Dra')).toEqual([here.toString(), '', 'Dra']);
    expect(completing('cloudreve://my/A', here)).toBeUndefined();
    expect(completing('https://drive.example/', here)).toBeUndefined();
  });
});
