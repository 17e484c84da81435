/** Setting folders and files back to a moment. Loaded when it is asked for. */
import { lazy } from 'react';

export const RewindDialog = lazy(() => import('./RewindDialog.tsx'));
