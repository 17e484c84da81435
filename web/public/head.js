/*
 * Runs before the first paint, and before the app is there: the theme and the language that this device chose, and the
 * requests that the app would make first. They travel while its scripts do, instead of after them.
 */
(() => {
  const root = document.documentElement;
  const { page, languages: files = '{}' } = document.currentScript.dataset;
  const languages = JSON.parse(files);
  const stored = (storage, key) => {
    try {
      return JSON.parse(window[storage].getItem(key)) || {};
    } catch {
      /* Damaged by hand, or kept from pages: as if nothing were there. */
      return {};
    }
  };

  /* The same keys as src/device/preferences.ts and src/api/session.ts. */
  const chosen = stored('localStorage', 'canopy.preferences').state || {};
  if (chosen.theme === 'light' || chosen.theme === 'dark') root.dataset.theme = chosen.theme;
  const baseOf = (tag) => tag.split('-')[0].toLowerCase();
  const spoken = (tag) => Object.keys(languages).find((known) => baseOf(known) === baseOf(tag));
  const language = chosen.language || navigator.languages.map(spoken).find(Boolean) || 'en';
  root.lang = language;
  /* What fails is asked for again by the app, which says so. */
  const load = (script) => script && import(script).catch(() => undefined);
  load(languages[language]);

  /* The first page of the folder in the address; src/api/head-start.ts takes the answer. */
  const { pathname, search } = location;
  const [, path] = /^\/files((?:\/[^/]+)*)\/?$/.exec(pathname) || [];
  const token = stored('localStorage', 'canopy.session').token || stored('sessionStorage', 'canopy.session').token;
  if (path === undefined || search !== '' || !token || !(Date.parse(token.access_expires) > Date.now())) return;
  load(page);
  const url = `/api/v4/file?${new URLSearchParams({ uri: `cloudreve://my${path}`, page_size: 200 })}`;
  const headers = { accept: 'application/json', authorization: `Bearer ${token.access_token}` };
  const answer = fetch(url, { headers });
  answer.catch(() => undefined);
  window.headStart = { url, answer };

  /* Browsers read what they know of a language when it is first asked for: now, while nothing has come yet. */
  if (languages[language])
    setTimeout(() => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { month: 'short' }));
})();
