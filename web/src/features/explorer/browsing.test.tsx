// @vitest-environment jsdom
import type { FileResponse } from '@canopy/contract';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { selectOnly } from '../../files/index.ts';
import { type Browsing, useBrowsing } from './browsing.ts';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const files = ['a.txt', 'b.txt', 'c.txt'].map((name) => ({ id: name, name }) as FileResponse);
let browsing: Browsing;
let rest: PromiseWithResolvers<readonly FileResponse[]>;
beforeEach(() => {
  rest = Promise.withResolvers();
});

function Page({ there }: { there: number }) {
  browsing = useBrowsing({
    files: files.slice(0, there),
    place: 'cloudreve://my',
    isReady: true,
    isComplete: there === files.length,
    cameFrom: undefined,
    everything: () => rest.promise,
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

it('selects what is loaded at once, and the rest when it comes', async () => {
  const root = createRoot(document.createElement('div'));
  await act(async () => root.render(<Page there={2} />));
  act(() => browsing.selectEverything());
  expect(chosen()).toEqual(['a.txt', 'b.txt']);
  await act(async () => {
    root.render(<Page there={3} />);
    rest.resolve(files);
  });
  expect(chosen()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  await act(async () => root.unmount());
});

it('adds nothing to what was chosen instead while the rest was loaded', async () => {
  const root = createRoot(document.createElement('div'));
  await act(async () => root.render(<Page there={2} />));
  act(() => browsing.selectEverything());
  act(() => browsing.select(selectOnly('b.txt')));
  await act(async () => {
    root.render(<Page there={3} />);
    rest.resolve(files);
  });
  expect(chosen()).toEqual(['b.txt']);
  await act(async () => root.unmount());
});
