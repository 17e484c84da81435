import { describe, expect, it } from 'vitest';
import { ApiError, operations, parseBody, parseParams, parseQuery } from './index.ts';

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 40001 });
    return (error as ApiError).message;
  }
  throw new Error('was not refused');
}

describe('bodies', () => {
  const { createFile, patchView, renameFile, deleteFiles, patchMetadata, pinFile, deleteFileVersion, passwordSignIn } =
    operations;

  it('lose nulls and unknown members at every depth', () => {
    const body = {
      uris: ['cloudreve://my/a'],
      patches: [{ key: 'a:b', value: null, remove: true, x: 1 }],
      y: { z: 1 },
    };
    expect(parseBody(patchMetadata, body)).toEqual({
      uris: ['cloudreve://my/a'],
      patches: [{ key: 'a:b', remove: true }],
    });
    expect(
      parseBody(createFile, { uri: 'cloudreve://my/a', type: 'file', metadata: { 'a:b': null, 'c:d': 'x' } }),
    ).toEqual({
      uri: 'cloudreve://my/a',
      type: 'file',
      metadata: { 'c:d': 'x' },
    });
  });

  it('keep null where it means something', () => {
    expect(parseBody(patchView, { uri: 'cloudreve://my', view: null })).toEqual({ uri: 'cloudreve://my', view: null });
    expect(parseBody(pinFile, { uri: 'cloudreve://my', name: null })).toEqual({ uri: 'cloudreve://my', name: null });
  });

  it.each([
    [undefined, 'The request needs a JSON body.'],
    [null, 'The request needs a JSON body.'],
    ['text', 'The body must be an object.'],
    [[], 'The body must be an object.'],
    [{}, 'uris is missing.'],
    [{ uris: null }, 'uris is missing.'],
    [{ uris: [] }, 'uris must not be empty.'],
    [{ uris: 'cloudreve://my/a' }, 'uris must be a list.'],
    [{ uris: ['cloudreve://my/a', 7] }, 'uris[1] must be text.'],
    [{ uris: ['cloudreve://my/a', null] }, 'uris[1] must be text.'],
    [{ uris: ['/a'] }, 'uris[0] must be a cloudreve:// URI.'],
    [{ uris: ['cloudreve://my/a'], unlink: 'true' }, 'unlink must be true or false.'],
    [{ uris: ['cloudreve://my/a'], unlink: 1 }, 'unlink must be true or false.'],
  ])('that are wrong say where and why: %j', (body, message) => {
    expect(refusal(() => parseBody(deleteFiles, body))).toBe(message);
  });

  it('name rules of length, choice and format', () => {
    const uri = 'cloudreve://my/a';
    expect(refusal(() => parseBody(renameFile, { uri, new_name: '' }))).toBe('new_name must not be empty.');
    expect(refusal(() => parseBody(renameFile, { uri, new_name: 'é'.repeat(256) }))).toContain('255 characters');
    expect(parseBody(renameFile, { uri, new_name: '👩'.repeat(255) })).toHaveProperty('new_name');
    expect(refusal(() => parseBody(createFile, { uri, type: 'link' }))).toBe('type must be one of "file", "folder".');
    const signIn = { email: 'mara@example.org', password: '1234' };
    expect(parseBody(passwordSignIn, signIn)).toEqual(signIn);
    expect(refusal(() => parseBody(passwordSignIn, { ...signIn, email: 'mara' }))).toBe(
      'email must be an e-mail address.',
    );
    expect(refusal(() => parseBody(passwordSignIn, { ...signIn, password: '123' }))).toContain('at least 4');
    const view = { page_size: 50, gallery_width: 20 };
    expect(refusal(() => parseBody(patchView, { uri, view }))).toBe('view.gallery_width must not be less than 50.');
  });

  it('leave names and URIs to their own rules, and keep other texts storable', () => {
    expect(parseBody(renameFile, { uri: 'cloudreve://my/a', new_name: 'a\0' })).toHaveProperty('new_name', 'a\0');
    const bad = { uri: 'cloudreve://my/a', type: 'file', metadata: { 'a:b': 'x\0' } };
    expect(refusal(() => parseBody(createFile, bad))).toBe(
      'metadata.a:b must be Unicode text without zero characters.',
    );
    expect(refusal(() => parseBody(pinFile, { uri: 'cloudreve://my', name: '\ud800' }))).toContain('Unicode');
  });

  it('may be absent where the operation says so, and are where there is none', () => {
    expect(parseBody(deleteFileVersion, undefined)).toEqual({});
    expect(parseBody(deleteFileVersion, { version: 'k2Pq' })).toEqual({ version: 'k2Pq' });
    expect(parseBody(operations.emptyTrash, { any: 'thing' })).toBeUndefined();
  });

  it('do not put long keys into messages', () => {
    const message = refusal(() =>
      parseBody(createFile, { uri: 'cloudreve://my/a', type: 'file', metadata: { ['k'.repeat(100_000)]: 1 } }),
    );
    expect(message.length).toBeLessThan(150);
  });
});

describe('queries', () => {
  const { listFiles, getFileInfo, searchUsers } = operations;

  it.each(['1', 't', 'T', 'true', 'TRUE', 'True'])('read %s as true', (extended) => {
    expect(parseQuery(getFileInfo, { extended })).toEqual({ extended: true });
  });

  it.each(['0', 'f', 'F', 'false', 'FALSE', 'False'])('read %s as false', (extended) => {
    expect(parseQuery(getFileInfo, { extended })).toEqual({ extended: false });
  });

  it('read numbers, take the first of several, drop the rest', () => {
    const query = {
      uri: ['cloudreve://my', 'cloudreve://trash'],
      page: '2',
      page_size: '',
      order: 'x',
      next_page_token: '',
    };
    expect(parseQuery(listFiles, query)).toEqual({ uri: 'cloudreve://my', page: 2, next_page_token: '' });
    expect(parseQuery(listFiles, new URLSearchParams('uri=cloudreve%3A%2F%2Fmy&page=0'))).toEqual({
      uri: 'cloudreve://my',
      page: 0,
    });
  });

  it.each([
    [{}, 'uri is missing.'],
    [{ uri: 'my' }, 'uri must be a cloudreve:// URI.'],
    [{ uri: 'cloudreve://my', page: '-1' }, 'page must not be less than 0.'],
    [{ uri: 'cloudreve://my', page: 'one' }, 'page must be a whole number.'],
    [{ uri: 'cloudreve://my', page: '1.5' }, 'page must be a whole number.'],
    [{ uri: 'cloudreve://my', page: '0x10' }, 'page must be a whole number.'],
    [{ uri: 'cloudreve://my', page: '9'.repeat(400) }, 'page must be a whole number.'],
  ])('refuse %j', (query, message) => {
    expect(refusal(() => parseQuery(listFiles, query))).toBe(message);
  });

  it('refuse other booleans and short keywords', () => {
    expect(refusal(() => parseQuery(getFileInfo, { extended: 'yes' }))).toBe('extended must be true or false.');
    expect(refusal(() => parseQuery(searchUsers, { keyword: 'é' }))).toContain('at least 2');
    expect(parseQuery(searchUsers, { keyword: '文件' })).toEqual({ keyword: '文件' });
  });

  it('take nothing from prototypes', () => {
    expect(refusal(() => parseQuery(listFiles, Object.create({ uri: 'cloudreve://my' })))).toBe('uri is missing.');
  });
});

describe('parameters of paths', () => {
  const sessionId = '6a1f6e0c-6a7b-4a57-9c0b-6f2f1c7a1d11';

  it('are read by their types', () => {
    expect(parseParams(operations.uploadFileChunk, { sessionId, index: '12' })).toEqual({ sessionId, index: 12 });
    expect(parseParams(operations.getSiteConfig, { section: 'whatever' })).toEqual({ section: 'whatever' });
  });

  it('are refused with a reason', () => {
    expect(refusal(() => parseParams(operations.uploadFileChunk, { sessionId, index: '-1' }))).toContain('index');
    expect(refusal(() => parseParams(operations.uploadFileChunk, { sessionId, index: '1e3' }))).toContain('index');
    expect(refusal(() => parseParams(operations.uploadFileChunk, { sessionId: 'x', index: '1' }))).toContain('UUID');
    expect(refusal(() => parseParams(operations.getUserInfo, { id: '../x' }))).toBe('id is malformed.');
  });
});
