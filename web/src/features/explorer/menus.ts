/** The entries of the explorer's menus; loaded, with their words, when the first of them opens. */
export { folderMenu, newMenu } from './menus/folder.ts';
export { itemMenu } from './menus/item.ts';
