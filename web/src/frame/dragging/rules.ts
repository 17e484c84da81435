/** Where what is dragged may land, and what opens when it is held over it. */
import { type FileResponse, FileUri } from '@canopy/contract';
import { isFolder } from '../../files/kinds.ts';
import { uriOf } from '../../files/places.ts';

/** What a drag carries that the drive can take. */
export type Payload = 'items' | 'files';

/** The folder that an element stands for; undefined where it names none. */
export function uriIn(text: string | undefined): FileUri | undefined {
  try {
    return text === undefined ? undefined : FileUri.parse(text);
  } catch {
    return undefined;
  }
}

const isWithin = (folder: string, uri: string) => uri === folder || uri.startsWith(`${folder}/`);

/** Whether items may be dropped on a folder: not on itself or below itself, not where they are. */
export function accepts(target: FileUri, items: readonly FileResponse[]): boolean {
  const text = target.toString();
  return items.every((item) => {
    const uri = uriOf(item);
    return uri.parent().toString() !== text && !(isFolder(item) && isWithin(uri.toString(), text));
  });
}

/** Whether a folder opens when something is held over it: not the one that is shown, and none that is dragged. */
export function springs(target: FileUri, shown: FileUri | undefined, items: readonly FileResponse[]): boolean {
  const text = target.toString();
  if (target.host === 'trash' || text === shown?.toString()) return false;
  return !items.some((item) => isFolder(item) && isWithin(uriOf(item).toString(), text));
}

/** Of what opened while something was dragged: what closes again, unless that is where it was dropped. */
export function closesAgain(opened: readonly string[], dropped: string | undefined): string[] {
  return opened.filter((folder) => dropped === undefined || !isWithin(folder, dropped));
}

/** Height of the strips along the upper and lower edge, where a list scrolls while something is held over them. */
const edgePx = 48;
const fastestPx = 22;

/** Pixels of scrolling for each frame; the nearer the edge, the faster. 0 away from the edges. */
export function edgeSpeed(y: number, box: { readonly top: number; readonly bottom: number }): number {
  const edge = Math.min(edgePx, (box.bottom - box.top) / 4);
  const deep = (distance: number) => Math.ceil(fastestPx * Math.min(1, Math.max(0, 1 - distance / edge)));
  if (y < box.top || y > box.bottom) return 0;
  return deep(box.bottom - y) - deep(y - box.top);
}
