import type BetterSqlite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type PrimitiveValueListNode,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValuesNode,
} from 'kysely';

/**
 * What is kept of prepared statements per connection. Each holds some kilobytes, and one with hundreds of parameters
 * (rows to insert) more than a hundred times that. Those that go free their memory when JavaScript collects its
 * garbage, which knows nothing of it and takes its time: so there must be few kinds of statements, whatever is in them.
 */
const kept = { statements: 500, characters: 200_000 };

/**
 * One better-sqlite3 handle as a Kysely connection. Preparing a statement costs several times what running
 * it does, so statements are kept by their text, the least recently used ones going first.
 */
class SqliteConnection implements DatabaseConnection {
  readonly #handle: BetterSqlite.Database;
  readonly #statements = new Map<string, BetterSqlite.Statement>();
  /** Length of the texts of all statements that are kept. */
  #characters = 0;

  constructor(handle: BetterSqlite.Database) {
    this.#handle = handle;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#prepare(query.sql);
    if (statement.reader) return { rows: statement.all(query.parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(query.parameters);
    return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    for (const row of this.#handle.prepare(query.sql).iterate(query.parameters)) yield { rows: [row as Row] };
  }

  #prepare(sql: string): BetterSqlite.Statement {
    let statement = this.#statements.get(sql);
    if (statement) {
      this.#statements.delete(sql);
    } else {
      statement = this.#handle.prepare(sql);
      this.#characters += sql.length;
    }
    this.#statements.set(sql, statement);
    for (const oldest of this.#statements.keys()) {
      if (this.#statements.size <= kept.statements && this.#characters <= kept.characters) break;
      this.#statements.delete(oldest);
      this.#characters -= oldest.length;
    }
    return statement;
  }
}

/**
 * Hands the one connection to everybody at once: better-sqlite3 runs each statement to its end, and whoever
 * needs several statements without a stranger between them stands in the writer's line (sqlite.ts).
 */
class SqliteDriver implements Driver {
  readonly #handle: BetterSqlite.Database;
  readonly #connection: SqliteConnection;

  constructor(handle: BetterSqlite.Database) {
    this.#handle = handle;
    this.#connection = new SqliteConnection(handle);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#handle.close();
  }
}

/** Longest list of numbers that is written out. */
const longestWrittenList = 16;

/**
 * Writes long lists of numbers as one parameter, so that a statement is the same for lists of every length: a million
 * rows that go in steps of whatever number fits the time would otherwise be hundreds of statements, each prepared
 * anew again and again.
 *
 * Writes parameters as `+?`. SQLite looks at a bare parameter's value while it plans some statements (those with
 * several tables, a range or partial indexes), and must then plan them anew whenever another value is bound: 8 to
 * 20 microseconds for each execution of a statement that runs in one or two. The unary plus changes no value and no
 * type, but is not looked into.
 */
class StablePlanCompiler extends SqliteQueryCompiler {
  protected override visitPrimitiveValueList(node: PrimitiveValueListNode): void {
    const { values } = node;
    // The same node stands for a row to insert.
    const isRow = this.parentNode !== undefined && ValuesNode.is(this.parentNode);
    if (isRow || values.length <= longestWrittenList || !values.every(Number.isSafeInteger)) {
      super.visitPrimitiveValueList(node);
      return;
    }
    this.append('(select value from json_each(');
    this.appendValue(JSON.stringify(values));
    this.append('))');
  }

  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

/** The Kysely dialect over an open handle. */
export function sqliteDialect(handle: BetterSqlite.Database): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(handle),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db as unknown as Kysely<never>),
    createQueryCompiler: () => new StablePlanCompiler(),
  };
}
