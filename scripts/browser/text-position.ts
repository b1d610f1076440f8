import type { Page } from '@playwright/test';

/**
 * The position of a range: UTF-16 offsets into the page's raw text, which is the data of all its
 * text nodes in document order, joined without separators, with open shadow roots (each directly
 * after the start of its host). White space at both ends of the range is left out, so that two
 * ranges around the same words are equal wherever their boundaries are between nodes.
 */
export interface TextPosition {
  readonly start: number;
  readonly end: number;
  /** The raw text from start to end. */
  readonly text: string;
}

/** Words to search for, with any white space between them, or offsets into the raw text. */
export type TextSpot =
  | { readonly text: string /** 0, the first, by default. */; readonly occurrence?: number }
  | { readonly start: number; readonly end: number };

/** What native Chromium matched for one directive of a page's URL; null if it found nothing. */
export type NativeMatch = TextPosition | null;

type Question =
  | { readonly ask: 'selection' }
  | { readonly ask: 'select'; readonly spot: TextSpot }
  | { readonly ask: 'directives' };

/**
 * Selects words in a page, as a user would.
 * @throws If the page does not contain them.
 */
export async function selectText(page: Page, spot: TextSpot): Promise<TextPosition> {
  const [position] = await answer(page, { ask: 'select', spot });
  if (!position) throw new Error(`The page has no ${JSON.stringify(spot)}: ${page.url()}`);
  return position;
}

/**
 * Returns the position of the page's selection, or null. Selections in shadow roots are not seen.
 */
export async function selectionPosition(page: Page): Promise<TextPosition | null> {
  const [position] = await answer(page, { ask: 'selection' });
  return position ?? null;
}

/**
 * Opens a URL with its fragment directive in a new tab, and returns what native Chromium matched
 * for each of its text directives. Invalid directives are missing from the list. A directive that
 * finds nothing is null, and takes the browser half a second.
 */
export async function nativeMatches(page: Page, url: string): Promise<NativeMatch[]> {
  const tab = await page.context().newPage();
  try {
    await tab.goto(url);
    return await answer(tab, { ask: 'directives' });
  } finally {
    await tab.close();
  }
}

/**
 * Returns what native Chromium matches for one text directive in a page.
 * @param directive As serialised: `text=…`, percent-encoded.
 * @param url The page's address. Its own fragment, for example the route of a single-page site, is
 * kept.
 * @throws If the directive is invalid.
 */
export async function nativeMatch(
  page: Page,
  directive: string,
  url = page.url(),
): Promise<NativeMatch> {
  const address = url.replace(/:~:.*$/s, '');
  const hash = address.includes('#') ? '' : '#';
  const matches = await nativeMatches(page, `${address}${hash}:~:${directive}`);
  if (matches.length !== 1) {
    throw new Error(
      `The browser reads ${matches.length} text directives in ${directive}, not one.`,
    );
  }
  return matches[0] ?? null;
}

function answer(page: Page, question: Question): Promise<NativeMatch[]> {
  return page.evaluate(async (asked): Promise<NativeMatch[]> => {
    const nodes: { node: Text; start: number }[] = [];
    let raw = '';
    const visit = (root: Node) => {
      for (const node of root.childNodes) {
        if (node instanceof Text) {
          nodes.push({ node, start: raw.length });
          raw += node.data;
        } else {
          if (node instanceof Element && node.shadowRoot !== null) visit(node.shadowRoot);
          visit(node);
        }
      }
    };
    visit(document);

    /** Returns the offset of a boundary: the length of the text before it, in document order. */
    const offsetOf = (container: Node, offset: number): number => {
      if (container instanceof Text) {
        const found = nodes.find((entry) => entry.node === container);
        return (found?.start ?? 0) + offset;
      }
      const boundary = document.createRange();
      boundary.setStart(container, offset);
      boundary.collapse(true);
      for (const { node, start } of nodes) {
        if (node.getRootNode() !== container.getRootNode()) continue;
        if (boundary.comparePoint(node, 0) >= 0) return start;
      }
      return raw.length;
    };
    const trimmed = (start: number, end: number) => {
      const text = raw.slice(start, end);
      const from = start + (text.length - text.trimStart().length);
      return { start: from, end: from + text.trim().length, text: text.trim() };
    };
    const positionOf = (range: AbstractRange) =>
      trimmed(
        offsetOf(range.startContainer, range.startOffset),
        offsetOf(range.endContainer, range.endOffset),
      );

    if (asked.ask === 'selection') {
      const selection = getSelection();
      if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return [];
      return [positionOf(selection.getRangeAt(0))];
    }

    if (asked.ask === 'directives') {
      interface Directive {
        getMatchingRange(): Promise<Range>;
      }
      const { fragmentDirective } = document as unknown as {
        fragmentDirective?: { items?: Directive[] };
      };
      const items = fragmentDirective?.items;
      if (items === undefined) throw new Error('Start Chromium with TextFragmentAPI.');
      const found: NativeMatch[] = [];
      for (const item of items) {
        try {
          found.push(positionOf(await item.getMatchingRange()));
        } catch (error) {
          if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
          found.push(null);
        }
      }
      return found;
    }

    let { start, end } = { start: -1, end: -1 };
    if ('text' in asked.spot) {
      const words = asked.spot.text.trim().split(/\s+/);
      const pattern = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
      const matches = [...raw.matchAll(new RegExp(pattern.join('\\s*'), 'gu'))];
      const match = matches[asked.spot.occurrence ?? 0];
      if (match === undefined) return [];
      start = match.index;
      end = match.index + match[0].length;
    } else {
      ({ start, end } = asked.spot);
    }
    const first = nodes.find((entry) => start < entry.start + entry.node.length);
    const last = nodes.findLast((entry) => entry.start < end);
    if (first === undefined || last === undefined) return [];
    getSelection()?.setBaseAndExtent(first.node, start - first.start, last.node, end - last.start);
    return [trimmed(start, end)];
  }, question);
}
