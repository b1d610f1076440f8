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

/** Fetching has 20 s; a page that then can't be parsed and matched is given up, in milliseconds. */
const READ_LIMIT = 45_000;
/** In milliseconds; longer than the time that the longest page takes to read. */
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

/** Watches one address at a time, the one being contacted. */
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
  // It was just being closed after another run, or the browser ended it: once more.
  if (reply !== null && !reply.ok && reply.error.code === 'background_unreachable') {
    reply = await askOffscreen(page);
  }
  if (reply === null) {
    // Stuck on this page, it would keep every other one waiting.
    await endOffscreen();
    return { kind: 'failed', reason: 'reader-stopped', detail: `${READ_LIMIT / 1000} s` };
  }
  if (reply.ok) return reply.value;
  return { kind: 'failed', reason: 'not-run', detail: reply.error.detail ?? reply.error.code };
}

/** Null where no answer comes in time. */
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
