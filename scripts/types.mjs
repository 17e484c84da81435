/**
 * node scripts/types.mjs: checks the types of the workshop, of what tests share, and of every workspace. What was
 * learned is kept in .canopy, so that the next time only what has changed is checked.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inForeground } from './lib/children.mjs';
import { inRepository, workshopDir } from './lib/paths.mjs';

const { workspaces } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
const projects = ['.', 'scripts', ...workspaces, 'web/worker'].filter((folder) =>
  existsSync(inRepository(`${folder}/tsconfig.json`)),
);
const tsc = inRepository('node_modules/typescript/bin/tsc');

for (const project of projects) {
  const memory = join(workshopDir, 'types', `${project === '.' ? 'root' : project}.tsbuildinfo`);
  const args = ['-p', inRepository(project), '--incremental', '--tsBuildInfoFile', memory];
  const code = await inForeground(process.execPath, [tsc, ...args]);
  if (code !== 0) {
    console.error(`types: ${project} has errors`);
    process.exitCode = code;
  }
}
