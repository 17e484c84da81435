/** Names of the protocol's own headers, in lower case as Node and fetch show them. */
export const Header = {
  /** UUID chosen by the caller; becomes the correlation id of the request when it parses. */
  CORRELATION_ID: 'x-cr-correlation-id',
  /** Random id of a client instance, so that it is not told about changes it made itself. */
  CLIENT_ID: 'x-cr-client-id',
  /** `context_hint` of a listing, sent with requests for URLs and thumbnails of its items. */
  CONTEXT_HINT: 'x-cr-context-hint',
  /** Ticket of a fulfilled order that opens a paid share. */
  PURCHASE_TICKET: 'x-cr-purchase-ticket',
  /** Length of an upload chunk whose sender cannot set Content-Length. */
  ENTITY_LENGTH: 'x-expected-entity-length',
} as const;
export type Header = (typeof Header)[keyof typeof Header];
