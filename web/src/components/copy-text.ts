/** Puts text on the clipboard, also where the page is not served safely (a drive in the home network). */

function copyByHand(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.className = 'unseen';
  /* Within a modal dialog everything outside of it takes no focus. */
  const host = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  const before = document.activeElement;
  host.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}

/** @returns whether it is on the clipboard now */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    /* Not allowed, or not in front: the old way may still work. */
  }
  return copyByHand(text);
}

/**
 * Copies a text that is still on its way. The promise is handed over within the click, because a browser lets a page
 * write only then. Rejects when the text never came. @returns whether it is on the clipboard now
 */
export async function copyComing(coming: Promise<string>): Promise<boolean> {
  if (navigator.clipboard?.write && typeof ClipboardItem !== 'undefined') {
    try {
      const blob = coming.then((text) => new Blob([text], { type: 'text/plain' }));
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
      return true;
    } catch {
      /* The text failed (then so does the next line), or the browser wants it ready. */
    }
  }
  return copyText(await coming);
}
