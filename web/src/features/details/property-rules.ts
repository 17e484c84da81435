/** What a custom property may hold, as the server judges it: always text, empty = not set. */
import type { CustomProps } from '@canopy/contract';
import type { Value } from '../../i18n/icu.ts';
import type { DetailsKey } from './words.ts';

/** A property of the site; its type may be newer than this program. */
export type Property = Omit<CustomProps, 'type'> & { readonly type: CustomProps['type'] | 'user' | (string & {}) };

export interface Problem {
  readonly key: DetailsKey;
  readonly values?: Readonly<Record<string, Value>>;
}

const encoder = new TextEncoder();

function lengthProblem(value: string, min: number, max: number): Problem | undefined {
  const bytes = encoder.encode(value).length;
  if (min > 0 && bytes < min) return { key: 'badShort', values: { min } };
  return max > 0 && bytes > max ? { key: 'badLong', values: { max, bytes } } : undefined;
}

/** What is wrong with a value, or undefined. */
export function propertyProblem(property: Property, value: string): Problem | undefined {
  const { min = 0, max = 0, options = [] } = property;
  if (value === '') return undefined;
  switch (property.type) {
    case 'text':
      return lengthProblem(value, min, max);
    case 'link':
      return /^https?:\/\/\S+$/i.test(value) ? lengthProblem(value, min, max) : { key: 'badLink' };
    case 'number': {
      if (!/^[+-]?\d{1,15}$/.test(value)) return { key: 'badWhole' };
      if (Number(value) < min) return { key: 'badLow', values: { min } };
      return max > 0 && Number(value) > max ? { key: 'badHigh', values: { max } } : undefined;
    }
    case 'rating':
      return /^\d{1,15}$/.test(value) && Number(value) <= max ? undefined : { key: 'badHigh', values: { max } };
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : { key: 'badOption' };
    case 'select':
      return options.includes(value) ? undefined : { key: 'badOption' };
    case 'multi_select':
      return choicesOf(value).every((choice) => options.includes(choice)) ? undefined : { key: 'badOption' };
    default:
      return undefined;
  }
}

/** The choices that a multi-select holds; none when another program has written something else. */
export function choicesOf(value: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(value || '[]');
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

/** The stored text of some choices: in the order of the options, so that the same choice is the same text. */
export function choicesText(chosen: ReadonlySet<string>, options: readonly string[]): string {
  const list = options.filter((option) => chosen.has(option));
  return list.length > 0 ? JSON.stringify(list) : '';
}
