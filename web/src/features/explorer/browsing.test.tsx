// @vitest-environment jsdom
import type { FileResponse } from '@canopy/contract';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { type Browsing, useBrowsing } from './browsing.ts';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const files = ['a.txt', 'b.txt', 'c.txt'].map((name) => ({ id: name, name }) as FileResponse);
let browsing: Browsing;

function Page({ there }: { there: number }) {
  browsing = useBrowsing({
    files: files.slice(0, there),
    place: 'cloudreve://my',
    isReady: true,
    isComplete: there === files.length,
    cameFrom: undefined,
    everything: async () => files,
  });
  return null;
}

const chosen = () => browsing.chosen.map(({ name }) => name);

it('selects all that is there before the next key is heard', async () => {
  const root = createRoot(document.createElement('div'));
  await act(async () => root.render(<Page there={3} />));
  act(() => browsing.selectEverything());
  expect(chosen()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  await act(async () => root.unmount());
});

it('selects what was not loaded yet as well', async () => {
  const root = createRoot(document.createElement('div'));
  await act(async () => root.render(<Page there={2} />));
  await act(async () => {
    browsing.selectEverything();
    root.render(<Page there={3} />);
  });
  expect(chosen()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  await act(async () => root.unmount());
});
