/**
 * What a drag carries for places outside of the drive: the addresses of the items, which open for those who may see
 * them, and for the desktop a link to the content. The browser wants that link at once when the drag begins, so it is
 * asked for when the pointer goes down on what may be dragged. It is a signed link, good without an account until it
 * ends: nothing but the drag gets it, and it is forgotten with the drag.
 */
import { type FileResponse, GroupPermission, hasFlag } from '@canopy/contract';
import { currentMe } from '../../api/index.ts';
import { addressOf, isFolder, uriOf } from '../../files/index.ts';
import { downloadLink, isArchived } from '../../files/operations.ts';
import { downloadUrl } from './download-url.ts';

/** Above so many items nobody is served by waiting for their archive. */
const mostArchived = 1000;

/** The address of an item: a folder, or a file in its folder. */
function addressOfItem(item: FileResponse): string {
  const uri = uriOf(item);
  if (isFolder(item)) return window.location.origin + addressOf(uri);
  const name = encodeURIComponent(item.name);
  return `${window.location.origin}${addressOf(uri.parent())}?at=${name}&open=${name}`;
}

/** Whether a link for the desktop may be asked for. In a share it would count as a download. */
function mayLeave(items: readonly FileResponse[]): boolean {
  if (items.length === 0 || items.length > mostArchived || !/Chrome\//.test(navigator.userAgent)) return false;
  if (!items.every((item) => uriOf(item).host === 'my' && item.owned !== false)) return false;
  return !isArchived(items) || hasFlag(currentMe()?.group?.permission ?? '', GroupPermission.ARCHIVE_DOWNLOAD);
}

const keyOf = (items: readonly FileResponse[]) => items.map((item) => item.path).join('\n');

export interface Outside {
  /** Asks for the link of items that may soon be dragged. */
  readonly prepare: (items: readonly FileResponse[]) => void;
  /** Puts on a drag what it carries for others. `several` names an archive. */
  readonly dress: (transfer: DataTransfer, items: readonly FileResponse[], several: string) => void;
  readonly forget: () => void;
}

export function createOutside(): Outside {
  let ready: { readonly key: string; url?: string } | undefined;
  return {
    prepare: (items) => {
      if (!mayLeave(items)) return;
      const mine: typeof ready = { key: keyOf(items) };
      ready = mine;
      downloadLink(items).then(
        (url) => {
          mine.url = new URL(url, window.location.href).href;
        },
        /* Without a link the drag goes on: whoever wants the file is told by the download why it fails. */
        () => undefined,
      );
    },
    dress: (transfer, items, several) => {
      const lines = items.map(addressOfItem).join('\r\n');
      transfer.setData('text/uri-list', lines);
      transfer.setData('text/plain', lines);
      const [first] = items;
      if (!first || ready?.url === undefined || ready.key !== keyOf(items)) return;
      const name = items.length > 1 ? `${several}.zip` : isArchived(items) ? `${first.name}.zip` : first.name;
      transfer.setData('DownloadURL', downloadUrl(name, ready.url));
    },
    forget: () => {
      ready = undefined;
    },
  };
}
