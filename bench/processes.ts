import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel counts in; 100 a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  /** Ticks in user and kernel mode, of all threads, those that ended included. */
  readonly ticks: number;
}

/** CPU seconds that a process and everything it started have used so far. */
export function cpuSeconds(pid: number): number {
  let ticks = 0;
  for (const stat of family(pid)) ticks += stat.ticks;
  return ticks / ticksPerSecond;
}

/** Resident memory of a process and everything it started, in bytes: what was read of mapped files too. */
export function residentBytes(pid: number): number {
  return memoryOf(pid, 'VmRSS');
}

/** The same without mapped files, which the system takes back whenever it needs the room. */
export function ownBytes(pid: number): number {
  return memoryOf(pid, 'RssAnon');
}

function memoryOf(pid: number, kind: 'VmRSS' | 'RssAnon'): number {
  let kilobytes = 0;
  for (const member of family(pid)) {
    const status = read(`/proc/${member.pid}/status`);
    kilobytes += Number(new RegExp(`^${kind}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  }
  return kilobytes * 1024;
}

function family(pid: number): Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);
  const members = all.filter((stat) => stat.pid === pid);
  for (const member of members) members.push(...all.filter((stat) => stat.parent === member.pid));
  return members;
}

function statOf(pid: number): Stat | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The name of the program stands in parentheses and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return undefined;
  return { pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/** Empty for a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
