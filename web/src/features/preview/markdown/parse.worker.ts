/** Reads Markdown beside the page: a text made to keep a reader busy for ever is given up without the page noticing. */
import { marked } from 'marked';

self.onmessage = ({ data }: MessageEvent<string>) => {
  self.postMessage(marked.lexer(data, { gfm: true }));
};
