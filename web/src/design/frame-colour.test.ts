/** The colours that a browser draws round the app before any style sheet is there are those of the tokens. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** A role of the tokens, by day and by night. */
function role(name: string): readonly string[] {
  const [, day = '', night = ''] =
    new RegExp(`--${name}:\\s*light-dark\\((#\\w+), (#\\w+)\\)`).exec(text('./tokens.css')) ?? [];
  return [day, night];
}

it('paints the frame of the window like the ground', () => {
  const metas = text('../../index.html').matchAll(/<meta name="theme-color" content="(#\w+)"/g);
  expect([...metas].map(([, colour]) => colour)).toEqual(role('surface-ground'));
});

it('has the usual colours of the installed app from the tokens', () => {
  const catalogue = text('../../../server/src/settings/catalogue.ts');
  const setting = (name: string) => new RegExp(`${name}: text\\('(#\\w+)'`).exec(catalogue)?.[1];
  expect(setting('pwa_theme_color')).toBe(role('surface-ground')[0]);
  expect(setting('pwa_background_color')).toBe(role('surface-sheet')[0]);
});
