import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { operations, routes } from './index.ts';

describe('the table of routes', () => {
  it('names every operation, and every parameter of its path', () => {
    expect(Object.keys(operations).toSorted()).toEqual(Object.keys(routes).toSorted());
    for (const operation of Object.values(operations)) {
      const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const params = 'params' in operation ? Object.keys(operation.params.properties) : [];
      expect(params.toSorted(), operation.id).toEqual(named.toSorted());
      expect(routes[operation.id]).toEqual({ method: operation.method, path: operation.path });
    }
  });

  it('has no two operations at one address', () => {
    const addresses = Object.values(routes).map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});

describe('a bundle for browsers', () => {
  it('leaves schemas and validators out when only routes, errors and URIs are used', async () => {
    const result = await build({
      stdin: {
        contents: `import { ApiError, ErrorCode, FileUri, hasFlag, routes, checkName } from './index.ts';
          console.log(ApiError, ErrorCode, FileUri, hasFlag, routes, checkName);`,
        resolveDir: fileURLToPath(new URL('.', import.meta.url)),
        loader: 'ts',
      },
      bundle: true,
      write: false,
      metafile: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
    });
    const used = Object.values(result.metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
    expect(used.filter((file) => /typebox|schemas|operations/.test(file))).toEqual([]);
    expect(result.outputFiles[0]?.contents.length).toBeLessThan(20_000);
  });
});
