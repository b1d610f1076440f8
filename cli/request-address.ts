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
import {
  closeProxyConnections,
  faultOf,
  type ProxyFor,
  refusedBy,
  throughProxy,
  tunnelsOf,
} from './proxies';

/** The result of one request, without following redirects. */
export type RequestAnswer =
  /** `location`: the target as the server wrote it, or null if it wrote none. */
  | { readonly kind: 'redirect'; readonly location: string | null }
  | StoredOrAnswered
  | FailedRequest<'private-address' | 'cancelled' | 'not-run'>;

/** An answer. `seenAt`: when it was stored, ISO 8601 UTC, if the page was not requested now. */
type StoredOrAnswered = AnsweredRequest & { readonly seenAt?: string | null };

/** The values with which a site says whether its page has changed. RFC 9110, section 13.1. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface RequestOptions {
  readonly limits: FetchLimits;
  /** Hosts, as `URL.hostname` spells them, that may be on this machine or network. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Asks for the addresses of a name: `dns.lookup`. */
  readonly resolve?: typeof resolveName;
  /** A proxy resolves the names of the addresses, so only their spelling is vetted. */
  readonly proxyFor?: ProxyFor | undefined;
  readonly userAgent: string;
  /** Ends the request, which then fails as cancelled. */
  readonly signal?: AbortSignal | undefined;
  /** Validators of the stored page. With them, the site may answer with the status 304. */
  readonly validators?: Validators;
  /** The time whose copy an archive is asked for, as an HTTP date. The archive gives the nearest one. */
  readonly acceptDatetime?: string;
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
  closeProxyConnections();
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
  const { limits, signal } = options;
  const timeout = AbortSignal.timeout(limits.timeout);
  try {
    const over = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
    const response = await open(url, options, over);
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
    if (signal?.aborted === true) return { kind: 'failed', reason: 'cancelled', detail: null };
    if (timeout.aborted) {
      return { kind: 'failed', reason: 'timed-out', detail: `${limits.timeout / 1000} s` };
    }
    return { kind: 'failed', reason: 'network-error', detail: messageOf(cause) };
  }
}

function open(url: string, options: RequestOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const { allowedHosts, resolve, proxyFor, userAgent, validators = {}, acceptDatetime } = options;
  const target = new URL(url);
  const proxy = proxyFor?.(target) ?? null;
  const isSecure = target.protocol === 'https:';
  const proxied = proxy === null || isSecure ? null : throughProxy(target, proxy);
  const tunnels = proxy === null ? agents.https : tunnelsOf(proxy);
  const direct = {
    agent: isSecure ? tunnels : agents.http,
    lookup: vettedLookup(allowedHosts, resolve),
    tunnelSignal: signal,
  };
  return new Promise((resolveAnswer, reject) => {
    // A request that waits for its tunnel has no connection yet, and says nothing about its end.
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    const send = proxied?.send ?? (isSecure ? requestHttps : requestHttp);
    const request = send(proxied === null || proxy === null ? target : proxy.url, {
      ...(proxied?.options ?? direct),
      signal,
      headers: {
        ...proxied?.headers,
        'User-Agent': userAgent,
        Accept: 'text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5',
        'Accept-Encoding': 'gzip, br',
        ...(acceptDatetime === undefined ? {} : { 'Accept-Datetime': acceptDatetime }),
        ...(validators.etag === undefined ? {} : { 'If-None-Match': validators.etag }),
        ...(validators.lastModified === undefined
          ? {}
          : { 'If-Modified-Since': validators.lastModified }),
      },
    });
    request.on('response', (response) => {
      const { statusCode = 0 } = response;
      if (proxied === null || proxy === null || !OF_PROXIES.includes(statusCode)) {
        resolveAnswer(response);
        return;
      }
      response.destroy();
      reject(refusedBy(proxy, statusCode));
    });
    request.on('error', (cause) =>
      reject(proxied === null || proxy === null ? cause : faultOf(proxy, cause)),
    );
    request.end();
  });
}

/** With these, a proxy that was asked for an http page says that it did not get it. */
const OF_PROXIES: readonly number[] = [407, 502, 504];

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

/** The compression methods of a body. */
const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};
/** Limits compressions, because each needs memory and a header can name thousands of them. */
const MOST_PACKINGS = 3;

function decompress(response: IncomingMessage): Readable {
  const header = response.headers['content-encoding'] ?? '';
  const packings = header
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  const decoders = packings.flatMap((name) =>
    Object.hasOwn(DECODERS, name) ? (DECODERS[name] ?? []) : [],
  );
  if (decoders.length < packings.length || packings.length > MOST_PACKINGS) {
    response.destroy();
    throw new Error(`content-encoding: ${header.slice(0, 100)}`);
  }
  // An error of one part ends the others, so the reader of the last part gets it.
  return decoders.reduceRight<Readable>(
    (stream, decoder) => pipeline(stream, decoder(), () => undefined),
    response,
  );
}
