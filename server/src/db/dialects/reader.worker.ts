import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';
import { readingPragmas } from './pragmas.ts';
import type { ReaderAnswer, ReaderData, ReaderRequest } from './reader-protocol.ts';

/** Statements kept prepared; scans are of few kinds. */
const maxStatements = 50;

const { path, cancelled } = workerData as ReaderData;
const port = parentPort as MessagePort;
const handle = new BetterSqlite(path, { readonly: true, timeout: 5_000 });
for (const pragma of readingPragmas) handle.pragma(pragma);
const statements = new Map<string, BetterSqlite.Statement<unknown[], unknown[]>>();

port.on('message', (message: ReaderRequest | 'close') => {
  if (message !== 'close') {
    port.postMessage(answer(message));
    return;
  }
  handle.close();
  port.close();
});

function answer({ number, sql, parameters, mostRows }: ReaderRequest): ReaderAnswer {
  try {
    const statement = prepare(sql);
    const values: unknown[] = [];
    let rows = 0;
    for (const row of statement.iterate(parameters)) {
      // Nobody waits for the rest.
      if (Atomics.load(cancelled, 0) === number) return { number, cancelled: true };
      if (++rows > mostRows) throw new Error(`a scan found more than ${mostRows} rows: it needs a limit`);
      for (const value of row) values.push(value);
    }
    return { number, columns: statement.columns().map((column) => column.name), values };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    return { number, error: { message, code } };
  }
}

function prepare(sql: string): BetterSqlite.Statement<unknown[], unknown[]> {
  let statement = statements.get(sql);
  if (!statement) {
    if (statements.size >= maxStatements) statements.clear();
    statement = handle.prepare<unknown[], unknown[]>(sql).raw();
    statements.set(sql, statement);
  }
  return statement;
}
