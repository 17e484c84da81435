import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { everywhere, type LanguageFile, withLanguages } from './languages.ts';

const sources = join(import.meta.dirname, '../src');
const arabic: LanguageFile = {
  name: 'العربية',
  words: { [everywhere]: { trash: 'سلة المهملات' }, 'features/tags/words.ts#tagWords': { add: 'أضف وسمًا' } },
};

let folder: string;
let vite: ViteDevServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-languages-'));
  writeFileSync(join(folder, 'ar.json'), JSON.stringify(arabic));
  vite = await createServer({
    configFile: false,
    root: join(sources, '..'),
    appType: 'custom',
    logLevel: 'error',
    plugins: [withLanguages(folder, sources)],
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  });
});
afterAll(async () => {
  await vite.close();
  rmSync(folder, { recursive: true, force: true });
});

it('makes a language of one file: in the menu, for its browsers, in the words of every feature', async () => {
  const i18n = await vite.ssrLoadModule('/src/i18n/index.tsx');
  expect(i18n.languages.map(({ id }: { id: string }) => id)).toEqual(['en', 'zh-CN', 'ar']);
  expect(i18n.languages.at(-1).name).toBe('العربية');
  expect(i18n.preferredLanguage(['fr-FR', 'ar-EG', 'en'])).toBe('ar');
  expect(i18n.directionOf('ar')).toBe('rtl');

  const t = await i18n.loadTranslator('ar');
  expect(t('trash')).toBe('سلة المهملات');
  const { bindWords } = await vite.ssrLoadModule('/src/i18n/words.ts');
  const { tagWords } = await vite.ssrLoadModule('/src/features/tags/words.ts');
  const say = bindWords(tagWords, t);
  expect(say('add')).toBe('أضف وسمًا');
  /* What nobody has translated yet is said in English. */
  expect(say('remove', { name: 'x' })).toBe(
    bindWords(tagWords, await i18n.loadTranslator('en'))('remove', { name: 'x' }),
  );
});
