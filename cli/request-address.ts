import { lookup as resolveName } from 'node:dns';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { messageOf } from '@/utils/model/failure';
import type { AnsweredRequest, FailedRequest, FetchLimits } from '@/utils/verify/fetch-answer';
import { isPrivateAddress } from '@/utils/verify/vet-url';

/** The result of one request, without following redirects. */
export type RequestAnswer =
  /** `location`: the target as the server wrote it, or null if it wrote none. */
  | { readonly kind: 'redirect'; readonly location: string | null }
  | AnsweredRequest
  | FailedRequest<'private-address'>;

export interface RequestOptions {
  readonly limits: FetchLimits;
  /** Hosts, as `URL.hostname` spells them, that may be on this machine or network. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Asks for the addresses of a name: `dns.lookup`. */
  readonly resolve?: typeof resolveName;
  readonly userAgent: string;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Each host gets its connections again, so that a page costs it no new one. */
const agents = {
  http: new HttpAgent({ keepAlive: true }),
  https: new HttpsAgent({ keepAlive: true }),
};

/** Ends the connections that were kept for further requests. */
export function closeConnections(): void {
  agents.http.destroy();
  agents.https.destroy();
}

/** A name whose addresses are all on this machine or network. */
class PrivateName extends Error {
  readonly address: string;
  constructor(address: string) {
    super(address);
    this.address = address;
  }
}

/**
 * Returns a lookup that gives the connection only public addresses. The connection is made to an
 * address of its answer, so a name that resolves differently a moment later changes nothing. A name
 * with both kinds of addresses is reached by its public ones.
 */
export function vettedLookup(
  allowedHosts: ReadonlySet<string>,
  resolve: typeof resolveName = resolveName,
): LookupFunction {
  return (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const open = allowedHosts.has(name)
        ? found
        : found.filter(({ address }) => !isPrivateAddress(address));
      const [first] = open;
      if (first === undefined) callback(new PrivateName(found[0]?.address ?? name), []);
      else if (options.all === true) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}

/**
 * Requests one address, which `vetUrl` has accepted. Sends no cookie, follows no redirect, and
 * stops at the limits, so that neither a slow answer nor one that unpacks to a huge one is read to
 * its end. An answer that ends too early is an error, never a short page.
 */
export async function requestAddress(url: string, options: RequestOptions): Promise<RequestAnswer> {
  const { limits } = options;
  const timeout = AbortSignal.timeout(limits.timeout);
  try {
    const response = await open(url, options, timeout);
    const status = response.statusCode ?? 0;
    if (REDIRECTS.includes(status)) {
      response.destroy();
      return { kind: 'redirect', location: readLocation(response) };
    }
    const body = await readBody(response, limits.size);
    if (body === null) {
      return { kind: 'failed', reason: 'too-large', detail: `${limits.size / 1_000_000} MB` };
    }
    const headers = readHeaders(response);
    return { kind: 'answer', status, contentType: headers['content-type'] ?? '', headers, body };
  } catch (cause) {
    if (cause instanceof PrivateName) {
      const detail = `${new URL(url).hostname} (${cause.address})`;
      return { kind: 'failed', reason: 'private-address', detail };
    }
    if (timeout.aborted) {
      return { kind: 'failed', reason: 'timed-out', detail: `${limits.timeout / 1000} s` };
    }
    return { kind: 'failed', reason: 'network-error', detail: messageOf(cause) };
  }
}

function open(
  url: string,
  { allowedHosts, resolve, userAgent }: RequestOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const secure = url.startsWith('https:');
  return new Promise((resolveAnswer, reject) => {
    const request = (secure ? requestHttps : requestHttp)(url, {
      agent: secure ? agents.https : agents.http,
      lookup: vettedLookup(allowedHosts, resolve),
      signal,
      headers: {
        'User-Agent': userAgent,
        Accept: 'text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5',
        'Accept-Encoding': 'gzip, br',
      },
    });
    request.on('response', resolveAnswer);
    request.on('error', reject);
    request.end();
  });
}

/** Node reads headers as Latin-1. Browsers keep the bytes of an address, as we do. */
function readLocation({ headers }: IncomingMessage): string | null {
  return (
    headers.location?.replace(
      /[\u0080-\u00ff]/gu,
      (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
    ) ?? null
  );
}

function readHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/** Returns the body's bytes, or null if there are more than `limit`. */
async function readBody(
  response: IncomingMessage,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of decompress(response) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > limit) {
      response.destroy();
      return null;
    }
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

function decompress(response: IncomingMessage): Readable {
  const encodings = (response.headers['content-encoding'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse();
  // An error of one part ends the others, so the reader of the last part gets it.
  return encodings.reduce<Readable>(
    (stream, name) => pipeline(stream, decoderOf(name), () => undefined),
    response,
  );
}

function decoderOf(encoding: string): NodeJS.ReadWriteStream & Readable {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  if (encoding === 'deflate') return createInflate();
  throw new Error(`content-encoding: ${encoding}`);
}
