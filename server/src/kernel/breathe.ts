/**
 * Lets the event loop serve others before long work goes on. SQLite answers without ever waiting, so a loop over
 * its statements would keep everybody else out until it ends.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
