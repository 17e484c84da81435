import { fileURLToPath } from 'node:url';

/** The browser under test. */
export const chromium = process.env.CANOPY_TEST_CHROMIUM ?? '/usr/bin/chromium';

/** Where pictures of the run are kept; not in git. */
export const artifacts = fileURLToPath(new URL('../artifacts/', import.meta.url));

/** The pictures that views are compared with. */
export const kept = fileURLToPath(new URL('../pictures/', import.meta.url));
