import type { SeenRedirect } from '@/utils/verify/follow-hops';
import { isPrivateAddress } from '@/utils/verify/vet-url';
import { browser } from './browser';

/** How long an event may come after the answer itself, in milliseconds. */
const LATE = 1_000;
/** For one request that asks whether a proxy stands in between, in milliseconds. */
const PROBE_LIMIT = 10_000;

export interface HopWatch {
  /** As soon as the answer's headers were seen. */
  location(): Promise<SeenRedirect>;
  /**
   * The private address that answered; null where a public one did, a proxy stands in between, or
   * the browser does not tell. Asked after an answer that was no redirect.
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
  /** Firefox: the proxy that the request went through. */
  proxyInfo?: { type?: string } | null;
}

/**
 * Watches one request: where its answer redirects to, before anything is sent there (`fetch` with
 * `redirect: 'manual'` hides Location, `webRequest.onHeadersReceived` shows it), and which address
 * answered. Start it before the fetch. Null where webRequest was not granted.
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
      if (ip === null || !isPrivateAddress(ip) || isProxied(details)) return null;
      return tellsOfProxies() || (await isReachedDirectly(address)) ? ip : null;
    },
    stop: () => {
      api.onHeadersReceived.removeListener(onHeaders as never);
      api.onResponseStarted.removeListener(onAnswer as never);
    },
  };
}

/** Firefox says with each request which proxy it went through. */
function tellsOfProxies(): boolean {
  return import.meta.env.FIREFOX;
}

function isProxied(details: Details | null): boolean {
  const type = details?.proxyInfo?.type;
  return type !== undefined && type !== 'direct';
}

/**
 * Whether the browser itself connects to a private address for this URL. Through a proxy, Chrome
 * gives the proxy's address as the one that answered. Chrome can restrict a request to one kind
 * of address, and a proxied request is of no kind: it fails whichever is asked for. So does each
 * request to another kind, before anything is sent. Where Chrome does not restrict requests
 * (before 142, or by its owner's policy), nothing is known, and the answer is false.
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
