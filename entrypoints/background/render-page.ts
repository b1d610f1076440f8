import { PageReadingSchema } from '@/utils/messaging/protocol/page-reading';
import type { CheckReason } from '@/utils/model/evidence';
import { messageOf } from '@/utils/model/failure';
import type { ClipId, RunId } from '@/utils/model/ids';
import { createQueue } from '@/utils/model/queue';
import { titleGiven } from '@/utils/page/page-metadata';
import { TOO_COMPLEX } from '@/utils/page/page-over-limit';
import { settlePage } from '@/utils/page/settle-page';
import { hasOrigin } from '@/utils/platform/permissions';
import {
  closeRenderWindow,
  leavePage,
  raiseWindow,
  runInPage,
  shownUrl,
  showPage,
} from '@/utils/platform/render-window';
import { readTab, readUnseenIn } from '@/utils/platform/tabs';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { ungrantedTarget } from '@/utils/verify/follow-hops';
import type { ReadFailure } from '@/utils/verify/judge-failure';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import type { Rendering } from '@/utils/verify/read-ladder';
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
import { judgeShown } from './judge-shown';
import { sameSite } from './same-site';

/** In milliseconds. The window closes when no page has used it for this time. */
const IDLE = 20_000;

export interface PageToRender {
  readonly runId: RunId;
  /** With its fragment if that selects a page of its own. */
  readonly url: string;
  readonly requestedUrl: string;
  readonly snapshotLength: number | null;
  readonly quotes: readonly (JudgedClip & { readonly clipId: ClipId })[];
  readonly allowedPrivateHosts: ReadonlySet<string>;
  /** Whether the page is still needed when its turn comes. */
  readonly wanted: () => Promise<boolean>;
}

type Look = Pick<Rendering, 'answer' | 'doubt'>;

/** Runs whose window the user closed. It is not opened again for them. */
const closedIn = new Set<RunId>();
/** Runs whose window was raised once. If the user covers it again, it stays covered. */
const raisedIn = new Set<RunId>();
const inTurn = createQueue();
let idle: ReturnType<typeof setTimeout> | undefined;

/** Opens a page in the window, reads it and judges its quotes. One page at a time. */
export function renderPage(page: PageToRender): Promise<Rendering> {
  return inTurn(async () => {
    clearTimeout(idle);
    try {
      return await renderNow(page);
    } finally {
      idle = setTimeout(() => void closeRenderWindow(), IDLE);
    }
  });
}

async function renderNow(page: PageToRender): Promise<Rendering> {
  const clipIds = page.quotes.map(({ clipId }) => clipId);
  if (closedIn.has(page.runId)) return { clipIds, ...failed('render-closed') };
  if (!(await page.wanted())) return { clipIds, ...failed('cancelled') };
  try {
    const look = await show(page);
    if (look.answer.kind === 'failed' && look.answer.reason === 'render-closed') {
      closedIn.add(page.runId);
    }
    return { clipIds, ...look };
  } catch (cause) {
    return { clipIds, ...failed('render-failed', messageOf(cause)) };
  } finally {
    await leavePage();
  }
}

async function show(page: PageToRender): Promise<Look> {
  const shown = await showPage(page.url, LOAD_LIMIT);
  if (shown.kind === 'closed') return failed('render-closed');
  if (shown.kind === 'failed') return failed('render-failed', shown.detail);
  if (shown.url === null && !shown.loaded) return failed('render-timed-out');
  await raiseOnce(shown.tabId, page.runId);
  const soon = await lookAt(shown.tabId, page, SOON);
  if (soon.answer.kind === 'read' ? isDecided(soon.answer.judgements) : isFinal(soon.answer)) {
    return soon;
  }
  const later = await lookAt(shown.tabId, page, PATIENT);
  // The first look read something, so its result is better than the failure.
  const lost = later.answer.kind === 'failed' && !isFinal(later.answer);
  return lost && soon.answer.kind === 'read' ? { ...soon, doubt: later.answer.reason } : later;
}

/**
 * Content that loads when visible does not load in a covered window, so the window is raised once
 * for each run.
 */
async function raiseOnce(tabId: number, runId: RunId): Promise<void> {
  if (raisedIn.has(runId)) return;
  const state = runInPage(
    tabId,
    () => Reflect.get(Document.prototype, 'visibilityState', document),
    [],
  ).catch(() => null);
  if ((await inTime(state, GRACE)) !== 'hidden') return;
  raisedIn.add(runId);
  await raiseWindow();
}

/** Whether the failure cannot disappear while the page continues to load. */
function isFinal({ reason }: ReadFailure): boolean {
  return reason !== 'render-failed';
}

/** Waits for the page, reads it and judges the quotes on it. */
async function lookAt(tabId: number, page: PageToRender, limits: SettleLimits): Promise<Look> {
  const before = await shownUrl(tabId);
  if (before === undefined) return failed('render-closed');
  const refused = await refusalOf(before, page);
  if (refused !== null) return refused;
  const waited = runInPage(tabId, settlePage, [limits]).catch(messageOf);
  const settled = await inTime(waited, limits.most + GRACE);
  const asked = settled === LATE ? LATE : await inTime(readTab(tabId), READ_LIMIT);
  if (asked === LATE) {
    // A page that blocks its tab would block the next page too.
    await closeRenderWindow();
    return failed('render-timed-out');
  }
  if ((await shownUrl(tabId)) === undefined) return failed('render-closed');
  if (asked.ok && asked.value === TOO_COMPLEX) return failed('too-complex');
  const state = SettledSchema.safeParse(settled);
  if (!asked.ok) return failed('render-failed', asked.error.detail ?? null);
  const reading = PageReadingSchema.safeParse(asked.value);
  if (!state.success || !reading.success) {
    return failed('render-failed', typeof settled === 'string' ? settled : null);
  }
  // The page may have navigated while it was waited for.
  const { url, page: shown, facts, metadata } = reading.data;
  const gone = await refusalOf(url, page);
  if (gone !== null) return gone;
  if (!sameSite(url, (await shownUrl(tabId)) ?? '') || !sameSite(url, facts.finalUrl)) {
    return failed('render-failed');
  }
  const { quotes, snapshotLength } = page;
  const requestedUrl = new URL(page.requestedUrl).href;
  const check = {
    facts: { ...facts, requestedUrl, text: shown.text, snapshotLength },
    givenTitle: titleGiven(metadata, url),
    model: createPlainTextModel(shown.text, shown.blocks, shown.marks),
    quotes,
    reader: 'render',
  } as const;
  const judgements = await judgeShown(check, () => inTime(readUnseenIn(tabId), READ_LIMIT));
  return {
    answer: {
      kind: 'read',
      reader: 'render',
      finalUrl: facts.finalUrl,
      text: shown.text,
      judgements: quotes.flatMap(({ clipId }, at) => {
        const judgement = judgements[at];
        return judgement === undefined ? [] : [{ clipId, ...judgement }];
      }),
    },
    doubt: doubtOf(state.data),
  };
}

/** Returns why the page in the window must not be read; null if it may be read. */
async function refusalOf(url: string | null, page: PageToRender): Promise<Look | null> {
  if (url === null) return failed('redirects-to-ungranted');
  if (url === 'about:blank') return failed('render-failed');
  const { allowedPrivateHosts } = page;
  const vetted = vetUrl(url, { allowedPrivateHosts });
  if (!vetted.ok) return failed(vetted.error.reason, vetted.error.detail, url);
  const granted = await hasOrigin(url);
  if (granted) return null;
  return failed('redirects-to-ungranted', await ungrantedTarget(url, hasOrigin), url);
}

function failed(reason: CheckReason, detail: string | null = null, finalUrl: string | null = null) {
  return { answer: { kind: 'failed', reason, detail, finalUrl } as const, doubt: null };
}

const LATE = Symbol('late');

async function inTime<T>(work: Promise<T>, limit: number): Promise<T | typeof LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, limit, LATE);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  return first;
}
