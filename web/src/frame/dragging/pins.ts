/**
 * Pins that are dragged. Among the pins they change places; anywhere else on the page a pin stands for a way to a
 * folder and not for the folder, so that nothing takes it. Out of the page it is the link that it is.
 */
import { movePin } from '../../files/pin-order.ts';
import type { Translator } from '../../i18n/index.tsx';

const pinAt = ({ target }: Event) =>
  (target instanceof Element && target.closest<HTMLElement>('[data-pin]')) || undefined;

/** Follows drags of pins until the signal fires. */
export function watchPins(t: Translator, signal: AbortSignal): void {
  let dragged: HTMLElement | undefined;
  let marked: HTMLElement | undefined;

  const on = <Name extends keyof DocumentEventMap>(name: Name, act: (event: DocumentEventMap[Name]) => void) =>
    document.addEventListener(name, act, { signal });
  const mark = (pin?: HTMLElement, side?: 'before' | 'after') => {
    if (marked !== pin) marked?.removeAttribute('data-beside');
    marked = pin;
    if (pin && side) pin.dataset.beside = side;
  };
  const end = () => {
    mark();
    dragged = undefined;
  };

  /* A finger that rests on a pin opens its menu instead. */
  on('pointerdown', (event) => {
    const pin = pinAt(event);
    if (pin) pin.draggable = event.pointerType === 'mouse';
  });
  on('dragstart', (event) => {
    dragged = pinAt(event);
    const transfer = event.dataTransfer;
    if (!dragged || !transfer) return;
    transfer.effectAllowed = 'all';
    transfer.setData('text/uri-list', dragged.querySelector('a')?.href ?? '');
  });
  on('dragover', (event) => {
    const transfer = event.dataTransfer;
    if (!dragged || !transfer) return;
    const pin = pinAt(event);
    event.preventDefault();
    transfer.dropEffect = pin ? 'move' : 'none';
    if (!pin || pin === dragged) return mark();
    const { top, height } = pin.getBoundingClientRect();
    mark(pin, event.clientY < top + height / 2 ? 'before' : 'after');
  });
  on('drop', (event) => {
    const [own, target] = [dragged?.dataset.pin, marked?.dataset.pin];
    const side = marked?.dataset.beside === 'before' ? 'before' : 'after';
    if (dragged) event.preventDefault();
    if (own !== undefined && target !== undefined) void movePin(own, target, side, t);
    end();
  });
  on('dragend', end);
}
