/** The views of the app: where each is, and how a person comes to see it. Pictures and axe go through all of them. */
import { fileViews } from './views/files.ts';
import { pageViews } from './views/pages.ts';
import { sharingViews } from './views/sharing.ts';
import type { View } from './views/steps.ts';

export const views: readonly View[] = [...pageViews, ...fileViews, ...sharingViews];
