/** Which tab works on a plan. A lock of the browser says so: it ends with its tab, also when that crashes. */

const prefix = 'canopy-upload-';
const releases = new Map<string, () => void>();

/** Web Locks exist on HTTPS and on the own machine only. */
const locks = (): LockManager | undefined => navigator.locks;

/** From now on this tab works on the plan. @returns false when another one does, which is left to it */
export function take(planId: string): Promise<boolean> {
  const manager = locks();
  if (!manager || releases.has(planId)) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    manager
      .request(prefix + planId, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<void>((release) => releases.set(planId, release));
      })
      .catch(reject);
  });
}

export function release(planId: string): void {
  releases.get(planId)?.();
  releases.delete(planId);
}

/** Ids of the plans that some tab works on. */
export async function taken(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}
