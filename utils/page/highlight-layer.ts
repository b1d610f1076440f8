import { adoptedSheetsOf, adoptSheets } from './live-page';

/** Our highlight's name in a page's registry, and in the sheets that colour it. */
const NAME = 'pincite-clip';

/*
 * A wash that light and dark pages both let through, and a line for those who don't see it;
 * forced colours allow no wash of our own.
 */
const SHEET = `::highlight(${NAME}) {
  background-color: rgb(255 196 0 / 0.32);
  text-decoration: underline 2px rgb(178 106 0 / 0.85);
}
@media (forced-colors: active) {
  ::highlight(${NAME}) { background-color: Mark; color: MarkText; }
}`;

/**
 * Shows ranges of a page without touching its DOM: the CSS Custom Highlight API, and a sheet
 * adopted by the document and by each open shadow root, whose trees no outer sheet reaches.
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

  /** Shows these ranges and no others. `roots` are the shadow roots that they may stand in. */
  draw(ranges: readonly Range[], roots: readonly ShadowRoot[]): void {
    if (ranges.length === 0) {
      this.clear();
      return;
    }
    CSS.highlights.set(NAME, new Highlight(...ranges));
    this.#roots = [this.#document, ...roots];
    for (const root of this.#roots) adopt(root, this.#ownSheet());
  }

  /** Leaves the page as if nothing had been shown. */
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

/** A page may set its own list at any time, so this is looked at with every drawing. */
function adopt(root: Document | ShadowRoot, sheet: CSSStyleSheet): void {
  const adopted = adoptedSheetsOf(root);
  if (!adopted.includes(sheet)) adoptSheets(root, [...adopted, sheet]);
}
