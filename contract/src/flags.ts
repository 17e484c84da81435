/**
 * Flag sets ("BooleanSet" on the wire): standard base64, with padding, of bytes in which flag n is bit
 * (n mod 8), least significant first, of byte (n div 8). Flags beyond the end are false, the empty string is the
 * empty set, and trailing zero bytes are legal both ways.
 */
import { ApiError, ErrorCode } from './errors.ts';

/** Flags a set may hold; keeps a hostile text from making us build a huge one. */
const MAX_FLAGS = 1024;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGIT_OF = new Map([...ALPHABET].map((digit, value) => [digit, value]));

/** The shortest text of a set; the empty set is ''. */
export function encodeFlags(bits: Iterable<number>): string {
  const bytes: number[] = [];
  for (const bit of bits) {
    if (!Number.isInteger(bit) || bit < 0 || bit >= MAX_FLAGS) throw new RangeError(`flag ${bit} is out of range`);
    const index = bit >> 3;
    while (bytes.length <= index) bytes.push(0);
    bytes[index] = (bytes[index] ?? 0) | (1 << (bit & 7));
  }
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const a = bytes[at] ?? 0;
    const b = bytes[at + 1] ?? 0;
    const c = bytes[at + 2] ?? 0;
    text += ALPHABET.charAt(a >> 2) + ALPHABET.charAt(((a & 3) << 4) | (b >> 4));
    text += at + 1 < bytes.length ? ALPHABET.charAt(((b & 15) << 2) | (c >> 6)) : '=';
    text += at + 2 < bytes.length ? ALPHABET.charAt(c & 63) : '=';
  }
  return text;
}

/** The flags of a text. Padding may be missing; anything that is not base64 is an ApiError 40001. */
export function decodeFlags(text: string): ReadonlySet<number> {
  const flags = new Set<number>();
  for (const [index, byte] of decodeBytes(text).entries()) {
    for (let bit = 0; bit < 8; bit += 1) if (byte & (1 << bit)) flags.add(index * 8 + bit);
  }
  return flags;
}

/** Whether `bit` is set in `text`, without building the whole set. */
export function hasFlag(text: string, bit: number): boolean {
  return ((decodeBytes(text)[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}

function decodeBytes(text: string): number[] {
  let end = text.length;
  while (end > text.length - 2 && text[end - 1] === '=') end -= 1;
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  if (end % 4 === 1 || end > Math.ceil(MAX_FLAGS / 6)) throw notFlags();
  for (let at = 0; at < end; at += 1) {
    const value = DIGIT_OF.get(text.charAt(at));
    if (value === undefined) throw notFlags();
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return bytes;
}

function notFlags(): ApiError {
  return new ApiError(ErrorCode.PARAM_INVALID, 'A set of flags must be base64.');
}

/** What a group allows its members (`group.permission`). */
export const GroupPermission = {
  ADMIN: 0,
  ANONYMOUS: 1,
  SHARE: 2,
  WEBDAV: 3,
  ARCHIVE_DOWNLOAD: 4,
  ARCHIVE_TASK: 5,
  WEBDAV_PROXY: 6,
  SHARE_DOWNLOAD: 7,
  SHARE_FREE: 8,
  REMOTE_DOWNLOAD: 9,
  RELOCATE: 10,
  REDIRECTED_SOURCE: 11,
  ADVANCE_DELETE: 12,
  SELECT_NODE: 13,
  SET_ANONYMOUS_PERMISSION: 14,
  SET_EXPLICIT_USER_PERMISSION: 15,
  IGNORE_FILE_OWNERSHIP: 16,
  UNIQUE_DIRECT_LINK: 17,
} as const;
export type GroupPermission = (typeof GroupPermission)[keyof typeof GroupPermission];

/** What exists at all in a file system (`capability` of a listing and of its items). */
export const Capability = {
  CREATE: 0,
  RENAME: 1,
  SET_PERMISSION: 2,
  MOVE_TO_MY: 3,
  MOVE_TO_SHARE: 4,
  MOVE_TO_TRASH: 5,
  UPLOAD: 6,
  DOWNLOAD: 7,
  UPDATE_METADATA: 8,
  LIST: 9,
  GENERATE_THUMB: 10,
  COPY_TO_MY: 11,
  COPY_TO_SHARE: 12,
  COPY_TO_TRASH: 13,
  DELETE: 14,
  LOCK: 15,
  SOFT_DELETE: 16,
  RESTORE: 17,
  SHARE: 18,
  INFO: 19,
  VERSION: 20,
  MOUNT: 21,
  RELOCATE: 22,
  ENTER: 23,
  MODIFY_PROPS: 24,
} as const;
export type Capability = (typeof Capability)[keyof typeof Capability];

/** What the caller may do with an object (`permission` of a file, members of a permission setting). */
export const FilePermission = { READ: 0, UPDATE: 1, CREATE: 2, DELETE: 3 } as const;
export type FilePermission = (typeof FilePermission)[keyof typeof FilePermission];
