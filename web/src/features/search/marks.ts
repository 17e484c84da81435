/** Where the words stand in a name: characters from and up to, in order, apart from each other. */
export function marksOf(name: string, words: readonly string[]): (readonly [number, number])[] {
  const low = name.toLocaleLowerCase();
  /* A letter that becomes two in lower case would shift every mark after it. */
  if (low.length !== name.length) return [];
  const spans: [number, number][] = [];
  for (const part of words.flatMap((word) => word.toLocaleLowerCase().split('*')).filter(Boolean)) {
    for (let at = low.indexOf(part); at >= 0; at = low.indexOf(part, at + part.length))
      spans.push([at, at + part.length]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  const apart: [number, number][] = [];
  for (const [from, to] of spans) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}
