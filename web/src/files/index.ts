/** Files: their addresses, names, kinds and pictures, what can be done with them, and how many of them are shown. */
export { addressOf, myFiles, type Route, routeOf, safeNext, trashRoot } from './address.ts';
export { hold, useClipboard, useCutIds } from './clipboard.ts';
export { type DropActions, useDropTarget, useFilesHover } from './drag.tsx';
export { FileName } from './FileName.tsx';
export { FileIcon, FolderIcon, KindIcon, KindSprite } from './KindIcon.tsx';
export { folderColour, isFolder, type Kind, kindOf, kindText } from './kinds.ts';
export { type Listing, type ListingData, listingKey, useListing } from './listing.ts';
export { knownFolders, refreshLists } from './listing-cache.ts';
export { extensionOf, freeName, nameProblem } from './names.ts';
export { Picture } from './Picture.tsx';
export { collectedAt, originOf, uriOf } from './places.ts';
export { noSelection, type Selection, type Shown, selectAll, selectOnly, settle, shownOf } from './selection.ts';
export { Thumb } from './Thumb.tsx';
export { forgetSteps } from './undo.ts';
export { type Commands, useCommands } from './use-commands.ts';
export { FileView } from './view/FileView.tsx';
export { Ghosts } from './view/Ghosts.tsx';
export type { Column, FileViewProps } from './view/types.ts';
