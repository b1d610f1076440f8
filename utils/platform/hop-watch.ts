import type { SeenRedirect } from '@/utils/verify/follow-hops';
import { isPrivateAddress, isStandIn } from '@/utils/verify/vet-url';
import { browser } from './browser';

/** Maximum time to wait for an event after the answer arrived, in milliseconds. */
const LATE = 1_000;
/** Time limit of one request that tests for a proxy, in milliseconds. */
const PROBE_LIMIT = 10_000;

export interface HopWatch {
  /** Resolves when the headers of the answer arrive. */
  location(): Promise<SeenRedirect>;
  /**
   * Returns the private address that answered. Returns null if a public address answered, if a
   * proxy was used, or if the browser does not say. Call it after an answer that is not a redirect.
   */
  privateAddress(): Promise<string | null>;
  stop(): void;
}

interface Details {
  url: string;
  responseHeaders?: { name: string; value?: string | undefined }[] | undefined;
  initiator?: string;
  originUrl?: string | undefined;
  ip?: string | null;
  /** Only in Firefox: the proxy of the request. */
  proxyInfo?: { type?: string } | null;
}

/**
 * Watches one request. It reports the redirect target before the browser contacts that target
 * (`fetch` with `redirect: 'manual'` hides Location, `webRequest.onHeadersReceived` shows it), and
 * the IP address that answered. Call it before the fetch. Returns null if the user did not grant
 * webRequest.
 */
export function watchHop(url: string): HopWatch | null {
  const api = browser.webRequest as typeof browser.webRequest | undefined;
  if (api === undefined) return null;
  const own = new URL(browser.runtime.getURL('')).origin;
  const address = withoutHash(url);
  const isOurs = (details: Details) => {
    const asker = details.initiator ?? details.originUrl;
    return details.url === address && (asker === undefined || asker.startsWith(own));
  };
  const redirect = Promise.withResolvers<SeenRedirect>();
  const onHeaders = (details: Details) => {
    if (!isOurs(details)) return;
    const header = details.responseHeaders?.find(
      (candidate) => candidate.name.toLowerCase() === 'location',
    );
    redirect.resolve({ kind: 'seen', location: header?.value ?? null });
  };
  const answered = Promise.withResolvers<Details | null>();
  const onAnswer = (details: Details) => {
    if (isOurs(details)) answered.resolve(details);
  };
  const filter = { urls: [`${new URL(url).protocol}//${new URL(url).hostname}/*`] };
  api.onHeadersReceived.addListener(onHeaders as never, filter, ['responseHeaders']);
  api.onResponseStarted.addListener(onAnswer as never, filter);
  return {
    location: () => {
      const given = setTimeout(() => redirect.resolve({ kind: 'unseen' }), LATE);
      return redirect.promise.finally(() => clearTimeout(given));
    },
    privateAddress: async () => {
      const given = setTimeout(() => answered.resolve(null), LATE);
      const details = await answered.promise.finally(() => clearTimeout(given));
      const ip = details?.ip ?? null;
      if (ip === null || !isPrivateAddress(ip) || isStandIn(ip) || isProxied(details)) return null;
      return reportsProxies() || (await isReachedDirectly(address)) ? ip : null;
    },
    stop: () => {
      api.onHeadersReceived.removeListener(onHeaders as never);
      api.onResponseStarted.removeListener(onAnswer as never);
    },
  };
}

/** Whether the browser reports the proxy of each request. Only Firefox does. */
function reportsProxies(): boolean {
  return import.meta.env.FIREFOX;
}

function isProxied(details: Details | null): boolean {
  const type = details?.proxyInfo?.type;
  return type !== undefined && type !== 'direct';
}

/**
 * Whether the browser connects to a private address for this URL without a proxy. When a proxy is
 * used, Chrome reports the address of the proxy, which may be private. Chrome can restrict a
 * request to one address space: it blocks a request to another space before it sends anything. A
 * request through a proxy has no address space, so it fails for each of them. Chrome before 142,
 * and Chrome with a policy that turns the restriction off, do not restrict requests: then the
 * result is unknown, and the function returns false.
 *
 * https://wicg.github.io/local-network-access/
 */
async function isReachedDirectly(url: string): Promise<boolean> {
  if (!('targetAddressSpace' in Request.prototype)) return false;
  if (await isReachedAt(url, 'public')) return false;
  return (await isReachedAt(url, 'loopback')) || (await isReachedAt(url, 'local'));
}

async function isReachedAt(url: string, targetAddressSpace: string): Promise<boolean> {
  const asked: RequestInit & { targetAddressSpace: string } = {
    method: 'HEAD',
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(PROBE_LIMIT),
    targetAddressSpace,
  };
  try {
    await fetch(url, asked);
    return true;
  } catch {
    return false;
  }
}

function withoutHash(url: string): string {
  const parsed = new URL(url);
  parsed.hash = '';
  return parsed.href;
}
