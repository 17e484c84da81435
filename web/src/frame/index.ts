/** What stands around every page. */
export { Bar, type BarProps } from './Bar.tsx';
export { Face, nameOf } from './Face.tsx';
export { Frame, isWriting } from './Frame.tsx';
export { type PageOffer, useOffer } from './page-commands.ts';
