import * as z from 'zod/mini';
import { browser } from './browser';

export interface TabSelection {
  /** Whether words or images are selected. */
  readonly some: boolean;
  /** The first selected words, with single spaces; empty if only images are selected. */
  readonly words: string;
  /** The frame of the selection; 0, the main frame, if nothing is selected. */
  readonly frameId: number;
  /** Whether the tab shows the PDF viewer. */
  readonly pdf: boolean;
}

/** `unanswered`: the page has not answered in time. Null: no script can be injected. */
export type SelectionAnswer = TabSelection | 'unanswered' | null;

/** The longest time that the popup waits for a page, in milliseconds. */
export const PAGE_LIMIT = 300;

/** The pause before a tab that is loading is asked again, in milliseconds. */
const AGAIN_AFTER = 100;

/** The most selected text that is shown, in UTF-16 units. */
const MOST_WORDS = 300;

const FrameSchema = z.object({
  some: z.boolean(),
  words: z.string().check(z.maxLength(MOST_WORDS)),
  pdf: z.boolean(),
});
type FrameSelection = z.infer<typeof FrameSchema>;

/**
 * Returns what is selected in a tab: in its main frame, or else in a frame that activeTab reaches,
 * which means a frame of the page's own site. Answers after 300 ms at the latest, with what is
 * known by then. Needs activeTab.
 * @param onLater Called when the page answers later and something else is selected.
 */
export function readSelection(
  tabId: number,
  onLater?: (selection: TabSelection | null) => void,
): Promise<SelectionAnswer> {
  return new Promise((resolve) => {
    const frames = new Map<number, FrameSelection>();
    let given: SelectionAnswer | undefined;
    const give = (answer: SelectionAnswer) => {
      if (given === undefined) resolve(answer);
      else if (answer !== 'unanswered' && !isSame(answer, given)) onLater?.(answer);
      given = answer;
      if (onLater === undefined) browser.runtime.onMessage.removeListener(listen);
    };
    const hear = (frameId: number, frame: FrameSelection) => {
      frames.set(frameId, frame);
      const main = frames.get(0);
      if (main === undefined) return;
      // Without a selection in the main frame, the other frames are given time to answer.
      const answer = selected(main, frames);
      if (main.pdf || answer.some || given !== undefined) give(answer);
    };
    // The browser waits for all frames, and some never answer, for example a frame whose address is
    // `javascript:`. So each frame also sends a message of its own, and the main frame is also asked
    // alone.
    const token = crypto.randomUUID();
    const listen = (message: unknown, sender: { tab?: { id?: number }; frameId?: number }) => {
      const read = z.object({ selection: z.literal(token), frame: FrameSchema }).safeParse(message);
      if (!read.success || sender.tab?.id !== tabId || sender.frameId === undefined) return;
      hear(sender.frameId, read.data.frame);
    };
    browser.runtime.onMessage.addListener(listen);
    const late = setTimeout(() => {
      const main = frames.get(0);
      if (given === undefined) give(main === undefined ? 'unanswered' : selected(main, frames));
    }, PAGE_LIMIT);
    const ask = async (target: { frameIds: number[] } | { allFrames: true }) => {
      const results = await browser.scripting.executeScript({
        target: { tabId, ...target },
        func: readFrame,
        args: [token, MOST_WORDS],
        // Otherwise a page that still loads would not answer.
        injectImmediately: true,
      });
      for (const { frameId, result } of results) {
        const read = FrameSchema.safeParse(result);
        if (read.success) hear(frameId, read.data);
      }
    };
    const askAll = () => Promise.allSettled([ask({ frameIds: [0] }), ask({ allFrames: true })]);
    const askUntilShown = async () => {
      await askAll();
      // While one page gives way to the next, both refuse, and the next may be an ordinary one.
      if (frames.has(0) || !(await isLoading(tabId))) return;
      await new Promise((done) => setTimeout(done, AGAIN_AFTER));
      await askAll();
    };
    void askUntilShown().then(() => {
      clearTimeout(late);
      browser.runtime.onMessage.removeListener(listen);
      const main = frames.get(0);
      // Browser pages, extension stores and viewers refuse scripts, so the answer is null.
      give(main === undefined ? null : selected(main, frames));
    });
  });
}

async function isLoading(tabId: number): Promise<boolean> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  return tab?.status === 'loading';
}

function selected(main: FrameSelection, frames: ReadonlyMap<number, FrameSelection>): TabSelection {
  const within = [...frames].find(([, { some }]) => some);
  if (main.pdf || main.some || within === undefined) return { ...main, frameId: 0 };
  return { ...within[1], frameId: within[0] };
}

function isSame(a: TabSelection | null, b: SelectionAnswer): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Runs in a frame. Returns what is selected there, and also sends it as a message: the browser hands
 * over the returned values only when every frame has answered, and one may never do so.
 */
function readFrame(token: string, most: number): FrameSelection {
  // Page elements can shadow the properties of the document.
  const read = <Key extends keyof Document>(name: Key): Document[Key] =>
    Reflect.get(Document.prototype, name, document);
  const selection = getSelection();
  const holds = (image: Element) => selection?.containsNode(image, true) === true;
  const words = (selection?.toString() ?? '').trim().slice(0, most).replace(/\s+/gu, ' ');
  const frame = {
    some: words !== '' || (selection?.isCollapsed === false && [...read('images')].some(holds)),
    words,
    pdf: read('contentType') === 'application/pdf',
  };
  // The result reports the same, so a failure to send changes nothing.
  void chrome.runtime.sendMessage({ selection: token, frame })?.catch(() => undefined);
  return frame;
}
