// @vitest-environment jsdom
import type { FileResponse } from '@canopy/contract';
import { afterEach, expect, it, vi } from 'vitest';
import { en } from '../../i18n/en.ts';
import { createTranslator } from '../../i18n/index.tsx';
import type { Actions } from './actions.ts';
import { itemMenu, newMenu } from './menus.ts';

const t = createTranslator('en', en);
const actions = {} as Actions;
const file = (name: string, type: 0 | 1 = 0): FileResponse => ({
  type,
  id: name,
  name,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  size: 1,
  metadata: {},
  path: `cloudreve://my/${name}`,
  owned: true,
  capability: '',
  primary_entity: 'e',
});

type Items = ReturnType<typeof itemMenu>;

/** All entries, those behind "More" too. */
const entriesOf = (items: Items) =>
  items
    .flatMap((item) => (item !== 'line' && 'items' in item ? item.items : item))
    .flatMap((item) => (item !== 'line' && 'onSelect' in item ? item : []));
/** What can't be used, with its reasons, by the ids of the entries. */
const refused = (items: Items) =>
  Object.fromEntries(entriesOf(items).flatMap(({ id, why }) => (why ? [[id, why]] : [])));
const ids = (items: Items) => entriesOf(items).map(({ id }) => id);
/** What stands in the menu itself when it opens. */
const shown = (items: Items) =>
  items.flatMap((item) =>
    item === 'line' || 'title' in item || ('isLeftOut' in item && item.isLeftOut) ? [] : item.id,
  );

afterEach(() => {
  vi.restoreAllMocks();
});

it('offers the same for one file and for many, and says what works with one alone', () => {
  const one = itemMenu([file('a.txt')], actions, t, true);
  const many = itemMenu([file('a.txt'), file('b.txt')], actions, t, true);
  expect(ids(many)).toEqual(ids(one));
  expect(refused(one)).toEqual({ copyLink: 'Your group may not make links' });
  const why = 'Works with one item at a time';
  expect(refused(many)).toEqual(
    Object.fromEntries(['open', 'preview', 'share', 'copyLink', 'rename', 'versions', 'rewind'].map((id) => [id, why])),
  );
});

it('shows what is done every day and means something for these items, and keeps the rest behind one entry', () => {
  const common = ['download', 'move', 'copyTo', 'rename', 'tag', 'details', 'more', 'trash'];
  expect(shown(itemMenu([file('a.txt')], actions, t, true))).toEqual(['preview', 'share', 'copyLink', ...common]);
  expect(shown(itemMenu([file('Trip', 1)], actions, t, true))).toEqual(['open', 'share', 'copyLink', ...common]);
  expect(shown(itemMenu([file('a.txt'), file('Trip', 1)], actions, t, true))).toEqual(['share', ...common]);
});

it('says of a folder what is for files', () => {
  expect(refused(itemMenu([file('Trip', 1)], actions, t, false))).toMatchObject({
    preview: 'Works with files only',
    versions: 'Works with files only',
    directLinks: 'Only files have direct links',
    download: 'Your group may download only one file at a time',
  });
});

it('says without a connection what needs one, and leaves what does not', () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const why = refused(itemMenu([file('a.txt')], actions, t, true));
  expect(why).toMatchObject({
    rename: 'Needs a connection',
    trash: 'Needs a connection',
    duplicate: 'Needs a connection',
  });
  for (const id of ['open', 'preview', 'details', 'cut', 'copy']) expect(why).not.toHaveProperty(id);
  /* Uploads wait for the connection by themselves. */
  expect(Object.keys(refused(newMenu(actions, t)))).toEqual(['newFolder', 'newText', 'newMarkdown']);
});

it('tells the limits of a share before anything else', () => {
  const why = refused(itemMenu([file('a.txt')], actions, t, true, (deed) => (deed === 'own' ? undefined : deed)));
  expect(why).toMatchObject({ rename: 'rename', move: 'move', copyTo: 'copy', duplicate: 'duplicate', trash: 'trash' });
});
