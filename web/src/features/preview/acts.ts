/** What can be done with the open file: in one place, so that tools, menu and keys mean the same. */
import type { FileResponse } from '@canopy/contract';
import type { MenuItem } from '../../components/Menu.tsx';
import { keyName } from '../../device/index.ts';
import { addressOf, type Commands, originOf, uriOf } from '../../files/index.ts';
import { bindWords } from '../../i18n/words.ts';
import { menuWords } from '../explorer/menu-words.ts';
import { openSharing } from '../sharing/index.tsx';
import { reasonAgainst, type Visit } from '../sharing/share-limits.ts';
import { trashWords } from '../trash/words.ts';
import { leavePreview, type PreviewRequest, stepPreview } from './index.tsx';
import type { ViewerControls } from './viewer.ts';
import type { PreviewWords } from './words.ts';

/** A question that a dialog over the preview asks. */
export interface Question {
  readonly kind: 'rename' | 'move' | 'copy' | 'tags' | 'delete';
  readonly file: FileResponse;
}

export interface Act {
  readonly id: string;
  readonly label: string;
  /** Where there is room for one word. */
  readonly short: string;
  readonly icon: NonNullable<Exclude<MenuItem, 'line' | { title: string }>['icon']>;
  readonly hint?: string;
  readonly run: () => void;
}

export interface Acts {
  /** Tools of the header; on the phone, under the file. */
  readonly tools: readonly Act[];
  /** Takes the file away: to the trash, or out of it for good. */
  readonly remove: Act | undefined;
  readonly rename: (() => void) | undefined;
  /** All else; made when it opens, because it is the viewer that says whether it turns and prints. */
  readonly menu: (() => MenuItem[]) | undefined;
  /** Puts it back where it came from, and shows it there. */
  readonly restore: () => void;
}

export interface ActsContext {
  readonly request: PreviewRequest;
  readonly visit: Visit;
  readonly commands: Commands;
  readonly viewer: () => ViewerControls | null;
  readonly w: PreviewWords;
  readonly download: () => void;
  readonly ask: (question: Question) => void;
  readonly showVersions: () => void;
  /** Runs what leaves the file, or takes it from under its viewer, after asking about what is unsaved. */
  readonly leave: (go: () => void) => void;
  /** The file has gone elsewhere. */
  readonly goOn: (file: FileResponse) => void;
}

export function actsOf(context: ActsContext): Acts {
  return uriOf(context.request.file).host === 'trash' ? actsInTrash(context) : actsInPlace(context);
}

/** What the viewer itself can do. */
function viewerItems({ viewer, w }: ActsContext): MenuItem[] {
  const { rotate, print } = viewer() ?? {};
  return [
    ...(rotate ? [{ id: 'turn', label: w('turn'), icon: 'turn' as const, hint: 'R', onSelect: rotate }] : []),
    ...(print
      ? [{ id: 'print', label: w('print'), icon: 'print' as const, hint: keyName('mod', 'P'), onSelect: print }]
      : []),
  ];
}

function actsInTrash(context: ActsContext): Acts {
  const { request, commands, w, ask, goOn } = context;
  const { file } = request;
  const trash = bindWords(trashWords, w.t);
  const restore = async (then: () => void) => {
    if (await commands.restore([file])) then();
  };
  const goOnFrom = () => goOn(file);
  const origin = originOf(file);
  const open = () => {
    if (origin) leavePreview(`${addressOf(origin.parent())}?open=${encodeURIComponent(origin.name)}`);
    else goOnFrom();
  };
  const remove: Act = {
    id: 'delete',
    label: trash('deleteForGood'),
    short: w('deleteShort'),
    icon: 'trash',
    hint: keyName('Delete'),
    run: () => ask({ kind: 'delete', file }),
  };
  return {
    tools: [
      {
        id: 'restore',
        label: trash('restore'),
        short: trash('restore'),
        icon: 'undo',
        run: () => void restore(goOnFrom),
      },
      remove,
    ],
    remove,
    rename: undefined,
    menu: undefined,
    restore: () => void restore(open),
  };
}

function actsInPlace(context: ActsContext): Acts {
  const { request, visit, commands, w, download, ask, leave, goOn } = context;
  const { file, version, isAddressed } = request;
  const { t } = w;
  const m = bindWords(menuWords, t);
  const isMine = uriOf(file).host === 'my';
  /* What may not be done is not offered; and nothing is done to the file by way of one of its old versions. */
  const may = (deed: Parameters<typeof reasonAgainst>[0]) =>
    isMine || reasonAgainst(deed, [file], undefined, visit) === undefined;
  const mayNow = (deed: Parameters<typeof reasonAgainst>[0]) => !version && may(deed);

  const trash = async () => {
    if (await commands.trash([file])) goOn(file);
  };
  const remove: Act | undefined = mayNow('trash')
    ? {
        id: 'trash',
        label: t('moveTrash'),
        short: t('toTrash'),
        icon: 'trash',
        hint: keyName('Delete'),
        run: () => leave(() => void trash()),
      }
    : undefined;
  const rename = mayNow('rename') ? () => leave(() => ask({ kind: 'rename', file })) : undefined;
  const tools: Act[] = [];
  if (isMine && !version) {
    const run = () => openSharing({ kind: 'share', file });
    tools.push({ id: 'share', label: t('share'), short: t('share'), icon: 'share', run });
  }
  if (may('download')) {
    tools.push({ id: 'download', label: t('download'), short: t('download'), icon: 'download', run: download });
  }
  if (mayNow('rename')) {
    const run = () => ask({ kind: 'tags', file });
    tools.push({ id: 'tag', label: m('tag'), short: t('tagDo'), icon: 'tag', run });
  }

  const menu = (): MenuItem[] => {
    const groups: MenuItem[][] = [viewerItems(context)];
    const change: MenuItem[] = [];
    if (rename) change.push({ id: 'rename', label: m('rename'), icon: 'rename', hint: 'F2', onSelect: rename });
    if (mayNow('move')) {
      const onSelect = () => leave(() => ask({ kind: 'move', file }));
      change.push({ id: 'move', label: m('moveTo'), icon: 'move', onSelect });
    }
    if (mayNow('copy')) {
      change.push({ id: 'copy', label: m('copyTo'), icon: 'copy', onSelect: () => ask({ kind: 'copy', file }) });
    }
    const more: MenuItem[] = [];
    if (isMine && !version) {
      const onSelect = () => openSharing({ kind: 'links', files: [file] });
      more.push({ id: 'links', label: m('directLinks'), icon: 'link', onSelect });
    }
    if (version) {
      const onSelect = () => leave(() => stepPreview(file));
      more.push({ id: 'current', label: w('showCurrent'), icon: 'retry', onSelect });
    }
    more.push({ id: 'versions', label: m('versions'), icon: 'history', onSelect: context.showVersions });
    if (!isAddressed) {
      const onSelect = () => leave(() => leavePreview(addressOf(uriOf(file).parent())));
      more.push({ id: 'folder', label: w('openFolder'), icon: 'files', onSelect });
    }
    groups.push(change, more);
    if (remove) {
      groups.push([{ id: 'trash', label: remove.label, icon: 'trash', hint: keyName('Delete'), onSelect: remove.run }]);
    }
    return groups
      .filter((group) => group.length > 0)
      .flatMap((group, index) => (index > 0 ? ['line', ...group] : group));
  };
  return { tools, remove, rename, menu, restore: () => undefined };
}
