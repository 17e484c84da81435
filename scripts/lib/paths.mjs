import { fileURLToPath } from 'node:url';

/** Absolute path of a file of the repository. */
export const inRepository = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The root of the repository, without a trailing slash. */
export const root = inRepository('.').replace(/[\\/]$/, '');

/** What the workshop leaves behind between runs: locks and notes, never anything of the drive. */
export const workshopDir = inRepository('.canopy');
