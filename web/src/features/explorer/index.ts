/** The explorer's parts that other pages of files are made of. The page itself is loaded by its route. */

export type { Actions } from './actions.ts';
export { useFailureSaid } from './asides.ts';
export type { FileBrowserProps } from './browser-props.ts';
export { type Browsing, useBrowsing } from './browsing.ts';
export { columnsOf } from './columns.tsx';
export type { PlaceProps } from './ExplorerPage.tsx';
export { FileBrowser } from './FileBrowser.tsx';
export { type TypeFilter, timeFilters, typeFilters, typeOfKind } from './filter.ts';
export type { Deed, Limits } from './limits.ts';
export { Failed, Loading, Stage } from './States.tsx';
export { DetailsTool, type SelectionAction, ViewSwitch } from './Tools.tsx';
