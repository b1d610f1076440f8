import { readFileSync } from 'node:fs';
import { FETCH_LIMITS } from '@/utils/verify/fetch-answer';
import { judgeInThread } from './judge-in-thread';
import type { Command, PageOptions } from './options';
import {
  cacheFolder,
  createPageCache,
  ownsFolder,
  type PageCache,
  type PageCacheOptions,
} from './page-cache';
import { readProxies } from './proxies';
import type { ReadingPorts } from './read-pages';
import { closeConnections, requestAddress, type Validators } from './request-address';
import { fileFault, texts } from './texts';
import { CannotRun } from './user-files';
import { onOneLine } from './write-text';

/*
 * How the commands reach pages: proxies, the store of pages, and the limits of every request.
 */

/** The store of pages for later checks; null if no pages are stored. */
let cache: PageCache | null = null;

export function portsOf(command: Extract<Command, PageOptions>): ReadingPorts {
  const { kind, allowedHosts } = command;
  const asking = requestsTo(command);
  const request = (url: string, validators: Validators = {}) =>
    requestAddress(url, { ...asking, validators });
  cache = openCache(command.cache, request);
  return {
    allowedHosts,
    request: cache?.request ?? request,
    judge: judgeInThread,
    keepsTexts: kind === 'adopt' || (kind === 'check' && command.fix !== 'no'),
    onRead: (done, total) => showProgress(done, total, texts().summary.progress),
  };
}

export function showProgress(
  done: number,
  total: number,
  text: (done: number, total: number) => string,
): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done === total ? '\r\u001b[K' : `\r${text(done, total)}`);
}

/** Returns what all requests have in common. */
export function requestsTo({ allowedHosts, cache }: PageOptions) {
  const proxies = readProxies(cache === 'only' ? {} : process.env);
  if (!proxies.ok) throw new CannotRun(proxies.error);
  return {
    limits: FETCH_LIMITS,
    allowedHosts,
    proxyFor: proxies.value,
    userAgent: userAgent(),
  };
}

function openCache(
  use: PageOptions['cache'],
  request: PageCacheOptions['request'],
): PageCache | null {
  if (use === 'none') return null;
  const folder = cacheFolder(process.env);
  const fault = faultOfFolder(folder);
  if (fault !== null && use === 'only') throw new CannotRun(fault);
  if (fault !== null) {
    process.stderr.write(`${onOneLine(fault)}\n`);
    return null;
  }
  return createPageCache({
    folder,
    limits: FETCH_LIMITS,
    request,
    isOffline: use === 'only',
    now: Date.now,
    onTrouble: (message) => {
      process.stderr.write(`${texts().cache.trouble} ${onOneLine(message)}\n`);
    },
  });
}

/** Returns why no pages can be stored in a folder; null if they can. */
function faultOfFolder(folder: string): string | null {
  try {
    return ownsFolder(folder) ? null : `${texts().cache['not-own']} ${folder}`;
  } catch (cause) {
    return `${texts().cache.trouble} ${fileFault(folder, cause)}`;
  }
}

const userAgent = () => `Mozilla/5.0 (compatible; Pincite/${version()})`;

export function version(): string {
  const file = readFileSync(new URL('./package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}

/** Ends all connections, and removes from the store what is too old or too much. */
export async function endRequests(): Promise<void> {
  closeConnections();
  await cache?.prune();
}
