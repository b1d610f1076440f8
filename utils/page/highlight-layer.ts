import { adoptedSheetsOf, adoptSheets } from './live-page';

/** The name of the highlight in a page's registry and in its style sheets. */
const NAME = 'pincite-clip';

/*
 * A pale background that works on light and dark pages, and a line for readers who do not see it.
 * Forced colours allow no background.
 */
const SHEET = `::highlight(${NAME}) {
  background-color: rgb(255 196 0 / 0.32);
  text-decoration: underline 2px rgb(178 106 0 / 0.85);
}
@media (forced-colors: active) {
  ::highlight(${NAME}) { background-color: Mark; color: MarkText; }
}`;

/**
 * Highlights ranges of a page without changing its DOM: uses the CSS Custom Highlight API, and a
 * style sheet that is adopted by the document and by each shadow root, because outer sheets do
 * not apply inside.
 *
 * https://www.w3.org/TR/css-highlight-api-1/
 */
export class HighlightLayer {
  readonly #document: Document;
  #sheet: CSSStyleSheet | null = null;
  #roots: readonly (Document | ShadowRoot)[] = [];

  constructor(document: Document) {
    this.#document = document;
  }

  /** Highlights only these ranges. `roots` are the shadow roots that may contain them. */
  draw(ranges: readonly Range[], roots: readonly ShadowRoot[]): void {
    if (ranges.length === 0) {
      this.clear();
      return;
    }
    CSS.highlights.set(NAME, new Highlight(...ranges));
    this.#roots = [this.#document, ...roots];
    for (const root of this.#roots) adopt(root, this.#ownSheet());
  }

  /** Removes everything from the page. */
  clear(): void {
    CSS.highlights.delete(NAME);
    const sheet = this.#sheet;
    if (sheet === null) return;
    for (const root of this.#roots) {
      adoptSheets(
        root,
        adoptedSheetsOf(root).filter((each) => each !== sheet),
      );
    }
    this.#roots = [];
  }

  #ownSheet(): CSSStyleSheet {
    if (this.#sheet === null) {
      this.#sheet = new CSSStyleSheet();
      this.#sheet.replaceSync(SHEET);
    }
    return this.#sheet;
  }
}

/** A page can replace its list of sheets at any time, so this is checked for each highlighting. */
function adopt(root: Document | ShadowRoot, sheet: CSSStyleSheet): void {
  const adopted = adoptedSheetsOf(root);
  if (!adopted.includes(sheet)) adoptSheets(root, [...adopted, sheet]);
}
