import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from './connection.ts';

/** Another program that runs beside, to be measured the same way. */
export interface Peer {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves `files` and takes uploads into it (DAV PUT). */
export function startNginx(scratch: string, files: string): Promise<Peer> {
  return nginx(scratch, (port) => `listen 127.0.0.1:${port}; root ${files}; dav_methods PUT; client_max_body_size 2g;`);
}

/** A proxy in front of the drive that sends the bodies that the drive points to. */
export function startAccelerator(scratch: string, drivePort: number, dataDir: string, prefix: string): Promise<Peer> {
  return nginx(
    scratch,
    (port) => `listen 127.0.0.1:${port};
      location / { proxy_pass http://127.0.0.1:${drivePort}; proxy_set_header Host $http_host; proxy_buffering off; }
      location ${prefix}/ { internal; alias ${dataDir}/; }`,
  );
}

/** `rclone serve webdav` on a folder. */
export async function startRclone(files: string): Promise<Peer> {
  const port = await freePort();
  const args = [
    'serve',
    'webdav',
    files,
    '--addr',
    `127.0.0.1:${port}`,
    '--config',
    '/dev/null',
    '--log-level',
    'ERROR',
  ];
  return started(spawn('rclone', args, { stdio: ['ignore', 'inherit', 'inherit'] }), port);
}

/** A folder for the peers: 100 small files, a small one and a large one. */
export function makePeerFiles(scratch: string, large: Buffer, pieces: number): string {
  const files = join(scratch, 'files');
  mkdirSync(join(files, 'hundred'), { recursive: true });
  for (let file = 0; file < 100; file++) writeFileSync(join(files, 'hundred', `file ${file}.txt`), 'x'.repeat(1024));
  writeFileSync(join(files, 'kilobyte.txt'), 'x'.repeat(1024));
  writeFileSync(join(files, 'large.bin'), '');
  for (let piece = 0; piece < pieces; piece++) writeFileSync(join(files, 'large.bin'), large, { flag: 'a' });
  return files;
}

async function nginx(scratch: string, server: (port: number) => string): Promise<Peer> {
  const port = await freePort();
  const home = mkdtempSync(join(scratch, 'nginx-'));
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${home}/${kind};`,
  );
  writeFileSync(
    join(home, 'nginx.conf'),
    `${user} worker_processes 1; daemon off; pid ${home}/pid; error_log ${home}/error.log;
     events { worker_connections 512; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; types {} default_type text/plain;
       ${temporary.join(' ')}
       server { ${server(port)} } }`,
  );
  const args = ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')];
  return started(spawn('nginx', args, { stdio: ['ignore', 'inherit', 'inherit'] }), port);
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

async function started(child: ChildProcess, port: number): Promise<Peer> {
  running.add(child);
  const ended = once(child, 'exit');
  const failed = ended.then(() => Promise.reject(new Error(`${child.spawnfile} ended at once`)));
  // After the start nobody waits for its end any more.
  failed.catch(() => {});
  await Promise.race([reachable(port), failed]);
  return {
    pid: child.pid as number,
    port,
    async stop() {
      running.delete(child);
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function reachable(port: number): Promise<void> {
  for (let tries = 200; ; tries--) {
    try {
      return (await Connection.open(port)).close();
    } catch (error) {
      if (tries === 0) throw error;
    }
    await pause(50);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
