import type { Plugin } from 'vite';

/** The usual page after signing in, wherever it is put together with others. */
const usualPage = /\/features\/explorer\/ExplorerPage\.tsx$/;
/** The sentences of a language: src/i18n/<tag>.ts, or one of a file (scripts/languages.ts). */
const language = /(?:\/i18n\/(en|zh-CN)\.ts|virtual:canopy-language\/(.+))$/;

/**
 * Writes into the page what the browser would find only when the first scripts have run: the chunks of the usual page,
 * and where the words of each language are. public/head.js knows which language is spoken, and whether that page is next.
 */
export function withHeadStart(): Plugin {
  return {
    name: 'canopy:with-head-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
        const languages: Record<string, string> = {};
        for (const { facadeModuleId, fileName } of chunks) {
          const [, own, inFile] = language.exec(facadeModuleId ?? '') ?? [];
          const tag = own ?? inFile;
          if (tag) languages[tag] = `/${fileName}`;
        }
        const page = chunks.find(({ moduleIds }) => moduleIds.some((id) => usualPage.test(id)));
        if (!page || !languages.en)
          throw new Error('The first list or its words were not built: see scripts/head-start.ts');
        const wanted = chunks.filter(({ fileName }) => fileName === page.fileName || page.imports.includes(fileName));
        const scripts = wanted.map(({ fileName }) => fileName).filter((file) => !html.includes(file));
        const styles = wanted.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        return {
          html: html.replace(
            '<script src="/head.js"',
            `$& data-page="/${page.fileName}" data-languages='${JSON.stringify(languages)}'`,
          ),
          tags: [
            ...scripts.map((file) => ({
              tag: 'link',
              attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
            })),
            ...styles
              .filter((file) => !html.includes(file))
              .map((file) => ({ tag: 'link', attrs: { rel: 'stylesheet', crossorigin: true, href: `/${file}` } })),
          ].map((tag) => ({ ...tag, injectTo: 'head' as const })),
        };
      },
    },
  };
}
