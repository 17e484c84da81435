// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { positionOf, rememberPosition } from './positions.ts';

beforeEach(() => sessionStorage.clear());

describe('where one was in a recording', () => {
  it('is remembered, but not in its first and last seconds', () => {
    rememberPosition('a', 42, 100);
    expect(positionOf('a')).toBe(42);
    rememberPosition('a', 98, 100);
    expect(positionOf('a')).toBe(0);
    rememberPosition('a', 2, 100);
    expect(positionOf('a')).toBe(0);
    expect(positionOf('never')).toBe(0);
  });

  it('is forgotten for what was played longest ago', () => {
    for (let index = 0; index < 60; index++) rememberPosition(`n${index}`, 10, 100);
    expect(positionOf('n0')).toBe(0);
    expect(positionOf('n59')).toBe(10);
    expect(positionOf('n10')).toBe(10);
  });

  it('survives what others wrote in its place', () => {
    sessionStorage.setItem('canopy.positions', '{"a":"x"');
    expect(positionOf('a')).toBe(0);
    rememberPosition('a', 30, 100);
    expect(positionOf('a')).toBe(30);
  });
});
