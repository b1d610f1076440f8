import { requestFromHighlighter } from '@/utils/messaging/client-highlighter';
import type { PageHighlight } from '@/utils/messaging/protocol/highlight-calls';
import type { ClipId } from '@/utils/model/ids';
import { HighlightLayer } from '@/utils/page/highlight-layer';
import { isInDocument } from '@/utils/page/live-page';
import { liveTree } from '@/utils/page/live-tree';
import { pageOverLimit } from '@/utils/page/page-over-limit';
import { readShownText } from '@/utils/page/page-text';
import type { ShownText } from '@/utils/page/page-text-model';
import { findUnchangedQuote } from '@/utils/quote/find-unchanged-quote';
import { ClipNotes } from './clip-notes';
import { PageWatch } from './page-watch';

interface Shown {
  readonly range: Range;
  /** The text of the range when it was found, because the page can edit the range. */
  readonly words: string;
}

/**
 * The clips of the page in this frame, highlighted where they are found. Clips that are not found
 * are searched again when the page changes or goes to another address without loading.
 */
export class ClipsOnPage {
  readonly #layer = new HighlightLayer(document);
  readonly #notes = new ClipNotes();
  readonly #watch = new PageWatch(document, () => this.#look());
  #url = '';
  #clips: readonly PageHighlight[] = [];
  readonly #shown = new Map<ClipId, Shown>();
  /** The answer that is highlighted now. */
  #answer = '';
  #told = '';

  /** Asks which clips this page has, highlights them, and always reports the result. */
  async ask(): Promise<void> {
    this.#answer = '';
    await this.renew();
  }

  /** Asks again, and acts only if the answer differs. */
  async renew(): Promise<void> {
    const url = location.href;
    this.#url = url;
    const reply = await requestFromHighlighter('highlights.list', { url });
    // The page went to another address meanwhile, which has its own request.
    if (url !== this.#url) return;
    if (!reply.ok || !reply.value.allowed) {
      this.stop();
      return;
    }
    const answer = JSON.stringify([url, reply.value.clips]);
    if (answer === this.#answer) return;
    this.#answer = answer;
    this.#clips = reply.value.clips;
    this.#told = '';
    this.#anchor();
    this.#watch.start();
  }

  /**
   * Removes everything from the page, because the user removed this site or the extension is gone.
   */
  stop(): void {
    this.#watch.stop();
    this.#answer = '';
    this.#clips = [];
    this.#shown.clear();
    this.#layer.clear();
    this.#notes.stop();
  }

  #look(): void {
    if (location.href !== this.#url) {
      void this.ask();
      return;
    }
    const missing = this.#clips.length > this.#shown.size;
    if (missing || ![...this.#shown.values()].every(isStillShown)) this.#anchor();
  }

  #anchor(): void {
    const before = this.#shown.size;
    const started = performance.now();
    this.#shown.clear();
    let roots: readonly ShadowRoot[] = [];
    if (this.#clips.length > 0 && pageOverLimit(liveTree, document) === null) {
      const model = readShownText();
      roots = model.shadowRoots;
      for (const clip of this.#clips) this.#place(model, clip);
    }
    this.#layer.draw(
      [...this.#shown.values()].map(({ range }) => range),
      roots,
    );
    this.#notes.follow([...this.#shown].map(([clipId, { range }]) => [clipId, range]));
    this.#watch.follow(roots, {
      cost: performance.now() - started,
      gained: this.#shown.size > before,
      complete: this.#shown.size === this.#clips.length,
    });
    void this.#tell();
  }

  #place(model: ShownText, { clipId, quote, position }: PageHighlight): void {
    const found = findUnchangedQuote(model, quote, position);
    if (found === null) return;
    const range = model.offsetsToRange(found.start, found.end);
    this.#shown.set(clipId, { range, words: range.toString() });
  }

  async #tell(): Promise<void> {
    const found = [...this.#shown.keys()];
    const telling = [this.#url, ...found].join('\n');
    if (telling === this.#told) return;
    this.#told = telling;
    await requestFromHighlighter('highlights.shown', { url: this.#url, found });
  }
}

function isStillShown({ range, words }: Shown): boolean {
  return isInDocument(range.startContainer) && !range.collapsed && range.toString() === words;
}
