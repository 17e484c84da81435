// @vitest-environment jsdom
import type { Share } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { bodyOf, plainUrl, termsOf } from './calls.ts';
import { dayOf, endOfDay } from './days.ts';
import { linksText, savingUrl } from './direct-links.ts';
import { arrange } from './my-shares.ts';
import { numbered } from './save.ts';

const share = (over: Partial<Share> = {}): Share => ({
  id: 'pR4tn',
  name: 'Reports',
  visited: 0,
  unlocked: true,
  owner: { id: 'lpua', nickname: 'Mira', created_at: '2026-01-02T09:30:00Z' },
  created_at: '2026-11-24T08:00:00Z',
  expired: false,
  url: 'https://drive.example/s/pR4tn',
  ...over,
});

describe('the terms of a share', () => {
  const now = Date.parse('2026-11-24T08:00:00Z');

  it('stay when another one is edited: an edit replaces everything', () => {
    const before = share({
      expires: '2026-11-24T09:00:00Z',
      remain_downloads: 3,
      share_view: true,
      show_readme: true,
      permission_setting: { everyone: 'AQ==' },
    });
    expect(bodyOf('cloudreve://my/Reports', { ...termsOf(before), showReadme: false }, now)).toEqual({
      uri: 'cloudreve://my/Reports',
      expire: 3600,
      downloads: 3,
      share_view: true,
      show_readme: false,
      permissions: { everyone: 'AQ==' },
    });
  });

  it('never mistake an end that is past for none', () => {
    expect(bodyOf('cloudreve://my/a', { expires: new Date(now - 5000) }, now).expire).toBe(1);
    expect(bodyOf('cloudreve://my/a', {}, now).expire).toBe(0);
  });
});

it('takes the password out of an address, and nothing else', () => {
  expect(plainUrl(share({ url: 'https://drive.example/s/pR4tn/k9', password: 'k9' }))).toBe(
    'https://drive.example/s/pR4tn',
  );
  expect(plainUrl(share({ url: 'https://drive.example/s/k9', password: 'other' }))).toBe('https://drive.example/s/k9');
});

describe('days', () => {
  it('end with their last minute', () => {
    expect(dayOf(new Date(2026, 0, 5))).toBe('2026-01-05');
    expect(endOfDay('2026-01-05')).toEqual(new Date(2026, 0, 5, 23, 59, 0));
  });

  it('are not made of what is none', () => {
    for (const bad of ['', '2026-02-30', '2026-13-01', 'tomorrow', '26-01-01']) expect(endOfDay(bad)).toBeUndefined();
  });
});

describe('direct links as text', () => {
  const links = [{ name: 'a [b] (c).txt', url: 'https://drive.example/f/x1/a%20%5Bb%5D%20(c).txt' }];

  it('come as addresses, with names, and as Markdown that survives brackets', () => {
    expect(linksText(links, 'links', false)).toBe(links[0]?.url);
    expect(linksText(links, 'named', false)).toBe(`a [b] (c).txt: ${links[0]?.url}`);
    expect(linksText(links, 'markdown', true)).toBe(
      '[a \\[b\\] (c).txt](https://drive.example/f/d/x1/a%20%5Bb%5D%20%28c%29.txt)',
    );
  });

  it('are told to save once, and left alone where they are the storage’s own', () => {
    expect(savingUrl('https://drive.example/f/d/x1/a.txt')).toBe('https://drive.example/f/d/x1/a.txt');
    expect(savingUrl('https://bucket.example/o/a.txt?sign=1')).toBe('https://bucket.example/o/a.txt?sign=1');
  });
});

it('finds and orders shares', () => {
  const all = [
    share({ id: 'a', name: 'Note 10', expires: '2027-01-01T00:00:00Z' }),
    share({ id: 'b', name: 'note 2' }),
    share({ id: 'c', name: 'Plan', expires: '2026-12-01T00:00:00Z', expired: true }),
  ];
  const ids = (text: string, order: 'made' | 'name' | 'ends') => arrange(all, text, order, 'en').map(({ id }) => id);
  expect(ids('', 'made')).toEqual(['a', 'b', 'c']);
  expect(ids('NOTE', 'name')).toEqual(['b', 'a']);
  expect(ids('', 'ends')).toEqual(['a', 'b', 'c']);
});

it('numbers a shortcut before its extension', () => {
  expect(numbered('plan.pdf', 1, false)).toBe('plan.pdf');
  expect(numbered('plan.pdf', 2, false)).toBe('plan (2).pdf');
  expect(numbered('v1.2', 2, true)).toBe('v1.2 (2)');
});
