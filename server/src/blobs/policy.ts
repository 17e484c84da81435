import type { StoragePolicy } from '@canopy/contract';

/** The settings of a storage policy, stored as JSON. An absent member means empty, 0 or false. */
export interface PolicySettings {
  /** Extensions without dot; empty = no rule. */
  file_type?: string[];
  /** The extensions are forbidden instead of the only ones allowed. */
  is_file_type_deny_list?: boolean;
  /** Regular expression (RE2 syntax) that is searched in the name. */
  file_regexp?: string;
  /** Names that match are forbidden instead of the only ones allowed. */
  is_name_regexp_deny_list?: boolean;
  /** Bytes of one chunk; 0 = files are sent in one piece. */
  chunk_size?: number;
  /** How many chunks clients may send at the same time; 0 or 1 = one after the other. */
  chunk_concurrency?: number;
  /** A big upload is refused at its start when there is no room for it. */
  pre_allocate?: boolean;
}

/** A storage policy: where bytes go, and which files may go there. */
export interface Policy {
  readonly id: number;
  readonly name: string;
  /** PolicyType of the contract; the driver of that name serves it. */
  readonly type: string;
  /** Largest file in bytes, 0 = unlimited. */
  readonly maxSize: number;
  readonly settings: PolicySettings;
}

/** The policy as clients see it. */
export function presentPolicy(policy: Policy, publicId: string): StoragePolicy {
  const { file_type, is_file_type_deny_list, file_regexp, is_name_regexp_deny_list, chunk_concurrency } =
    policy.settings;
  return {
    id: publicId,
    name: policy.name,
    type: policy.type as StoragePolicy['type'],
    ...(file_type?.length && {
      [is_file_type_deny_list ? 'denied_suffix' : 'allowed_suffix']: plainExtensions(file_type),
    }),
    ...(file_regexp && { [is_name_regexp_deny_list ? 'denied_name_regexp' : 'allowed_name_regexp']: file_regexp }),
    max_size: policy.maxSize,
    ...(chunk_concurrency !== undefined && chunk_concurrency > 1 && { chunk_concurrency }),
  };
}

/** In lower case, without the dot that people like to write. */
export function plainExtensions(list: readonly string[]): string[] {
  return list.map((extension) => extension.trim().replace(/^[.]/, '').toLowerCase());
}
