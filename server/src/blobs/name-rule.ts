import { ApiError, ErrorCode } from '@canopy/contract';
import { RE2JS } from 're2js';
import { extensionOf } from './content-type.ts';
import { type Policy, plainExtensions } from './policy.ts';

/** Longer expressions are not taken from administrators. */
const maxPatternLength = 1024;

/**
 * What a policy allows as names of files. The expression is of RE2 syntax and runs in time linear in the name,
 * so that no pattern can stop the server.
 */
export class NameRule {
  readonly #extensions: ReadonlySet<string>;
  readonly #extensionsForbidden: boolean;
  readonly #pattern: RE2JS | undefined;
  readonly #patternForbidden: boolean;

  /** @throws ApiError 40001 when the expression is too long or not of RE2 syntax. */
  constructor({ settings }: Policy) {
    this.#extensions = new Set(plainExtensions(settings.file_type ?? []));
    this.#extensionsForbidden = settings.is_file_type_deny_list ?? false;
    this.#pattern = settings.file_regexp ? compile(settings.file_regexp) : undefined;
    this.#patternForbidden = settings.is_name_regexp_deny_list ?? false;
  }

  /** @throws ApiError 40052 telling which rule the name breaks. */
  check(name: string): void {
    if (this.#extensions.size > 0) {
      const extension = extensionOf(name);
      if (this.#extensions.has(extension) === this.#extensionsForbidden) {
        throw refused(extension === '' ? 'without an extension' : `of type "${extension}"`);
      }
    }
    if (this.#pattern && this.#pattern.matcher(name).find() === this.#patternForbidden) throw refused('of this name');
  }
}

function compile(pattern: string): RE2JS {
  if (pattern.length > maxPatternLength) {
    throw new ApiError(ErrorCode.PARAM_INVALID, `A name rule must not be longer than ${maxPatternLength} characters.`);
  }
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    throw new ApiError(ErrorCode.PARAM_INVALID, `The name rule is not valid: ${(cause as Error).message}.`, { cause });
  }
}

function refused(what: string): ApiError {
  return new ApiError(ErrorCode.ILLEGAL_OBJECT_NAME, `Files ${what} may not be stored here.`);
}
