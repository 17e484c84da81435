/**
 * Loaded into a server before everything else (`node --import`): makes the n-th call to the file system from the
 * moment it is told to fail, once. The parent tells by message: `{ arm: { nth, fault } }` or `{ disarm: true }`, and
 * hears `{ calls, fired }` of the calls since the last arming.
 */
import fs from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

type Callable = (this: unknown, ...args: unknown[]) => unknown;

let calls = 0;
let failing = 0;
let fault = '';
let fired = '';
let armed = false;

/** Counts a call. @returns whether it takes half of what it is given; throws when it is to fail */
function count(name: string): boolean {
  if (!armed) return false;
  calls += 1;
  if (calls !== failing) return false;
  fired = name;
  if (fault === 'short') return true;
  const errno = { EIO: -5, ENOSPC: -28, EMFILE: -24 }[fault];
  throw Object.assign(new Error(`${fault}: injected, ${name}`), { code: fault, errno, syscall: name });
}

function wrapPromise(owner: object, name: string, shorten?: (args: unknown[]) => void): void {
  const members = owner as Record<string, Callable>;
  const original = members[name];
  if (!original) throw new Error(`there is no ${name} to break`);
  members[name] = async function (this: unknown, ...args: unknown[]) {
    if (count(name)) shorten?.(args);
    return original.apply(this, args);
  };
}

const half = (args: unknown[]) => {
  if (Array.isArray(args[0])) args[0] = args[0].slice(0, Math.ceil(args[0].length / 2));
  else args[2] = Math.ceil(Number(args[2] ?? (args[0] as Uint8Array).length) / 2);
};

const probe: FileHandle = await promises.open('/dev/null', 'r');
const handle = Object.getPrototypeOf(probe) as object;
await probe.close();

for (const name of ['open', 'rename', 'unlink', 'mkdir', 'readdir', 'stat', 'statfs']) wrapPromise(promises, name);
for (const name of ['sync', 'datasync', 'stat']) wrapPromise(handle, name);
for (const name of ['write', 'writev', 'read']) wrapPromise(handle, name, half);
syncBuiltinESMExports();

/** A flush of the database log fails when it is told to: its own switch, because that is final for the process. */
let breakLog = false;
const fdatasync = fs.fdatasync;
fs.fdatasync = Object.assign(
  (fd: number, done: (error: NodeJS.ErrnoException | null) => void) => {
    if (!breakLog) return fdatasync(fd, done);
    process.nextTick(done, Object.assign(new Error('EIO: injected, fdatasync'), { code: 'EIO' }));
  },
  { __promisify__: fdatasync.__promisify__ },
);
syncBuiltinESMExports();

process.on('message', (message: { arm?: { nth: number; fault: string }; disarm?: boolean; breakLog?: boolean }) => {
  if (message.breakLog) breakLog = true;
  if (message.arm) {
    calls = 0;
    fired = '';
    failing = message.arm.nth;
    fault = message.arm.fault;
    armed = true;
  }
  if (message.disarm) armed = false;
  process.send?.({ calls, fired });
});
process.channel?.unref();
