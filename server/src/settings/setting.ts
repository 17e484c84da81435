/** One runtime setting: what it means, what it is when nobody chose, and which values it takes. */
export interface Setting<Value> {
  readonly default: Value;
  readonly description: string;
  /** The value if it is a legal one, else undefined. Stored and sent values pass through here. */
  readonly accept: (value: unknown) => Value | undefined;
}

/** On or off. */
export function flag(byDefault: boolean, description: string): Setting<boolean> {
  return { default: byDefault, description, accept: (value) => (typeof value === 'boolean' ? value : undefined) };
}

/** A whole number within bounds, both included. */
export function whole(
  byDefault: number,
  description: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {},
): Setting<number> {
  return {
    default: byDefault,
    description,
    accept: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max ? value : undefined,
  };
}

/** Free text. */
export function text(byDefault: string, description: string, maxLength = 65_536): Setting<string> {
  return {
    default: byDefault,
    description,
    accept: (value) => (typeof value === 'string' && value.length <= maxLength ? value : undefined),
  };
}

/** One of these words; the first is the default. */
export function word<const Words extends readonly [string, ...string[]]>(
  words: Words,
  description: string,
): Setting<Words[number]> {
  return {
    default: words[0],
    description,
    accept: (value) => words.find((candidate) => candidate === value),
  };
}

/** A value with a structure, told by a guard. */
export function structure<Value>(
  byDefault: Value,
  description: string,
  guard: (value: unknown) => value is Value,
): Setting<Value> {
  return { default: byDefault, description, accept: (value) => (guard(value) ? value : undefined) };
}
