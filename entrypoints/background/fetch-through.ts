import { callOffscreen } from '@/utils/messaging/client-offscreen';
import type { PageRead, PageToRead } from '@/utils/messaging/protocol/offscreen-calls';
import { watchHop } from '@/utils/platform/hop-watch';
import {
  endOffscreen,
  isOffscreenOpen,
  needsOffscreen,
  openOffscreen,
} from '@/utils/platform/offscreen';
import { hasOrigin } from '@/utils/platform/permissions';
import {
  followHops,
  type HopAnswer,
  type ReadAnswer,
  type SeenRedirect,
} from '@/utils/verify/follow-hops';
import { readPage } from '../offscreen/read-page';

/**
 * In milliseconds. Fetching has 20 s; a page that cannot be parsed and matched in the rest is given
 * up.
 */
const READ_LIMIT = 45_000;
/** In milliseconds. Longer than the reading of the longest page. */
const PING_LIMIT = 10_000;

/**
 * Fetches a page through its redirects and judges its quotes in a Worker. Every redirect target is
 * vetted before it is contacted.
 * @param page What is asked of each address on the way.
 * @param redirected What to contact in the place of an address that a redirect leads to.
 */
export async function fetchThrough(
  page: PageToRead,
  allowedPrivateHosts: ReadonlySet<string>,
  redirected: (url: string) => string = (url) => url,
): Promise<ReadAnswer<PageRead>> {
  const hop = createHopWatch();
  try {
    return await followHops(
      page.url,
      {
        granted: hasOrigin,
        contact: async (url) => {
          hop.watch(url);
          return readInWorker({ ...page, url });
        },
        location: async (url) => {
          const seen = await hop.location();
          if (seen.kind === 'unseen' || seen.location === null) return seen;
          if (!URL.canParse(seen.location, url)) return seen;
          return { kind: 'seen', location: redirected(new URL(seen.location, url).href) };
        },
        privateAddress: () => hop.privateAddress(),
      },
      allowedPrivateHosts,
    );
  } finally {
    hop.stop();
  }
}

/** Watches one address at a time: the one that is being requested. */
function createHopWatch() {
  let watched: ReturnType<typeof watchHop> = null;
  const stop = () => {
    watched?.stop();
    watched = null;
  };
  return {
    watch(address: string) {
      stop();
      watched = watchHop(address);
    },
    location: (): SeenRedirect | Promise<SeenRedirect> => watched?.location() ?? { kind: 'unseen' },
    privateAddress: async (): Promise<string | null> => (await watched?.privateAddress()) ?? null,
    stop,
  };
}

async function readInWorker(page: PageToRead): Promise<HopAnswer<PageRead>> {
  if (!needsOffscreen()) return readPage(page);
  let reply = await askOffscreen(page);
  // The document was just being closed after another run, or the browser ended it. Try once more.
  if (reply !== null && !reply.ok && reply.error.code === 'background_unreachable') {
    reply = await askOffscreen(page);
  }
  if (reply === null) {
    // A document stuck on this page would keep all other pages waiting.
    await endOffscreen();
    return { kind: 'failed', reason: 'reader-stopped', detail: `${READ_LIMIT / 1000} s` };
  }
  if (reply.ok) return reply.value;
  return { kind: 'failed', reason: 'not-run', detail: reply.error.detail ?? reply.error.code };
}

/** Returns null if no answer comes in time. */
async function askOffscreen(page: PageToRead) {
  await openOffscreen();
  return inTime(callOffscreen('page.read', page), READ_LIMIT);
}

/**
 * Whether the page reader exists and answers. An offscreen document can outlive the worker that
 * opened it. If the background itself reads pages, the reader stopped with the background.
 */
export async function isReaderAlive(): Promise<boolean> {
  if (!needsOffscreen() || !(await isOffscreenOpen())) return false;
  const reply = await inTime(callOffscreen('reader.ping', {}), PING_LIMIT);
  return reply?.ok === true;
}

async function inTime<T>(work: Promise<T>, limit: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limit, null);
  });
  const first = await Promise.race([work, tooLong]);
  clearTimeout(timer);
  return first;
}
