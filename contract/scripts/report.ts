/**
 * The map of the work still to do: which operations of the reference are served, which are missing, and where ours
 * differ.
 *
 *     node contract/scripts/report.ts [--json] [--missing]
 *
 * Fails when a difference has no reason in reference/deviations.json, or a reason has no difference.
 */
import { contractReport } from './deviations.ts';

const report = contractReport();
const { operations, unexplained, explained, stale } = report;

if (process.argv.includes('--json')) console.log(JSON.stringify(report, null, 2));
else print();
if (unexplained.length > 0 || stale.length > 0) process.exitCode = 1;

function print(): void {
  const groups = Map.groupBy(operations, (operation) => operation.group);
  const differing = new Set(unexplained.map((difference) => difference.operation));
  const rows = [...groups].map(([group, members]) => row(group, members));
  rows.push(row('all', operations));
  console.log('group            implemented  missing  different');
  for (const cells of rows) console.log(cells);
  for (const { operation, at, message } of unexplained) console.log(`DIFFERENT ${operation}: ${at} ${message}`);
  for (const { operation, at, message } of stale) console.log(`NOT TRUE ANY MORE ${operation}: ${at} ${message}`);
  for (const { operation, at, message, reason } of explained)
    console.log(`meant: ${operation}: ${at} ${message} (${reason})`);
  if (process.argv.includes('--missing')) {
    for (const { id, group } of operations.filter(({ state }) => state === 'missing'))
      console.log(`missing: ${group} ${id}`);
  }

  function row(group: string, members: typeof operations): string {
    const count = (test: (member: (typeof operations)[number]) => boolean) => String(members.filter(test).length);
    return [
      group.padEnd(16),
      count(({ state }) => state === 'implemented').padStart(12),
      count(({ state }) => state === 'missing').padStart(9),
      count(({ id }) => differing.has(id)).padStart(11),
    ].join('');
  }
}
