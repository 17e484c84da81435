import { readFileSync } from 'node:fs';

declare const __CANOPY_VERSION__: string | undefined;

/** The version of this Canopy: put in by the build, read from the package when running from source. */
export const version: string = typeof __CANOPY_VERSION__ === 'string' ? __CANOPY_VERSION__ : versionOfPackage();

function versionOfPackage(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  if (typeof manifest === 'object' && manifest && 'version' in manifest) return String(manifest.version);
  throw new Error('server/package.json names no version');
}
