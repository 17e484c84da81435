/** Stores how a folder is shown, a moment after the last choice; what the server refuses is as it was before. */
import type { ExplorerView, FileUri } from '@canopy/contract';
import { client } from '../../api/index.ts';
import { galleryWidth } from '../../files/index.ts';
import { markStaleBelow, refreshLists } from '../../files/listing-cache.ts';
import { createOutcomes } from '../../files/outcomes.ts';
import type { Translator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { forgetChoice, useChoices, type ViewChoice } from './view.ts';
import { viewWords } from './view-words.ts';

/** A choice is stored when no other follows for so long. */
const pauseMs = 700;
/** What a view must have beside what is chosen here; as other clients have it at first. */
const usual = { page_size: 100, thumbnail: true, gallery_width: galleryWidth.usual } as const;

const waiting = new Map<string, ReturnType<typeof setTimeout>>();
/** One request after the other: the last choice is the one that stays. */
let queue: Promise<unknown> = Promise.resolve();

/** The view of the folder itself, not what it inherits; null when it has none. */
async function ownView(uri: FileUri, base: ExplorerView | undefined): Promise<ExplorerView | null> {
  if (uri.isRoot) return base ?? null;
  const info = await client.call('getFileInfo', { query: { uri: uri.toString(), extended: true } });
  return info.extended_info?.view ?? null;
}

/** How many files other clients show at a time here: nothing that this app asks for or changes. */
async function pageSize(uri: FileUri, base: ExplorerView | undefined): Promise<number> {
  if (!base) return usual.page_size;
  const { view } = await client.call('listFiles', { query: { uri: uri.toString() } });
  return Math.max(50, view?.page_size ?? usual.page_size);
}

const patch = (uri: FileUri, view: ExplorerView | null) =>
  client.call('patchView', { body: { uri: uri.toString(), view } });

function viewOf(choice: ViewChoice, base: ExplorerView | undefined, page_size: number): ExplorerView {
  const { view = 'list', order, columns, tile } = choice;
  const { columns: before, ...rest }: ExplorerView = base ?? usual;
  const kept = columns === undefined ? before : columns;
  return {
    ...usual,
    ...rest,
    page_size,
    view,
    ...(tile !== undefined && { gallery_width: tile }),
    order: order?.by ?? 'name',
    order_direction: order?.direction ?? 'asc',
    ...(kept && kept.length > 0 ? { columns: [...kept] } : {}),
  };
}

export function saveView(uri: FileUri, choice: ViewChoice, base: ExplorerView | undefined, t: Translator): void {
  const place = uri.toString();
  clearTimeout(waiting.get(place));
  const save = async () => {
    waiting.delete(place);
    const w = bindWords(viewWords, t);
    const { done, failed } = createOutcomes(t);
    const name = uri.name || t('files');
    try {
      const [own, size] = await Promise.all([ownView(uri, base), pageSize(uri, base)]);
      const before = own && { ...own, page_size: size };
      await patch(uri, viewOf(choice, base, size));
      markStaleBelow(place);
      const now = useChoices.getState()[place];
      if (now && !waiting.has(place)) useChoices.setState({ [place]: { ...now, isSaved: true } });
      const undo = async () => {
        await patch(uri, before);
        forgetChoice(place);
        markStaleBelow(place);
        refreshLists(place);
      };
      done(w('didView', { name }), { undo });
    } catch (error) {
      forgetChoice(place);
      failed(error, (reason) => w('failView', { name, reason }));
    }
  };
  waiting.set(
    place,
    setTimeout(() => {
      queue = queue.then(save, save);
    }, pauseMs),
  );
}
