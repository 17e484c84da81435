import type { DriveModel } from './drive-model.ts';
import { demandEqual } from './equal.ts';
import { type Node, newKey } from './nodes.ts';
import type { Truth } from './truth.ts';

/** Which row of the drive each node of the model is. A row is met where its node is for the first time, and stays it. */
export class Bindings {
  readonly #rows = new Map<number, number>();
  readonly #keys = new Map<number, number>();

  rowOf({ key }: Pick<Node, 'key'>): number | undefined {
    return this.#rows.get(key);
  }

  /** Of a row that the model did not know it would have. */
  keyOf(row: number): number {
    const known = this.#keys.get(row);
    if (known !== undefined) return known;
    const key = newKey();
    this.#bind(key, row);
    return key;
  }

  /** @throws where the drive holds something else than the model, or the same under another number */
  demandSame(model: DriveModel, truth: Truth): void {
    this.#meet(model.root, truth.root);
    const expected = [
      ...this.lines(model.root, ''),
      ...model.trash.flatMap(({ node, home }) => this.lines(node, `(trash, from /${home.join('/')}) `)),
    ];
    const found = [
      ...this.linesOfTruth(truth.root, ''),
      ...truth.trash.flatMap(({ node, home }) => this.linesOfTruth(node, `(trash, from /${home.join('/')}) `)),
    ];
    const more = found.filter((line) => !expected.includes(line));
    const less = expected.filter((line) => !found.includes(line));
    demandEqual(more, less, 'what is stored');
    demandEqual(found.length, expected.length, 'how much is stored');
  }

  lines(node: Node, prefix: string): string[] {
    return linesOf(node, prefix, (at) => this.rowOf(at));
  }

  linesOfTruth(node: Node, prefix: string): string[] {
    return linesOf(node, prefix, (at) => at.key);
  }

  #meet(node: Node, row: Node): void {
    if (!this.#rows.has(node.key) && !this.#keys.has(row.key)) this.#bind(node.key, row.key);
    for (const [name, child] of node.children) {
      const other = row.children.get(name);
      if (other) this.#meet(child, other);
    }
  }

  #bind(key: number, row: number): void {
    this.#rows.set(key, row);
    this.#keys.set(row, key);
  }
}

function linesOf(top: Node, prefix: string, numberOf: (node: Node) => number | undefined): string[] {
  const path = `${prefix}${top.name}`;
  const held = top.versions.map(({ entity, size }) => `${entity}:${size}`).join(',');
  const rules =
    top.rules &&
    Object.entries(top.rules)
      .sort()
      .map(([audience, rights]) => `${audience}=${rights}`);
  const words = [`#${numberOf(top)}`, top.kind];
  if (top.kind === 'file') words.push(`shows ${top.current?.entity ?? 'nothing'}`, `holds ${held}`);
  if (rules) words.push(`rules {${rules.join(' ')}}`);
  if (top.note !== undefined) words.push(`note ${top.note}`);
  return [
    `${path} ${words.join(' ')}`,
    ...[...top.children.values()].flatMap((child) => linesOf(child, `${path}/`, numberOf)),
  ];
}
