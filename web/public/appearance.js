/* Runs before the first paint: the theme and the language that this device chose. The same keys as src/app/preferences.ts. */
(() => {
  try {
    const stored = JSON.parse(localStorage.getItem('canopy.preferences') || '{}').state || {};
    const root = document.documentElement;
    if (stored.theme === 'light' || stored.theme === 'dark') root.dataset.theme = stored.theme;
    const language = stored.language || (/^zh/i.test(navigator.language) ? 'zh-CN' : 'en');
    root.lang = language;
  } catch {
    /* Without storage the page follows the system. */
  }
})();
