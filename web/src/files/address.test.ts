import { FileUri } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, myFiles, routeOf, safeNext } from './address.ts';

describe('addresses', () => {
  it('reads like a path', () => {
    expect(addressOf(FileUri.parse('cloudreve://my'))).toBe('/files');
    expect(addressOf(FileUri.parse('cloudreve://my/Projects/Lake%20house'))).toBe('/files/Projects/Lake%20house');
    expect(addressOf(FileUri.parse('cloudreve://trash'))).toBe('/trash');
    expect(addressOf(FileUri.parse('cloudreve://abc@share/x'))).toBe('/share/abc/x');
    expect(addressOf(FileUri.parse('cloudreve://abc:k9@share/A%20b'))).toBe('/share/abc:k9/A%20b');
    expect(addressOf(FileUri.parse('cloudreve://shared_with_me'))).toBe('/shared-with-me');
  });

  it('leads back to the same folder, whatever its name', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
      .filter((text) => !text.includes('/') && text !== '.' && text !== '..');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), (names) => {
        const uri = myFiles.join(...names);
        const address = new URL(addressOf(uri), 'https://drive.example');
        const route = routeOf(address.pathname, address.search.slice(1));
        expect(route.name).toBe('files');
        if (route.name === 'files') expect(route.uri.elements).toEqual(names);
      }),
    );
  });

  it('opens shares by their key, and their short links', () => {
    const at = (pathname: string, search = '') => {
      const route = routeOf(pathname, search);
      return route.name === 'share' ? route.uri.toString() : route;
    };
    expect(at('/share/abc')).toBe('cloudreve://abc@share');
    expect(at('/share/abc:k9/A%20b/c/')).toBe('cloudreve://abc:k9@share/A%20b/c');
    expect(at('/share/abc/..%2Fx')).toEqual({ name: 'unknown' });
    expect(at('/s/abc')).toEqual({ name: 'redirect', to: '/share/abc' });
    expect(at('/s/abc/k9', 'path=/A b/c')).toEqual({ name: 'redirect', to: '/share/abc:k9/A%20b/c' });
    expect(at('/home', 'path=cloudreve%3A%2F%2Fabc%3Ak9%40share%2Fx')).toEqual({
      name: 'redirect',
      to: '/share/abc:k9/x',
    });
    expect(at('/shares')).toEqual({ name: 'myShares' });
    expect(at('/shared-with-me')).toEqual({ name: 'sharedWithMe' });
  });

  it('understands links of other clients', () => {
    expect(routeOf('/home', 'path=cloudreve%3A%2F%2Fmy%2Fa%2520b')).toEqual({ name: 'redirect', to: '/files/a%20b' });
    expect(routeOf('/home', 'path=cloudreve://trash')).toEqual({ name: 'redirect', to: '/trash' });
    expect(routeOf('/home', '')).toEqual({ name: 'redirect', to: '/files' });
    expect(routeOf('/home', 'path=javascript:alert(1)')).toEqual({ name: 'unknown' });
    expect(routeOf('/session', 'redirect=%2Fhome')).toEqual({ name: 'redirect', to: '/signin?redirect=%2Fhome' });
    expect(routeOf('/', '')).toEqual({ name: 'redirect', to: '/files' });
  });

  it('has no page for the rest', () => {
    for (const path of ['/nowhere', '/files%2Fa', '/files/%E0%A4%A', '/files/..%2Fx', '/filesystem']) {
      expect(routeOf(path, '').name, path).toBe('unknown');
    }
  });

  it('stays on this site after signing in', () => {
    expect(safeNext('/files/a?view=grid')).toBe('/files/a?view=grid');
    for (const bad of [null, '', '//evil.example', '/\\evil.example', 'https://evil.example', '/signin']) {
      expect(safeNext(bad)).toBe('/files');
    }
  });
});
