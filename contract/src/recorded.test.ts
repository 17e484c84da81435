import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkAnswer, type ErrorEnvelope, type OperationId, operations } from './index.ts';

interface Exchange {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly json?: ErrorEnvelope;
}

const file = new URL('../../tests/golden/reference.json', import.meta.url);
const exchanges = JSON.parse(readFileSync(file, 'utf8')) as Exchange[];

/** The operation that an address belongs to. */
function operationOf({ method, path }: Exchange): OperationId | undefined {
  const address = `/api/v4${path.split('?')[0]}`;
  return Object.values(operations).find((operation) => {
    const pattern = operation.path.replace(/\{\w+\}/g, '[^/]+');
    return operation.method === method && new RegExp(`^${pattern}$`).test(address);
  })?.id;
}

/** The recording masks texts and ids; puts back values of the right form. */
function unmask(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => unmask(item));
  if (typeof value === 'string') {
    if (key === 'correlation_id' || key === 'context_hint') return '6a1f6e0c-6a7b-4a57-9c0b-6f2f1c7a1d11';
    return value.replace('<base>', 'https://drive.example.org').replace('<id>', 'aB4c');
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unmask(member, name)]));
}

describe('answers of a compatible server, recorded', () => {
  const known = exchanges.flatMap((exchange): [string, OperationId, ErrorEnvelope][] => {
    const id = operationOf(exchange);
    if (!id || typeof exchange.json?.code !== 'number') return [];
    const envelope = unmask(exchange.json) as ErrorEnvelope;
    return [[exchange.name, id, envelope.code === 0 ? { ...envelope, msg: '' } : envelope]];
  });

  it('are many', () => {
    expect(known.length).toBeGreaterThan(150);
  });

  it.each(known)('fit: %s', (_, id, envelope) => {
    expect(checkAnswer(operations[id], envelope)).toEqual([]);
  });
});
