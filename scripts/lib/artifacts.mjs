import { inRepository, root } from './paths.mjs';
import { hashOf, readStamp, writeStamp } from './stamp.mjs';

/**
 * What is built, from what, and where it lies.
 *
 * @type {Record<string, { title: string, sources: readonly string[], folder: string }>}
 */
export const artifacts = {
  server: {
    title: 'the server',
    sources: ['server/src', 'server/package.json', 'contract/src', 'contract/package.json'],
    folder: 'server/dist',
  },
  web: {
    title: 'the web app',
    sources: ['web', 'client/src', 'client/package.json', 'contract/src', 'contract/package.json'],
    folder: 'web/dist',
  },
};

/** A new compiler or a new recipe builds anew as well. */
const recipe = ['package-lock.json', 'scripts/build.mjs', 'scripts/lib/artifacts.mjs'];

const stampOf = (name) => inRepository(`${artifacts[name].folder}/.canopy-sources`);
const hashOfSources = (name) => hashOf(root, [...artifacts[name].sources, ...recipe]);

/** The artifacts whose sources have changed since they were built. */
export function staleArtifacts() {
  return Object.keys(artifacts).filter((name) => readStamp(stampOf(name)) !== hashOfSources(name));
}

/**
 * Builds one and notes what it was built from; sources that change meanwhile make it stale again.
 *
 * @param {string} name
 * @param {() => Promise<void>} build
 */
export async function buildArtifact(name, build) {
  const sources = hashOfSources(name);
  await build();
  writeStamp(stampOf(name), sources);
}
