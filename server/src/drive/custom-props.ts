import { type IdCodec, IdKind } from '@canopy/contract';
import type { CustomProp } from './ports.ts';

/**
 * Whether a text is a value of a custom property (file.md 10). Empty means unset for every type but text.
 * @returns what is wrong, or undefined.
 */
export function checkCustomProp(prop: CustomProp, value: string, ids: IdCodec): string | undefined {
  const { min = 0, max = 0, options = [] } = prop;
  if (prop.type === 'text') return lengthProblem(value, min, max);
  if (value === '') return undefined;
  switch (prop.type) {
    case 'link':
      return lengthProblem(value, min, max);
    case 'number':
      if (!/^[+-]?\d{1,15}$/.test(value)) return 'must be a whole number';
      if (Number(value) < min) return `must be ${min} or more`;
      return max > 0 && Number(value) > max ? `must be ${max} or less` : undefined;
    case 'rating':
      return /^\d{1,15}$/.test(value) && Number(value) <= max ? undefined : `must be a whole number up to ${max}`;
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : 'must be true or false';
    case 'select':
      return options.includes(value) ? undefined : 'must be one of the options';
    case 'multi_select':
      return isListOf(options, value) ? undefined : 'must be a JSON list of options';
    case 'user':
      return ids.tryDecode(IdKind.USER, value) === undefined ? 'must be the id of a user' : undefined;
    default:
      return 'is of a type that this server does not know';
  }
}

function lengthProblem(value: string, min: number, max: number): string | undefined {
  const bytes = Buffer.byteLength(value);
  if (min > 0 && bytes < min) return `must have ${min} bytes or more`;
  return max > 0 && bytes > max ? `must have ${max} bytes or less` : undefined;
}

function isListOf(options: readonly string[], text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && options.includes(item));
}
