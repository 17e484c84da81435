/**
 * Drags of items of the app, and of files of the desktop, over the whole page: which target is under the pointer, what
 * a drop on it does, what opens when something is held over it. Ctrl (Option on Apple machines) copies.
 */
import type { FileResponse } from '@canopy/contract';
import { type Commands, dragBegins, itemsType, useDragState } from '../../files/index.ts';
import { isArchived } from '../../files/operations.ts';
import type { Translator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { usePageOffer } from '../page-commands.ts';
import { createEdges } from './edges.ts';
import { dropFiles, dropItems } from './hands.ts';
import { createOutside } from './outside.ts';
import { watchPins } from './pins.ts';
import { accepts, type Payload, uriIn } from './rules.ts';
import { whenDragEnds } from './source.ts';
import { createSpring } from './spring.ts';
import { dragWords } from './words.ts';

/** A press that lasts so long is more than a click, or the second half of a double click that opens a folder. */
const pressMs = 120;

const wantsCopy = (event: DragEvent) => event.ctrlKey || event.altKey;

function payloadOf({ types }: DataTransfer): Payload | undefined {
  if (types.includes(itemsType)) return 'items';
  return types.includes('Files') ? 'files' : undefined;
}

/** The little card at the pointer. */
function showCard(transfer: DataTransfer, text: string): void {
  const card = document.createElement('div');
  card.className = 'drag-card';
  card.textContent = text;
  document.body.append(card);
  transfer.setDragImage(card, -12, 12);
  setTimeout(() => card.remove(), 0);
}

/** What the press on an item may become a drag of, and whether that was selected before. */
function pressed({ target }: Event): { readonly items: readonly FileResponse[]; readonly wasChosen: boolean } {
  const id = target instanceof Element && target.closest<HTMLElement>('[data-id][draggable="true"]')?.dataset.id;
  const { files, chosen } = usePageOffer.getState();
  const wasChosen = chosen.some((file) => file.id === id);
  return { items: wasChosen ? chosen : files.filter((file) => file.id === id), wasChosen };
}

/** Follows drags until the function that it returns is called. */
export function watchDrags(commands: Commands, t: Translator): () => void {
  const w = bindWords(dragWords, t);
  const edges = createEdges();
  const spring = createSpring();
  const outside = createOutside();
  const stop = new AbortController();
  let marked: HTMLElement | undefined;
  let isUnderWay = false;
  let leaveSource = () => {};
  let press: ReturnType<typeof setTimeout> | undefined;

  const on = <Name extends keyof DocumentEventMap>(name: Name, act: (event: DocumentEventMap[Name]) => void) =>
    document.addEventListener(name, act, { signal: stop.signal });
  const dragged = () => useDragState.getState().items ?? [];

  const mark = (element?: HTMLElement, payload?: Payload) => {
    if (element !== marked) {
      marked?.removeAttribute('data-over');
      element?.setAttribute('data-over', '');
      marked = element;
    }
    const filesOver = payload === 'files' ? element?.dataset.drop : undefined;
    if (useDragState.getState().filesOver !== filesOver) useDragState.setState({ filesOver });
  };
  /** The target of an event that may take what is dragged. */
  const targetOf = ({ target }: DragEvent, payload: Payload) => {
    const element = (target instanceof Element && target.closest<HTMLElement>('[data-drop]')) || undefined;
    const uri = uriIn(element?.dataset.drop);
    const fits = uri && (payload === 'files' ? uri.host !== 'trash' : accepts(uri, dragged()));
    return fits ? { element, uri } : undefined;
  };
  const end = (dropped?: Parameters<typeof spring.end>[0]) => {
    if (!isUnderWay) return;
    isUnderWay = false;
    leaveSource();
    mark();
    edges.stop();
    outside.forget();
    spring.end(dropped);
    useDragState.setState({ items: undefined });
  };

  watchPins(t, stop.signal);
  on('pointerdown', (event) => {
    clearTimeout(press);
    if (event.button !== 0 || event.pointerType !== 'mouse') return;
    const { items, wasChosen } = pressed(event);
    if (items.length === 0) return;
    press = setTimeout(() => outside.prepare(items), wasChosen && !isArchived(items) ? 0 : pressMs);
  });
  on('pointerup', () => {
    clearTimeout(press);
    outside.forget();
  });
  document.addEventListener(
    dragBegins,
    (event) => {
      const { detail, target } = event as CustomEvent<{ dataTransfer: DataTransfer; items: readonly FileResponse[] }>;
      const { dataTransfer, items } = detail;
      const [first] = items;
      isUnderWay = true;
      showCard(dataTransfer, items.length === 1 && first ? first.name : w('dragging', { n: items.length }));
      outside.dress(dataTransfer, items, usePageOffer.getState().folder?.name || t('files'));
      if (target instanceof HTMLElement) leaveSource = whenDragEnds(target, end);
    },
    { signal: stop.signal },
  );
  on('dragover', (event) => {
    const transfer = event.dataTransfer;
    const payload = transfer && payloadOf(transfer);
    if (!transfer || !payload || event.defaultPrevented) return;
    isUnderWay = true;
    const found = targetOf(event, payload);
    event.preventDefault();
    if (!found) transfer.dropEffect = 'none';
    else transfer.dropEffect = payload === 'files' || wantsCopy(event) ? 'copy' : 'move';
    mark(found?.element, payload);
    edges.over(event);
    spring.over(event.target instanceof Element ? event.target : undefined, dragged());
  });
  on('dragleave', ({ relatedTarget }) => {
    if (relatedTarget) return;
    mark();
    edges.stop();
    spring.over(undefined, []);
  });
  on('drop', (event) => {
    const transfer = event.dataTransfer;
    const payload = transfer && payloadOf(transfer);
    if (!transfer || !payload || event.defaultPrevented) return;
    const items = dragged();
    const found = targetOf(event, payload);
    event.preventDefault();
    if (found && payload === 'files') dropFiles(transfer, found.uri, w);
    else if (found && items.length > 0) dropItems(commands, items, found.uri, wantsCopy(event));
    end(found?.uri);
  });
  /* The pointer is silent during a drag: when it moves again, the drag is over, wherever it ended. */
  on('pointermove', ({ buttons }) => buttons === 0 && end());
  return () => {
    clearTimeout(press);
    end();
    stop.abort();
  };
}
