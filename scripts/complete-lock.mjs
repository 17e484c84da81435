/** node scripts/complete-lock.mjs: to be run after `npm install <package>`; see lib/lock-file.mjs for the reason. */
import { readFileSync, writeFileSync } from 'node:fs';
import { missingParts, withMissingParts } from './lib/lock-file.mjs';
import { inRepository } from './lib/paths.mjs';

const file = inRepository('package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingParts(lock);
if (missing.length > 0) writeFileSync(file, `${JSON.stringify(withMissingParts(lock), null, 2)}\n`);
console.log(`package-lock.json: ${missing.length} parts for other machines added`);
