/** Which differences of a recorded tour must not be there, and which wait for later work. */

export interface Step {
  readonly name: string;
  /** The first exchange of the step in the reference recording; the step ends where the next begins. */
  readonly first: string;
  /** Why the whole step waits; absent when it is due. */
  readonly later?: string;
}

export interface Scope {
  readonly steps: readonly Step[];
  readonly later: readonly { readonly exchange?: string; readonly member?: string; readonly why: string }[];
}

export interface Difference {
  readonly exchange: string;
  readonly line: string;
  /** Why it may be there; undefined when it must not. */
  readonly later: string | undefined;
}

/** What `compare.mjs` puts before the name of an exchange. */
const verdict = /^(?:MISSING|FACT|FAILED|DIFF) +/;

/** Maps every exchange of the reference recording to its step. Throws when the recording does not fit the scope. */
export function stepsOf(scope: Scope, exchanges: readonly string[]): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  let next = 0;
  let current: Step | undefined;
  for (const exchange of exchanges) {
    if (scope.steps[next]?.first === exchange) current = scope.steps[next++];
    if (!current) throw new Error(`The recording begins with ${exchange}, not with the first step of the scope.`);
    steps.set(exchange, current);
  }
  const unseen = scope.steps[next];
  if (unseen) throw new Error(`The recording has no ${unseen.first} in its place: step ${unseen.name} never begins.`);
  return steps;
}

/** Why an exchange waits for later work; undefined when it is due. */
export function whyLater(scope: Scope, steps: ReadonlyMap<string, Step>, exchange: string): string | undefined {
  const step = steps.get(exchange);
  if (step?.later !== undefined) return step.later;
  return scope.later.find((entry) => entry.exchange !== undefined && matches(entry.exchange, exchange))?.why;
}

/** Reads the lines of `compare.mjs`, which name an exchange each; lines that name none are left out. */
export function differencesOf(scope: Scope, exchanges: readonly string[], lines: readonly string[]): Difference[] {
  const steps = stepsOf(scope, exchanges);
  const longestFirst = [...exchanges].sort((a, b) => b.length - a.length);
  return lines.flatMap((line) => {
    if (!verdict.test(line)) return [];
    const rest = line.replace(verdict, '');
    const exchange = longestFirst.find((name) => rest === name || rest.startsWith(`${name} `));
    if (exchange === undefined) throw new Error(`No exchange of the recording is named in: ${line}`);
    const details = rest.slice(exchange.length).trim();
    return [{ exchange, line, later: whyLater(scope, steps, exchange) ?? whyMembersLater(scope, details) }];
  });
}

/** A difference that is nothing but members of later work waits with them. */
function whyMembersLater(scope: Scope, details: string): string | undefined {
  if (!details.startsWith('shape ')) return undefined;
  const differing = details.slice('shape '.length).split(' ');
  const reasons = differing.map(
    (item) => scope.later.find(({ member }) => member !== undefined && item.startsWith(`-${member}:`))?.why,
  );
  return reasons.every((why) => why !== undefined) ? reasons[0] : undefined;
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
