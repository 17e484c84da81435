/**
 * The values of the envelope's `code`, and the error that carries one.
 *
 * Three-digit codes borrow the meaning of HTTP statuses, 4xxxx are caused by the request, 5xxxx by the
 * server, -1 is an error that has no code of its own. Names are those of the contract; gaps in the
 * numbering (50003) are gaps in the protocol. The long meanings stand in error-meanings.ts.
 */
export const ErrorCode = {
  OK: 0,
  CONTINUE: 203,
  LOGIN_REQUIRED: 401,
  NO_PERMISSION: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PARAM_INVALID: 40001,
  UPLOAD_FAILED: 40002,
  CREATE_FOLDER_FAILED: 40003,
  OBJECT_EXIST: 40004,
  SIGN_EXPIRED: 40005,
  POLICY_NOT_ALLOWED: 40006,
  GROUP_NOT_ALLOWED: 40007,
  ADMIN_REQUIRED: 40008,
  MASTER_NOT_FOUND: 40009,
  PHONE_REQUIRED: 40010,
  UPLOAD_SESSION_EXPIRED: 40011,
  INVALID_CHUNK_INDEX: 40012,
  INVALID_CONTENT_LENGTH: 40013,
  BATCH_SOURCE_SIZE: 40014,
  BATCH_DOWNLOAD_SIZE: 40015,
  PATH_NOT_EXIST: 40016,
  USER_BANNED: 40017,
  USER_NOT_ACTIVATED: 40018,
  FEATURE_NOT_ENABLED: 40019,
  CREDENTIAL_INVALID: 40020,
  USER_NOT_FOUND: 40021,
  TWO_FA_CODE_WRONG: 40022,
  LOGIN_SESSION_NOT_EXIST: 40023,
  WEBAUTHN_INIT_FAILED: 40024,
  WEBAUTHN_CREDENTIAL_ERROR: 40025,
  CAPTCHA_ERROR: 40026,
  CAPTCHA_REFRESH_NEEDED: 40027,
  EMAIL_SEND_FAILED: 40028,
  INVALID_TEMP_LINK: 40029,
  TEMP_LINK_EXPIRED: 40030,
  EMAIL_PROVIDER_BANNED: 40031,
  EMAIL_EXISTED: 40032,
  EMAIL_SENT: 40033,
  USER_CANNOT_ACTIVATE: 40034,
  POLICY_NOT_EXIST: 40035,
  DELETE_DEFAULT_POLICY: 40036,
  POLICY_USED_BY_FILES: 40037,
  POLICY_USED_BY_GROUPS: 40038,
  GROUP_NOT_FOUND: 40039,
  INVALID_ACTION_ON_SYSTEM_GROUP: 40040,
  GROUP_USED_BY_USER: 40041,
  CHANGE_GROUP_FOR_DEFAULT_USER: 40042,
  INVALID_ACTION_ON_DEFAULT_USER: 40043,
  FILE_NOT_FOUND: 40044,
  LIST_FILES_ERROR: 40045,
  INVALID_ACTION_ON_SYSTEM_NODE: 40046,
  CREATE_FS_ERROR: 40047,
  CREATE_TASK_ERROR: 40048,
  FILE_TOO_LARGE: 40049,
  FILE_TYPE_NOT_ALLOWED: 40050,
  INSUFFICIENT_CAPACITY: 40051,
  ILLEGAL_OBJECT_NAME: 40052,
  ROOT_PROTECTED: 40053,
  CONFLICT_UPLOAD_ONGOING: 40054,
  META_MISMATCH: 40055,
  UNSUPPORTED_ARCHIVE_TYPE: 40056,
  POLICY_CHANGED: 40057,
  SHARE_LINK_NOT_FOUND: 40058,
  SAVE_OWN_SHARE: 40059,
  SLAVE_PING_MASTER: 40060,
  VERSION_MISMATCH: 40061,
  INSUFFICIENT_CREDIT: 40062,
  GROUP_CONFLICT: 40063,
  GROUP_INVALID: 40064,
  INVALID_GIFT_CODE: 40065,
  OPENID_BIND_CONFLICT: 40066,
  OPENID_BIND_OTHER_ACCOUNT: 40067,
  OPENID_NOT_LINKED: 40068,
  INCORRECT_PASSWORD: 40069,
  SHARE_PREVIEW_DISABLED: 40070,
  INVALID_SIGN: 40071,
  FULFILL_ADMIN_GROUP: 40072,
  LOCK_CONFLICT: 40073,
  TOO_MANY_URIS: 40074,
  LOCK_EXPIRED: 40075,
  STALE_VERSION: 40076,
  ENTITY_NOT_EXIST: 40077,
  FILE_DELETED: 40078,
  FILE_COUNT_LIMIT: 40079,
  INVALID_PASSWORD: 40080,
  BATCH_PARTIAL: 40081,
  OWNER_ONLY: 40082,
  PURCHASE_REQUIRED: 40083,
  MANAGED_ACCOUNT_MIN_OPENID: 40084,
  AMOUNT_TOO_SMALL: 40085,
  NODE_USED_BY_POLICY: 40086,
  DOMAIN_NOT_LICENSED: 40087,
  ANONYMOUS_ACCESS_DENIED: 40088,
  INSUFFICIENT_SCOPE: 40089,
  DB_ERROR: 50001,
  ENCRYPT_ERROR: 50002,
  IO_FAILED: 50004,
  INTERNAL_SETTING: 50005,
  CACHE_OPERATION: 50006,
  CALLBACK_ERROR: 50007,
  UPDATE_SETTING: 50008,
  ADD_CORS: 50009,
  NODE_OFFLINE: 50010,
  QUERY_META_FAILED: 50011,
  NOT_SET: -1,
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** An error as it stands on the wire: the envelope of a failed call, or of one item of a failed batch. */
export interface ErrorEnvelope {
  code: number;
  /** English text for developers; clients translate by `code`. */
  msg: string;
  /** Payload that belongs to the code: conflicting locks (40073), 2FA session (203), the part that worked (40081). */
  data?: unknown;
  /** Low-level cause; only in debug mode. */
  error?: string;
  correlation_id?: string;
  /** Only with 40081: the failures by item. */
  aggregated_error?: Record<string, ErrorEnvelope>;
}

export interface ApiErrorOptions {
  cause?: unknown;
  data?: unknown;
  aggregated?: Record<string, ErrorEnvelope>;
  correlationId?: string;
}

/**
 * A failure with a code of the contract. Thrown anywhere on the server, where the HTTP shell turns it into an
 * envelope, and by the client for every envelope whose code is not 0.
 *
 * @example throw new ApiError(ErrorCode.PATH_NOT_EXIST);
 * @example throw new ApiError(ErrorCode.LOCK_CONFLICT, undefined, { data: conflicts });
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  readonly data?: unknown;
  /** Failures by item, with code 40081. */
  readonly aggregated?: Record<string, ErrorEnvelope>;
  /** Filled in by the HTTP shell (server) or from the envelope (client). */
  correlationId?: string;

  /** `message` defaults to a short text of the code. */
  constructor(code: number, message?: string, options: ApiErrorOptions = {}) {
    super(message ?? defaultMessage(code), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    if (options.data !== undefined) this.data = options.data;
    if (options.aggregated !== undefined) this.aggregated = options.aggregated;
    if (options.correlationId !== undefined) this.correlationId = options.correlationId;
  }

  /** The error of an envelope that was received. */
  static fromEnvelope(envelope: ErrorEnvelope): ApiError {
    return new ApiError(envelope.code, envelope.msg || undefined, {
      data: envelope.data,
      ...(envelope.aggregated_error && { aggregated: envelope.aggregated_error }),
      ...(envelope.correlation_id && { correlationId: envelope.correlation_id }),
    });
  }

  /** The envelope that tells this error, members in the order clients are used to. */
  toEnvelope(): ErrorEnvelope {
    return {
      code: this.code,
      ...(this.data !== undefined && { data: this.data }),
      msg: this.message,
      ...(this.correlationId !== undefined && { correlation_id: this.correlationId }),
      ...(this.aggregated !== undefined && { aggregated_error: this.aggregated }),
    };
  }
}

/** Short English text of a code, what `ApiError` says when it is given no message. */
export function defaultMessage(code: number): string {
  return messages[code] ?? 'Something went wrong.';
}

/** Clients in use look for the exact texts of 40026 and 40073 and for the words of 40089: do not reword these. */
const messages: Readonly<Record<number, string>> = {
  0: '',
  203: 'One more step is needed.',
  401: 'Please sign in first.',
  403: 'You are not allowed to do this.',
  404: 'Nothing was found under this address.',
  409: 'Somebody else changed this in the meantime. Please try again.',
  40001: 'The request has a missing or invalid value.',
  40002: 'The upload failed.',
  40003: 'The folder could not be created.',
  40004: 'A file or folder of this name already exists.',
  40005: 'This link has expired.',
  40006: 'The storage policy does not allow this.',
  40007: 'Your group does not allow this.',
  40008: 'Only administrators may do this.',
  40009: 'The calling main server is not known to this node.',
  40010: 'Please add a phone number first.',
  40011: 'This upload has ended or expired. Please start it again.',
  40012: 'The chunk number is out of range.',
  40013: 'The length of the body is missing or not the expected one.',
  40014: 'More direct links at once than your group allows.',
  40015: 'More remote downloads at once than your group allows.',
  40016: 'There is no file or folder at this path.',
  40017: 'This account is blocked.',
  40018: 'This account is not activated yet. Please use the link in the activation mail.',
  40019: 'This feature is switched off on this site.',
  40020: 'The credential is wrong, expired or withdrawn. Please sign in again.',
  40021: 'There is no such user.',
  40022: 'The two-factor code is wrong.',
  40023: 'This sign-in attempt has expired. Please start again.',
  40024: 'The passkey request could not be prepared.',
  40025: 'The passkey could not be verified.',
  40026: 'CAPTCHA not match.',
  40027: 'Please load a new captcha.',
  40028: 'The mail could not be sent.',
  40029: 'This link is damaged.',
  40030: 'This link was used already or has expired. Please ask for a new one.',
  40031: 'Addresses of this mail provider are not accepted.',
  40032: 'This e-mail address already belongs to an account.',
  40033: 'This account waits for activation. The activation mail was sent again.',
  40034: 'This account does not wait for activation.',
  40035: 'There is no such storage policy.',
  40036: 'The default storage policy cannot be deleted.',
  40037: 'The storage policy still holds data.',
  40038: 'The storage policy is still used by groups.',
  40039: 'There is no such group.',
  40040: 'Built-in groups and apps cannot be deleted.',
  40041: 'The group still has members.',
  40042: 'The group of the first user cannot be changed.',
  40043: 'The first user must stay an active administrator, and nobody can delete himself.',
  40044: 'The file does not exist.',
  40045: 'The folder could not be listed.',
  40046: 'The main server cannot be deleted.',
  40047: 'The file system could not be opened.',
  40048: 'The background task could not be started.',
  40049: 'The file is larger than allowed.',
  40050: 'Files of this type are not accepted here.',
  40051: 'There is not enough storage space left.',
  40052: 'This name is not allowed.',
  40053: 'This is not possible on the root folder.',
  40054: 'A file of this name is being uploaded here.',
  40055: 'The uploaded data does not have the announced size.',
  40056: 'This archive format is not supported.',
  40057: 'The storage policy of this folder has changed. Please reload it.',
  40058: 'This share does not exist or has expired.',
  40059: 'You cannot save a share of your own.',
  40060: 'The node could not reach the main server.',
  40061: 'The node runs another version than the main server.',
  40062: 'You do not have enough credits.',
  40063: 'Another membership is still in force.',
  40064: 'You are in this group already.',
  40065: 'This gift code is unknown or used up.',
  40066: 'Your account already has an identity of this provider.',
  40067: 'This identity belongs to another account.',
  40068: 'No account belongs to this identity.',
  40069: 'The password is wrong.',
  40070: 'Previews are switched off for this share.',
  40071: 'The signature is missing or wrong.',
  40072: 'Administrators cannot buy a membership.',
  40073: 'Lock conflict',
  40074: 'Too many items in one request.',
  40075: 'The lock has expired.',
  40076: 'The file has a newer version than the one you edited.',
  40077: 'This version of the file does not exist.',
  40078: 'The file is in the trash.',
  40079: 'Too many files for one operation.',
  40080: 'The e-mail address or the password is wrong.',
  40081: 'Some of the items failed.',
  40082: 'Only the owner may do this.',
  40083: 'This share must be bought first.',
  40084: 'The last identity of an account without password cannot be removed.',
  40085: 'The amount is below the minimum of this payment method.',
  40086: 'The node is still used by storage policies.',
  40087: 'The licence does not cover this site.',
  40088: 'Please sign in to open this share.',
  40089: 'Insufficient scope',
  50001: 'The database failed. Please try again.',
  50002: 'The data could not be signed or encrypted.',
  50004: 'The storage failed to read or write.',
  50005: 'The server is not set up correctly for this.',
  50006: 'The cache failed.',
  50007: 'The end of the upload could not be reported.',
  50008: 'The settings could not be saved.',
  50009: 'The CORS rule could not be created.',
  50010: 'The node is not available.',
  50011: 'The properties of the uploaded object could not be read.',
  [-1]: 'Something went wrong.',
};
