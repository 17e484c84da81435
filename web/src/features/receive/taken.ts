/** Which received files are on their way to a folder: they are kept until they have arrived, for an upload that a
 * reload breaks off goes on with them. */
import { drop, type Received } from './inbox.ts';

const key = 'canopy.inbox.taken';

export function takenIds(): ReadonlySet<string> {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

function remember(ids: Iterable<string>): void {
  const list = [...ids];
  if (list.length > 0) localStorage.setItem(key, JSON.stringify(list));
  else localStorage.removeItem(key);
}

/** From now on these are the upload's. */
export function take(received: readonly Received[]): void {
  remember(new Set([...takenIds(), ...received.map(({ id }) => id)]));
}

/** Lets go of what was taken and has arrived. @param isAwaited whether an upload of this id still needs its file */
export async function forgetArrived(isAwaited: (id: string) => Promise<boolean>): Promise<void> {
  const ids = takenIds();
  const awaited: string[] = [];
  const arrived: string[] = [];
  for (const id of ids) ((await isAwaited(id)) ? awaited : arrived).push(id);
  await drop(arrived);
  remember(awaited);
}
