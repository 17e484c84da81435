/** The wire contract of Canopy: what the server answers and what its clients send. Runs in browsers too. */
export * from './error-meanings.ts';
export * from './errors.ts';
export * from './flags.ts';
export * from './headers.ts';
export * from './ids.ts';
export * from './names.ts';
export * from './operation.ts';
export * from './operations.ts';
export * from './routes.ts';
export * from './schemas/common.ts';
export * from './schemas/file.ts';
export * from './schemas/file-requests.ts';
export * from './schemas/site.ts';
export * from './schemas/storage.ts';
export * from './schemas/transfer.ts';
export * from './schemas/user.ts';
export * from './uri.ts';
