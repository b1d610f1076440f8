/** An answer with its whole body. */
export interface AnsweredRequest {
  readonly kind: 'answer';
  readonly status: number;
  readonly contentType: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A request without an answer, or with one over the limits. */
export interface FailedRequest<Reason extends string> {
  readonly kind: 'failed';
  readonly reason: Reason | 'timed-out' | 'too-large' | 'network-error';
  readonly detail: string | null;
}

export interface FetchLimits {
  /** For the whole answer, in milliseconds. */
  readonly timeout: number;
  /** Of the body after decompression, in bytes. */
  readonly size: number;
}

/** The limits of the extension and of the command. */
export const FETCH_LIMITS: FetchLimits = { timeout: 20_000, size: 20_000_000 };
