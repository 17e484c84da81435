/**
 * node scripts/dev.mjs [options of the server]
 *
 * The server from source, started again at every change, and the web app with hot reload at the address that
 * Vite prints. Both end together.
 */
import { spawn } from 'node:child_process';
import { inRepository, root } from './lib/paths.mjs';

const children = [
  start(root, [
    '--watch-path=server/src',
    '--watch-path=contract/src',
    'server/src/main.ts',
    'serve',
    ...process.argv.slice(2),
  ]),
  start(inRepository('web'), [inRepository('node_modules/vite/bin/vite.js')]),
];

function start(cwd, args) {
  const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' });
  child.on('exit', (code) => stop(code ?? 1));
  return child;
}

function stop(code) {
  process.exitCode ??= code;
  for (const child of children) child.kill('SIGTERM');
}

/* A Ctrl-C reaches the children from the terminal itself; we only outlive them. */
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
