/** Tags: on files, and all of them together. Loaded with the details; the dialogs when they open. */
import { lazy } from 'react';

export const TagDialog = lazy(() => import('./TagDialog.tsx'));
export const TagManager = lazy(() => import('./TagManager.tsx'));
