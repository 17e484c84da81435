/* What the app needs to open without a connection: fetched beforehand by the service worker, and counted by the
 * budget. Names of the sources, or of a chunk of vite.config.ts; what they import statically belongs to it as well. */

const shellEntries = [
  'index.html',
  'browser',
  'src/i18n/en.ts',
  'src/i18n/zh-CN.ts',
  'src/features/explorer/EmptyStates.tsx',
  'src/files/view/Ghosts.tsx',
  'src/files/view/Tiles.tsx',
  'src/files/view/Gallery.tsx',
  'src/files/view/far.ts',
  'src/files/view/hand/Hand.tsx',
  'src/files/PictureThumb.tsx',
  'src/features/explorer/TileTools.tsx',
  'src/features/explorer/SelectionTools.tsx',
  'src/features/explorer/MenuHead.tsx',
  'src/features/explorer/menus.ts',
  'src/frame/AccountPanel.tsx',
  'src/components/more-icons.ts',
  'src/components/MenuPopup.tsx',
  'src/app/preload.ts',
  'src/app/installed.ts',
  'src/app/OtherPage.tsx',
  'src/features/explorer/KeptFolders.tsx',
  'src/features/explorer/refresh-failure.ts',
];

/** Files of `public/` that the page names. */
const shellPublic = ['head.js', 'favicon.svg'];

/** What is used here of the manifest that Vite writes, by the name of the source. */
type Built = Readonly<Record<string, { file: string; imports?: readonly string[]; css?: readonly string[] }>>;

/** The built files of the shell, below dist/. */
export function shellFiles(manifest: Built): string[] {
  const keys = new Set<string>();
  const files = new Set(shellPublic);
  const visit = (name: string) => {
    const key = keyOf(manifest, name);
    if (keys.has(key)) return;
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not among the built files: adjust scripts/shell.ts to its new name`);
    keys.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const entry of shellEntries) visit(entry);
  return [...files].sort();
}

/** The key of a source or of a chunk. Sources that others import as well stand under their chunk, `_Picture-<hash>.js`. */
export function keyOf(manifest: Built, name: string): string {
  if (manifest[name]) return name;
  const [, chunk = name] = /([^/]+)\.tsx?$/.exec(name) ?? [];
  return Object.keys(manifest).find((key) => key.startsWith(`_${chunk}-`) && key.endsWith('.js')) ?? name;
}
