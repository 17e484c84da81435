import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { build, type Plugin } from 'vite';
import { shellFiles } from './shell.ts';

/** The service worker, in one file of its own at the top of the site, with the list of what it fetches beforehand. */
export function withServiceWorker(): Plugin {
  let root = '';
  return {
    name: 'canopy:with-service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    async writeBundle({ dir = '' }) {
      const files = [
        '/files',
        ...shellFiles(JSON.parse(readFileSync(`${dir}/.vite/manifest.json`, 'utf8'))).map((file) => `/${file}`),
      ];
      const worker = 'worker/service-worker.ts';
      const version = createHash('sha256')
        .update(readFileSync(`${dir}/index.html`))
        .update(files.join());
      const built = await build({
        configFile: false,
        root,
        logLevel: 'warn',
        publicDir: false,
        define: { __SHELL__: JSON.stringify({ version: version.digest('hex').slice(0, 16), files }) },
        build: {
          write: false,
          target: 'es2023',
          modulePreload: false,
          rolldownOptions: { input: worker, output: { format: 'iife', entryFileNames: 'sw.js' } },
        },
      });
      const [chunk] = 'output' in built ? built.output : [];
      if (chunk?.type !== 'chunk') throw new Error(`${worker} was not built`);
      writeFileSync(`${dir}/sw.js`, chunk.code);
    },
  };
}
