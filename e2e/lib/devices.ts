/** A phone, as browsers imitate one. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** A tablet held upright: wider than a phone, and nothing to hover with. */
export const tablet = { viewport: { width: 820, height: 1100 }, hasTouch: true, isMobile: true } as const;

/** How a view is looked at where one look says enough of it: device, theme or language, and the browser for it. */
export const looks = [
  ['desktop', 'light', {}],
  ['desktop', 'dark', {}],
  ['phone', 'light', phone],
  ['phone', 'dark', phone],
  ['desktop', 'chinese', { locale: 'zh-CN' }],
] as const;
