/** node scripts/types.mjs: checks the types of the workshop, of what tests share, and of every workspace. */
import { existsSync, readFileSync } from 'node:fs';
import { inForeground } from './lib/children.mjs';
import { inRepository } from './lib/paths.mjs';

const { workspaces } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
const projects = ['.', 'scripts', ...workspaces].filter((folder) =>
  existsSync(inRepository(`${folder}/tsconfig.json`)),
);
const tsc = inRepository('node_modules/typescript/bin/tsc');

for (const project of projects) {
  const code = await inForeground(process.execPath, [tsc, '-p', inRepository(project)]);
  if (code !== 0) {
    console.error(`types: ${project} has errors`);
    process.exitCode = code;
  }
}
