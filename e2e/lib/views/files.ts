/** Files and folders: how they are shown, chosen, changed, brought, thrown away. */
import { anew, chosen, chosenMore, command, dialog, opened, openedEmpty, sent, uploaded, type View } from './steps.ts';

export const fileViews: readonly View[] = [
  { name: 'list', show: (visitor) => opened(visitor) },
  { name: 'grid', preferences: { view: 'grid' }, show: (visitor) => opened(visitor) },
  { name: 'gallery', preferences: { view: 'gallery' }, show: (visitor) => opened(visitor) },
  {
    name: 'tree-and-path',
    preferences: { tree: true },
    show: async (visitor) => {
      await opened(visitor);
      await visitor.page.getByRole('treeitem').first().waitFor();
      await visitor.press('Control+Shift+G');
      await visitor.page.getByRole('combobox').fill('/L');
      await visitor.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'empty',
    show: (visitor) => openedEmpty(visitor),
  },
  {
    name: 'selection',
    show: async (visitor) => {
      await opened(visitor);
      await visitor.files.focus();
      await visitor.press('Home', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
      await visitor.page.locator('[data-id][aria-selected=true]').nth(2).waitFor();
    },
  },
  { name: 'menu', show: (visitor) => chosen(visitor, 'Budget 2026.csv') },
  {
    name: 'menu-new',
    show: async (visitor) => {
      await opened(visitor);
      await anew(visitor);
    },
  },
  {
    name: 'details',
    show: async (visitor) => {
      await chosen(visitor, 'Shore at dawn.png', /^(Details|详情)/);
      await visitor.page.getByRole('complementary').locator('dt').nth(4).waitFor();
    },
  },
  {
    name: 'details-folder',
    show: async (visitor) => {
      await chosen(visitor, 'Lake house', /^(Details|详情)/);
      await visitor.page.getByRole('complementary').locator('dt').nth(4).waitFor();
    },
  },
  {
    name: 'columns',
    show: async (visitor) => {
      await opened(visitor);
      await visitor.page.locator('.crumbs').getByRole('button').last().click();
      await visitor.page.getByRole('menuitem', { name: /^(Columns|列)/ }).click();
      await dialog(visitor).getByRole('button').nth(4).waitFor();
    },
  },
  {
    name: 'new-folder',
    show: async (visitor) => {
      await opened(visitor);
      await anew(visitor, /^(New folder|新建文件夹)/);
      await dialog(visitor).getByRole('textbox').waitFor();
    },
  },
  {
    name: 'move',
    show: async (visitor) => {
      await chosen(visitor, 'Budget 2026.csv', /^(Move to…|移动到…)/);
      await dialog(visitor).getByRole('treeitem', { name: 'Lake house' }).waitFor();
    },
  },
  {
    name: 'transfers',
    isHeld: true,
    show: async (visitor, { device }) => {
      /* What is sent never arrives, so that it stays under way. */
      await sent(visitor, device, () => {});
      await visitor.page.getByText('Terrace.jpg').first().waitFor();
    },
  },
  {
    name: 'transfers-paused',
    isHeld: true,
    show: async (visitor, { device }) => {
      await sent(visitor, device, () => {});
      await visitor.page.getByRole('button', { name: 'Pause Terrace.jpg' }).click();
      await visitor.page.getByRole('button', { name: 'Resume Terrace.jpg' }).waitFor();
      await visitor.page.mouse.move(0, 0);
    },
  },
  {
    name: 'transfers-failed',
    show: async (visitor, { device }) => {
      await sent(visitor, device, (route) => route.fulfill({ json: { code: 40051, msg: '' } }));
      await visitor.page.getByRole('button', { name: 'Open the trash' }).nth(1).waitFor();
    },
  },
  {
    name: 'conflict',
    show: async (visitor, { device }) => {
      await opened(visitor);
      await uploaded(visitor, device.slice(0, 1));
      await dialog(visitor).getByRole('radio').first().waitFor();
    },
  },
  {
    name: 'tags-of-file',
    show: async (visitor) => {
      await chosen(visitor, 'Handbook.pdf', /^(Tags…|标签…)/);
      await dialog(visitor).getByText('urgent').waitFor();
    },
  },
  {
    name: 'tags-manager',
    show: async (visitor) => {
      await command(visitor, 'Manage tags', /^Manage tags$/);
      await dialog(visitor).getByText('urgent').waitFor();
    },
  },
  {
    name: 'rewind',
    show: async (visitor) => {
      await chosenMore(visitor, 'Lake house', /^(Rewind…|回退…)/);
      await dialog(visitor).getByRole('radio').first().waitFor();
    },
  },
  { name: 'trash', show: (visitor) => opened(visitor, '/trash', 'Old notes.txt') },
  {
    name: 'delete-for-good',
    show: async (visitor) => {
      await opened(visitor, '/trash', 'Old notes.txt');
      await visitor.files.focus();
      await visitor.press('Home', 'Delete');
      await dialog(visitor).waitFor();
    },
  },
];
