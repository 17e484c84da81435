/** Which tab works on a plan. A lock of the browser says so: it ends with its tab, also when that crashes. */

const prefix = 'canopy-upload-';
const releases = new Map<string, () => void>();

/** Web Locks exist on HTTPS and on the own machine only. */
const locks: LockManager | undefined = navigator.locks;

/** From now on this tab works on the plan. */
export function take(planId: string): void {
  if (!locks || releases.has(planId)) return;
  void locks.request(prefix + planId, () => new Promise<void>((resolve) => releases.set(planId, resolve)));
}

export function release(planId: string): void {
  releases.get(planId)?.();
  releases.delete(planId);
}

/** Ids of the plans that some tab works on. */
export async function taken(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}
