import * as z from 'zod/mini';
import type { TabReplies, tabRequests } from '@/utils/messaging/protocol/tab-calls';
import { FAILURE_CODES, type Failure, failure, messageOf } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { err, type Result } from '@/utils/model/result';
import { browser } from './browser';

export interface ActiveTab {
  readonly tabId: number;
  readonly windowId: number | undefined;
  /** Known only under activeTab or a host permission. */
  readonly url: string | undefined;
  readonly title: string | undefined;
  readonly incognito: boolean;
  /** Whether it looks like the viewer of PDFs, of a tab that lets no script in. */
  readonly showsPdf: boolean;
}

/** The tab in front in the user's current window, or null. */
export async function activeTab(): Promise<ActiveTab | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return null;
  return {
    tabId: tab.id,
    windowId: tab.windowId,
    url: tab.url,
    title: tab.title,
    incognito: tab.incognito,
    showsPdf: showsPdf(tab),
  };
}

/** Opens a page in a new tab beside the current one. */
export async function openTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** Opens the review desk; null leaves it to the desk which report it shows. */
export async function openDesk(reportId: ReportId | null): Promise<void> {
  const page = browser.runtime.getURL('desk.html');
  await openTab(reportId === null ? page : `${page}?report=${reportId}`);
}

export interface TabSelection {
  /** Whether words or images are selected. */
  readonly some: boolean;
  /** The frame that it is in: 0, the main one, where nothing is selected. */
  readonly frameId: number;
  /** Whether the tab shows the PDF viewer. */
  readonly pdf: boolean;
}

/**
 * What is selected in a tab: in its main frame, else in a frame that activeTab reaches, which
 * are those of the page's own site. Null where nothing can be injected. Needs activeTab.
 */
export async function readSelection(tabId: number): Promise<TabSelection | null> {
  try {
    const results = await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      func: () => {
        // Page elements can shadow the properties of the document.
        const read = <Key extends keyof Document>(name: Key): Document[Key] =>
          Reflect.get(Document.prototype, name, document);
        const selection = getSelection();
        const holds = (image: Element) => selection?.containsNode(image, true) === true;
        return {
          some:
            (selection?.toString() ?? '').trim() !== '' ||
            (selection?.isCollapsed === false && [...read('images')].some(holds)),
          pdf: read('contentType') === 'application/pdf',
        };
      },
    });
    const frames = results.flatMap(({ frameId, result }) => {
      const read = result as { some: boolean; pdf: boolean } | undefined;
      return read ? [{ ...read, frameId }] : [];
    });
    const main = frames.find(({ frameId }) => frameId === 0);
    if (main === undefined || main.pdf || main.some) return main ?? null;
    return frames.find(({ some }) => some) ?? main;
  } catch {
    // Browser pages, stores and viewers refuse; that is the answer.
    return null;
  }
}

/** Chrome's words where the page or the tab went away during the act. */
const GONE = /frame with id \d+ was removed|tab was closed|no tab with id/i;
/**
 * Chrome's words where there is no permission. activeTab was granted by the act, so the main
 * frame has left the page since; a frame of another site never had it. Pages that no extension
 * may read are refused in other words.
 */
const NOT_GRANTED = /contents of the page/i;

/** Puts the clipper into a frame, or says why it can't be. Injecting twice is harmless. */
export async function injectClipper(
  tabId: number,
  frameId: number,
): Promise<Result<undefined, Failure>> {
  const injected = await inject(tabId, frameId, '/clipper.js');
  return injected.ok ? { ok: true, value: undefined } : injected;
}

/**
 * Reads the page in a tab as the user sees it, or says why it can't be. What comes back is as
 * the page's process gave it: parse it.
 */
export function readTab(tabId: number): Promise<Result<unknown, Failure>> {
  return inject(tabId, 0, '/reader.js');
}

const BylineSchema = z.object({
  url: z.string().check(z.maxLength(65_536)),
  byline: z.string().check(z.maxLength(10_000)),
});
/** Who wrote a page, as its text says, and the page that says so. */
export type Byline = z.infer<typeof BylineSchema>;

/** The byline in the text of a frame's page; null where there is none, or no way to read it. */
export async function readByline(tabId: number, frameId: number): Promise<Byline | null> {
  const read = await inject(tabId, frameId, '/byline.js');
  return read.ok ? (BylineSchema.safeParse(read.value).data ?? null) : null;
}

/** Runs one of our scripts in a frame, and returns its value. */
async function inject(
  tabId: number,
  frameId: number,
  file: string,
): Promise<Result<unknown, Failure>> {
  try {
    const [injection] = await browser.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      files: [file],
    });
    return { ok: true, value: injection?.result };
  } catch (cause) {
    const detail = messageOf(cause);
    if (GONE.test(detail) || (frameId === 0 && NOT_GRANTED.test(detail))) {
      return err(failure('page_navigated'));
    }
    const tab = await browser.tabs.get(tabId).catch(() => null);
    return err(failure(tab !== null && showsPdf(tab) ? 'pdf_viewer' : 'restricted_page', detail));
  }
}

const FailureSchema = z.object({
  code: z.enum(FAILURE_CODES),
  detail: z.exactOptional(z.string().check(z.maxLength(1_000))),
});

/**
 * Sends a request to the clipper in a frame. The reply passes through the page's process, which can
 * have changed it, so do not trust the value. Returns a Failure when the page closes in the
 * meantime.
 */
export async function askClipper<Name extends keyof typeof tabRequests & keyof TabReplies>(
  tabId: number,
  frameId: number,
  call: Name,
  payload: z.infer<(typeof tabRequests)[Name]>,
): Promise<Result<TabReplies[Name], Failure>> {
  try {
    const reply: unknown = await browser.tabs.sendMessage(
      tabId,
      { to: 'clipper', call, payload },
      { frameId },
    );
    if (typeof reply !== 'object' || reply === null || !('ok' in reply)) {
      return err(failure('page_navigated'));
    }
    if (reply.ok === true) return reply as Result<TabReplies[Name], Failure>;
    const { error } = reply as { readonly error?: unknown };
    return err(FailureSchema.safeParse(error).data ?? failure('unexpected'));
  } catch (cause) {
    return err(failure('page_navigated', messageOf(cause)));
  }
}

/** Tells the clippers in all frames of a tab; those that are gone hear nothing. */
export async function tellClippers(tabId: number, call: keyof typeof tabRequests): Promise<void> {
  try {
    await browser.tabs.sendMessage(tabId, { to: 'clipper', call, payload: {} });
  } catch (cause) {
    console.debug('clippers', cause);
  }
}

/** The address that a tab shows; '' where the browser does not tell. Needs activeTab. */
export async function urlOf(tabId: number): Promise<string> {
  try {
    return (await browser.tabs.get(tabId)).url ?? '';
  } catch {
    return '';
  }
}

/** The page that a tab shows, as the browser tells of it; null where it does not. Needs activeTab. */
export async function pageOf(
  tabId: number,
): Promise<{ readonly url: string; readonly title: string; readonly incognito: boolean } | null> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  if (tab?.url === undefined) return null;
  return { url: tab.url, title: tab.title ?? '', incognito: tab.incognito };
}

/** Firefox says by no other sign what its viewer shows. No page may take an icon of the browser. */
const FIREFOX_PDF_ICON = 'chrome://global/skin/icons/pdf.svg';

/** Whether a tab that lets no script in looks like the browser's own viewer of PDFs. */
function showsPdf({ url = '', favIconUrl }: { url?: string; favIconUrl?: string }): boolean {
  if (favIconUrl === FIREFOX_PDF_ICON) return true;
  return URL.canParse(url) && new URL(url).pathname.toLowerCase().endsWith('.pdf');
}
