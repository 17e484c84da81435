/** The wire contract of Canopy: what the server answers and what its clients send. Runs in browsers too. */
export * from './error-meanings.ts';
export * from './errors.ts';
export * from './flags.ts';
export * from './headers.ts';
export * from './ids.ts';
export * from './names.ts';
export * from './routes.ts';
export * from './uri.ts';
