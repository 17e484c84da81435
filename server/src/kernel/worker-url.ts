declare const __CANOPY_BUNDLED__: boolean | undefined;

/**
 * Where the entry file of a worker thread lies, from source and from the bundle alike.
 *
 * A worker is a file `<name>.worker.ts` beside its user, started as
 * `new Worker(workerUrl(import.meta.url, './<name>.worker.ts'))`. Running from source, that is the file itself.
 * The bundle is one flat folder in which every worker stands as `<name>.worker.mjs` beside the code that starts
 * it, so the folder part of the path is dropped there; the build refuses two workers of the same name.
 *
 * @param from `import.meta.url` of the file that starts the worker
 * @param path relative path of the worker's source, ending in `.worker.ts`
 * @param bundled whether the caller runs from the bundle; left to the build everywhere but in tests
 */
export function workerUrl(from: string, path: `${string}.worker.ts`, bundled = runsFromBundle()): URL {
  return new URL(bundled ? `./${path.slice(path.lastIndexOf('/') + 1, -'.ts'.length)}.mjs` : path, from);
}

/** The build replaces the name by `true`; from source it stands for nothing. */
function runsFromBundle(): boolean {
  return typeof __CANOPY_BUNDLED__ !== 'undefined' && __CANOPY_BUNDLED__;
}
