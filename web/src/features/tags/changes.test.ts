// @vitest-environment jsdom
import type { FileResponse } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { jobsOf } from './changes.ts';
import { tagsOfAll } from './uses.ts';

const file = (id: string, metadata: Record<string, string>) => ({ id, metadata }) as unknown as FileResponse;
const shape = (jobs: ReturnType<typeof jobsOf>) => jobs.map(({ files, edit }) => [files.map(({ id }) => id), edit]);

const a = file('a', { 'tag:site': '#f44336' });
const b = file('b', { 'tag:site': '', 'tag:place': '#2196f3' });
const c = file('c', { 'tag:site': '#f44336', 'props:rating': '3' });

describe('jobsOf', () => {
  it('renames a tag and keeps the colour that each file has', () => {
    expect(shape(jobsOf([a, b, c], 'site', { kind: 'rename', to: { name: 'ground' } }))).toEqual([
      [['a', 'c'], { 'tag:site': null, 'tag:ground': '#f44336' }],
      [['b'], { 'tag:site': null, 'tag:ground': '' }],
    ]);
  });

  it('merges into a tag with that tag’s colour, and leaves it alone where it is', () => {
    expect(shape(jobsOf([a, b], 'site', { kind: 'rename', to: { name: 'place', colour: '#4caf50' } }))).toEqual([
      [['a'], { 'tag:site': null, 'tag:place': '#4caf50' }],
      [['b'], { 'tag:site': null, 'tag:place': '#2196f3' }],
    ]);
  });

  it('colours and deletes all alike', () => {
    expect(shape(jobsOf([a, b, c], 'site', { kind: 'recolour', colour: '#009688' }))).toEqual([
      [['a', 'b', 'c'], { 'tag:site': '#009688' }],
    ]);
    expect(shape(jobsOf([a, b, c], 'site', { kind: 'delete' }))).toEqual([[['a', 'b', 'c'], { 'tag:site': null }]]);
  });
});

it('counts the tags of several files', () => {
  expect(tagsOfAll([a, b, c])).toEqual([
    { name: 'place', colour: '#2196f3', count: 1 },
    { name: 'site', colour: '#f44336', count: 3 },
  ]);
});
