/** The arrow that a key means to somebody who reads from left to right: right is always onwards. */
export function readingKey(key: string): string {
  if (document.documentElement.dir !== 'rtl') return key;
  return { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[key] ?? key;
}
