import { Complaint } from './complaint.mjs';
import { inRepository, root } from './paths.mjs';
import { hashOf, readStamp, writeStamp } from './stamp.mjs';

/**
 * What is built, from what, and where it lies.
 *
 * @typedef {{ title: string, sources: readonly string[], folder: string }} Artifact
 * @type {Readonly<Record<string, Artifact>>}
 */
const artifacts = {
  server: {
    title: 'the server',
    sources: ['server/src', 'server/package.json', 'server/tsconfig.json', 'contract/src', 'contract/package.json'],
    folder: 'server/dist',
  },
  web: {
    title: 'the web app',
    sources: ['web', 'client/src', 'client/package.json', 'contract/src', 'contract/package.json'],
    folder: 'web/dist',
  },
};

export const artifactNames = Object.keys(artifacts);

/** @returns {Artifact} */
export function artifact(name) {
  const found = artifacts[name];
  if (!found) throw new Complaint(`There is nothing to build named "${name}": ${artifactNames.join(', ')}.`, 2);
  return found;
}

/** A new compiler or a new recipe builds anew as well. */
const recipe = [
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/build.mjs',
  'scripts/lib/artifacts.mjs',
];

const stampOf = (name) => inRepository(`${artifact(name).folder}/.canopy-sources`);
const hashOfSources = (name) => hashOf(root, [...artifact(name).sources, ...recipe]);

/** The artifacts whose sources have changed since they were built. */
export function staleArtifacts() {
  return artifactNames.filter((name) => readStamp(stampOf(name)) !== hashOfSources(name));
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
