import { liveTree } from '@/utils/page/live-tree';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import { createParsedPolicy } from '@/utils/page/parsed-policy';
import type { TextRange } from '@/utils/text/text-model';
import { CHANGED, type DriftTruth, type TextEdit, type TextKind, TYPOGRAPHIC } from './drift-kinds';
import { markedPlaces, unmark } from './drift-places';

/** The passages that an edit touched, each with the number of changed UTF-16 units. */
export type Touched = ReadonlyMap<number, { readonly edits: number; readonly stands: boolean }>;

export interface DriftKind {
  readonly name: string;
  readonly truth: DriftTruth;
  /** Edits a parsed page in place. */
  edit(page: Document): Touched;
}

interface Place {
  readonly index: number;
  readonly range: Range;
}

/**
 * Returns the marked passages, the last one first, so that an edit of one does not move those
 * before it.
 */
function placesOf(page: Document): Place[] {
  return [...markedPlaces(page)].map(([index, range]) => ({ index, range })).reverse();
}

function sizeOf(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, { start, end, text }) => sum + Math.max(end - start, text.length), 0);
}

/**
 * Returns the DOM range of a part of a passage, including white space that collapses into its last
 * space.
 */
function stretchOf(model: PageTextModel, place: TextRange, edit: TextRange): Range {
  const start = place.start + edit.start;
  const end = place.start + edit.end;
  const at = model.offsetsToRange(start, Math.max(end, start + 1));
  if (end > start && end < place.end) {
    const next = model.offsetsToRange(end, end + 1);
    at.setEnd(next.startContainer, next.startOffset);
  }
  return at;
}

function editTexts({ name, truth, edit }: TextKind): DriftKind {
  return {
    name,
    truth,
    edit(page) {
      const model = createTextModel(page, { policy: createParsedPolicy(liveTree) });
      const touched = new Map<number, { edits: number; stands: boolean }>();
      for (const { index, range } of placesOf(page)) {
        const place = model.rangeToOffsets(range);
        if (place === null) continue;
        const edits = edit(model.text.slice(place.start, place.end));
        if (edits === null) continue;
        for (const { start, end, text } of [...edits].reverse()) {
          const at = stretchOf(model, place, { start, end });
          if (end === start) at.collapse(true);
          else at.deleteContents();
          if (text !== '') at.insertNode(page.createTextNode(text));
        }
        touched.set(index, { edits: sizeOf(edits), stands: true });
      }
      return touched;
    },
  };
}

/**
 * Makes an edit of the DOM that applies it at each passage. It returns false where it cannot apply.
 */
function editPlaces(
  name: string,
  truth: DriftTruth,
  edit: (place: Place, page: Document) => boolean,
  { edits, stands }: { edits: number; stands: boolean } = { edits: 0, stands: true },
): DriftKind {
  return {
    name,
    truth,
    edit(page) {
      const touched = new Map<number, { edits: number; stands: boolean }>();
      for (const place of placesOf(page)) {
        if (edit(place, page)) touched.set(place.index, { edits, stands });
      }
      return touched;
    },
  };
}

const BLOCKS =
  'p, li, blockquote, h1, h2, h3, h4, h5, h6, pre, figcaption, dd, dt, section, article, div';

/** Returns the block that contains the whole passage and no other passage. */
function blockOf({ range, index }: Place, page: Document): Element | null {
  const common = range.commonAncestorContainer;
  const element =
    common.nodeType === Node.ELEMENT_NODE ? (common as Element) : common.parentElement;
  const block = element?.closest(BLOCKS) ?? null;
  if (
    block === null ||
    block.parentElement === null ||
    block.closest('table, select, ul ul ul') !== null
  )
    return null;
  for (const [other, place] of markedPlaces(page)) {
    if (other !== index && block.contains(place.commonAncestorContainer)) return null;
  }
  return block;
}

/** Returns a word of a passage, or what a pattern matches there, inside one visible text node. */
function findInside(range: Range, page: Document, pattern: RegExp): Range | null {
  const model = createTextModel(page, { policy: createParsedPolicy(liveTree) });
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!range.intersectsNode(node)) continue;
    const found = pattern.exec((node as Text).data);
    if (found === null) continue;
    const inside = page.createRange();
    inside.setStart(node, found.index);
    inside.setEnd(node, found.index + found[0].length);
    const within =
      range.compareBoundaryPoints(Range.START_TO_START, inside) <= 0 &&
      range.compareBoundaryPoints(Range.END_TO_END, inside) >= 0;
    if (within && model.rangeToOffsets(inside) !== null) return inside;
  }
  return null;
}

function wrapIn(tag: string, pattern: RegExp) {
  return ({ range }: Place, page: Document): boolean => {
    const inside = findInside(range, page, pattern);
    if (inside === null || inside.startContainer.parentElement?.closest('sup, sub, s, del') != null)
      return false;
    inside.surroundContents(page.createElement(tag));
    return true;
  };
}

function putAtSpace(make: (page: Document) => Node) {
  return ({ range }: Place, page: Document): boolean => {
    const inside = findInside(range, page, /(?<=[\p{L},;] ?) (?=\p{L})/u);
    if (inside === null) return false;
    inside.deleteContents();
    inside.insertNode(make(page));
    return true;
  };
}

const note = (page: Document, text: string): Element => {
  const element = page.createElement('div');
  element.textContent = text;
  return element;
};

/** Inserts words directly before or after a passage, in the same sentence. */
function putBeside(side: 'before' | 'behind', fits: RegExp, words: string) {
  return ({ range }: Place, page: Document): boolean => {
    if (!fits.test(range.toString())) return false;
    // Outside the marks, which are the nodes at the ends of the range.
    const beside = range.cloneRange();
    if (side === 'before') beside.setStart(range.startContainer, range.startOffset - 1);
    else beside.setEnd(range.endContainer, range.endOffset + 1);
    beside.collapse(side === 'before');
    beside.insertNode(page.createTextNode(words));
    return true;
  };
}

const GONE = { edits: Number.POSITIVE_INFINITY, stands: false };
/** Markup changes the meaning, but no unit of the text. */
const MARKED = { edits: 0, stands: true };
const HAS_FIGURE_END = /\p{Nd}$/u;

const PLACED: readonly DriftKind[] = [
  editPlaces('split over inline elements', 'same', wrapIn('b', /\p{L}{4,}/u)),
  editPlaces('split inside a word', 'same', wrapIn('span', /(?<=\p{L}{3})\p{L}{2}/u)),
  editPlaces(
    'split by a line break',
    'same',
    putAtSpace((page) => page.createElement('br')),
  ),
  editPlaces(
    'split over blocks',
    'same',
    putAtSpace((page) => page.createElement('div')),
  ),
  editPlaces('boilerplate around it', 'same', (place, page) => {
    const block = blockOf(place, page);
    block?.before(note(page, 'Advertisement. Only 5 seats are left, and not for long.'));
    block?.after(note(page, 'Read 12 more stories like this one, never twice the same.'));
    return block !== null;
  }),
  editPlaces('moved down the page', 'same', (place, page) => {
    const block = blockOf(place, page);
    if (block !== null) page.body.append(block);
    return block !== null;
  }),
  editPlaces('moved up the page', 'same', (place, page) => {
    const block = blockOf(place, page);
    if (block !== null) page.body.prepend(block);
    return block !== null;
  }),
  editPlaces('repeated elsewhere', 'same', (place, page) => {
    const block = blockOf(place, page);
    if (block === null) return false;
    const copy = block.cloneNode(true);
    unmark(copy);
    page.body.append(note(page, 'Most read this week'), copy);
    return true;
  }),
  editPlaces('changed, and told in a note', 'changed', ({ range }, page) => {
    const inside = findInside(range, page, /(?<!\p{N})\p{Nd}+(?![\p{L}\p{N}]|[.,]\p{Nd})/u);
    // A footnote number has no meaning of its own.
    if (inside?.startContainer.parentElement?.closest('sup, sub') !== null) return false;
    const told = range.toString().replace(/\s+/gu, ' ').trim();
    const figure = inside.toString();
    inside.deleteContents();
    inside.insertNode(page.createTextNode(String(Number(figure) + 1)));
    page.body.append(note(page, `An earlier version of this page said: ${told}`));
    return true;
  }),
  editPlaces(
    'removed',
    'changed',
    ({ range }) => {
      range.deleteContents();
      return true;
    },
    GONE,
  ),
  editPlaces(
    'block removed',
    'changed',
    (place, page) => {
      const block = blockOf(place, page);
      block?.remove();
      return block !== null;
    },
    GONE,
  ),
  editPlaces(
    'hidden by its style',
    'changed',
    (place, page) => {
      const block = blockOf(place, page);
      block?.setAttribute('style', 'display: none');
      return block !== null;
    },
    GONE,
  ),
  editPlaces('hidden by a rule', 'hidden', (place, page) => {
    const block = blockOf(place, page);
    if (block === null) return false;
    block.classList.add('drift-put-away');
    const style = page.createElement('style');
    style.textContent = '.drift-put-away { display: none !important }';
    page.head.append(style);
    return true;
  }),
  editPlaces('last digit raised', 'changed', wrapIn('sup', /(?<=\p{Nd})\p{Nd}(?!\p{N})/u), MARKED),
  editPlaces('last digit lowered', 'changed', wrapIn('sub', /(?<=\p{Nd})\p{Nd}(?!\p{N})/u), MARKED),
  editPlaces('a word struck out', 'changed', wrapIn('s', /\p{L}{4,}/u), MARKED),
  editPlaces('a figure struck out', 'changed', wrapIn('del', /\p{Nd}+/u), MARKED),
  editPlaces('range opened in words', 'turned', putBeside('behind', HAS_FIGURE_END, ' to 99')),
  editPlaces('range opened by a dash', 'turned', putBeside('behind', HAS_FIGURE_END, '–99')),
  editPlaces(
    'alternative behind a figure',
    'turned',
    putBeside('behind', HAS_FIGURE_END, ' or 99'),
  ),
  editPlaces(
    'magnitude behind a figure',
    'turned',
    putBeside('behind', HAS_FIGURE_END, ' million'),
  ),
  editPlaces(
    'negation before it',
    'turned',
    putBeside('before', /^[\p{L}\p{N}]/u, 'It is not true that '),
  ),
  editPlaces(
    'negation far before it',
    'turned',
    putBeside(
      'before',
      /^[\p{L}\p{N}]/u,
      'Nobody at either of the two offices believes, whatever the paper wrote about it, that ',
    ),
  ),
  editPlaces('bound before a figure', 'turned', putBeside('before', /^\p{Nd}/u, 'fewer than ')),
  editPlaces(
    'negation behind it',
    'turned',
    putBeside('behind', /\p{L}\p{N}*$|\p{Nd}$/u, ' is not what was found'),
  ),
];

/** Makes a kind that replaces the page by another one at the same address. */
export function wallKind(name: string, html: string, repeats: boolean): DriftKind {
  return {
    name: repeats ? `${name}, repeating the quote` : name,
    truth: 'wall',
    edit(page) {
      const places = placesOf(page);
      const first = places[0]?.range.toString().replace(/\s+/gu, ' ') ?? '';
      const wall = new DOMParser().parseFromString(html, 'text/html');
      if (repeats) wall.body.append(note(wall, `You wanted to read: “${first.slice(0, 160)}”`));
      page.replaceChild(page.importNode(wall.documentElement, true), page.documentElement);
      return new Map(places.map(({ index }) => [index, { edits: 0, stands: false }]));
    },
  };
}

export const PASSAGE_KINDS: readonly DriftKind[] = [
  ...TYPOGRAPHIC.map(editTexts),
  ...CHANGED.map(editTexts),
  ...PLACED,
];
