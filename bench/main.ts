/**
 * npm run bench [-- --quick] [--no-million] [--only-large | --only-search | --only-web]
 *
 * Measures the drive and its peers in one run; README.md beside this file says how and keeps the result.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { staleArtifacts } from '../scripts/lib/artifacts.mjs';
import { inForeground } from '../scripts/lib/children.mjs';
import { inRepository } from '../scripts/lib/paths.mjs';
import { canopy } from '../tests/lib/drive-process.ts';
import { fillDrive, measureAccelerated, measureDrive } from './drive-figures.ts';
import { measureEvents } from './events.ts';
import { type LargeFigure, measureLargeTrees, measureRemoval } from './large-trees.ts';
import { Meter } from './measure.ts';
import { measurePeers } from './peer-figures.ts';
import { largeTable, searchTable, updateReport, webTable, writeReport } from './report.ts';
import { measureSearch, type SearchFigures } from './search-figures.ts';
import { liftQuota, seedFiles } from './seed.ts';
import { measureWeb, type WebFigures } from './web-figures.ts';
import { idleAnswers, measureYardstick } from './yardstick.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'no-million': { type: 'boolean', default: false },
    'only-large': { type: 'boolean', default: false },
    'only-search': { type: 'boolean', default: false },
    'only-web': { type: 'boolean', default: false },
  },
});

interface Search {
  readonly small: SearchFigures;
  million: SearchFigures | undefined;
}

const seconds = options.quick ? 0.8 : 3;
const gibibytes = options.quick ? 0.25 : 1;
const millionFiles = 1_000_000;

const say = (what: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${what}`);

const stale = staleArtifacts().filter((part) => part === 'server' || part === 'web');
if (stale.length > 0) {
  const code = await inForeground(process.execPath, [inRepository('scripts/build.mjs'), ...stale]);
  if (code !== 0) process.exit(code);
}

const scratch = mkdtempSync(join(tmpdir(), 'canopy-bench-'));
const meter = new Meter(16, seconds);
try {
  const dataDir = join(scratch, 'data');
  mkdirSync(dataDir);
  const token = await fillDrive(dataDir, () => liftQuota(dataDir));
  if (options['only-large']) await measureLargeOnly(dataDir);
  else if (options['only-search']) await measureSearchOnly(dataDir, token);
  else if (options['only-web']) await measureWebOnly(dataDir);
  else await measureAll(dataDir, token);
} finally {
  meter.end();
  rmSync(scratch, { recursive: true, force: true });
}

async function measureLargeOnly(dataDir: string): Promise<void> {
  const large = await measureLarge(dataDir);
  console.log(options.quick ? largeTable(large) : updateReport({ large }, new URL('./', import.meta.url)));
}

async function measureWebOnly(dataDir: string): Promise<void> {
  const web = await measureWebApp(dataDir);
  console.log(options.quick ? webTable({ web }) : updateReport({ web }, new URL('./', import.meta.url)));
}

/** The web app as it is built, in the browser that the end-to-end tests use. */
function measureWebApp(dataDir: string): Promise<WebFigures> {
  say('the web app');
  return measureWeb(dataDir, { visits: options.quick ? 60 : 600, say });
}

async function measureAll(dataDir: string, token: string): Promise<void> {
  const before = await measureYardstick(meter);
  say(`a bare HTTP server: ${Math.round(before)} a CPU second (${idleAnswers} on an idle machine)`);
  say('the drive');
  const small = await measureDrive(dataDir, token, meter, { gibibytes, say });
  small['1 GiB down, X-Accel-Redirect'] = installed('nginx')
    ? await measureAccelerated(scratch, dataDir, gibibytes)
    : Number.NaN;

  const search: Search = { small: await measureSearch(dataDir, token, meter, { fill: true, say }), million: undefined };
  let million: Record<string, number> = {};
  if (!options['no-million']) {
    const { code, output } = await addMillion(dataDir);
    if (code !== 0) throw new Error(`fsck does not like what was put in:\n${output}`);
    say('the drive with all of them');
    million = await measureDrive(dataDir, token, meter, { gibibytes, say });
    search.million = await measureSearch(dataDir, token, meter, { fill: false, say });
  }

  say('the peers');
  const peers = await measurePeers({ scratch, dataDir, meter, small, seconds, gibibytes, installed, say });
  const large = await measureLarge(dataDir);
  const web = await measureWebApp(dataDir);
  const yardstick = (before + (await measureYardstick(meter))) / 2;
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${filesystemOf(scratch)}, Node ${process.versions.node}`;
  const results = {
    machine,
    yardstick,
    date: new Date().toISOString().slice(0, 10),
    small,
    million,
    peers,
    large,
    search,
    web,
  };
  if (options.quick) console.log(JSON.stringify(results, null, 2));
  else console.log(`\n${writeReport(results, new URL('./', import.meta.url))}`);
}

/** Figures of searching alone. */
async function measureSearchOnly(dataDir: string, token: string): Promise<void> {
  const search: Search = { small: await measureSearch(dataDir, token, meter, { fill: true, say }), million: undefined };
  if (!options['no-million']) {
    await addMillion(dataDir);
    search.million = await measureSearch(dataDir, token, meter, { fill: false, say });
  }
  console.log(options.quick ? searchTable({ search }) : updateReport({ search }, new URL('./', import.meta.url)));
}

/** Puts a million files into the stopped drive. @returns what fsck says */
async function addMillion(dataDir: string): Promise<{ code: number; output: string }> {
  say(`putting ${millionFiles.toLocaleString('en-US')} files into the account`);
  seedFiles(dataDir, millionFiles);
  // Follows the journal to its end, so that nobody measures while the names are indexed.
  const index = await canopy('reindex', dataDir, '--check');
  if (index.code !== 0) throw new Error(`the index is not as the tree:\n${index.output}`);
  return canopy('fsck', dataDir);
}

async function measureLarge(dataDir: string): Promise<LargeFigure[]> {
  say('those who watch');
  const events = await measureEvents(dataDir);
  say('large trees');
  const trees = await measureLargeTrees(dataDir, options.quick ? 10_000 : 100_000);
  if (options['no-million']) return [...trees, ...events];
  say('a removal');
  return [...trees, ...(await measureRemoval(dataDir, options.quick ? 20_000 : millionFiles)), ...events];
}

/** Whether a peer is there to be compared with. */
function installed(program: string): boolean {
  const found = (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
  if (!found) say(`${program} is not installed: left out`);
  return found;
}

function filesystemOf(path: string): string {
  const { stdout } = spawnSync('findmnt', ['--noheadings', '--output', 'FSTYPE', '--target', path], {
    encoding: 'utf8',
  });
  return stdout?.trim() || readFileSync('/proc/mounts', 'utf8').split(' ')[2] || 'unknown file system';
}
