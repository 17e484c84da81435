// @vitest-environment jsdom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { type PageOffer, useOffer, usePageOffer } from './page-commands.ts';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const nothing: PageOffer = { files: [], chosen: [], openFile: () => undefined };

function Page({ offer }: { offer: PageOffer }) {
  useOffer(offer);
  return null;
}

it('offers nothing of a page or of a selection that is left', async () => {
  const root = createRoot(document.createElement('div'));
  const show = (offer: PageOffer) => act(async () => root.render(<Page offer={offer} />));
  await show({ ...nothing, items: () => [], show: () => undefined });
  expect(usePageOffer.getState()).toHaveProperty('items');
  await show({ ...nothing, show: () => undefined });
  expect(Object.keys(usePageOffer.getState()).sort()).toEqual(['chosen', 'files', 'openFile', 'show']);
  await act(async () => root.unmount());
  expect(Object.keys(usePageOffer.getState()).sort()).toEqual(['chosen', 'files', 'openFile']);
});
