export type { Database, Dialect, Reader, ScanOptions, Transactor } from './database.ts';
export { databaseFileName, openDatabase } from './open.ts';
export { type Executor, Prepared, PreparedList } from './prepared.ts';
export type * from './schema.ts';
