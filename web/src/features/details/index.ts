/** All that is known of files: beside the list, over a preview, or as a sheet on the phone. Loaded when first shown. */
import { lazy } from 'react';

export const Details = lazy(() => import('./Details.tsx'));
export { showTab, type Tab } from './tab.ts';
