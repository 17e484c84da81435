/** Parts that many operations have in common. */
import { as, object, optional, text, uuid, whole } from '../schemas/build.ts';
import { FileUriText } from '../schemas/common.ts';

const ticket = optional(text('Ticket of a fulfilled order that opens a paid share.'));
const clientId = optional(text('Id of this client; it is not told about changes it made itself.'));

export const TicketHeaders = object({ 'X-Cr-Purchase-Ticket': ticket });
export const ClientIdHeaders = object({ 'X-Cr-Client-Id': clientId });
export const ClientIdAndTicketHeaders = object({ 'X-Cr-Client-Id': clientId, 'X-Cr-Purchase-Ticket': ticket });
export const TicketAndHintHeaders = object({
  'X-Cr-Purchase-Ticket': ticket,
  'X-Cr-Context-Hint': optional(uuid('context_hint of the listing.')),
});
export const ChunkHeaders = object({
  'X-Cr-Purchase-Ticket': ticket,
  'Content-Length': whole('Exact length of the body in bytes.'),
  'X-Expected-Entity-Length': optional(whole('Stands in for a Content-Length that the sender cannot set.')),
});
export const ContentHeaders = object({
  'X-Cr-Purchase-Ticket': ticket,
  'Content-Length': whole('Length of the body in bytes.'),
});

export const fileUri = (description: string) => as(FileUriText, description);

/** Causes that read the same wherever they occur. */
export const because = {
  badBody: 'the body is no JSON, or a member is missing, of the wrong type or out of bounds',
  notSignedIn: 'nobody is signed in',
  scope: 'the token of an app lacks the scope',
  myAnonymous: 'my, and nobody is signed in',
  database: 'the database failed',
  captcha: 'a captcha is asked for and is missing, wrong, spent or expired, or the body is no JSON',
  sharePassword: 'the password of the share is missing or wrong',
  notBought: 'the share must be bought first',
  tooMany: 'more URIs than one call may have',
  someFailed: 'one or more items failed',
  noPath: 'nothing is at the path',
  changed: 'an object on the way was changed between looking and locking',
} as const;

/** What anybody may hear whose URI leads through a share. */
export const throughShare = {
  404: 'the share is unknown, over, or its source is gone',
  40069: because.sharePassword,
  40083: because.notBought,
  40088: 'visitors may not open shares',
} as const;
