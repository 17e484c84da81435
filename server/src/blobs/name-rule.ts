import { ApiError, ErrorCode, type FileNameRule, fileNameFault } from '@canopy/contract';
import { RE2JS } from 're2js';
import { type Policy, plainExtensions } from './policy.ts';

/** Longer expressions are not taken from administrators. */
const maxPatternLength = 1024;

/**
 * What a policy allows as names of files. The expression is of RE2 syntax and runs in time linear in the name,
 * so that no pattern can stop the server.
 */
export class NameRule {
  readonly #rule: FileNameRule;

  /** @throws ApiError 40001 when the expression is too long or not of RE2 syntax. */
  constructor({ settings }: Policy) {
    const expression = settings.file_regexp ? compile(settings.file_regexp) : undefined;
    this.#rule = {
      extensions: {
        listed: new Set(plainExtensions(settings.file_type ?? [])),
        areForbidden: settings.is_file_type_deny_list ?? false,
      },
      ...(expression && {
        pattern: {
          isFoundIn: (name) => expression.matcher(name).find(),
          isForbidden: settings.is_name_regexp_deny_list ?? false,
        },
      }),
    };
  }

  /** @throws ApiError 40052 telling which rule the name breaks. */
  check(name: string): void {
    const fault = fileNameFault(this.#rule, name);
    if (!fault) return;
    if (fault.kind === 'pattern') throw refused('of this name');
    throw refused(fault.extension === '' ? 'without an extension' : `of type "${fault.extension}"`);
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
