/** What a drag began at. Browsers tell the end of a drag there, and only while it is on the page. */

/**
 * Calls `onEnd` when the drag that began at an element ends. Where the element leaves the page meanwhile, because
 * another folder opened or the list scrolled, it stays on it unseen until then. @returns what gives up
 */
export function whenDragEnds(source: HTMLElement, onEnd: () => void): () => void {
  let isKept = false;
  const keep = new MutationObserver(() => {
    if (source.isConnected) return;
    isKept = true;
    for (const name of ['id', 'data-id', 'data-drop']) source.removeAttribute(name);
    source.replaceChildren();
    source.className = '';
    source.hidden = true;
    document.body.append(source);
  });
  const giveUp = () => {
    keep.disconnect();
    source.removeEventListener('dragend', ended);
    if (isKept) source.remove();
  };
  const ended = () => {
    giveUp();
    onEnd();
  };
  keep.observe(document.body, { childList: true, subtree: true });
  source.addEventListener('dragend', ended);
  return giveUp;
}
