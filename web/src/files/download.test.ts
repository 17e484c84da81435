// @vitest-environment jsdom
import { NetworkError, UnexpectedAnswerError } from '@canopy/client';
import { ErrorCode } from '@canopy/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadWithProgress, nameOf } from './download.ts';

/** What the browser was asked to save. */
let saved: { readonly href: string; readonly name: string }[] = [];
/** The private file system of the site; undefined = it has none. */
let disk: Map<string, string> | undefined;
/** Letters that fit on it. */
let room = Number.POSITIVE_INFINITY;

function directory(files: Map<string, string>) {
  const decoder = new TextDecoder();
  const createWritable = (name: string) => async () => {
    let text = '';
    return {
      write: async (bytes: Uint8Array) => {
        text += decoder.decode(bytes);
        if (text.length > room) throw new DOMException('full', 'QuotaExceededError');
      },
      close: async () => void files.set(name, text),
      abort: async () => undefined,
    };
  };
  return {
    async *keys() {
      yield* [...files.keys()];
    },
    async getFileHandle(name: string) {
      files.set(name, '');
      return { createWritable: createWritable(name), getFile: async () => ({ content: files.get(name) }) };
    },
    removeEntry: async (name: string) => void files.delete(name),
  };
}

/** An answer whose body comes in pieces; a piece that is an error breaks it off. */
function answer(pieces: readonly (string | Error)[], headers: Record<string, string>, status = 200): Response {
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces[at++];
      if (piece === undefined) controller.close();
      else if (typeof piece !== 'string') controller.error(piece);
      else controller.enqueue(new TextEncoder().encode(piece));
    },
  });
  return new Response(body, { status, headers });
}

const zip = { 'content-type': 'application/zip', 'content-disposition': "attachment; filename*=UTF-8''Album.zip" };

function begun() {
  const controller = new AbortController();
  const seen: (readonly [number, number | undefined])[] = [];
  const troubles: unknown[] = [];
  const run = {
    signal: controller.signal,
    report: (done: number, total: number | undefined) => void seen.push([done, total]),
    trouble: (error: unknown) => void troubles.push(error),
  };
  return { controller, seen, troubles, run };
}

const answers = (...all: readonly (() => Response)[]) => {
  let at = 0;
  vi.stubGlobal('fetch', async () => all[Math.min(at++, all.length - 1)]?.());
};

beforeEach(() => {
  vi.useFakeTimers();
  saved = [];
  disk = new Map();
  room = Number.POSITIVE_INFINITY;
  const getDirectory = async () => {
    if (!disk) throw new DOMException('A private window.', 'SecurityError');
    return directory(disk);
  };
  vi.stubGlobal('navigator', { onLine: true, storage: { getDirectory } });
  Object.assign(URL, { createObjectURL: (file: { content: string }) => `blob:${file.content}` });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ href: this.href, name: this.download });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('downloadWithProgress', () => {
  it('tells how far it is, and saves all of it under its name', async () => {
    answers(() => answer(['one', 'two'], { ...zip, 'content-length': '6' }));
    const { seen, run } = begun();
    expect(await downloadWithProgress('/zip', run)).toBe('done');
    expect(seen).toEqual([0, 3, 6].map((bytes) => [bytes, 6]));
    expect(saved).toEqual([{ href: 'blob:onetwo', name: 'Album.zip' }]);
  });

  it('comes from its begin when the connection breaks, and is saved once', async () => {
    const broken = new TypeError('network error');
    answers(
      () => {
        throw broken;
      },
      () => answer(['one', broken], zip),
      () => answer(['one', 'two'], zip),
    );
    const { troubles, run } = begun();
    const done = downloadWithProgress('/zip', run);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await done).toBe('done');
    expect(saved.map(({ href }) => href)).toEqual(['blob:onetwo']);
    expect([troubles[0] instanceof NetworkError, troubles.at(-1)]).toEqual([true, undefined]);
  });

  it('says what the server says, and saves nothing', async () => {
    const body = JSON.stringify({ code: ErrorCode.SIGN_EXPIRED, msg: 'expired' });
    answers(() => answer([body], { 'content-type': 'application/json' }));
    await expect(downloadWithProgress('/zip', begun().run)).rejects.toMatchObject({ code: ErrorCode.SIGN_EXPIRED });
    expect([saved, disk?.size]).toEqual([[], 0]);
  });

  it('says that something else answered', async () => {
    answers(() => answer(['<html>'], { 'content-type': 'text/html' }, 404));
    await expect(downloadWithProgress('/zip', begun().run)).rejects.toThrow(UnexpectedAnswerError);
    expect(disk?.size).toBe(0);
  });

  it('leaves nothing behind when it is ended', async () => {
    const end = new DOMException('Ended by the person.', 'AbortError');
    answers(() => answer(['one', end], zip));
    const { controller, run } = begun();
    const ended = expect(downloadWithProgress('/zip', run)).rejects.toThrow('Ended by the person.');
    controller.abort(end);
    await ended;
    expect([saved, disk?.size]).toEqual([[], 0]);
  });

  it.each([
    ['there is no room for it here', 4, true],
    ['the site has no files of its own', 100, false],
  ])('leaves it to the browser when %s', async (_, letters, hasDisk) => {
    room = letters;
    if (!hasDisk) disk = undefined;
    answers(() => answer(['one', 'two'], zip));
    expect(await downloadWithProgress('/zip', begun().run)).toBe('elsewhere');
    expect(saved.map(({ href }) => new URL(href).pathname)).toEqual(['/zip']);
    expect(disk?.size ?? 0).toBe(0);
  });

  it('leaves links of other servers to the browser', async () => {
    expect(await downloadWithProgress('https://storage.example/x', begun().run)).toBe('elsewhere');
    expect(saved[0]?.href).toBe('https://storage.example/x');
  });

  it('removes what earlier downloads left, and keeps what may still be copied', async () => {
    const [old, young] = [7 * 3_600_000, 60_000].map((ms) => `canopy-download-${Date.now() - ms}-x`);
    disk = new Map([old, young, 'inbox'].map((name) => [String(name), '']));
    answers(() => answer(['one'], zip));
    await downloadWithProgress('/zip', begun().run);
    expect([...disk.keys()]).toEqual(expect.arrayContaining([young, 'inbox']));
    expect([...disk.keys()]).not.toContain(old);
  });
});

describe('nameOf', () => {
  it.each([
    ["attachment; filename*=UTF-8''%E6%B9%96.zip", '湖.zip'],
    ['attachment; filename="a.zip"', 'a.zip'],
    ['attachment; filename="a.zip"; filename*=UTF-8\'\'%E6', 'a.zip'],
    ['attachment', undefined],
    [null, undefined],
  ])('reads %s', (header, name) => {
    expect(nameOf(header)).toBe(name);
  });
});
