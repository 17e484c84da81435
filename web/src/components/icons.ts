import type { MoreIcons } from './more-icons.ts';

/** The icons of the first list; the others are in more-icons.ts. Line icons: 20 x 20, stroke 1.5, round ends, live area 3 to 17. Drawn in the colour of the text beside them. */
export const lines = {
  files:
    'M3 6.1c0-1 .8-1.8 1.8-1.8h2.7c.5 0 1 .2 1.3.6l1.1 1.2h5.3c1 0 1.8.8 1.8 1.8v5.9c0 1-.8 1.8-1.8 1.8H4.8c-1 0-1.8-.8-1.8-1.8z',
  link: 'M8.4 11.6a3.1 3.1 0 0 0 4.4 0l2.6-2.6A3.1 3.1 0 0 0 11 4.6l-.9.9M11.6 8.4a3.1 3.1 0 0 0-4.4 0L4.6 11a3.1 3.1 0 0 0 4.4 4.4l.9-.9',
  trash:
    'M3.8 5.8h12.4M7.8 5.8V4.7c0-.7.5-1.2 1.2-1.2h2c.7 0 1.2.5 1.2 1.2v1.1M5.3 5.8l.6 9.1c.1.9.8 1.6 1.7 1.6h4.8c.9 0 1.6-.7 1.7-1.6l.6-9.1M8.5 9v4.4M11.5 9v4.4',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13.1 13.1l3.4 3.4',
  plus: 'M10 4v12M4 10h12',
  close: 'M5 5l10 10M15 5L5 15',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  left: 'M12 5.5L7.5 10l4.5 4.5',
  arrowup: 'M10 16V4.5M5.5 9L10 4.5 14.5 9',
  arrowdown: 'M10 4v11.5M5.5 11l4.5 4.5 4.5-4.5',
  list: 'M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.7 5.5h.1M3.7 10h.1M3.7 14.5h.1',
  grid: 'M4.7 3.5h2.6c.7 0 1.2.5 1.2 1.2v2.6c0 .7-.5 1.2-1.2 1.2H4.7c-.7 0-1.2-.5-1.2-1.2V4.7c0-.7.5-1.2 1.2-1.2zM12.7 3.5h1.8a2 2 0 0 1 2 2v1.8c0 .7-.5 1.2-1.2 1.2h-2.6c-.7 0-1.2-.5-1.2-1.2V4.7c0-.7.5-1.2 1.2-1.2zM4.7 11.5h2.6c.7 0 1.2.5 1.2 1.2v2.6c0 .7-.5 1.2-1.2 1.2H4.7c-.7 0-1.2-.5-1.2-1.2v-2.6c0-.7.5-1.2 1.2-1.2zM12.7 11.5h2.6c.7 0 1.2.5 1.2 1.2v2.6c0 .7-.5 1.2-1.2 1.2h-2.6c-.7 0-1.2-.5-1.2-1.2v-2.6c0-.7.5-1.2 1.2-1.2z',
  gallery:
    'M5 3.5h7.5a4 4 0 0 1 4 4V15c0 .8-.7 1.5-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15V5c0-.8.7-1.5 1.5-1.5zM3.8 14l3.4-3.7 3 3 2.1-2 3.6 3.5',
  details: 'M5 3.5h7.5a4 4 0 0 1 4 4V15c0 .8-.7 1.5-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15V5c0-.8.7-1.5 1.5-1.5zM12 3.5v13',
  more: 'M4.8 10h.1M10 10h.1M15.2 10h.1',
  shared:
    'M7.6 9.2a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.8 16.2c.2-2.7 2.2-4.5 4.8-4.5s4.6 1.8 4.8 4.5M12.6 4.1a2.7 2.7 0 0 1 0 4.9M14.3 12c1.7.6 2.8 2.1 2.9 4.2',
  download: 'M10 3.5v8.7M6 8.6l4 4 4-4M3.8 16.5h12.4',
} as const;

export type IconName = keyof typeof lines | keyof MoreIcons;

/** Icons that point the other way where one reads from the right. */
export const turning: ReadonlySet<IconName> = new Set(['right', 'left', 'enter', 'undo', 'move', 'list', 'details']);
