import type { FileResponse } from '@canopy/contract';
import { expect, it } from 'vitest';
import { byFolder } from './operations-folders.ts';
import { uriOf } from './places.ts';

const at = (path: string) => ({ path }) as FileResponse;

it('puts items by their folders, whatever stands in their names', () => {
  const paths = [
    'cloudreve://my/a.txt',
    'cloudreve://my/Lake/b.txt',
    'cloudreve://my/Lake/c%2Fd/e.txt',
    'cloudreve://my/Lake%3F/e.txt',
    'cloudreve://my/f%23.txt',
    'cloudreve://id:word@share/g.txt',
    'cloudreve://id:word@share/Deep/h.txt',
    'cloudreve://my/Lake/i.txt?name=a/b',
  ];
  const folders = byFolder(paths.map(at));
  for (const [folder, files] of folders) for (const file of files) expect(uriOf(file).parent().toString()).toBe(folder);
  expect([...folders.values()].flat()).toHaveLength(paths.length);
  expect([...folders.keys()]).toEqual([...new Set(paths.map((path) => uriOf(at(path)).parent().toString()))]);
});
