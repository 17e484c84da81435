import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openapiFile, openapiText } from '../scripts/openapi-file.ts';
import { openapiDocument, operations } from './index.ts';

describe('the OpenAPI document', () => {
  it('is the one in openapi.json (else run: node contract/scripts/print-openapi.ts)', () => {
    expect(readFileSync(openapiFile, 'utf8') === openapiText()).toBe(true);
  });

  it('has every operation once', () => {
    const { paths } = openapiDocument() as { paths: Record<string, Record<string, { operationId: string }>> };
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(ids.toSorted()).toEqual(Object.keys(operations).toSorted());
  });

  it('refers to nothing that it does not have', () => {
    const document = openapiDocument() as { components: { schemas: object } };
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1]);
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(names.filter((name) => !known.includes(name ?? ''))).toEqual([]);
    expect(JSON.stringify(document)).not.toMatch(/"title":"(?!Canopy)|patternProperties|~kind|\$defs/);
  });

  it('describes every member', () => {
    const bare: string[] = [];
    walk(openapiDocument(), '');
    expect(bare).toEqual([]);

    function walk(node: unknown, path: string): void {
      if (typeof node !== 'object' || node === null) return;
      const { type, description, $ref } = node as Record<string, unknown>;
      if (/\.properties\.\w+$/.test(path) && type !== undefined && type !== 'object' && !description && !$ref)
        bare.push(path);
      for (const [key, value] of Object.entries(node)) if (key !== 'examples') walk(value, `${path}.${key}`);
    }
  });
});
