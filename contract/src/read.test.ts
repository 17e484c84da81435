import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import {
  CreateFileService,
  ExplorerView,
  FileResponse,
  operations,
  read,
  StoragePolicy,
  UploadSessionRequest,
} from './index.ts';

interface Node {
  readonly type?: string;
  readonly properties?: Record<string, Node>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly format?: string;
  readonly patternProperties?: Record<string, Node>;
  readonly $defs?: Record<string, Node>;
  readonly $ref?: string;
}

/** Values that nearly fit a schema: mostly right, now and then wrong in one place. */
function near(node: Node, definitions: Record<string, Node> = {}): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom<unknown>(null, 0, -1, 1.5, '', 'x', true, [], {});
  return fc.oneof({ weight: 12, arbitrary: fitting(node, definitions) }, { weight: 1, arbitrary: wrong });
}

function fitting(node: Node, definitions: Record<string, Node>): fc.Arbitrary<unknown> {
  if (node.anyOf) return fc.oneof(...node.anyOf.map((one) => near(one, definitions)));
  if (node.$ref !== undefined) {
    const target = node.$defs ? node.$defs[node.$ref] : undefined;
    // One level of recursion is enough to walk through the reference.
    return target ? near(target, { leaf: target }) : fc.constantFrom<unknown>({}, { id: 1 }, 'x');
  }
  if (node.enum) return fc.constantFrom(...node.enum);
  if (node.type === 'object' && node.patternProperties) {
    const values = Object.values(node.patternProperties)[0] as Node;
    return fc.dictionary(
      fc.string({ maxLength: 5 }).filter((key) => key !== '__proto__'),
      near(values, definitions),
      { maxKeys: 3 },
    );
  }
  if (node.type === 'object') {
    const members = Object.entries(node.properties ?? {}).map(
      ([key, member]) => [key, near(member, definitions)] as const,
    );
    return fc.record(Object.fromEntries(members), { requiredKeys: [...(node.required ?? [])] });
  }
  if (node.type === 'array') return fc.array(near(node.items ?? {}, definitions), { maxLength: 3 });
  if (node.type === 'string') {
    const good = {
      'date-time': '2026-03-01T09:30:00.5Z',
      uuid: '6a1f6e0c-6a7b-4a57-9c0b-6f2f1c7a1d11',
      email: 'a@b.org',
      uri: 'https://a/b',
    };
    return fc.constantFrom(good[node.format as keyof typeof good] ?? 'cloudreve://my/a', 'abcd', 'x'.repeat(32), 'é👩');
  }
  if (node.type === 'integer') return fc.constantFrom(0, 1, 60, 501, 2 ** 53 - 1);
  if (node.type === 'number') return fc.constantFrom(0.5, 1);
  return node.type === 'boolean' ? fc.boolean() : fc.constant(null);
}

const parts = Object.values(operations).flatMap((operation): [string, TSchema][] =>
  (['params', 'query', 'body', 'data'] as const).flatMap((part): [string, TSchema][] => {
    const schema = (operation as Partial<Record<typeof part, TSchema>>)[part];
    return schema ? [[`${operation.id} ${part}`, schema]] : [];
  }),
);

describe('reading', () => {
  it.each(parts)('judges like the validator of TypeBox: %s', (_, schema) => {
    const validator = Compile(schema);
    fc.assert(
      fc.property(near(schema as Node), (value) => {
        const result = read(schema, value, { as: 'answer' });
        expect('value' in result).toBe(validator.Check(value));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps what fits and changes nothing', () => {
    fc.assert(
      fc.property(near(FileResponse as Node), (value) => {
        const before = structuredClone(value);
        const result = read(FileResponse, value, { as: 'answer' });
        if ('value' in result) expect(result.value).toEqual(value);
        expect(value).toEqual(before);
      }),
    );
  });

  it('drops unknown members of requests and names them in answers', () => {
    const value = { page_size: 50, extra: 1, columns: [{ type: 1, extra: 2 }] };
    expect(read(ExplorerView, value, { as: 'request' })).toEqual({ value: { page_size: 50, columns: [{ type: 1 }] } });
    expect(read(ExplorerView, value, { as: 'answer' })).toEqual({
      faults: [
        { path: 'columns[0].extra', message: 'is not in the contract' },
        { path: 'extra', message: 'is not in the contract' },
      ],
    });
  });

  it('follows recursion', () => {
    const policy = { id: 'a', name: 'a', type: 'load_balance', max_size: 0 };
    const nested = { ...policy, children: [{ ...policy, children: [{ ...policy, id: 1 }] }] };
    expect(read(StoragePolicy, nested, { as: 'answer' })).toEqual({
      faults: [{ path: 'children[0].children[0].id', message: 'must be text' }],
    });
  });

  it('cannot be made to change a prototype', () => {
    const hostile = JSON.parse(
      '{"uri":"cloudreve://my/a","type":"file","__proto__":{"err_on_conflict":true},"constructor":1}',
    );
    const result = read(CreateFileService, hostile, { as: 'request' });
    expect(result).toEqual({ value: { uri: 'cloudreve://my/a', type: 'file' } });
    const metadata = JSON.parse('{"uri":"cloudreve://my/a","size":1,"metadata":{"__proto__":"x"}}');
    expect(read(UploadSessionRequest, metadata, { as: 'request' })).toEqual({
      faults: [{ path: 'metadata.__proto__', message: 'is not allowed as a key' }],
    });
    expect(({} as Record<string, unknown>).err_on_conflict).toBeUndefined();
  });

  it('takes no member from a prototype', () => {
    const inherited = Object.create({ uri: 'cloudreve://my/a' });
    inherited.type = 'file';
    expect(read(CreateFileService, inherited, { as: 'request' })).toEqual({
      faults: [{ path: 'uri', message: 'is missing' }],
    });
  });

  it('stands deep and wide values', () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    const wide = { uris: Array.from({ length: 100_000 }, () => 1) };
    expect(read(UploadSessionRequest, { uri: 'x', size: 1, unknown: deep }, { as: 'request' })).toHaveProperty('value');
    const result = read(operations.deleteFiles.body, wide, { as: 'request' });
    expect('faults' in result && result.faults.length).toBe(20);
  });
});
