import type { Random } from '../lib/random.ts';

/** Whatever JSON can carry where something else was meant. */
export function junk(random: Random, text: () => string): unknown {
  const nested = (depth: number): unknown =>
    depth === 0 ? text() : random.chance(0.5) ? [nested(depth - 1)] : { x: nested(depth - 1) };
  return random.pick<() => unknown>([
    () => null,
    () => text(),
    () => `cloudreve://my/${text()}`,
    () => [`cloudreve://my/${text()}`],
    () => random.pick([0, -1, 1.5, 1e308, -1e308, 2 ** 53, 1e21, 1e-7]),
    () => random.chance(0.5),
    () => nested(random.between(1, 200)),
    () => Array.from({ length: random.between(0, 4_000) }, () => 'cloudreve://my/x'),
    () => ({ __proto__: null, constructor: text(), toString: text() }),
    () => 'x'.repeat(random.between(1, 200_000)),
    () => Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`tag:${i}`, ''])),
  ])();
}

export function rangeHeader(random: Random): string {
  const number = () =>
    random.pick(['', '0', '1', '999', '1000', '1001', '-1', '9'.repeat(25), '1e3', '0x1', 'x', ' 5 ']);
  const ranges = Array.from(
    { length: random.pick([1, 1, 2, 3, 40, 400]) },
    () => `${number()}${random.pick(['-', '-', '--', ''])}${number()}`,
  );
  return mutate(
    random,
    `${random.pick(['bytes', 'bytes ', 'BYTES', 'items', ''])}=${ranges.join(random.pick([',', ', ', ';']))}`,
    0.3,
  );
}

/** Changes the claims, or the header, of a token without the right to do so. */
export function mutatedClaims(random: Random, part: string): string {
  try {
    const claims = JSON.parse(Buffer.from(part, 'base64url').toString());
    const key = random.pick(Object.keys(claims));
    claims[key] = random.pick([null, 'none', 'HS512', 0, 4e9, [], {}, 'x', -1]);
    return Buffer.from(JSON.stringify(claims)).toString('base64url');
  } catch {
    return mutate(random, part);
  }
}

/** Flips, drops, doubles or inserts a few characters. */
export function mutate(random: Random, text: string, probability = 1): string {
  if (!random.chance(probability)) return text;
  let changed = text;
  for (let times = random.between(0, 4); times > 0; times--) {
    const at = random.between(0, changed.length);
    const odd = random.pick([
      '%',
      '%00',
      '\u0000',
      '"',
      '{',
      '..',
      '/',
      '\u{1f600}',
      '\ud800',
      '=',
      ':',
      ' ',
      '-',
      '9',
      ',',
    ]);
    changed = random.pick([
      () => changed.slice(0, at) + changed.slice(at + 1),
      () => changed.slice(0, at) + odd + changed.slice(at),
      () => changed.slice(0, at),
      () => changed.slice(0, at) + changed.slice(at, at + 5).repeat(3) + changed.slice(at),
    ])();
  }
  return changed;
}

/** As it can stand in a header. */
export function printable(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 4_000);
}
