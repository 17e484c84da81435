/** What the storage of a folder takes: names, types and sizes of files. Known before anything is sent. */
import type { FileNameRule, StoragePolicy } from '@canopy/contract';

export interface StorageRule extends FileNameRule {
  /** Largest file in bytes; Infinity when there is no limit. */
  readonly maxBytes: number;
}

/** The rule of a policy. The engine of its expressions is loaded only when it has one. */
export async function ruleOf(policy: StoragePolicy): Promise<StorageRule> {
  const { allowed_suffix, denied_suffix, allowed_name_regexp, denied_name_regexp, max_size } = policy;
  const listed = denied_suffix ?? allowed_suffix;
  const expression = denied_name_regexp ?? allowed_name_regexp;
  return {
    maxBytes: max_size > 0 ? max_size : Number.POSITIVE_INFINITY,
    ...(listed && { extensions: { listed: new Set(listed), areForbidden: denied_suffix !== undefined } }),
    ...(expression && {
      pattern: { isFoundIn: await finder(expression), isForbidden: denied_name_regexp !== undefined },
    }),
  };
}

/**
 * The same engine as the server's: the syntax is not that of browsers, and no expression can hold up the page. One that
 * it does not know is left for the server to judge.
 */
async function finder(expression: string): Promise<(name: string) => boolean> {
  const { RE2JS } = await import('re2js');
  const compiled = RE2JS.compile(expression);
  return (name) => compiled.matcher(name).find();
}
