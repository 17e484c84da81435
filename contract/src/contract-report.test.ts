import { describe, expect, it } from 'vitest';
import { compareDocuments } from '../scripts/compare.ts';
import { contractReport } from '../scripts/deviations.ts';
import type { Json } from '../scripts/flatten.ts';
import { openapiDocument, operations } from './index.ts';

describe('our contract', () => {
  it('differs from the reference only where it is meant to', () => {
    const { unexplained, stale } = contractReport();
    expect(unexplained).toEqual([]);
    expect(stale).toEqual([]);
  });

  it('is counted', () => {
    const states = contractReport().operations.map(({ state }) => state);
    expect(states.filter((state) => state === 'implemented')).toHaveLength(Object.keys(operations).length);
    expect(states.length).toBeGreaterThan(200);
  });
});

describe('comparing', () => {
  /** What the comparison says after one value of a copy of our document was changed, or removed (undefined). */
  function after(place: readonly (string | number)[], value: unknown): string[] {
    const changed = structuredClone(openapiDocument()) as Json;
    let holder = changed;
    for (const key of place.slice(0, -1)) holder = holder[key] as Json;
    const last = String(place.at(-1));
    if (value === undefined) delete holder[last];
    else holder[last] = value;
    return compareDocuments(changed, openapiDocument() as Json).flatMap(({ differences }) =>
      differences.map(({ operation, at, message }) => `${operation}: ${at} ${message}`),
    );
  }

  const schemas = ['components', 'schemas'];
  const list = ['paths', '/api/v4/file', 'get'];

  it('finds nothing in texts', () => {
    expect(after([...list, 'summary'], 'other')).toEqual([]);
    expect(after([...schemas, 'User', 'properties', 'email', 'description'], 'other')).toEqual([]);
  });

  it('finds changed parameters', () => {
    const page = [...list, 'parameters', 1];
    expect(after([...page, 'required'], true)).toEqual(['listFiles: query page required is true, wanted false']);
    expect(after([...page, 'schema', 'minimum'], 1)).toEqual(['listFiles: query page minimum is 1, wanted 0']);
    expect(after([...page, 'name'], 'seite')).toEqual([
      'listFiles: query page is missing',
      'listFiles: query seite is not in the reference',
    ]);
  });

  it('finds changed members of bodies and answers', () => {
    const user = [...schemas, 'User'];
    expect(after([...user, 'required'], ['id', 'nickname'])).toContain(
      'getMe: data.created_at required is false, wanted true',
    );
    expect(after([...user, 'properties', 'email'], undefined)).toContain('getMe: data.email is missing');
    expect(after([...user, 'properties', 'age'], { type: 'integer' })).toContain(
      'getMe: data.age is not in the reference',
    );
    expect(after([...user, 'properties', 'email', 'type'], 'integer')).toContain(
      'getMe: data.email type is integer, wanted string',
    );
    expect(after([...schemas, 'MoveFileService', 'properties', 'uris', 'minItems'], 2)).toEqual([
      'moveOrCopyFiles: body.uris minItems is 2, wanted 1',
    ]);
    expect(after([...schemas, 'StoragePolicy', 'properties', 'children', 'items'], { type: 'string' })[0]).toContain(
      'recursion is not stated',
    );
  });

  it('finds changed codes, scopes, security and addresses', () => {
    expect(after([...list, 'x-error-codes', '40016'], undefined)).toEqual(['listFiles: code 40016 is missing']);
    expect(after([...list, 'x-error-codes', '40099'], 'x')).toEqual(['listFiles: code 40099 is not in the reference']);
    expect(after([...list, 'x-scope'], 'Files.Write')).toEqual([
      'listFiles: x-scope is "Files.Write", wanted "Files.Read"',
    ]);
    expect(after([...list, 'security'], [])).toHaveLength(1);
    expect(after([...list, 'operationId'], 'list')).toEqual(['list: operation is not in the reference']);
  });

  it('takes the spellings of "or null" for the same', () => {
    const place = [...schemas, 'PinFileService', 'properties', 'name'];
    expect(after(place, { type: ['string', 'null'] })).toEqual([]);
    expect(after(place, { oneOf: [{ type: 'null' }, { type: 'string' }] })).toEqual([]);
    expect(after(place, { type: 'string' })).toContain('pinFile: body.name nullable is not stated, wanted true');
  });
});
