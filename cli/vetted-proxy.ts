import { randomBytes } from 'node:crypto';
import type { lookup } from 'node:dns';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  request as requestHttp,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { vetUrl } from '@/utils/verify/vet-url';
import { openTunnel, type ProxyFor, throughProxy } from './proxies';
import { vettedLookup } from './request-address';

/*
 * The proxy of the browser of `--render`. A page can request addresses by redirects, sockets,
 * frames and workers; not all of them can be seen inside the browser, but each needs a connection,
 * and the browser has only this proxy. Names are resolved here, and a connection goes only to an
 * address that was vetted.
 */

export interface VettedProxy {
  readonly server: string;
  readonly username: string;
  /** Keeps other users of this machine from using it. */
  readonly password: string;
  /** Ends all connections, and begins to count anew. `allowedHosts`: see `RequestOptions`. */
  begin(allowedHosts: ReadonlySet<string>): void;
  /** Returns whether the page got so much that its connections were ended. */
  isSpent(): boolean;
  close(): void;
}

export interface VettedProxyOptions {
  /** Maximum size of all that one page loads, in bytes. */
  readonly size: number;
  readonly proxyFor: ProxyFor;
  readonly resolve?: typeof lookup;
}

/** Headers between the browser and this proxy. RFC 9110, section 7.6.1. */
const OWN_HEADERS = ['proxy-authorization', 'proxy-connection', 'connection', 'keep-alive'];

export async function startVettedProxy(options: VettedProxyOptions): Promise<VettedProxy> {
  const { size, proxyFor, resolve } = options;
  const username = 'pincite';
  const password = randomBytes(24).toString('base64url');
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const open = new Set<Duplex>();
  let allowed: ReadonlySet<string> = new Set();
  let left = size;

  const endAll = () => {
    for (const stream of open) stream.destroy();
    open.clear();
  };
  const count = (chunk: Uint8Array) => {
    left -= chunk.byteLength;
    if (left < 0) endAll();
  };
  /** Watches a stream from a site, so that it ends with the page. */
  const watch = (stream: Duplex): void => {
    open.add(stream);
    stream.on('close', () => open.delete(stream));
    stream.on('data', count);
  };
  const isVetted = (url: string) => left >= 0 && vetUrl(url, { allowedPrivateHosts: allowed }).ok;
  const lookupFor = () => vettedLookup(allowed, resolve);

  const forward = (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? '';
    if (!url.startsWith('http:') || !isVetted(url)) {
      response.writeHead(403).end();
      return;
    }
    const target = new URL(url);
    const proxy = proxyFor(target);
    const through = proxy === null ? null : throughProxy(target, proxy);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.includes(name)),
    );
    const { method = 'GET' } = request;
    const asked = (through?.send ?? requestHttp)(proxy?.url ?? target, {
      method,
      headers: { ...headers, ...through?.headers },
      ...(through === null ? { agent: false, lookup: lookupFor() } : through.options),
    });
    asked.on('socket', (socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
    asked.on('response', (answer) => {
      answer.on('data', count);
      answer.on('error', () => response.destroy());
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => (response.headersSent ? response.destroy() : fail(response)));
    request.on('error', () => asked.destroy());
    response.on('close', () => asked.destroy());
    request.pipe(asked);
  };
  const fail = (response: ServerResponse) => response.writeHead(502).end();

  const tunnel = async (target: string, socket: Duplex): Promise<void> => {
    socket.on('error', () => undefined);
    const url = URL.canParse(`https://${target}`) ? new URL(`https://${target}`) : null;
    if (url === null || !isVetted(url.href)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    try {
      const host = url.hostname.replace(/^\[|\]$/gu, '');
      const port = Number(url.port || 443);
      const proxy = proxyFor(url);
      const site =
        proxy === null ? await connectTo(host, port) : await openTunnel(proxy, { host, port });
      watch(site);
      site.on('error', () => socket.destroy());
      site.on('close', () => socket.destroy());
      socket.on('close', () => site.destroy());
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      site.pipe(socket).pipe(site);
    } catch {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    }
  };
  const connectTo = async (host: string, port: number): Promise<Duplex> => {
    const site = connect({ host, port, lookup: lookupFor() });
    open.add(site);
    site.on('close', () => open.delete(site));
    await once(site, 'connect');
    return site;
  };

  const isOwn = ({ headers }: IncomingMessage) => headers['proxy-authorization'] === expected;
  const ask = 'Proxy-Authenticate: Basic realm="pincite"';
  const server = createServer((request, response) => {
    if (isOwn(request)) forward(request, response);
    else response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="pincite"' }).end();
  });
  server.on('connect', (request, socket) => {
    if (isOwn(request)) void tunnel(request.url ?? '', socket);
    else
      socket.end(
        `HTTP/1.1 407 Proxy Authentication Required\r\n${ask}\r\nContent-Length: 0\r\n\r\n`,
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...{ username, password, server: `http://127.0.0.1:${port}` },
    begin: (allowedHosts) => {
      endAll();
      allowed = allowedHosts;
      left = size;
    },
    isSpent: () => left < 0,
    close: () => {
      endAll();
      server.closeAllConnections();
      server.close();
    },
  };
}
