/**
 * Folders, branches and menus that open when something is held over them for a moment. A drag that ends without a drop
 * leads back to where it began; of the branches that opened only the one with the drop in it stays open.
 */
import type { FileResponse, FileUri } from '@canopy/contract';
import { addressOf } from '../../files/index.ts';
import { navigate } from '../../router/index.ts';
import { usePageOffer } from '../page-commands.ts';
import { closesAgain, springs, uriIn } from './rules.ts';

const pauseMs = 700;

export interface Spring {
  /** To be called whenever the drag says over what it is. */
  readonly over: (target: Element | undefined, items: readonly FileResponse[]) => void;
  /** The drag is over; `dropped` is the folder that took it. */
  readonly end: (dropped: FileUri | undefined) => void;
}

const inMenu = (element: Element | undefined) => element?.closest('.menu-layer') != null;

/** Closes a menu as a press beside it does. */
const closeMenus = () => document.dispatchEvent(new PointerEvent('pointerdown'));

export function createSpring(): Spring {
  let held: Element | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const branches: string[] = [];
  /** Address that was opened last; undefined while the page is still the one where the drag began. */
  let went: string | undefined;

  const go = (uri: FileUri) => {
    closeMenus();
    const address = addressOf(uri);
    navigate(address, { replace: went !== undefined });
    went = address;
  };
  const open = (element: HTMLElement, items: readonly FileResponse[]) => {
    const { spring, drop } = element.dataset;
    const uri = uriIn(drop);
    if (spring === 'menu') {
      if (element.ariaExpanded !== 'true') element.click();
    } else if (spring === 'branch') {
      if (element.ariaExpanded !== 'false' || drop === undefined) return;
      branches.push(drop);
      element.querySelector<HTMLElement>('.twist')?.click();
    } else if (uri && springs(uri, usePageOffer.getState().folder, items)) go(uri);
  };
  return {
    over: (target, items) => {
      const element = target?.closest<HTMLElement>('[data-spring], [data-drop]') ?? target;
      if (element === held) return;
      clearTimeout(timer);
      held = element;
      timer = setTimeout(() => {
        if (!inMenu(element) && element?.getAttribute('aria-expanded') !== 'true') closeMenus();
        if (element instanceof HTMLElement) open(element, items);
      }, pauseMs);
    },
    end: (dropped) => {
      clearTimeout(timer);
      held = undefined;
      closeMenus();
      for (const folder of closesAgain(branches.splice(0), dropped?.toString()).reverse()) {
        const branch = `[data-spring="branch"][aria-expanded="true"][data-drop="${CSS.escape(folder)}"]`;
        document.querySelector<HTMLElement>(`${branch} .twist`)?.click();
      }
      if (went !== undefined && !dropped && went === window.location.pathname) history.back();
      went = undefined;
    },
  };
}
