import { readFileSync, writeFileSync } from 'node:fs';
import type { LargeFigure } from './large-trees.ts';
import { type Goal, goals, nameSearch, typingAim } from './reference.ts';
import type { SearchFigures } from './search-figures.ts';
import type { WebFigure, WebFigures } from './web-figures.ts';
import { idleAnswers } from './yardstick.ts';

/** Figures by what was measured: of a drive with little in it, and of one with a million files. */
export interface Results {
  readonly machine: string;
  readonly date: string;
  /** Answers of a bare server in a CPU second, in this run. */
  readonly yardstick: number;
  readonly small: Readonly<Record<string, number>>;
  readonly million: Readonly<Record<string, number>>;
  readonly peers: readonly Comparison[];
  readonly large: readonly LargeFigure[];
  readonly web?: WebFigures;
  readonly search?: { readonly small: SearchFigures; readonly million: SearchFigures | undefined };
}

export interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly peer: string;
  readonly theirs: number;
  readonly ours: number;
}

const begin = '<!-- measured:begin -->';
const end = '<!-- measured:end -->';

/** Writes the figures to `results.json` and their ratios between the marks of `README.md`. @returns the tables */
export function writeReport(results: Results, folder: URL): string {
  writeFileSync(new URL('results.json', folder), `${JSON.stringify(results, null, 2)}\n`);
  const tables = [reportLine, goalTable, peerTable, ({ large }: Results) => largeTable(large), searchTable, webTable]
    .map((part) => part(results))
    .filter((part) => part !== '')
    .join('\n\n');
  const readme = new URL('README.md', folder);
  const text = readFileSync(readme, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`bench/README.md has lost its marks ${begin} and ${end}`);
  writeFileSync(readme, `${text.slice(0, from + begin.length)}\n${tables}\n${text.slice(to)}`);
  return tables;
}

const perCpuSecond = 'a CPU second';

/** Writes the report anew with some figures of a later run. */
export function updateReport(change: Partial<Results>, folder: URL): string {
  const before = JSON.parse(readFileSync(new URL('results.json', folder), 'utf8')) as Omit<Results, 'large'> &
    Partial<Pick<Results, 'large'>>;
  return writeReport({ ...before, large: before.large ?? [], ...change }, folder);
}

export function largeTable(figures: readonly LargeFigure[]): string {
  if (figures.length === 0) return '';
  return [
    '| large trees, and those who watch | |',
    '| --- | --- |',
    ...figures.map(({ what, figure }) => `| ${what} | ${figure} |`),
  ].join('\n');
}

export function searchTable({ search }: Pick<Results, 'search'>): string {
  if (!search) return '';
  const { small, million } = search;
  const ratio = small.names / nameSearch.reference;
  const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**');
  const inMillion = (value: number | undefined, unit: string) =>
    value === undefined ? 'not measured' : `${number(value)} ${unit}`;
  return [
    '| searching | among 10,500 files | among 1,000,000 | aim | |',
    '| --- | ---: | ---: | ---: | --- |',
    `| names, by a URI (the reference: ${nameSearch.reference}) | ${number(small.names)} a CPU second, ${number(ratio)} x | ${inMillion(million?.names, perCpuSecond)} | ≥ ${nameSearch.aim} x | ${verdict(ratio >= nameSearch.aim)} |`,
    `| names while typing, 95 of 100 letters within | ${number(small.typing)} ms | ${inMillion(million?.typing, 'ms')} | ≤ ${typingAim} ms | ${million ? verdict(million.typing <= typingAim) : ''} |`,
    `| texts of 500 files | ${number(small.texts)} a CPU second | ${inMillion(million?.texts, perCpuSecond)} | | |`,
  ].join('\n');
}

export function webTable({ web }: Pick<Results, 'web'>): string {
  if (!web) return '';
  const { figures, machine } = web;
  const told = ({ figure, unit }: WebFigure) => `${number(figure)} ${unit === 'nodes' ? '' : unit}`.trim();
  const aim = ({ atMost, unit }: WebFigure) =>
    atMost === undefined ? '' : `≤ ${told({ what: '', figure: atMost, unit })}`;
  const verdict = ({ figure, atMost }: WebFigure) =>
    atMost === undefined ? '' : figure <= atMost ? 'reached' : '**missed**';
  return [
    `| the web app (${machine}) | | aim | |`,
    '| --- | ---: | ---: | --- |',
    ...figures.map((each) => `| ${each.what} | ${told(each)} | ${aim(each)} | ${verdict(each)} |`),
  ].join('\n');
}

function reportLine({ machine, date, yardstick }: Results): string {
  const share = Math.round((100 * yardstick) / idleAnswers);
  return [
    `Measured ${date} on ${machine}. A bare \`node:http\` server gave ${number(yardstick)} answers a CPU second in this run,`,
    `${share} % of what it gives when the machine does nothing else: figures for a CPU second suffer alike.`,
  ].join(' ');
}

function goalTable({ small, million }: Results): string {
  const rows = goals.map((goal) => {
    const [ours, later] = [small[goal.what], million[goal.what]];
    if (ours === undefined) return `| ${goal.what} | not measured |  |  |  |  |`;
    const ratio = ours / goal.reference;
    const growth = later === undefined ? '' : `${number(later / ours)} x`;
    return `| ${goal.what} | ${number(ours)} ${goal.unit} | ${number(ratio)} x | ${aimOf(goal)} | ${meets(goal, ratio) ? 'reached' : '**missed**'} | ${growth} |`;
  });
  return [
    '| what | Canopy | of the reference | aim | | with 1,000,000 files |',
    '| --- | ---: | ---: | ---: | --- | ---: |',
    ...rows,
  ].join('\n');
}

function peerTable({ peers }: Results): string {
  const rows = peers.map(
    ({ what, unit, peer, theirs, ours }) =>
      `| ${what} | ${peer} | ${number(theirs)} ${unit} | ${number(ours)} ${unit} | ${number(ours / theirs)} x |`,
  );
  return ['| what | peer | peer | Canopy | of the peer |', '| --- | --- | ---: | ---: | ---: |', ...rows].join('\n');
}

const aimOf = ({ aim, lowerIsBetter }: Goal) => `${lowerIsBetter ? '≤' : '≥'} ${aim} x`;
const meets = ({ aim, lowerIsBetter }: Goal, ratio: number) => (lowerIsBetter ? ratio <= aim : ratio >= aim);

/** Three digits that mean something, no more. */
function number(value: number): string {
  if (value >= 1000) return Math.round(Number(value.toPrecision(3))).toLocaleString('en-US');
  return String(Number(value.toPrecision(value >= 100 ? 3 : 2)));
}
