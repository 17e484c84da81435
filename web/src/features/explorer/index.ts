/** The explorer's parts that other pages of files are made of. The page itself is loaded by its route. */
export { type Browsing, useBrowsing } from './browsing.ts';
export { MenuHead } from './MenuHead.tsx';
export { Failed, Loading, Stage } from './States.tsx';
export { DetailsTool, PhoneActs, type SelectionAction, SelectionBar } from './Tools.tsx';
