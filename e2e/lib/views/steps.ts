/** A view of the app, and the steps by which a person comes to see one. */
import type { Route } from 'playwright-core';
import type { Person } from '../people.ts';
import type { Stage } from '../stage.ts';
import type { Visitor } from '../visitor.ts';

export interface View {
  readonly name: string;
  /** Who looks; Mira when left out, nobody who is signed in when null. */
  readonly as?: Person | null;
  readonly preferences?: Readonly<Record<string, unknown>>;
  /** Goes there and waits until what makes the view is there. */
  readonly show: (visitor: Visitor, stage: Stage) => Promise<unknown>;
  /** Whether it waits for answers that never come. */
  readonly isHeld?: boolean;
  /** Parts that differ from run to run. */
  readonly masked?: readonly string[];
  /** Complaints of the console that belong to the view. */
  readonly complaint?: RegExp;
}

/** Waits for an item of a place. */
export const opened = async (visitor: Visitor, address = '/files', item = 'Lake house') => {
  await visitor.open(address);
  await visitor.item(item).first().waitFor();
};

/** Takes an entry of an item's menu, which opens the same way with mouse and finger. */
export const chosen = async (visitor: Visitor, name: string, entry?: RegExp) => {
  await opened(visitor);
  await visitor.item(name).getByRole('button').last().click();
  const menu = visitor.page.getByRole('menu');
  await menu.waitFor();
  if (entry) await menu.getByRole('menuitem', { name: entry }).click();
};

/** As `chosen`, of what is seldom wanted. */
export const chosenMore = async (visitor: Visitor, name: string, entry: RegExp) => {
  await chosen(visitor, name);
  await visitor.chooseMore(entry);
};

export const dialog = (visitor: Visitor) => visitor.page.getByRole('dialog');
export const heading = (visitor: Visitor, name: RegExp) => visitor.page.getByRole('heading', { name }).waitFor();

/** Takes an entry of "New". */
export const anew = async (visitor: Visitor, entry?: RegExp) => {
  await visitor.page
    .getByRole('button', { name: /^(New|新建)$/ })
    .filter({ visible: true })
    .click();
  const menu = visitor.page.getByRole('menu');
  await menu.waitFor();
  if (entry) await menu.getByRole('menuitem', { name: entry }).click();
};

export const uploaded = async (visitor: Visitor, paths: readonly string[]) => {
  await visitor.choosing(paths, () => anew(visitor, /^(Upload files|上传文件)/));
  /* The pointer leaves: nothing that comes lies under it by chance. */
  await visitor.page.mouse.move(0, 0);
};

/** Opens a folder with nothing in it. */
export const openedEmpty = async (visitor: Visitor) => {
  await visitor.open('/files/Recipes');
  await heading(visitor, /^(Nothing here yet|这里还没有内容)/);
};

/** Uploads into an empty folder; `answer` stands in for the drive. */
export const sent = async (visitor: Visitor, paths: readonly string[], answer: (route: Route) => unknown) => {
  await visitor.page.route(/\/api\/v4\/file\/upload/, answer);
  await openedEmpty(visitor);
  await uploaded(visitor, paths);
};

/** A command of the palette, which is the same on every device. */
export const command = async (visitor: Visitor, name: string, option: RegExp) => {
  await opened(visitor);
  await visitor.press('Control+k');
  await visitor.page.getByRole('combobox').fill(name);
  await visitor.page.getByRole('option', { name: option }).first().click();
};
