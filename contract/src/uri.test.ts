import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePathElement, FileUri, MAX_URI_LENGTH } from './index.ts';

const element = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...`ab 文é👩[]()';,!~@$+=&%#?*:"\\`),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 12,
  })
  .filter((name) => !name.includes('/') && name !== '.' && name !== '..' && name.isWellFormed());
const host = fc.constantFrom('my', 'share', 'shared_with_me', 'trash');
const credential = fc.string({ unit: fc.constantFrom(...'aZ09 :@/?#%é'), maxLength: 8 });

/** Raw characters that clients leave as they are. */
const rawName = fc
  .string({ unit: fc.constantFrom(...`ab 文é👩[]()';,!~@$+=&-_.`), minLength: 1, maxLength: 12 })
  .filter((name) => name !== '.' && name !== '..');

function parsed(text: string): readonly string[] {
  return FileUri.parse(text).elements;
}

describe('file URIs', () => {
  it('print what they were read from, normalised', () => {
    fc.assert(
      fc.property(host, credential, credential, fc.array(element, { maxLength: 6 }), (host, id, password, elements) => {
        const who =
          id || password ? `${encodeURIComponent(id)}${password ? `:${encodeURIComponent(password)}` : ''}@` : '';
        const text = `cloudreve://${who}${host}${elements.map((name) => `/${encodeURIComponent(name)}`).join('')}`;
        const uri = FileUri.parse(text);
        expect(uri).toMatchObject({ host, id, password, elements, search: '' });
        expect(uri.toString()).toBe(text);
        expect(FileUri.parse(uri.toString())).toEqual(uri);
      }),
    );
  });

  it('read names as raw as clients write them', () => {
    fc.assert(
      fc.property(fc.array(rawName, { minLength: 1, maxLength: 5 }), (names) => {
        const uri = FileUri.parse(`cloudreve://my/${names.join('/')}`);
        expect(uri.elements).toEqual(names);
        expect(parsed(uri.toString())).toEqual(names);
      }),
    );
  });

  it('never leave their root, whatever the text', () => {
    const piece = fc.constantFrom('..', '.', '/', '//', '%2e%2e', '%2E', '%2F', 'a', '%2e%2e%2f', ' ', 'é');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const uri = FileUri.parse(`cloudreve://my/${pieces.join('')}`);
        for (const name of uri.elements) expect(['', '.', '..']).not.toContain(name);
        expect(uri.elements.join('/')).not.toContain('//');
        expect(parsed(uri.toString())).toEqual(uri.elements);
      }),
    );
  });

  it('answer any text with a URI or with 40001', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }).map((rest) => `cloudreve://${rest}`),
      fc.string({ unit: fc.constantFrom(...'%c30a/@:?#.my') }).map((rest) => `cloudreve://my/${rest}`),
    );
    fc.assert(
      fc.property(text, (text) => {
        let uri: FileUri;
        try {
          uri = FileUri.parse(text);
        } catch (error) {
          expect(error).toMatchObject({ name: 'ApiError', code: 40001 });
          return;
        }
        expect(FileUri.parse(uri.toString())).toEqual(uri);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['cloudreve://my', []],
    ['cloudreve://my/', []],
    ['cloudreve://my//a///b/', ['a', 'b']],
    ['cloudreve://my/a/./b/../c', ['a', 'c']],
    ['cloudreve://my/../../a', ['a']],
    ['cloudreve://my/%2e%2e/a', ['a']],
    ['cloudreve://my/a%2Fb', ['a', 'b']],
    ['cloudreve://my/50%25%23.txt', ['50%#.txt']],
    ['cloudreve://my/%2525', ['%25']],
    ['cloudreve://my/cut#off/here', ['cut']],
    ['cloudreve://my/a+b%20c', ['a+b c']],
    ['cloudreve://MY/A', ['A']],
    ['cloudreve://my/me@home/a:b', ['me@home', 'a:b']],
    ['cloudreve://my/nul%00', ['nul\0']],
  ])('read %s', (text, elements) => {
    expect(parsed(text)).toEqual(elements);
  });

  it('keep id, password and search', () => {
    const uri = FileUri.parse('cloudreve://q4Rt8:p%40ss:w@share/Renders?name=a%20b&case_folding=');
    expect(uri).toMatchObject({ host: 'share', id: 'q4Rt8', password: 'p@ss:w', search: 'name=a%20b&case_folding=' });
    expect(uri.toString()).toBe('cloudreve://q4Rt8:p%40ss%3Aw@share/Renders?name=a%20b&case_folding=');
    expect(uri.withoutSearch().toString()).toBe('cloudreve://q4Rt8:p%40ss%3Aw@share/Renders');
    expect(JSON.stringify({ uri: uri.parent() })).toBe('{"uri":"cloudreve://q4Rt8:p%40ss%3Aw@share"}');
  });

  it.each([
    '',
    'my',
    '/my/a',
    'http://my/a',
    'cloudreve:/my',
    'Cloudreve://my',
    'cloudreve://',
    'cloudreve:///a',
    'cloudreve://yours/a',
    'cloudreve://my:80/a',
    'cloudreve://my/%',
    'cloudreve://my/100%',
    'cloudreve://my/%zz',
    'cloudreve://my/%c3',
    'cloudreve://my/%ff',
    'cloudreve://my/%c0%af',
    'cloudreve://my/%ed%a0%80',
    'cloudreve://my/\ud800',
    'cloudreve://%@my/a',
    `cloudreve://my/${'a'.repeat(MAX_URI_LENGTH)}`,
  ])('refuse %j', (text) => {
    expect(() => FileUri.parse(text)).toThrow(expect.objectContaining({ code: 40001 }));
  });

  it('walk up and down', () => {
    const root = FileUri.root('share', 'q4Rt8', 'pw');
    const file = root.join('a b', 'c#d');
    expect(file.toString()).toBe('cloudreve://q4Rt8:pw@share/a%20b/c%23d');
    expect(file.name).toBe('c#d');
    expect(file.parent().parent()).toEqual(root);
    expect(root.parent()).toEqual(root);
    expect(root.isRoot).toBe(true);
    expect(root.name).toBe('');
    for (const name of ['', '.', '..', 'a/b', '\udc00']) expect(() => root.join(name)).toThrow();
  });

  it('take linear time', () => {
    const start = performance.now();
    for (const piece of ['/..', '/a', '%2e%2e/', '@', ':', '%25', '//']) {
      FileUri.parse(`cloudreve://my/${piece.repeat(Math.floor((MAX_URI_LENGTH - 20) / piece.length))}`);
    }
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('encode names as the answers do', () => {
    expect(encodePathElement("a b@+/#%é-_.!~*'()")).toBe("a%20b%40%2B%2F%23%25%C3%A9-_.!~*'()");
  });
});
