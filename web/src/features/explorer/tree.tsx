/** What trees of folders share: their keys, and what opens a branch. */
import type { KeyboardEvent } from 'react';
import { Icon, Spinner } from '../../components/Icon.tsx';
import { readingKey } from '../../device/reading-key.ts';

/** Arrow keys of a tree (ARIA practices): up and down over what is open, right opens, left closes or goes up. */
export function walkTree(event: KeyboardEvent<HTMLElement>) {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const now = document.activeElement as HTMLElement | null;
  const at = now ? all.indexOf(now) : -1;
  if (!now || at < 0) return;
  const expanded = now.getAttribute('aria-expanded');
  const level = Number(now.getAttribute('aria-level'));
  const key = readingKey(event.key);
  if (key === 'ArrowDown') all[at + 1]?.focus();
  else if (key === 'ArrowUp') all[at - 1]?.focus();
  else if (key === 'Home') all[0]?.focus();
  else if (key === 'End') all.at(-1)?.focus();
  else if (key === 'ArrowRight') {
    if (expanded === 'false') now.querySelector<HTMLElement>('.twist')?.click();
    else if (expanded === 'true') all[at + 1]?.focus();
  } else if (key === 'ArrowLeft') {
    if (expanded === 'true') now.querySelector<HTMLElement>('.twist')?.click();
    else
      all
        .slice(0, at)
        .findLast((each) => Number(each.getAttribute('aria-level')) < level)
        ?.focus();
  } else if (key === ' ') now.click();
  else if (key === 'Enter') {
    /* The first Enter chooses, the second does it. */
    if (now.getAttribute('aria-selected') !== 'true') now.click();
    else now.closest('form')?.requestSubmit();
  } else return;
  event.preventDefault();
}

interface TwistProps {
  /** Nothing is below it. */
  readonly isLeaf: boolean;
  readonly isOpen: boolean;
  readonly isLoading: boolean;
  readonly onToggle: () => void;
}

/** Opens and closes a branch by hand. */
export function Twist({ isLeaf, isOpen, isLoading, onToggle }: TwistProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys open and close
    // biome-ignore lint/a11y/noStaticElementInteractions: part of the tree item, which has the keys
    <span
      className={isLeaf ? 'twist none' : 'twist'}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      {isLoading ? <Spinner /> : <Icon name={isOpen ? 'down' : 'right'} />}
    </span>
  );
}
