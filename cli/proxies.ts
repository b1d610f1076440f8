import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { messageOf } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { texts } from './texts';

/*
 * The proxies that the environment names. Node reads these variables by itself only from version
 * 22.21 on, and the command runs in older ones.
 */

export interface Proxy {
  /** Without the name and the password. */
  readonly url: URL;
  /** The value of the header for the proxy; null if it asks for no password. */
  readonly authorization: string | null;
}

/** Returns the proxy for an address; null for a direct connection. */
export type ProxyFor = (url: URL) => Proxy | null;

/** A proxy that did not connect. Its message names the proxy, never the password. */
export class ProxyFault extends Error {}

/**
 * Reads the proxies as curl does: `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, also in
 * capitals. Fails with a sentence for the user, which has no value of a variable in it, because
 * that may be a password.
 */
export function readProxies(env: NodeJS.ProcessEnv): Result<ProxyFor, string> {
  const exceptions = readVariable(env, 'no_proxy')?.value ?? '';
  if (exceptions === '*') return ok(() => null);
  const isExcepted = readExceptions(exceptions);
  const all = readVariable(env, 'all_proxy');
  // A web server passes the header “Proxy” of a request to its scripts as HTTP_PROXY.
  const isScript = env['REQUEST_METHOD'] !== undefined && !env['http_proxy'];
  const named = {
    'http:': (isScript ? null : readVariable(env, 'http_proxy')) ?? all,
    'https:': readVariable(env, 'https_proxy') ?? all,
  };
  const proxies = new Map<string, Proxy>();
  for (const [scheme, variable] of Object.entries(named)) {
    if (variable === null) continue;
    const proxy = readProxy(variable.value);
    if (proxy === null) return err(`${variable.name}: ${texts().proxy.wrong}`);
    proxies.set(scheme, proxy);
  }
  return ok((url) => {
    const proxy = proxies.get(url.protocol);
    return proxy === undefined || isOwnMachine(url) || isExcepted(url) ? null : proxy;
  });
}

/** The small letters have precedence, and an empty value counts as none. */
function readVariable(
  env: NodeJS.ProcessEnv,
  name: string,
): { name: string; value: string } | null {
  for (const each of [name, name.toUpperCase()]) {
    const value = env[each]?.trim() ?? '';
    if (value !== '') return { name: each, value };
  }
  return null;
}

function readProxy(value: string): Proxy | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//iu.test(value) ? value : `http://${value}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const credentials = [username, password].map(decodePercent).join(':');
  const isAsked = username !== '' || password !== '';
  const authorization = isAsked ? `Basic ${Buffer.from(credentials).toString('base64')}` : null;
  return { url, authorization };
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A proxy on another machine would look for these addresses on itself. */
function isOwnMachine({ hostname }: URL): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|\[::1\])$/u.test(hostname);
}

/**
 * Reads the hosts that need no proxy: `*`, a name with everything below it, an address, a network
 * as `10.0.0.0/8`, each of them with or without a port.
 */
function readExceptions(listed: string): (url: URL) => boolean {
  const entries = listed.toLowerCase().split(/[\s,]+/u);
  const rules = entries.filter((entry) => entry !== '').map(readException);
  return (url) => {
    const host = url.hostname.replace(/^\[|\]$|\.$/gu, '');
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    return rules.some((rule) => (rule.port ?? port) === port && rule.has(host));
  };
}

function readException(entry: string): { port: string | null; has(host: string): boolean } {
  // A name with several colons and without brackets is an IPv6 address.
  const [, inBrackets, plain, port = null] =
    /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/u.exec(entry) ?? [];
  const name = inBrackets ?? plain ?? entry;
  if (name === '*') return { port, has: () => true };
  const network = readNetwork(name);
  if (network !== null) {
    const has = (host: string) => isIP(host) > 0 && network.check(host, familyOf(host));
    return { port, has };
  }
  const suffix = name.replace(/^\*?\./u, '').replace(/\.$/u, '');
  return { port, has: (host) => host === suffix || host.endsWith(`.${suffix}`) };
}

function readNetwork(name: string): BlockList | null {
  const [address = '', length] = name.split('/');
  if (isIP(address) === 0) return null;
  const list = new BlockList();
  const most = isIP(address) === 4 ? 32 : 128;
  const prefix = length === undefined ? most : Number(length);
  if (Number.isInteger(prefix) && prefix >= 0 && prefix <= most) {
    list.addSubnet(address, prefix, familyOf(address));
  }
  return list;
}

const familyOf = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** The connections to the proxies, which are kept for further requests. */
const agents = {
  http: new HttpAgent({ keepAlive: true }),
  https: new HttpsAgent({ keepAlive: true }),
  tunnels: new Map<Proxy, Tunnels>(),
};

export function closeProxyConnections(): void {
  for (const agent of [agents.http, agents.https, ...agents.tunnels.values()]) agent.destroy();
  agents.tunnels.clear();
}

/**
 * Returns how an http page is requested of a proxy: by its whole address. The proxy resolves its
 * name.
 */
export function throughProxy(url: URL, { url: proxy, authorization }: Proxy) {
  const isSecure = proxy.protocol === 'https:';
  return {
    send: isSecure ? requestHttps : requestHttp,
    options: { path: url.href, agent: isSecure ? agents.https : agents.http },
    headers: { Host: url.host, ...headersFor(authorization) },
  };
}

function headersFor(authorization: string | null): Record<string, string> {
  return authorization === null ? {} : { 'Proxy-Authorization': authorization };
}

/** Returns the connections that a proxy makes to https pages, which it cannot read. */
export function tunnelsOf(proxy: Proxy): HttpsAgent {
  const known = agents.tunnels.get(proxy) ?? new Tunnels(proxy);
  agents.tunnels.set(proxy, known);
  return known;
}

interface TunnelOptions {
  readonly host?: string;
  readonly port?: number | string;
  readonly servername?: string;
  /** Ends the tunnel while it is being opened. Node passes no `signal` to an agent. */
  readonly tunnelSignal?: AbortSignal;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6 */
class Tunnels extends HttpsAgent {
  readonly #proxy: Proxy;
  constructor(proxy: Proxy) {
    super({ keepAlive: true });
    this.#proxy = proxy;
  }

  override createConnection(
    options: TunnelOptions,
    callback: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const { host = '', port = 443, servername, tunnelSignal: signal } = options;
    const fail = (error: Error) => callback(error, undefined as never);
    openTunnel(this.#proxy, { host, port }, signal).then(
      (socket) => callback(null, connectTls({ ...HTTP_1, socket, ...nameOf(servername ?? host) })),
      fail,
    );
  }
}

const HTTP_1 = { ALPNProtocols: ['http/1.1'] };

/** An address has no server name. RFC 6066, section 3. */
const nameOf = (host: string) => (isIP(host) === 0 ? { servername: host } : { host });

/** Asks a proxy for a connection to a host. Fails with a `ProxyFault`. */
export function openTunnel(
  proxy: Proxy,
  { host, port }: { readonly host: string; readonly port: number | string },
  signal?: AbortSignal,
): Promise<Duplex> {
  const { authorization } = proxy;
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const send = proxy.url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const asked = send(proxy.url, {
      method: 'CONNECT',
      path: target,
      agent: false,
      ...(signal === undefined ? {} : { signal }),
      headers: { Host: target, ...headersFor(authorization) },
    });
    asked.on('connect', ({ statusCode = 0 }, socket, head) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy();
        reject(refusedBy(proxy, statusCode));
        return;
      }
      if (head.byteLength > 0) socket.unshift(head);
      resolve(socket);
    });
    asked.on('error', (cause) => reject(faultOf(proxy, cause)));
    asked.end();
  });
}

/** Returns the error of a proxy that answered for itself and not for the page. */
export function refusedBy(proxy: Proxy, status: number): ProxyFault {
  return new ProxyFault(texts().proxy.refused(proxy.url.host, status));
}

/** Returns the error of a connection to a proxy. */
export function faultOf(proxy: Proxy, cause: unknown): ProxyFault {
  return new ProxyFault(texts().proxy.failed(proxy.url.host, messageOf(cause)));
}
