import * as z from 'zod/mini';
import { type Failure, type FailureCode, failure, messageOf } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { HealthSchema, TEAM_PROTOCOL } from '@/utils/model/team';

/** How long one call may take, in milliseconds. */
const PATIENCE_MS = 30_000;
/** Maximum number of bytes of an answer. One page of the feed has about four million characters. */
const MOST_ANSWER_BYTES = 40_000_000;

/** What the server says when it refuses a call. */
const RefusalSchema = z.object({ error: z.string().check(z.maxLength(100)) });

/** The server's reasons that have a sentence of their own. */
const REASONS: Readonly<Record<string, FailureCode>> = {
  invitation_used: 'team_invitation_used',
  invitation_expired: 'team_invitation_expired',
  invitation_revoked: 'team_invitation_revoked',
  unauthorised: 'team_gone',
  forbidden: 'team_forbidden',
  last_owner: 'team_last_owner',
  unavailable: 'team_no_answer',
  not_stored: 'team_not_stored',
  report_deleted: 'team_report_deleted',
  quota: 'team_full',
  too_large: 'team_too_large',
  over_budget: 'team_too_large',
  malformed: 'team_edit_refused',
  damaged: 'team_damaged',
  too_fast: 'team_busy',
  too_many: 'team_busy',
  unexpected: 'team_no_answer',
};

export interface Asking {
  /** The address of the server, without a slash at its end. */
  readonly address: string;
  /** The token of this device; absent for a stranger. */
  readonly token?: string;
}

interface Call<Schema extends z.ZodMiniType> {
  /** Method and path, for example `GET /v1/me`. */
  readonly call: string;
  /** The body of the request: an object is sent as JSON, bytes are sent as they are. */
  readonly body?: object;
  /** What the answer must be. */
  readonly answer: Schema;
}

/**
 * Sends one call to a team's server. Nothing that the server answers is believed before the schema
 * has parsed it. Sends no cookies, and follows no redirect to another server.
 */
export async function askServer<Schema extends z.ZodMiniType>(
  asking: Asking,
  { call, body, answer }: Call<Schema>,
): Promise<Result<z.infer<Schema>, Failure>> {
  const sent =
    body === undefined
      ? {}
      : body instanceof Uint8Array
        ? { body: new Uint8Array(body) }
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const answered = await send(asking, call, sent);
  if (!answered.ok) return answered;
  const parsed = answer.safeParse(parseJson(answered.value.bytes));
  return parsed.success ? ok(parsed.data) : err(failure('team_not_server', call));
}

/** The bytes of an answer. They can be a part of a blob. */
interface Answer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The header `Content-Range`; null if the answer is no part. */
  readonly range: string | null;
}

/** Sends a call and reads its answer up to a number of bytes. */
export async function send(
  { address, token }: Asking,
  call: string,
  init: { readonly body?: BodyInit; readonly headers?: Readonly<Record<string, string>> },
): Promise<Result<Answer, Failure>> {
  const [method = 'GET', path = ''] = call.split(' ');
  try {
    const response = await fetch(address + path, {
      ...init,
      ...{ method, credentials: 'omit', cache: 'no-store', redirect: 'error' },
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        ...init.headers,
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
    });
    const bytes = await readAtMost(response, MOST_ANSWER_BYTES);
    if (bytes === null) return err(failure('team_refused', `${call}: too long`));
    const range = response.status === 206 ? response.headers.get('Content-Range') : null;
    return response.ok ? ok({ bytes, range }) : err(refusalOf(parseJson(bytes), response.status));
  } catch (cause) {
    return err(failure('team_no_answer', messageOf(cause)));
  }
}

function refusalOf(answer: unknown, status: number): Failure {
  const refused = RefusalSchema.safeParse(answer);
  // A proxy, or a server of another kind.
  if (!refused.success) {
    return status >= 500 ? failure('team_no_answer', `${status}`) : failure('team_not_server');
  }
  return failureOf(refused.data.error);
}

/** What a reason of the server means to the user. */
export function failureOf(reason: string): Failure {
  const code = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
  return code === undefined ? failure('team_refused', reason.slice(0, 100)) : failure(code);
}

async function readAtMost(
  response: Response,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader?.cancel();
      return null;
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** Checks that a server of this version's protocol is at an address. */
export async function checkServer(address: string): Promise<Result<void, Failure>> {
  const health = await askServer({ address }, { call: 'GET /healthz', answer: HealthSchema });
  if (!health.ok) {
    // Whoever answers anything else than a Pincite server does, is not one.
    const isOther = health.error.code === 'team_gone' || health.error.code === 'team_refused';
    return isOther ? err(failure('team_not_server')) : health;
  }
  const { protocol = 0 } = health.value;
  if (protocol === TEAM_PROTOCOL) return ok(undefined);
  return err(failure(protocol < TEAM_PROTOCOL ? 'team_server_older' : 'team_server_newer'));
}
