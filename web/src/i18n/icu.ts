/**
 * The part of ICU MessageFormat that the interface needs, in one small parser:
 * `{name}`, `{n, number}`, `{n, plural, =0 {…} one {…} other {…}}`, `{x, select, a {…} other {…}}`, `#`, and
 * apostrophes that quote braces (`'{'`; a doubled one is an apostrophe).
 */

export type Branches = Readonly<Record<string, Message>>;

export type Part =
  | string
  | { readonly kind: 'value' | 'number'; readonly name: string }
  | { readonly kind: 'plural' | 'select'; readonly name: string; readonly branches: Branches }
  | { readonly kind: 'hash' };

export type Message = readonly Part[];

/** Raised for a message that cannot be read; the language tests read every message. */
export class MessageSyntaxError extends Error {}

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  message(depth: number, inPlural: boolean): Message {
    const parts: Part[] = [];
    let literal = '';
    const flush = () => {
      if (literal) parts.push(literal);
      literal = '';
    };
    while (this.at < this.text.length) {
      const sign = this.text.charAt(this.at);
      if (sign === "'") {
        literal += this.quoted();
      } else if (sign === '{') {
        flush();
        parts.push(this.argument(depth));
      } else if (sign === '}') {
        if (depth === 0) throw this.problem('a closing brace without its opening one');
        break;
      } else if (sign === '#' && inPlural) {
        flush();
        parts.push({ kind: 'hash' });
        this.at++;
      } else {
        literal += sign;
        this.at++;
      }
    }
    flush();
    return parts;
  }

  /** An apostrophe quotes only when a brace or # follows; in running text it is itself. */
  private quoted(): string {
    const next = this.text.charAt(this.at + 1);
    if (next === "'") {
      this.at += 2;
      return "'";
    }
    if (next !== '{' && next !== '}' && next !== '#') {
      this.at++;
      return "'";
    }
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) throw this.problem('a quotation that does not end');
    const inner = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return inner;
  }

  private argument(depth: number): Part {
    this.at++;
    const name = this.word();
    if (this.take('}')) return { kind: 'value', name };
    this.expect(',');
    const kind = this.word();
    if (kind === 'number') {
      this.expect('}');
      return { kind, name };
    }
    if (kind !== 'plural' && kind !== 'select') throw this.problem(`the unknown kind "${kind}"`);
    this.expect(',');
    const branches: Record<string, Message> = {};
    while (!this.take('}')) {
      const key = this.word();
      this.expect('{');
      branches[key] = this.message(depth + 1, kind === 'plural');
      this.expect('}');
    }
    if (!branches.other) throw this.problem(`${kind} without "other"`);
    return { kind, name, branches };
  }

  private word(): string {
    this.space();
    const found = /^[=\w.-]+/.exec(this.text.slice(this.at));
    if (!found) throw this.problem('a name is missing');
    this.at += found[0].length;
    this.space();
    return found[0];
  }

  private space(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++;
  }

  private take(sign: string): boolean {
    this.space();
    if (this.text.charAt(this.at) !== sign) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw this.problem(`"${sign}" is missing`);
  }

  private problem(what: string): MessageSyntaxError {
    return new MessageSyntaxError(`${what}, at ${this.at} of: ${this.text}`);
  }
}

/** Reads one message; throws MessageSyntaxError. */
export function parseMessage(text: string): Message {
  return new Reader(text).message(0, false);
}

export type Value = string | number;

interface Context<V> {
  readonly language: string;
  readonly values: Readonly<Record<string, V | Value>>;
  /** The number that `#` stands for inside a plural. */
  readonly hash?: number;
}

const pluralRules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

function rulesOf(language: string): Intl.PluralRules {
  let rules = pluralRules.get(language);
  if (!rules) {
    rules = new Intl.PluralRules(language);
    pluralRules.set(language, rules);
  }
  return rules;
}

export function numberFormatOf(language: string): Intl.NumberFormat {
  let format = numbers.get(language);
  if (!format) {
    format = new Intl.NumberFormat(language);
    numbers.set(language, format);
  }
  return format;
}

function branchOf(part: Extract<Part, { kind: 'plural' | 'select' }>, value: unknown, language: string): Message {
  const { branches } = part;
  const chosen =
    part.kind === 'select'
      ? branches[String(value)]
      : (branches[`=${String(value)}`] ?? branches[rulesOf(language).select(Number(value))]);
  return chosen ?? branches.other ?? [];
}

/** Flat pieces of a message; values that are no text (elements, say) come through as they are. */
export function formatToParts<V>(message: Message, context: Context<V>): (V | string)[] {
  const out: (V | string)[] = [];
  for (const part of message) {
    if (typeof part === 'string') {
      out.push(part);
    } else if (part.kind === 'hash') {
      out.push(numberFormatOf(context.language).format(context.hash ?? 0));
    } else {
      const value = context.values[part.name];
      if (part.kind === 'plural' || part.kind === 'select') {
        const inner = branchOf(part, value, context.language);
        const hash = part.kind === 'plural' ? Number(value) : context.hash;
        out.push(...formatToParts(inner, hash === undefined ? context : { ...context, hash }));
      } else if (value === undefined) {
        out.push(`{${part.name}}`);
      } else if (typeof value === 'number') {
        out.push(numberFormatOf(context.language).format(value));
      } else {
        out.push(value);
      }
    }
  }
  return out;
}

/** The message as text. */
export function formatMessage(message: Message, context: Context<Value>): string {
  return formatToParts(message, context).join('');
}

/** Names of all values that a message asks for, also inside branches. */
export function argumentsOf(message: Message): Set<string> {
  const names = new Set<string>();
  for (const part of message) {
    if (typeof part === 'string' || part.kind === 'hash') continue;
    names.add(part.name);
    if (part.kind !== 'plural' && part.kind !== 'select') continue;
    for (const branch of Object.values(part.branches)) for (const name of argumentsOf(branch)) names.add(name);
  }
  return names;
}
