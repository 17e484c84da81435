// @vitest-environment jsdom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { useSnackbar } from '../components/Snackbar.tsx';
import { loadTranslator, TranslatorProvider } from '../i18n/index.tsx';
import { type Commands, useCommands } from './use-commands.ts';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
const createCommands = vi.hoisted(() => vi.fn());
vi.mock('./commands.ts', () => ({ createCommands }));

let commands: Commands;
function Page() {
  commands = useCommands();
  return null;
}

it('says that commands could not be loaded, and loads them with the next one', async () => {
  const translator = await loadTranslator('en');
  const root = createRoot(document.createElement('div'));
  const page = (
    <TranslatorProvider translator={translator}>
      <Page />
    </TranslatorProvider>
  );
  await act(async () => root.render(page));
  createCommands.mockImplementationOnce(() => {
    throw new Error('not loaded');
  });
  expect(await commands.trash([])).toBe(false);
  expect(useSnackbar.getState().notice).toMatchObject({ text: expect.stringContaining('could not be loaded') });
  createCommands.mockReturnValue({ trash: async () => true });
  expect(await commands.trash([])).toBe(true);
  await act(async () => root.unmount());
});
