import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CheckReason, isPass } from '@/utils/model/evidence';
import { messageOf } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { TOO_COMPLEX } from '@/utils/page/page-over-limit';
import type { ReadDocument } from '@/utils/page/read-document';
import type { ReadFailure } from '@/utils/verify/judge-failure';
import type { Judgement } from '@/utils/verify/judgement';
import { type Rendering, readLadder } from '@/utils/verify/read-ladder';
import {
  doubtOf,
  GRACE,
  isDecided,
  LOAD_LIMIT,
  PATIENT,
  READ_LIMIT,
  SettledSchema,
  type SettleLimits,
  SOON,
} from '@/utils/verify/rendering';
import { vetUrl } from '@/utils/verify/vet-url';
import type { Browser, BrowserContext, FoundBrowser, Page, Session } from './find-browser';
import type { RenderedPage } from './judge-rendered';
import type { ProxyFor } from './proxies';
import type { PageRead, PageToRead } from './read-pages';
import { startVettedProxy, type VettedProxy, type VettedProxyOptions } from './vetted-proxy';

/** Of all that a page loads, in bytes. */
const LOAD_SIZE = 60_000_000;
/** Closed shadow roots of a page whose text is read. */
const MOST_ROOTS = 2_000;
/** The script that reads the page, beside this one in the packed folder. */
const SCRIPT = './page-reader.js';

export interface RenderingPorts {
  readonly found: FoundBrowser;
  /** Without it, a fault in the browser lets a page reach this machine. */
  readonly usesSandbox: boolean;
  /** Is added to the name that the browser gives to sites. */
  readonly name: string;
  /** See `RequestOptions`. */
  readonly allowedHosts: ReadonlySet<string>;
  readonly proxyFor: ProxyFor;
  judge(page: RenderedPage): Promise<ReadDocument>;
  /** Called when a page is done. */
  onRead?(done: number, total: number): void;
  readonly resolve?: VettedProxyOptions['resolve'];
  /** How long to wait for a page: at the first look, and before a quote becomes *missing*. */
  readonly looks?: readonly [SettleLimits, SettleLimits];
  /** The text of the script that reads a page. */
  readonly script?: string;
}

/** The browser cannot be started. */
export class BrowserFault extends Error {}

type Look = Pick<Rendering, 'answer' | 'doubt'>;

/**
 * Opens in a browser the pages of quotes that were not found in the download, one page at a time,
 * and judges these quotes as the extension does in its window. Returns what was read, in order.
 * Fails with a `BrowserFault`.
 */
export async function renderPages(
  pages: readonly PageToRead[],
  read: readonly PageRead[],
  ports: RenderingPorts,
): Promise<PageRead[]> {
  const results = [...read];
  const unsure = read.flatMap((page, at) => (page.judgements.some(mayShowMore) ? [at] : []));
  if (unsure.length === 0) return results;
  const browser = createRenderer(ports);
  try {
    for (const [done, at] of unsure.entries()) {
      const [page, before] = [pages[at], read[at]];
      if (page !== undefined && before !== undefined) {
        results[at] = await renderPage(page, before, browser, ports);
      }
      ports.onRead?.(done + 1, unsure.length);
    }
  } finally {
    await browser.end();
  }
  return results;
}

/**
 * Returns whether a browser may show what the download does not have. A wall is left to a person,
 * and what is no HTML has no scripts.
 */
function mayShowMore({ verdict, evidence }: Judgement): boolean {
  const { reason, contentType = 'text/html' } = evidence;
  if (!/html/u.test(contentType)) return false;
  return verdict === 'altered' || (verdict === 'unchecked' && reason !== null && OPEN.has(reason));
}

const OPEN: ReadonlySet<CheckReason> = new Set(['not-found-not-rendered', 'script-shell']);

async function renderPage(
  page: PageToRead,
  before: PageRead,
  browser: Renderer,
  ports: RenderingPorts,
): Promise<PageRead> {
  const quotes = before.judgements.flatMap((judgement, at) => {
    const quote = page.quotes[at];
    const isOpen = quote !== undefined && mayShowMore(judgement);
    return isOpen ? [{ at, clipId: newId<'clip'>(), judgement, pin: quote.pin }] : [];
  });
  const fetched = {
    ...({ kind: 'read', reader: 'fetch', text: before.text } as const),
    finalUrl: before.finalUrl ?? page.url,
    judgements: quotes.map(({ clipId, judgement }) => ({ clipId, ...judgement })),
  };
  const ladder = await readLadder(
    quotes.map(({ clipId }) => clipId),
    {
      fetch: () => Promise.resolve(fetched),
      render: async (clipIds) => {
        const asked = quotes.filter(({ clipId }) => clipIds.includes(clipId));
        const judge = async (reading: unknown, url: string) => {
          const about = { requestedUrl: page.url, finalUrl: url, status: null };
          const { text, judgements } = await ports.judge({
            ...{ reading, kind: 'html', body: new Uint8Array() },
            answer: { ...about, contentType: 'text/html' },
            quotes: asked.map(({ pin }) => ({ pin })),
          });
          const judged = judgements.flatMap((judgement, which) => {
            const clipId = asked[which]?.clipId;
            return clipId === undefined ? [] : [{ clipId, ...judgement }];
          });
          return {
            kind: 'read',
            reader: 'render',
            finalUrl: url,
            text,
            judgements: judged,
          } as const;
        };
        return [{ clipIds, ...(await browser.show(page.url, judge)) }];
      },
      memento: null,
    },
  );
  const judgements = [...before.judgements];
  for (const [which, { at }] of quotes.entries()) {
    const result = ladder[which];
    if (result !== undefined && !isUnseen(result.judgement)) judgements[at] = result.judgement;
  }
  return { ...before, judgements };
}

/** Words that are in the page, but that the browser shows to nobody, are no better than none. */
function isUnseen({ verdict, flags }: Judgement): boolean {
  return (isPass(verdict) || verdict === 'located') && flags.includes('visibility-unknown');
}

type JudgeReading = (
  reading: unknown,
  url: string,
) => Promise<Extract<Look['answer'], { kind: 'read' }>>;

interface Renderer {
  /** Opens a page and looks at it, a second time if the first look does not decide. */
  show(url: string, judge: JudgeReading): Promise<Look>;
  end(): Promise<void>;
}

function createRenderer(ports: RenderingPorts): Renderer {
  const { allowedHosts, proxyFor, looks = [SOON, PATIENT] } = ports;
  const script = ports.script ?? readFileSync(new URL(SCRIPT, import.meta.url), 'utf8');
  let proxy: VettedProxy | null = null;
  let browser: Browser | null = null;

  const start = async (): Promise<Browser> => {
    const { resolve } = ports;
    const resolving = resolve === undefined ? {} : { resolve };
    proxy ??= await startVettedProxy({ size: LOAD_SIZE, proxyFor, ...resolving });
    browser ??= await launch(ports, proxy);
    return browser;
  };
  const endBrowser = async () => {
    await browser?.close().catch(() => undefined);
    browser = null;
  };

  return {
    show: async (url, judge) => {
      const started = await start();
      // Only a page of an allowed host may request one: a public page has no business there.
      const isAllowed = allowedHosts.has(new URL(url).hostname);
      const allowed: ReadonlySet<string> = isAllowed ? allowedHosts : new Set();
      proxy?.begin(allowed);
      const context = await started.newContext({
        acceptDownloads: false,
        serviceWorkers: 'block',
      });
      try {
        const page = await context.newPage();
        context.on('page', (other) => void other.close().catch(() => undefined));
        const look = await lookTwice(url, {
          page,
          context,
          script,
          looks,
          allowed,
          judge,
          name: ports.name,
        });
        const isShort = proxy?.isSpent() === true && look.doubt === null;
        return isShort && look.answer.kind === 'read' ? { ...look, doubt: 'too-large' } : look;
      } catch (cause) {
        return failed('render-failed', messageOf(cause));
      } finally {
        // A page that blocks its tab would block the next page too.
        if (
          (await inTime(
            context.close().catch(() => undefined),
            GRACE,
          )) === LATE
        ) {
          await endBrowser();
        }
      }
    },
    end: async () => {
      await endBrowser();
      proxy?.close();
    },
  };
}

async function launch(ports: RenderingPorts, proxy: VettedProxy): Promise<Browser> {
  const { found, usesSandbox } = ports;
  const { server, username, password } = proxy;
  try {
    return await found.playwright.chromium.launch({
      executablePath: found.executablePath,
      chromiumSandbox: usesSandbox,
      proxy: { server, username, password },
      args: [
        // Whatever goes around the proxy finds no address.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
        '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
        '--webrtc-ip-handling-policy=disable_non_proxied_udp',
        '--disable-gpu',
      ],
    });
  } catch (cause) {
    throw new BrowserFault(messageOf(cause).split('\n', 1)[0]);
  }
}

interface Looking {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly script: string;
  readonly looks: readonly [SettleLimits, SettleLimits];
  readonly allowed: ReadonlySet<string>;
  readonly judge: JudgeReading;
  readonly name: string;
}

async function lookTwice(url: string, looking: Looking): Promise<Look> {
  const { page, context, looks, name } = looking;
  const session = await context.newCDPSession(page);
  const { userAgent } = (await session.send('Browser.getVersion')) as { userAgent: string };
  await session.send('Network.setUserAgentOverride', { userAgent: `${userAgent} ${name}` });
  try {
    await page.goto(url, { waitUntil: 'load', timeout: LOAD_LIMIT });
  } catch (cause) {
    // A page that still loads is read as it is.
    if (!(cause instanceof Error) || cause.name !== 'TimeoutError') {
      return failed('render-failed', messageOf(cause).split('\n', 1)[0] ?? null);
    }
  }
  const soon = await lookAt(session, looking, looks[0]);
  if (soon.answer.kind === 'read' ? isDecided(soon.answer.judgements) : isFinal(soon.answer)) {
    return soon;
  }
  const later = await lookAt(session, looking, looks[1]);
  // The first look read something, so its result is better than the failure.
  const isLost = later.answer.kind === 'failed' && !isFinal(later.answer);
  return isLost && soon.answer.kind === 'read' ? { ...soon, doubt: later.answer.reason } : later;
}

/** Whether the failure cannot disappear while the page continues to load. */
function isFinal({ reason }: ReadFailure): boolean {
  return reason !== 'render-failed';
}

/** Waits for the page, reads it and judges the quotes on it. */
async function lookAt(session: Session, looking: Looking, limits: SettleLimits): Promise<Look> {
  const world = await inTime(enterPage(session, looking.script), READ_LIMIT);
  if (world === LATE) return failed('render-timed-out');
  const settled = await inTime(
    world.run(`pincite.settle(${JSON.stringify(limits)})`),
    limits.most + GRACE,
  );
  if (settled === LATE) return failed('render-timed-out');
  const kept = await inTime(world.keepRoots(), READ_LIMIT);
  const reading = kept === LATE ? LATE : await inTime(world.run('pincite.read()'), READ_LIMIT);
  if (reading === LATE) return failed('render-timed-out');
  if (reading === TOO_COMPLEX) return failed('too-complex');
  const state = SettledSchema.safeParse(settled);
  const url = urlOf(reading);
  if (!state.success || url === null) return failed('render-failed');
  const vetted = vetUrl(url, { allowedPrivateHosts: looking.allowed });
  if (!vetted.ok) return failed(vetted.error.reason, vetted.error.detail, url);
  return { answer: await looking.judge(reading, url), doubt: doubtOf(state.data) };
}

/** The address at which a page was read. Its own scripts cannot change what the browser says. */
function urlOf(reading: unknown): string | null {
  const url = typeof reading === 'object' && reading !== null && 'url' in reading && reading.url;
  return typeof url === 'string' ? url : null;
}

/**
 * Runs the script that reads pages in a world of its own, in which the page's scripts change
 * nothing. https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-createIsolatedWorld
 */
async function enterPage(session: Session, script: string) {
  const tree = (await session.send('Page.getFrameTree')) as FrameTree;
  const frameId = tree.frameTree.frame.id;
  const world = (await session.send('Page.createIsolatedWorld', {
    frameId,
    worldName: 'pincite',
  })) as { executionContextId: number };
  const contextId = world.executionContextId;
  const run = async (expression: string): Promise<unknown> => {
    const asked = { contextId, expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = (await session.send('Runtime.evaluate', asked)) as Ran;
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return result.value;
  };
  await run(script);
  return { run, keepRoots: () => keepRoots(session, contextId) };
}

interface FrameTree {
  readonly frameTree: { readonly frame: { readonly id: string } };
}
interface Ran {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}
interface DomNode {
  readonly backendNodeId: number;
  readonly shadowRootType?: string;
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
}

/** Shows the closed shadow roots of a page to the script that reads it. */
async function keepRoots(session: Session, executionContextId: number): Promise<void> {
  const asked = { depth: -1, pierce: true };
  const { root } = (await session.send('DOM.getDocument', asked)) as { root: DomNode };
  const closed: number[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.shadowRootType === 'closed') closed.push(node.backendNodeId);
    for (const child of node.children ?? []) waiting.push(child);
    for (const child of node.shadowRoots ?? []) waiting.push(child);
  }
  for (const backendNodeId of closed.slice(0, MOST_ROOTS)) {
    const { object } = (await session.send('DOM.resolveNode', {
      backendNodeId,
      executionContextId,
    })) as { object: { objectId: string } };
    await session.send('Runtime.callFunctionOn', {
      objectId: object.objectId,
      functionDeclaration: 'function () { pincite.keepRoot(this); }',
    });
  }
}

function failed(reason: CheckReason, detail: string | null = null, finalUrl: string | null = null) {
  return { answer: { kind: 'failed', reason, detail, finalUrl } as const, doubt: null };
}

const LATE = Symbol('late');

async function inTime<T>(work: Promise<T>, limit: number): Promise<T | typeof LATE> {
  const over = new AbortController();
  const late = sleep(limit, LATE, { signal: over.signal }).catch(() => LATE);
  try {
    return (await Promise.race([work, late])) as T | typeof LATE;
  } finally {
    over.abort();
  }
}
