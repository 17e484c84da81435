import { globSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { withHeadStart } from './scripts/head-start.ts';
import { withLanguages } from './scripts/languages.ts';
import { withServiceWorker } from './scripts/service-worker.ts';

/** Where the API answers while `vite` serves the sources; the built app is served by the drive itself. */
const api = process.env.CANOPY_API ?? 'http://127.0.0.1:5212';

/**
 * The contract's English sentence for each error code is for developers and for the server's answers. The app says
 * errors in its own words (`error_…` in src/i18n), so the table stays out of the bundle.
 */
function withoutErrorTexts(): Plugin {
  return {
    name: 'canopy:without-error-texts',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/contract/src/errors.ts')) return null;
      const table = /^const messages\b[^=]*= \{\n[\s\S]*?^\};$/m;
      if (!table.test(code)) throw new Error(`${id} has changed: adjust withoutErrorTexts in web/vite.config.ts`);
      return { code: code.replace(table, 'const messages: Readonly<Record<number, string>> = {};'), map: null };
    },
  };
}

/**
 * The app compares a dozen of the contract's hundred error codes and flags: as numbers where they are used, so that the
 * tables of their names stay out of the bundle too.
 */
function withNumbers(): Plugin {
  const numbers = new Map<string, string>();
  for (const file of ['errors', 'flags']) {
    const code = readFileSync(new URL(`../contract/src/${file}.ts`, import.meta.url), 'utf8');
    for (const [, table, rows = ''] of code.matchAll(/^export const (\w+) = \{([^}]*)\} as const;$/gm)) {
      for (const [, name, number = ''] of rows.matchAll(/\b([A-Z_\d]+): (-?\d+)\b/g))
        numbers.set(`${table}.${name}`, number);
    }
  }
  const tables = [...new Set([...numbers.keys()].map((key) => key.split('.')[0]))].join('|');
  const used = new RegExp(`\\b(?:${tables})\\.[A-Z_\\d]+\\b`, 'g');
  return {
    name: 'canopy:with-numbers',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/(contract|client|web)\/src\//.test(id)) return null;
      const replaced = code.replace(used, (name) => {
        const number = numbers.get(name);
        if (number === undefined) throw new Error(`${id} names ${name}, which the contract does not have`);
        return `(${number})`;
      });
      return replaced === code ? null : { code: replaced, map: null };
    },
  };
}

/** Of the contract's table of routes the app carries those that it calls: that name them is what calls look like. */
function withUsedRoutes(): Plugin {
  return {
    name: 'canopy:with-used-routes',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/contract/src/routes.ts')) return null;
      const sources = ['src/**/*.{ts,tsx}', '../client/src/**/*.ts'].flatMap((glob) =>
        globSync(glob, { cwd: import.meta.dirname }),
      );
      const named = new Set<string>();
      for (const source of sources) {
        const text = readFileSync(new URL(source, import.meta.url), 'utf8');
        for (const [, name = ''] of text.matchAll(/'([a-z][A-Za-z]+)'/g)) named.add(name);
      }
      const kept = code.replace(/^ {2}(\w+): \{ method: .*\},\n/gm, (line, name: string) =>
        named.has(name) ? line : '',
      );
      return { code: kept, map: null };
    },
  };
}

/**
 * Tables of characters, fonts and decoders that some PDF documents need: files beside the app, each fetched by the
 * viewer when a document asks for it, and from nowhere else. What runs scripts of documents is left out.
 */
function withPdfData(): Plugin {
  const place = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const { version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { version: string };
  const files = ['cmaps', 'standard_fonts', 'wasm', 'iccs'].flatMap((folder) =>
    readdirSync(join(place, folder)).flatMap((name) => (/quickjs/i.test(name) ? [] : [`${folder}/${name}`])),
  );
  const base = `assets/pdfjs-${version}`;
  return {
    name: 'canopy:with-pdf-data',
    generateBundle() {
      for (const file of files) {
        this.emitFile({ type: 'asset', fileName: `${base}/${file}`, source: readFileSync(join(place, file)) });
      }
    },
    configureServer(server) {
      server.middlewares.use(`/${base}`, (request, response, next) => {
        const file = files.find((each) => request.url === `/${each}`);
        if (file) response.end(readFileSync(join(place, file)));
        else next();
      });
    },
  };
}

/**
 * The app changes things with calls of its own (src/files/operations…), never with mutations of the query library, whose
 * client makes a cache of them all the same: an empty one takes its place.
 */
function withoutMutations(): Plugin {
  return {
    name: 'canopy:without-mutations',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!/\/query-core\/.*\/mutationCache\.js$/.test(id)) return null;
      return 'export class MutationCache { clear() {} findAll() { return []; } async resumePausedMutations() {} }';
    },
    transform(code, id) {
      if (id.includes('/web/src/') && /\buse(IsMutating|Mutation|MutationState)\b/.test(code)) {
        throw new Error(`${id} uses mutations: take withoutMutations out of web/vite.config.ts`);
      }
      return null;
    },
  };
}

/** What the first file list needs is one chunk beside React; fewer files, and they compress better together. */
const firstList =
  /\/web\/src\/(api|components|design|device|files|frame|i18n|router|features\/explorer\/explorer\.css)\b|\/(contract|client)\/src\//;
/** The parts that every page of files is made of, one chunk as well: signing in needs none of them. */
const browser =
  /features\/explorer\/(ExplorerPage|FileBrowser|browser-props|asides|item-acts|view\.ts|Tools|States|browsing|columns|actions|keys|Crumbs|filter|index)|frame\/page-commands|src\/files\/(view\/|drag|FileName|listing\.ts|memory|pages\.ts|selection|windowing|clipboard|steps|use-live|Tags|tags|Thumb)/;
/** Chunks that every page begins with, and those that are no part of it. */
const firstChunks = ['react', 'app', 'browser'];
const isLater = (file: string) => !['rolldown-runtime', ...firstChunks].some((name) => file.includes(`/${name}-`));
const loadedLater =
  /more-icons|\/hand\/|view\/(resize|Ghosts|far\.)|chosen-columns|files\/failures|property-names|view-saving|MenuPopup|PinMenu|PinDrop|NavTree|frame\/dragging|folders-in|path-text|Popover|GuestTools|Dialog|Empty|Facts|Field|frame\/palette\/|Panel|Sheet|words|api\/(errors|reasons)|commands\.ts|operations|outcomes|listing-cache|undo\.ts|Picture|pictures|Paper|Tiles|TileStage|[gG]allery|TagDots|type-ahead|annotate|\/info\.ts|band|RenameField|rename-drafts|name-rules|folder-rule|storage-rules|device\/breathe|contract\/src\/names|files\/(batches|patience|work-left)|i18n\/(en|zh-CN)\.ts|files\/(work|download)\.ts|\/(live|pins|pin-order)\.ts|\/client\/src\/(upload\/|events|xhr)|transfers\/picker/;

export default defineConfig({
  plugins: [
    react(),
    withLanguages(`${import.meta.dirname}/languages`, `${import.meta.dirname}/src`),
    withoutErrorTexts(),
    withNumbers(),
    withUsedRoutes(),
    withoutMutations(),
    withHeadStart(),
    withServiceWorker(),
    withPdfData(),
  ],
  server: { host: '127.0.0.1', proxy: { '/api': api, '/manifest.json': api } },
  build: {
    outDir: 'dist',
    manifest: true,
    /* No inline script: a Content-Security-Policy without unsafe-inline must be possible. */
    modulePreload: {
      polyfill: false,
      /* The page itself asks for the first chunks: what asks again for them only takes time. */
      resolveDependencies: (_, needed, { hostType }) => (hostType === 'html' ? needed : needed.filter(isLater)),
    },
    assetsInlineLimit: 0,
    target: 'es2023',
    /* light-dark() stays as written: lowered, a pinned subtree (data-theme) would lose its theme. */
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        /* Chromium compiles them beside the page, as they come, instead of function by function when they are called. */
        postBanner: ({ name }) => (firstChunks.includes(name) ? '//# allFunctionsCalledOnLoad' : ''),
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|scheduler|zustand|@tanstack)\/(?!.*(queries|infiniteQuery))/i,
            },
            { name: 'app', test: (id: string) => firstList.test(id) && !browser.test(id) && !loadedLater.test(id) },
            { name: 'browser', test: (id: string) => browser.test(id) && !loadedLater.test(id) },
            /* Every file of its own is a name in lists that the first chunks carry. */
            { name: 'sheets', test: /\/web\/src\/components\/(SheetGrab|Dialog|DialogFrame|Field)\.tsx/ },
            { name: 'finger', test: /\/web\/src\/device\/hand\// },
          ],
        },
      },
    },
  },
});
