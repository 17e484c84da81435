/* Runs before every test file of the server (vitest.config.ts). What every test must obey is installed here. */
