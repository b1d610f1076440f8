import * as z from 'zod/mini';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { err, type Result } from '@/utils/model/result';
import { browser } from './browser';
import { tellDesk } from './own-pages';

export interface ActiveTab {
  readonly tabId: number;
  readonly windowId: number | undefined;
  /** Available only with activeTab or a host permission. */
  readonly url: string | undefined;
  readonly title: string | undefined;
  readonly incognito: boolean;
  /** Whether the tab probably shows the PDF viewer, which no script may enter. */
  readonly showsPdf: boolean;
}

/** Returns the active tab in the user's current window, or null. */
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

/**
 * Opens the review desk, or goes to the tab in which it shows this report already, and tells it so.
 * With null, the desk chooses the report. Returns whether the user saw this tab already: then the
 * browser leaves the focus where it is, for example in the side panel.
 */
export async function openDesk(reportId: ReportId | null): Promise<boolean> {
  const page = browser.runtime.getURL('desk.html');
  const url = reportId === null ? page : `${page}?report=${reportId}`;
  // Without a permission, an extension sees the addresses of its own pages.
  const tabs = reportId === null ? [] : await browser.tabs.query({});
  const open = tabs.find((tab) => tab.url === url);
  if (open?.id === undefined) {
    await openTab(url);
    return false;
  }
  const wasSeen = open.id === (await activeTab())?.tabId;
  await browser.tabs.update(open.id, { active: true });
  if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
  tellDesk(url);
  return wasSeen;
}

/** Shows a part of the settings, in their tab if one is open. */
export async function openSettings(part: string): Promise<void> {
  const page = browser.runtime.getURL('/options.html');
  const url = `${page}#${part}`;
  const tabs = await browser.tabs.query({});
  const open = tabs.find((tab) => tab.url?.split('#')[0] === page);
  if (open?.id === undefined) return openTab(url);
  // The page goes to its hash only when this changes.
  if (open.url === url) await browser.tabs.update(open.id, { url: `${page}#` });
  await browser.tabs.update(open.id, { url, active: true });
  if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
}

/** Opens the review desk, which asks whether to import a kept article. */
export async function openDeskWithArticle(articleId: string): Promise<void> {
  await openTab(`${browser.runtime.getURL('desk.html')}?article=${articleId}`);
}

/** Chrome's error messages if the page or the tab closed during the act. */
const GONE = /frame with id \d+ was removed|tab was closed|no tab with id/i;
/**
 * Chrome's error message if a permission is missing. The act granted activeTab, so the main frame
 * has left the page since; a frame of another site never had the permission. For pages that no
 * extension may read, Chrome has other messages.
 */
const NOT_GRANTED = /contents of the page/i;

/**
 * Injects the clipper into a frame, or returns why it cannot be injected. Injecting twice is
 * harmless. Does not wait for a page that still loads: the clipper reads the selection at once.
 */
export async function injectClipper(
  tabId: number,
  frameId: number,
): Promise<Result<undefined, Failure>> {
  const injected = await inject(tabId, frameId, { files: ['/clipper.js'] });
  return injected.ok ? { ok: true, value: undefined } : injected;
}

/**
 * Reads the page in a tab as the user sees it, or returns why it cannot be read. The value comes
 * from the page's process: parse it.
 */
export function readTab(tabId: number): Promise<Result<unknown, Failure>> {
  return injectSettled(tabId, '/reader.js');
}

/**
 * Returns what nobody sees of the text that `readTab` read, or null if the page does not say it. The
 * value comes from the page's process: parse it.
 */
export async function readUnseenIn(tabId: number): Promise<unknown> {
  const read = await inject(tabId, 0, { files: ['/unseen.js'] });
  return read.ok ? read.value : null;
}

/**
 * Returns the article of the page in a tab, or why it cannot be read. The value comes from the
 * page's process: parse it.
 */
export function readArticleInTab(tabId: number): Promise<Result<unknown, Failure>> {
  return injectSettled(tabId, '/article.js');
}

const Address = z.string().check(z.maxLength(65_536));
const Line = z.nullable(z.string().check(z.maxLength(500)));
/** In UTF-16 units. The script in the page keeps fewer. */
const MOST_WORDS = 500_000;
const Post = {
  publishedAt: z.nullable(z.string().check(z.maxLength(100))),
  byline: Line,
  heading: Line,
};
const Permalink = z.string().check(z.maxLength(8_000));

const BylineSchema = z.object({
  url: Address,
  byline: z.nullable(z.string().check(z.maxLength(10_000))),
});
/** The address of a page and the author that its text names. */
export type Byline = z.infer<typeof BylineSchema>;

const PostsSchema = z.object({
  url: Address,
  feed: z.array(z.object({ permalink: Permalink, ...Post })).check(z.maxLength(200)),
  page: z
    .object({
      posts: z
        .array(z.object({ permalink: z.nullable(Permalink), ...Post, words: z.string() }))
        .check(z.maxLength(1_000)),
      isList: z.boolean(),
      isLive: z.boolean(),
      words: z.string(),
      publishedAt: z.nullable(z.string().check(z.maxLength(100))),
    })
    .check(
      z.refine(({ posts, words }) => {
        return posts.reduce((sum, post) => sum + post.words.length, words.length) <= MOST_WORDS;
      }),
    ),
});
/**
 * The address of a page, and its posts. `feed` has the posts that have a page of their own elsewhere.
 * `page` has those that stand on this page, with its comments.
 */
export type Posts = z.infer<typeof PostsSchema>;

/**
 * Returns the byline in the text of a frame's page, or null if the page cannot be read. Call it when
 * the browser has parsed the page. The value comes from the page's process and may be anything.
 */
export async function readByline(tabId: number, frameId: number): Promise<Byline | null> {
  const read = await inject(tabId, frameId, { files: ['/byline.js'] });
  return read.ok ? (BylineSchema.safeParse(read.value).data ?? null) : null;
}

/**
 * Returns the posts of a frame's page, or null if the page cannot be read. Call it when the browser
 * has parsed the page. The value comes from the page's process and may be anything.
 */
export async function readPosts(tabId: number, frameId: number): Promise<Posts | null> {
  const read = await inject(tabId, frameId, { files: ['/posts.js'] });
  return read.ok ? (PostsSchema.safeParse(read.value).data ?? null) : null;
}

/** Injects a file into the main frame of a tab once its page has settled, and returns its value. */
async function injectSettled(tabId: number, file: string): Promise<Result<unknown, Failure>> {
  const settled = await inject(tabId, 0, { func: whenSettled });
  return settled.ok ? inject(tabId, 0, { files: [file] }) : settled;
}

/**
 * Runs in a frame. Resolves when its page is loaded, or a moment after it was parsed. The browsers
 * can wait like this too, but Chrome then waits for ever for a page whose loading was stopped.
 */
async function whenSettled(): Promise<void> {
  // Page elements can shadow the properties of the document.
  const isAt = (state: DocumentReadyState) =>
    Reflect.get(Document.prototype, 'readyState', document) === state;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  while (isAt('loading')) await wait(100);
  if (isAt('interactive')) await wait(200);
}

/** Runs one of the extension's scripts in a frame at once, and returns its value. */
async function inject(
  tabId: number,
  frameId: number,
  script: { readonly files: string[] } | { readonly func: () => unknown },
): Promise<Result<unknown, Failure>> {
  try {
    const [injection] = await browser.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      ...script,
      injectImmediately: true,
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

/** Returns the address that a tab shows, or '' if the browser does not tell it. Needs activeTab. */
export async function urlOf(tabId: number): Promise<string> {
  try {
    return (await browser.tabs.get(tabId)).url ?? '';
  } catch {
    return '';
  }
}

/**
 * Returns the browser's data about the page in a tab, or null if it gives none. Needs activeTab.
 */
export async function pageOf(
  tabId: number,
): Promise<{ readonly url: string; readonly title: string; readonly incognito: boolean } | null> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  if (tab?.url === undefined) return null;
  return { url: tab.url, title: tab.title ?? '', incognito: tab.incognito };
}

/**
 * In Firefox only the icon shows that a tab has the PDF viewer. No page can use an icon of the
 * browser.
 */
const FIREFOX_PDF_ICON = 'chrome://global/skin/icons/pdf.svg';

/** Returns whether a tab that no script may enter probably shows the browser's PDF viewer. */
function showsPdf({ url = '', favIconUrl }: { url?: string; favIconUrl?: string }): boolean {
  if (favIconUrl === FIREFOX_PDF_ICON) return true;
  return URL.canParse(url) && new URL(url).pathname.toLowerCase().endsWith('.pdf');
}
