/** The request that `public/head.js` made before the app was there. */

interface HeadStart {
  readonly url: string;
  readonly answer: Promise<Response>;
}

declare global {
  var headStart: HeadStart | undefined;
}

/** What was true so long ago (milliseconds after the page was asked for) is asked for again. */
const fresh = 10_000;

/** Like `fetch`, but an answer that is on its way already is taken; once, since a body is read once. */
export function fetchWithHeadStart(...[url, init]: Parameters<typeof fetch>): Promise<Response> {
  const { headStart } = globalThis;
  if (headStart?.url !== url) return fetch(url, init);
  globalThis.headStart = undefined;
  return performance.now() < fresh ? headStart.answer : fetch(url, init);
}
