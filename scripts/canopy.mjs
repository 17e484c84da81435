#!/usr/bin/env node
/**
 * The one program behind `npm start`, `npm test` and every `npm run …`: brings the right Node, installs and
 * builds what is missing or out of date, then does what was asked. Plain JavaScript that an old Node can read.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { artifact, staleArtifacts } from './lib/artifacts.mjs';
import { inForeground } from './lib/children.mjs';
import { Complaint } from './lib/complaint.mjs';
import { withLock } from './lib/lock.mjs';
import { installPackages, packagesAreCurrent } from './lib/packages.mjs';
import { inRepository, root, workshopDir } from './lib/paths.mjs';
import { fetchNode, majorOf, presentNode } from './lib/runtime.mjs';
import { exitCodeOf, flakyLines, readTally, tallyFileVariable, tallyLine } from './lib/tally.mjs';

const usage = `Usage: node scripts/canopy.mjs <command>

  start [options]        install, build, and serve the drive (options of the server: --listen, --data-dir, …)
  cli <command> …        install, build, and run a command of the server: fsck, scrub, user, backup, restore
  build                  install and build
  test [files]           install, build, and run the tests
  run <program> …        install, then run a script (a path) or a tool of node_modules under the right Node`;

const commands = {
  start: async (args) => server(await prepareAndBuild(), ['serve', ...args]),
  cli: async (args) => server(await prepareAndBuild(), args),
  build: async () => {
    await prepareAndBuild();
    return 0;
  },
  test: async (args) => test(await prepareAndBuild(), args),
  run: async (args) => run(await prepare(), args),
};

/** Node and packages as the lock files say. @returns the Node to use */
async function prepare() {
  const node = presentNode() ?? (await locked(async () => presentNode() ?? (await fetchNode(say))));
  if (!packagesAreCurrent()) {
    await locked(async () => {
      if (packagesAreCurrent()) return;
      say('Installing packages …');
      await installPackages(node);
    });
  }
  return node;
}

/** As `prepare`, and the server and the web app built from the sources as they are. */
async function prepareAndBuild() {
  const node = await prepare();
  if (staleArtifacts().length > 0) {
    await locked(async () => {
      const stale = staleArtifacts();
      if (stale.length === 0) return;
      say(`Building ${stale.map((name) => artifact(name).title).join(' and ')} …`);
      const code = await inForeground(node, [inRepository('scripts/build.mjs'), ...stale], { env: environment(node) });
      if (code !== 0) throw new Complaint('The build failed: see above.', code);
    });
  }
  return node;
}

async function server(node, args) {
  return inForeground(node, [inRepository('server/dist/main.mjs'), ...args]);
}

async function test(node, args) {
  const folder = mkdtempSync(join(tmpdir(), 'canopy-tally-'));
  const file = join(folder, 'tally.json');
  try {
    const vitest = inRepository('node_modules/vitest/vitest.mjs');
    const env = { ...environment(node), [tallyFileVariable]: file };
    const shown = args.some((word) => word.startsWith('--reporter')) ? [] : ['--reporter=default'];
    const counted = `--reporter=${inRepository('scripts/lib/tally-reporter.ts')}`;
    const code = await inForeground(node, [vitest, 'run', ...shown, counted, ...args], { cwd: root, env });
    const tally = readTally(file, code);
    console.log(['', ...flakyLines(tally), tallyLine(tally)].join('\n'));
    return exitCodeOf(tally, code, isTrue(process.env.CI));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} node
 * @param {string[]} words a script or a tool, and its arguments
 */
async function run(node, [program, ...args]) {
  if (!program) throw new Complaint(usage, 2);
  const env = environment(node);
  if (/\.[cm]?[jt]s$/.test(program)) return inForeground(node, [program, ...args], { env });
  const tool = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${program}.cmd` : program);
  if (!existsSync(tool)) throw new Complaint(`There is no script and no tool named "${program}".`, 2);
  return inForeground(tool, args, { env, shell: process.platform === 'win32' });
}

/** Ours, with the right Node and the workspace's tools found first. */
function environment(node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, PATH: path };
}

function locked(work) {
  return withLock(join(workshopDir, 'workshop.lock'), work, sayThatWeWait);
}

let waiting = false;
function sayThatWeWait() {
  if (!waiting) say('Waiting for another start to finish …');
  waiting = true;
}

/** Progress goes to stderr: what a command prints on stdout is its result. */
function say(what) {
  console.error(`canopy: ${what}`);
}

const isTrue = (text) => text !== undefined && !['', '0', 'false'].includes(text.toLowerCase());

/** @param {string[]} words the command and its arguments */
async function main([name, ...args]) {
  if (majorOf(process.version) < 18) throw new Complaint(`Node ${process.version} is too old: 18 is the least.`);
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command) throw new Complaint(usage, 2);
  return command(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Complaint)) throw error;
  console.error(`canopy: ${error.message}`);
  process.exitCode = error.exitCode;
}
