import { ApiError, ErrorCode } from '@canopy/contract';
import { beforeEach, expect, it } from 'vitest';
import { hush, say, useSnackbar } from '../../components/Snackbar.tsx';
import { en } from '../../i18n/en.ts';
import { createTranslator } from '../../i18n/index.tsx';
import { sayNotRefreshed } from './refresh-failure.ts';

const said = () => useSnackbar.getState().notice?.text;
const gone = new ApiError(ErrorCode.PATH_NOT_EXIST);
const refused = 'plan.txt keeps its name: it is not there any more.';
let page: AbortController;

beforeEach(() => {
  hush();
  page = new AbortController();
});

const notRefreshed = () => sayNotRefreshed(gone, createTranslator('en', en), page.signal);

it('says why a list was not refreshed', () => {
  notRefreshed();
  expect(said()).toMatch(/^The folder could not be refreshed: /);
});

it('takes the place of nothing that failed, and comes after it', () => {
  say({ text: refused, tone: 'failed' });
  notRefreshed();
  expect(said()).toBe(refused);
  hush();
  expect(said()).toMatch(/^The folder could not be refreshed: /);
});

it('does not wait for what was done', () => {
  say({ text: 'Renamed to better plan.txt' });
  notRefreshed();
  expect(said()).toMatch(/^The folder could not be refreshed: /);
});

it('says nothing of a list that was left', () => {
  say({ text: refused, tone: 'failed' });
  notRefreshed();
  page.abort();
  hush();
  expect(said()).toBeUndefined();
  notRefreshed();
  expect(said()).toBeUndefined();
});
