import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Tool, type ToolProps } from './Button.tsx';
import type { IconName } from './icons.ts';
import type { MenuProps } from './MenuPopup.tsx';

const MenuPopup = lazy(() => import('./MenuPopup.tsx'));

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Key that does the same. */
  readonly hint?: string;
  /** Why it can't be used now: shown beneath; the entry stays reachable. */
  readonly why?: string | undefined;
  /** Can't be taken back: said in red. */
  readonly isDanger?: boolean;
  /** URI of the folder that takes what is dropped on the entry. */
  readonly drop?: string;
  /** A choice: shows a check when true. */
  readonly checked?: boolean;
  /** Means nothing for these items, or is there twice: the palette lists it, a menu leaves it out. */
  readonly isLeftOut?: boolean;
  readonly onSelect: () => void;
}

/** Entries that are seldom wanted: they take the place of the others when their name is pressed. */
export interface MenuBranch {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly items: readonly (MenuEntry | 'line')[];
}

/** Entries; `'line'` separates groups, `{ title }` names the group that follows. */
export type MenuItem = MenuEntry | MenuBranch | 'line' | { readonly title: string };

/** What a menu holds; a promise when its entries come with a chunk of their own. */
export type MenuItems = readonly MenuItem[] | Promise<readonly MenuItem[]>;

/** Where a menu opens: at a point (the pointer) or under a control. */
export type MenuAnchor =
  | { readonly x: number; readonly y: number }
  | { readonly below: Element; readonly end?: boolean };

/** A menu at its anchor. Its entries are those of the moment it opened. */
export function Menu({
  items,
  ...props
}: Omit<MenuProps, 'items'> & { readonly items: MenuItems | (() => MenuItems) }) {
  const [made] = useState(items);
  return (
    <Suspense>
      <MenuPopup {...props} items={made} />
    </Suspense>
  );
}

interface MenuSource {
  readonly label: string;
  /** Made when the menu opens, so that it shows the state of that moment. */
  readonly items: () => MenuItems;
  readonly head?: () => ReactNode;
  readonly top?: () => ReactNode;
  readonly end?: boolean;
}

interface Opener {
  readonly props: {
    readonly 'aria-haspopup': 'menu';
    readonly 'aria-expanded': boolean;
    readonly onClick: (event: { currentTarget: Element }) => void;
  };
  readonly menu: ReactNode;
}

/** Turns any control into one that opens a menu under itself: spread `props` on it, render `menu` beside it. */
export function useMenu({ label, items, head, top, end }: MenuSource): Opener {
  const [anchor, setAnchor] = useState<Element>();
  return {
    props: {
      'aria-haspopup': 'menu',
      'aria-expanded': anchor !== undefined,
      onClick: ({ currentTarget }) => setAnchor((open) => (open ? undefined : currentTarget)),
    },
    menu: anchor && (
      <Menu
        label={label}
        items={items}
        head={head?.()}
        top={top?.()}
        anchor={{ below: anchor, ...(end ? { end } : {}) }}
        onClose={() => setAnchor(undefined)}
      />
    ),
  };
}

/** A tool that opens a menu. */
export function MenuTool({ items, head, end, ...tool }: Omit<ToolProps, 'onClick'> & Omit<MenuSource, 'label'>) {
  const { props, menu } = useMenu({ label: tool.label, items, ...(head ? { head } : {}), ...(end ? { end } : {}) });
  return (
    <>
      <Tool {...tool} {...props} />
      {menu}
    </>
  );
}
