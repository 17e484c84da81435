/** Orders of pins, by their URIs. */

/** How many of the first in the new order can stay: all others are appended behind them, one after the other. */
export function staying(before: readonly string[], after: readonly string[]): number {
  let at = -1;
  const moved = after.findIndex((uri) => {
    at = before.indexOf(uri, at + 1);
    return at < 0;
  });
  return moved < 0 ? after.length : moved;
}

/** The order with one of them before or after another. */
export function besides(order: readonly string[], moved: string, target: string, side: 'before' | 'after'): string[] {
  const others = order.filter((uri) => uri !== moved);
  return others.toSpliced(others.indexOf(target) + (side === 'after' ? 1 : 0), 0, moved);
}
