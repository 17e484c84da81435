import { type KeyboardEvent, type ReactNode, use, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { readingKey } from '../device/reading-key.ts';
import { Icon } from './Icon.tsx';
import { lastInput } from './last-input.ts';
import type { MenuAnchor, MenuBranch, MenuEntry, MenuItem, MenuItems } from './Menu.tsx';
import { SheetGrab } from './SheetGrab.tsx';

export interface MenuProps {
  readonly label: string;
  readonly items: MenuItems;
  readonly anchor: MenuAnchor;
  /** Shown above the entries on the phone, where the menu is a bottom sheet. */
  readonly head?: ReactNode;
  /** Shown above the entries everywhere. */
  readonly top?: ReactNode;
  readonly onClose: () => void;
}

const margin = 8;

function place(menu: HTMLElement, anchor: MenuAnchor): void {
  const { width, height } = menu.getBoundingClientRect();
  const rtl = document.documentElement.dir === 'rtl';
  let left: number;
  let top: number;
  let flipTo: number;
  if ('x' in anchor) {
    left = rtl ? anchor.x - width : anchor.x;
    top = anchor.y;
    flipTo = anchor.y - height;
  } else {
    const box = anchor.below.getBoundingClientRect();
    left = Boolean(anchor.end) !== rtl ? box.right - width : box.left;
    top = box.bottom + 6;
    flipTo = box.top - height - 6;
  }
  if (top + height > window.innerHeight - margin) {
    top = flipTo >= margin ? flipTo : Math.max(margin, window.innerHeight - height - margin);
  }
  menu.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
  menu.style.top = `${top}px`;
}

/** What is drawn: no line stands where a group is left out. */
function shownOf(items: readonly MenuItem[]): readonly MenuItem[] {
  const shown: MenuItem[] = [];
  let isGroupOver = false;
  for (const item of items) {
    if (item === 'line') isGroupOver = true;
    else if (!('isLeftOut' in item && item.isLeftOut)) {
      if (isGroupOver && shown.length > 0) shown.push('line');
      isGroupOver = false;
      shown.push(item);
    }
  }
  return shown;
}

/** Focus goes back to where it was before the menu opened, unless an action has moved it on. */
function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useLayoutEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}

/** A menu, or a bottom sheet on the phone. Arrow keys, Home, End, letters, Enter, Esc; a click elsewhere closes it. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function MenuPopup({ label, items, anchor, head, top, onClose }: MenuProps) {
  const entries = items instanceof Promise ? use(items) : items;
  const [branch, setBranch] = useState<MenuBranch>();
  const menu = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const id = useId();
  useReturnFocus();

  useLayoutEffect(() => {
    if (menu.current) place(menu.current, anchor);
  }, [anchor]);

  /* Another level stays where the menu is: with its upper edge, or the lower one of a menu that opened upwards. */
  const turn = (next: MenuBranch | undefined) => {
    const before = menu.current?.getBoundingClientRect();
    flushSync(() => setBranch(next));
    const element = menu.current;
    if (!element || !before) return;
    const isAbove = before.top < ('x' in anchor ? anchor.y : anchor.below.getBoundingClientRect().top);
    const top = isAbove ? before.bottom - element.offsetHeight : before.top;
    element.style.top = `${Math.max(margin, Math.min(top, window.innerHeight - element.offsetHeight - margin))}px`;
    const name = element.querySelector<HTMLElement>('[aria-expanded]');
    const entry = next ? firstEntry(element) : name;
    (lastInput() === 'key' ? entry : element)?.focus({ preventScroll: true });
  };

  useEffect(() => {
    const entry = menu.current?.querySelector<HTMLElement>('[aria-checked="true"]') ?? firstEntry(menu.current);
    /* Opened by hand, no entry is marked: the arrows start at the top. */
    (lastInput() === 'key' ? entry : menu.current)?.focus({ preventScroll: true });
  }, []);

  useEffect(() => {
    const outside = (event: Event) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) onClose();
    };
    const away = () => onClose();
    document.addEventListener('pointerdown', outside, true);
    window.addEventListener('resize', away);
    window.addEventListener('blur', away);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('resize', away);
      window.removeEventListener('blur', away);
    };
  }, [onClose]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(menu.current?.querySelectorAll<HTMLElement>('.entry') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = (index: number) => all[(index + all.length) % all.length]?.focus();
    event.stopPropagation();
    const key = readingKey(event.key);
    const isInside = branch !== undefined;
    const opens = document.activeElement?.getAttribute('aria-expanded') === 'false';
    if (isInside && (key === 'Escape' || key === 'ArrowLeft')) turn(undefined);
    else if (opens && key === 'ArrowRight') (document.activeElement as HTMLElement).click();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (event.key === 'ArrowDown') to(at + 1);
    else if (event.key === 'ArrowUp') to(at < 0 ? -1 : at - 1);
    else if (event.key === 'Home') to(0);
    else if (event.key === 'End') to(-1);
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const now = Date.now();
      const text = now - typed.current.at < 700 ? typed.current.text + event.key : event.key;
      typed.current = { text, at: now };
      const from = text.length > 1 ? at : at + 1;
      const fits = (entry: HTMLElement) => entry.textContent?.trim().toLowerCase().startsWith(text.toLowerCase());
      const order = [...all.slice(Math.max(0, from)), ...all.slice(0, Math.max(0, from))];
      order.find(fits)?.focus();
    } else return;
    event.preventDefault();
  };

  const host = ('below' in anchor && anchor.below.closest('dialog')) || document.body;
  return createPortal(
    <div className="menu-layer">
      <div ref={menu} className="menu at" role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        <SheetGrab onClose={onClose} />
        {head && <div className="menu-head">{head}</div>}
        {!branch && top}
        {branch && <Branch branch={branch} isOpen onTurn={() => turn(undefined)} />}
        {shownOf(branch?.items ?? entries).map((item, index) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity of their own
          if (item === 'line') return <hr key={`line${index}`} />;
          if ('title' in item) {
            return (
              <p key={item.title} className="menu-title" role="presentation">
                {item.title}
              </p>
            );
          }
          if ('items' in item) return <Branch key={item.id} branch={item} onTurn={() => turn(item)} />;
          return <Entry key={item.id} entry={item} whyId={`${id}-${item.id}`} onClose={onClose} />;
        })}
      </div>
    </div>,
    host,
  );
}

function firstEntry(menu: HTMLElement | null): HTMLElement | null | undefined {
  const entries = '.entry:not([aria-expanded="true"])';
  return (
    menu?.querySelector<HTMLElement>(`${entries}:not([aria-disabled])`) ?? menu?.querySelector<HTMLElement>(entries)
  );
}

/** The name of a branch: leads into it, and stands above its entries to lead back. */
function Branch({ branch, isOpen = false, onTurn }: { branch: MenuBranch; isOpen?: boolean; onTurn: () => void }) {
  return (
    <>
      <button
        type="button"
        className="entry"
        role="menuitem"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        tabIndex={-1}
        onClick={onTurn}
      >
        {isOpen ? <Icon name="left" /> : branch.icon && <Icon name={branch.icon} />}
        {branch.label}
        {!isOpen && <Icon name="right" className="end" />}
      </button>
      {isOpen && <hr />}
    </>
  );
}

function Entry({ entry, whyId, onClose }: { entry: MenuEntry; whyId: string; onClose: () => void }) {
  const choice = entry.checked !== undefined;
  return (
    <>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is menuitemradio when it is checked or not */}
      <button
        type="button"
        className={entry.isDanger ? 'entry is-danger' : 'entry'}
        role={choice ? 'menuitemradio' : 'menuitem'}
        aria-checked={choice ? entry.checked : undefined}
        aria-disabled={entry.why ? true : undefined}
        aria-describedby={entry.why ? whyId : undefined}
        tabIndex={-1}
        data-drop={entry.drop}
        onClick={() => {
          if (entry.why) return;
          onClose();
          /* After the menu is gone and the focus is back, so that what opens next returns it to the same place. */
          setTimeout(entry.onSelect, 0);
        }}
      >
        {entry.icon && <Icon name={entry.icon} />}
        {entry.label}
        {entry.hint && <kbd>{entry.hint}</kbd>}
        {entry.checked && <Icon name="check" className="end" />}
      </button>
      {entry.why && (
        <span className="why" id={whyId}>
          {entry.why}
        </span>
      )}
    </>
  );
}
