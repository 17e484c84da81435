/** The differences from the reference that are meant, each with its reason (reference/deviations.json). */
import { readFileSync } from 'node:fs';
import { openapiDocument } from '../src/openapi.ts';
import { compareDocuments, type Difference, type OperationReport } from './compare.ts';
import type { Json } from './flatten.ts';

export interface Deviation {
  readonly operation: string;
  readonly at: string;
  readonly message: string;
  readonly reason: string;
}

export interface ContractReport {
  readonly operations: readonly OperationReport[];
  /** Differences that no deviation explains: faults. */
  readonly unexplained: readonly Difference[];
  readonly explained: readonly Deviation[];
  /** Deviations that are none any more: to be removed from the file. */
  readonly stale: readonly Deviation[];
}

export function contractReport(): ContractReport {
  const operations = compareDocuments(openapiDocument() as Json, load('openapi.json') as Json);
  const deviations = load('deviations.json') as Deviation[];
  const differences = operations.flatMap((operation) => operation.differences);
  const keys = new Set(differences.map(keyOf));
  const meant = new Set(deviations.map(keyOf));
  return {
    operations,
    unexplained: differences.filter((difference) => !meant.has(keyOf(difference))),
    explained: deviations.filter((deviation) => keys.has(keyOf(deviation))),
    stale: deviations.filter((deviation) => !keys.has(keyOf(deviation))),
  };
}

function keyOf({ operation, at, message }: Difference): string {
  return [operation, at, message].join('\n');
}

function load(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../reference/${name}`, import.meta.url), 'utf8'));
}
