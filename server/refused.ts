/** Why the server refuses something, as the client is told. */
export type Reason =
  | 'bad_request'
  | 'damaged'
  | 'forbidden'
  | 'invitation_expired'
  | 'invitation_revoked'
  | 'invitation_used'
  | 'key_taken'
  | 'last_owner'
  | 'malformed'
  | 'not_found'
  | 'not_stored'
  | 'over_budget'
  | 'quota'
  | 'report_deleted'
  | 'too_fast'
  | 'too_large'
  | 'too_many'
  | 'unauthorised'
  | 'unavailable'
  | 'unsupported_type'
  | 'wrong_offset';

/** Hocuspocus closes the connection with `code` and `reason`, and does not log an empty message. */
export class Refused extends Error {
  readonly code = 4400;
  constructor(
    readonly reason: Reason,
    /** A sentence about the mistake. Of the request, it may repeat only the names of fields. */
    readonly detail?: string,
    /** After how many seconds the client may try again. */
    readonly retryAfter?: number,
    cause?: unknown,
  ) {
    super('', { cause });
  }
}
