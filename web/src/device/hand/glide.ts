/** Lets a thing that the hand has moved go on by itself, for as long as the design says that panels travel. */

/** A token of the style sheet. */
const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Milliseconds of a token such as `--time-3`; nearly none where somebody wants no motion. */
function timeOf(name: string): number {
  const text = token(name);
  return Number.parseFloat(text) * (text.endsWith('ms') ? 1 : 1000) || 0;
}

/**
 * Moves an element from one place to another (values of `translate`); it stays there, an empty text for where it
 * belongs. Resolves when it has arrived, or was moved again meanwhile.
 */
export async function glide(element: HTMLElement, from: string, to: string): Promise<void> {
  element.style.translate = to;
  const options = { duration: timeOf('--time-3'), easing: token('--ease-move') || 'linear' };
  const moved = element.animate({ translate: [from || 'none', to || 'none'] }, options);
  await moved.finished.catch(() => undefined);
}
