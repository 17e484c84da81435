import { loadIcons } from '../components/Icon.tsx';
import { loadCode } from '../features/transfers/index.ts';
import { keepFolders } from '../files/listing-cache-kept.ts';

/** What the first minute needs, fetched while nothing else happens: the first click on it is then not a wait. */
const soon = [
  loadIcons,
  () => import('../components/MenuPopup.tsx'),
  () => import('./OtherPage.tsx'),
  () => import('../features/explorer/menus.ts'),
  () => import('../features/explorer/SelectionTools.tsx'),
  () => import('../files/commands.ts'),
  () => import('../frame/dragging/drags.ts'),
  () => import('../features/explorer/EmptyStates.tsx'),
  () => import('../features/explorer/MenuHead.tsx'),
  () => import('../features/explorer/TileTools.tsx'),
  () => import('../files/view/Tiles.tsx'),
  () => import('../files/view/Gallery.tsx'),
  () => import('../files/view/RenameField.tsx'),
  () => import('../files/view/far.ts'),
  () => import('../features/explorer/Questions.tsx'),
  () => import('../features/explorer/MoveDialog.tsx'),
  () => import('../frame/palette/Palette.tsx'),
  () => import('../features/signin/SignInAgain.tsx'),
  /* What says that the connection is gone can't be fetched then. */
  loadCode,
  () => import('../files/work-left.ts').then(({ tellWorkLeft }) => tellWorkLeft()),
  () => import('./installed.ts').then(({ startInstalled }) => startInstalled()),
];

/** Loads them one after the other, when the browser is idle; failing is no harm, they are asked for again. */
export function preloadSoon(): void {
  keepFolders();
  const whenIdle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 500));
  const next = (index: number) => {
    const load = soon[index];
    if (!load) return;
    whenIdle(() => {
      load().then(
        () => next(index + 1),
        () => undefined,
      );
    });
  };
  next(0);
}
