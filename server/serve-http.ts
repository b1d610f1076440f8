import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import { isId, newId } from '@/utils/model/ids';
import { type BlobPart, MOST_BLOB_BYTES } from './blob-store';
import type { DeletedReports } from './deleted-reports';
import { BatchSchema, DeletionsSchema, type Evidence, HashSchema } from './evidence';
import { fieldFault } from './field-fault';
import { JOIN_HEADERS, JOIN_PAGE } from './join-page';
import type { MemberKeys } from './member-keys';
import { METRICS_TYPE, type Metrics } from './metrics';
import type { PartialUploads } from './partial-uploads';
import {
  type Actor,
  INVITATION_DAYS,
  type Invitation,
  MOST_INVITATION_DAYS,
  type People,
} from './people';
import { type Reason, Refused } from './refused';
import { mayAs, ROLES, type Role } from './roles';
import type { WriteLog } from './write-log';

/**
 * The version of the calls and of the protocol of documents. It grows when an extension for the
 * version before can no longer work with the server.
 */
const PROTOCOL = 1;
const MOST_BODY_BYTES = 16_000;
const MOST_BATCH_BYTES = 8_000_000;

/** The status of each reason. docs/SERVER.md says what they mean. */
export const STATUS: Readonly<Record<Reason, number>> = {
  bad_request: 400,
  malformed: 400,
  unauthorised: 401,
  forbidden: 403,
  not_found: 404,
  key_taken: 409,
  last_owner: 409,
  wrong_offset: 409,
  invitation_expired: 410,
  invitation_revoked: 410,
  invitation_used: 410,
  too_large: 413,
  over_budget: 413,
  unsupported_type: 415,
  too_fast: 429,
  too_many: 429,
  damaged: 500,
  not_stored: 503,
  unavailable: 503,
  report_deleted: 410,
  quota: 507,
};

// PostgreSQL cannot store a text that contains the character U+0000.
const NameSchema = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(200), z.regex(/^[^\0]*$/));
const NothingSchema = z.strictObject({});

const BODIES = {
  key: z.strictObject({
    author: z.string().check(z.maxLength(100)),
    signature: z.string().check(z.maxLength(100)),
  }),
  join: z.strictObject({
    /** The secret, or the whole link that ends with it. */
    invitation: z.string().check(z.maxLength(2_000)),
    name: NameSchema,
    device: NameSchema,
  }),
  look: z.strictObject({ invitation: z.string().check(z.maxLength(2_000)) }),
  invite: z.strictObject({
    role: z.enum(ROLES),
    days: z._default(z.int().check(z.minimum(1), z.maximum(MOST_INVITATION_DAYS)), INVITATION_DAYS),
  }),
};

export interface HttpPorts {
  readonly people: People;
  readonly keys: MemberKeys;
  readonly evidence: Evidence;
  readonly uploads: PartialUploads;
  readonly deletedReports: DeletedReports;
  /** Returns the ids of the reports of a team. */
  readonly listReports: (teamId: string) => Promise<readonly string[]>;
  /** Called when members or devices may have lost a right, to end their connections. */
  readonly recheck: () => Promise<void>;
  /** Returns the server's address for people. */
  readonly addressNow: () => string;
  /** Returns the link of an invitation. */
  readonly linkOf: (secret: string) => string;
  readonly metrics: Metrics;
  /** Returns the metrics as text; null if this is not the token for them. */
  readonly readMetrics: (token: string) => Promise<string | null>;
  /** Whether the database can be written. */
  readonly isHealthy: () => Promise<boolean>;
  readonly writeLog: WriteLog;
  /** Counts a call of a device, or of an address without a valid token. */
  readonly count: (request: IncomingMessage, actor: Actor | null) => void;
}

interface Asked {
  readonly actor: Actor;
  readonly people: People;
  readonly keys: MemberKeys;
  readonly evidence: Evidence;
  readonly uploads: PartialUploads;
  readonly deletedReports: DeletedReports;
  readonly listReports: HttpPorts['listReports'];
  readonly addressNow: () => string;
  readonly withLink: (invitation: Invitation) => Invitation & { readonly link: string };
  /** The id or the hash at the end of the path, if the path has one. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** The JSON of a POST. */
  readonly body: unknown;
  /** The bytes of a PUT or a PATCH. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The part of a blob that the request asks for; null for all of it. */
  readonly range: { readonly start: number; readonly length: number } | null;
  /** The size of the body that the sender names; NaN without one. */
  readonly length: number;
  readonly metrics: Metrics;
  readonly writeLog: WriteLog;
}

interface Call {
  readonly role: Role;
  /** Set for calls after which the server checks all open connections and documents again. */
  readonly takesRights?: true;
  /** Maximum bytes of the call's JSON body. Without it, `MOST_BODY_BYTES` is the maximum. */
  readonly most?: number;
  readonly answer: (asked: Asked) => Promise<unknown>;
}

/** Every call of a member. `:id` stands for an id, `:hash` for a SHA-256. */
export const CALLS: Readonly<Record<string, Call>> = {
  'GET /v1/me': { role: 'reader', answer: async ({ actor }) => actor },
  'GET /v1/members': { role: 'reader', answer: ({ actor, people }) => people.listMembers(actor) },
  'POST /v1/devices': {
    role: 'reader',
    answer: async ({ actor, people, withLink, body }) => {
      read(NothingSchema, body);
      return withLink(await people.addDevice(actor));
    },
  },
  'DELETE /v1/devices/:id': {
    role: 'reader',
    takesRights: true,
    answer: ({ actor, people, id }) => people.revokeDevice(actor, id),
  },
  'DELETE /v1/members/:id': {
    role: 'reader',
    takesRights: true,
    answer: ({ actor, people, id }) => people.removeMember(actor, id),
  },
  'POST /v1/invitations': {
    role: 'owner',
    answer: async ({ actor, people, withLink, body }) => {
      const { role, days } = read(BODIES.invite, body);
      return withLink(await people.invite(actor, role, days));
    },
  },
  'DELETE /v1/invitations/:id': {
    role: 'owner',
    answer: ({ actor, people, id }) => people.revokeInvitation(actor, id),
  },
  'GET /v1/keys': { role: 'reader', answer: ({ actor, keys }) => keys.list(actor) },
  'POST /v1/challenges': {
    role: 'writer',
    answer: ({ actor, keys, body }) => {
      read(NothingSchema, body);
      return keys.challenge(actor);
    },
  },
  'POST /v1/keys': {
    role: 'writer',
    answer: ({ actor, keys, body, addressNow }) =>
      keys.bind(actor, { ...read(BODIES.key, body), address: addressNow() }),
  },
  'GET /v1/audit': {
    role: 'owner',
    answer: ({ actor, people, query }) => {
      return people.listAudit(actor, numberOf(query, 'before', Number.MAX_SAFE_INTEGER), 200);
    },
  },
  'GET /v1/reports': {
    role: 'reader',
    answer: async ({ actor, listReports }) => ({ reports: await listReports(actor.teamId) }),
  },
  'DELETE /v1/reports/:id': {
    role: 'owner',
    takesRights: true,
    answer: ({ actor, deletedReports, id }) => deletedReports.remove(actor, id),
  },
  'GET /v1/records': {
    role: 'reader',
    answer: ({ actor, evidence, query }) => evidence.feed(actor, numberOf(query, 'after', 0)),
  },
  'POST /v1/records': {
    role: 'writer',
    most: MOST_BATCH_BYTES,
    answer: async ({ actor, evidence, body, metrics, writeLog }) => {
      const outcomes = await evidence.add(actor, read(BatchSchema, body).records);
      for (const { outcome } of outcomes) metrics.count('pincite_records_total', { outcome });
      const refused = outcomes.filter(
        ({ outcome }) => !['stored', 'known'].includes(outcome),
      ).length;
      if (refused > 0) writeLog({ event: 'records_refused', device: actor.deviceId, refused });
      return { outcomes };
    },
  },
  'POST /v1/deletions': {
    role: 'writer',
    most: MOST_BATCH_BYTES,
    answer: async ({ actor, evidence, body }) => {
      const outcomes = await evidence.remove(actor, read(DeletionsSchema, body).records);
      return { outcomes: outcomes.map((outcome) => ({ outcome })) };
    },
  },
  'GET /v1/blobs/:hash': {
    role: 'reader',
    answer: ({ actor, evidence, id, range }) => evidence.readBlob(actor, id, range),
  },
  'PUT /v1/blobs/:hash': {
    role: 'writer',
    answer: ({ actor, evidence, id, bytes, length }) => evidence.putBlob(actor, id, bytes, length),
  },
  'GET /v1/uploads/:hash': {
    role: 'writer',
    answer: ({ actor, uploads, id }) => uploads.look(actor, id),
  },
  'PATCH /v1/uploads/:hash': {
    role: 'writer',
    answer: ({ actor, uploads, id, query, bytes, length: rest }) => {
      const offset = numberOf(query, 'offset', 0);
      // If the size of the blob is not given, this request has all bytes that are missing.
      const length = numberOf(query, 'length', offset + rest);
      if (offset < 0 || length < offset) {
        throw new Refused('bad_request', 'The upload is shorter than its offset.');
      }
      return uploads.append(actor, id, { offset, length, bytes });
    },
  },
};

function read<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = z.safeParse(schema, value);
  if (!result.success) throw new Refused('bad_request', fieldFault(result.error));
  return result.data;
}

function numberOf(query: URLSearchParams, name: string, standard: number): number {
  const value = Number(query.get(name) ?? standard);
  if (Number.isSafeInteger(value)) return value;
  throw new Refused('bad_request', `The value of ${name} in the address is not a whole number.`);
}

/** Returns the secret of an invitation, also from its whole link. */
function secretOf(invitation: string): string {
  const secret = invitation.slice(invitation.lastIndexOf('#') + 1).trim();
  if (/^[\w-]{43}$/.test(secret)) return secret;
  throw new Refused(
    'unauthorised',
    'The field invitation takes the whole link of an invitation, or the 43 characters behind its #.',
  );
}

/** Answers one request. Never throws. An answer has no detail of an unexpected error. */
export async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  ports: HttpPorts,
): Promise<void> {
  const reference = newId();
  const began = performance.now();
  response.once('close', () => {
    ports.metrics.count('pincite_requests_total', { status: response.statusCode });
    ports.metrics.observe('pincite_request_seconds', (performance.now() - began) / 1_000);
  });
  if (isOf(request, 'GET', '/join')) {
    send(response, 200, JOIN_PAGE, JOIN_HEADERS);
    return;
  }
  try {
    if (isOf(request, 'GET', '/metrics')) {
      const text = await ports.readMetrics(tokenOf(request));
      if (text === null) ports.count(request, null);
      if (text === null) throw new Refused('unauthorised');
      send(response, 200, text, { 'Content-Type': METRICS_TYPE });
      return;
    }
    const answer = await answerRequest(request, ports);
    if (isPart(answer)) {
      const { start, bytes, size } = answer;
      const range = `bytes ${start}-${start + bytes.length - 1}/${size}`;
      send(response, 206, bytes, { 'Content-Range': range });
    } else send(response, 200, answer ?? {});
  } catch (error) {
    const reason = error instanceof Refused ? error.reason : null;
    const status = reason === null ? 500 : STATUS[reason];
    ports.writeLog({
      ...{ event: reason === null ? 'request_failed' : 'request_refused', reference, status },
      method: request.method ?? '',
      reason: reason ?? (error instanceof Error ? error.name : 'unknown'),
    });
    const message = error instanceof Refused ? error.detail : undefined;
    const wait = error instanceof Refused ? error.retryAfter : undefined;
    const headers = wait === undefined ? undefined : { 'Retry-After': String(wait) };
    send(response, status, { error: reason ?? 'unexpected', message, reference }, headers);
  }
}

function isPart(answer: unknown): answer is BlobPart {
  return typeof answer === 'object' && answer !== null && 'size' in answer && 'bytes' in answer;
}

/** Whether a request has this method and path. HEAD counts as GET. */
function isOf({ method, url = '' }: IncomingMessage, wanted: string, place: string): boolean {
  const isWanted = method === wanted || (method === 'HEAD' && wanted === 'GET');
  return isWanted && url.split('?')[0] === place;
}

async function answerRequest(request: IncomingMessage, ports: HttpPorts): Promise<unknown> {
  const { people, keys, evidence, uploads, deletedReports, listReports } = ports;
  const { addressNow, metrics, writeLog } = ports;
  const url = URL.parse(request.url ?? '', 'http://server.invalid');
  if (url === null) throw new Refused('bad_request', 'The address cannot be read.');
  const { pathname, searchParams: query } = url;
  const asked = `${request.method} ${pathname}`;
  if (isOf(request, 'GET', '/healthz')) {
    if (!(await ports.isHealthy())) throw new Refused('unavailable');
    return { ok: true, protocol: PROTOCOL };
  }
  if (asked === 'POST /v1/join') {
    ports.count(request, null);
    const { invitation, name, device } = read(BODIES.join, await bodyOf(request, MOST_BODY_BYTES));
    return people.join(secretOf(invitation), { member: name, device });
  }
  if (asked === 'POST /v1/look') {
    ports.count(request, null);
    const { invitation } = read(BODIES.look, await bodyOf(request, MOST_BODY_BYTES));
    return people.look(secretOf(invitation));
  }
  const [, start = '', id = ''] = /^(\S+ \/v1\/\w+\/)([^/]+)$/.exec(asked) ?? [];
  const [byId, byHash] = [CALLS[`${start}:id`], CALLS[`${start}:hash`]];
  const call = Object.hasOwn(CALLS, asked) ? CALLS[asked] : (byId ?? byHash);
  // Who asks is checked first, so that a stranger learns nothing about the calls.
  const actor = await people.authenticate(tokenOf(request));
  ports.count(request, actor);
  if (actor === null) throw new Refused('unauthorised');
  if (call === undefined) throw new Refused('not_found');
  if (!mayAs(actor.role, call.role)) throw new Refused('forbidden');
  if (call === byId && !isId(id)) {
    throw new Refused('bad_request', 'The last part of the address is not an id.');
  }
  if (call === byHash && !HashSchema.safeParse(id).success) {
    throw new Refused('bad_request', 'The last part of the address is not a SHA-256.');
  }
  const body =
    request.method === 'POST' ? await bodyOf(request, call.most ?? MOST_BODY_BYTES) : null;
  const answer = await call.answer({
    ...{ actor, people, keys, evidence, uploads, deletedReports, listReports },
    ...{ addressNow, metrics, writeLog },
    ...{ id, query, body, bytes: request, range: rangeOf(request) },
    length: Number.parseInt(request.headers['content-length'] ?? '', 10),
    withLink: (invitation) => ({ ...invitation, link: ports.linkOf(invitation.secret) }),
  });
  if (call.takesRights) await ports.recheck();
  return answer;
}

/** Returns the one range of bytes that a request asks for (RFC 9110, 14.2), of at most a blob. */
function rangeOf({ headers }: IncomingMessage): Asked['range'] {
  const [, first, last] = /^bytes=(\d{1,9})-(\d{1,9})?$/.exec(headers.range ?? '') ?? [];
  if (first === undefined) return null;
  const start = Number(first);
  const end = last === undefined ? start + MOST_BLOB_BYTES : Number(last) + 1;
  return end > start ? { start, length: Math.min(end - start, MOST_BLOB_BYTES) } : null;
}

function tokenOf(request: IncomingMessage): string {
  return /^Bearer ([\w-]{1,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** Reads the JSON body of a request. */
async function bodyOf(request: IncomingMessage, most: number): Promise<unknown> {
  // A browser lets a page of another origin send this type only if the server allows it.
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new Refused('unsupported_type', 'Send the header Content-Type: application/json.');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > most) throw new Refused('too_large');
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refused('bad_request', 'The body is not JSON.');
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers?: Readonly<Record<string, string>>,
): void {
  const isBytes = body instanceof Uint8Array;
  response.writeHead(status, {
    // Bytes never get a type that a browser would show as a page.
    'Content-Type': isBytes ? 'application/octet-stream' : 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // The server does not read the rest of a body that is too large.
    ...(status === 413 ? { Connection: 'close' } : {}),
    ...headers,
  });
  response.end(isBytes || typeof body === 'string' ? body : JSON.stringify(body));
}
