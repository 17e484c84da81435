import type { Token } from 'marked';

/** Longer texts are shown as they are written: nobody reads them as a page. */
export const markdownBytes = 1_000_000;

const patienceMs = 5_000;

/** The parts of a Markdown text. Rejects when it can't be read in reasonable time. */
export function parseMarkdown(text: string, signal: AbortSignal): Promise<readonly Token[]> {
  const worker = new Worker(new URL('./parse.worker.ts', import.meta.url), { type: 'module' });
  const timer = setTimeout(() => end(new Error('The text takes too long to read.')), patienceMs);
  let end: (failure: Error) => void = () => undefined;
  const parts = new Promise<readonly Token[]>((resolve, reject) => {
    end = reject;
    worker.onmessage = ({ data }: MessageEvent<readonly Token[]>) => resolve(data);
    worker.onerror = () => reject(new Error('The text can’t be read.'));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.postMessage(text);
  });
  return parts.finally(() => {
    clearTimeout(timer);
    worker.terminate();
  });
}

export interface Parted {
  /** What stands between two lines of three dashes before everything else; undefined = nothing does. */
  readonly matter: string | undefined;
  readonly body: string;
}

/** Facts for programs, which some files begin with, apart from the text for people. */
export function partMatter(text: string): Parted {
  const matter = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(\r?\n|$)/.exec(text);
  return matter ? { matter: matter[1] ?? '', body: text.slice(matter[0].length) } : { matter: undefined, body: text };
}
