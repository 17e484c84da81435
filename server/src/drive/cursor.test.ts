import { ApiError, ErrorCode, IdCodec } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CursorCodec, type OrderColumn } from './cursor.ts';

describe('a page token', () => {
  const cursors = new CursorCodec(new IdCodec('salt'));
  const columns: OrderColumn[] = ['id', 'size', 'updated_at', 'created_at'];

  it('comes back as it was, for its place and order only', () => {
    const column = fc.oneof(
      fc.record({ column: fc.constantFrom(...columns), value: fc.maxSafeInteger() }),
      fc.record({ column: fc.constant('name' as const), value: fc.string({ unit: 'grapheme' }) }),
    );
    fc.assert(
      fc.property(column, fc.boolean(), fc.nat(9), fc.maxSafeNat(), ({ column, value }, descending, kind, id) => {
        const cursor = { order: { column, descending }, position: { kind, value, id } };
        const token = cursors.encode('here', cursor);
        expect(cursors.decode('here', token, cursor.order)).toEqual(cursor);
        expect(() => cursors.decode('there', token)).toThrow(ApiError);
        expect(() => cursors.decode('here', token, { column, descending: !descending })).toThrow(ApiError);
      }),
    );
  });

  it('is refused when it is made up', () => {
    const inventions = fc.oneof(
      fc.string(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc
        .array(fc.jsonValue(), { minLength: 5, maxLength: 5 })
        .map((parts) => Buffer.from(JSON.stringify(['here', ...parts])).toString('base64url')),
      fc.constant('x'.repeat(100_000)),
    );
    fc.assert(
      fc.property(inventions, (token) => {
        try {
          cursors.decode('here', token);
        } catch (error) {
          expect(error).toMatchObject({ code: ErrorCode.PARAM_INVALID });
        }
      }),
    );
  });
});
