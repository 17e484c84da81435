/**
 * node scripts/dev.mjs [options of the server]
 *
 * The server from source, started again at every change, and the web app with hot reload at the address that
 * Vite prints. Both end together. (Node's own --watch posts messages into worker threads that are not for them.)
 */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { inRepository, root } from './lib/paths.mjs';

/** An editor that saves makes several events of one change. */
const settleMs = 150;
const watched = ['server/src', 'contract/src'];

let stopping = false;
/** @type {import('node:child_process').ChildProcess | undefined} */
let server;

function startServer() {
  const args = [inRepository('server/src/main.ts'), 'serve', ...process.argv.slice(2)];
  server = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  server.on('exit', (code) => {
    server = undefined;
    if (!stopping && code) console.error('dev: the server ended; it starts again at the next change');
  });
}

function restartServer() {
  console.error('dev: starting again');
  if (!server) return startServer();
  server.once('exit', startServer);
  server.kill('SIGTERM');
}

/** @type {NodeJS.Timeout | undefined} */
let timer;
for (const folder of watched) {
  watch(inRepository(folder), { recursive: true }, (_, name) => {
    if (!name?.endsWith('.ts') || name.endsWith('.test.ts') || stopping) return;
    clearTimeout(timer);
    timer = setTimeout(restartServer, settleMs);
  }).unref();
}

startServer();
const web = spawn(process.execPath, [inRepository('node_modules/vite/bin/vite.js')], {
  cwd: inRepository('web'),
  stdio: 'inherit',
});
web.on('exit', stop);

function stop() {
  if (stopping) return;
  stopping = true;
  clearTimeout(timer);
  server?.kill('SIGTERM');
  web.kill('SIGTERM');
}

process.on('SIGINT', stop);
process.on('SIGTERM', stop);
