import type { TextRange } from '@/utils/text/text-model';
import type { LayoutPolicy } from './layout-policy';
import { type ParsedDocument, ParsedElement, type ParsedNode, walkParsed } from './parsed-node';
import { parsedTree } from './parsed-tree';

const CANDIDATES = 'math, mjx-container, img[alt], svg';
/** Classes that wikis, blogs and journals give to formulas that are images. */
const OF_FORMULAS = /math|latex|equation|formula/iu;
const OF_EMOJI = /emoji|emoticon|smiley/iu;
/** A description that says something in words, figures or signs, and not only with an emoji. */
const SAYS_SOMETHING = /[\p{L}\p{N}\p{Sc}\p{Sm}]/u;
/** In pixels. A smaller image is an icon. */
const LEAST_SIZE = 20;
const PIXELS_OF_EM = 16;

interface Pieces {
  pieces(): Iterable<TextRange & { readonly node: ParsedNode }>;
}

/**
 * Returns the places of a page's text where the page shows a formula, or an image with a
 * description, sorted by their starts, in UTF-16 units. A place is an empty range, or the range of
 * a formula's letters, which do not say how they are arranged. An image counts only between two
 * texts of one block, because an image between two paragraphs is part of no sentence. Linear in
 * the nodes of the page, except for the search of titles in drawings within drawings.
 */
export function findWordlessParts(
  page: ParsedDocument,
  positions: Pieces,
  policy: LayoutPolicy<ParsedElement>,
): TextRange[] {
  const candidates = new Set<ParsedNode>(parsedTree.select(page, CANDIDATES));
  if (candidates.size === 0) return [];
  const ends = new Map<ParsedNode, number>();
  for (const { node, end } of positions.pieces()) ends.set(node, end);
  const found: TextRange[] = [];
  const formulas = new Map<ParsedNode, number>();
  /** The images since the last text, each with its block, which the last text is in, too. */
  let images: (readonly [start: number, block: ParsedNode | null])[] = [];
  let blockOfText: ParsedNode | null = null;
  /** The blocks around the node, the innermost last. */
  const blocks: ParsedNode[] = [];
  let behind = 0;
  const enter = (node: ParsedNode) => {
    const around = blocks.at(-1) ?? null;
    if (isBlock(node, policy)) blocks.push(node);
    const end = ends.get(node);
    if (end !== undefined && /\S/u.test(node.data)) {
      for (const [start, block] of images) {
        if (around === block) found.push({ start, end: start });
      }
      images = [];
      blockOfText = around;
    }
    behind = Math.max(behind, end ?? 0);
    if (!candidates.has(node) || !isShown(node as ParsedElement, policy)) return;
    if (isFormula(node as ParsedElement)) formulas.set(node, behind);
    else {
      const block = isBlock(node, policy) ? node : around;
      if (block === blockOfText) images.push([behind, block]);
    }
  };
  const leave = (node: ParsedNode) => {
    if (blocks.at(-1) === node) blocks.pop();
    const start = formulas.get(node);
    if (start !== undefined) found.push({ start, end: behind });
  };
  walkParsed(page, { enter, leave, isLeftOut: (node) => isLeftOut(node, policy) });
  return found.sort((a, b) => a.start - b.start);
}

function isBlock(node: ParsedNode, policy: LayoutPolicy<ParsedElement>): boolean {
  return node instanceof ParsedElement && policy.layoutOf(node) === 'block';
}

/** Whether an element shows nothing, or is a control, whose image is no part of a sentence. */
function isLeftOut(node: ParsedNode, policy: LayoutPolicy<ParsedElement>): boolean {
  if (!(node instanceof ParsedElement)) return false;
  return /^(?:noscript|button)$/u.test(node.name) || policy.layoutOf(node) === 'none';
}

const attribute = (element: ParsedElement, name: string): string =>
  parsedTree.attributeOf(element, name) ?? '';

function isFormula(element: ParsedElement): boolean {
  if (element.name === 'math' || element.name === 'mjx-container') return true;
  return element.name === 'img' && OF_FORMULAS.test(attribute(element, 'class'));
}

function isShown(element: ParsedElement, policy: LayoutPolicy<ParsedElement>): boolean {
  if (policy.layoutOf(element) === 'none' || !policy.textStyleOf(element).visible) return false;
  if (element.name === 'math' || element.name === 'mjx-container') return true;
  const title = element.name === 'svg' ? parsedTree.selectFirst(element, 'title') : null;
  const says = title === null ? attribute(element, 'alt') : parsedTree.textOf(title);
  if (!SAYS_SOMETHING.test(says)) return false;
  // A formula has its letters for screen readers elsewhere.
  return isFormula(element) || !isDecorative(element);
}

function isDecorative(element: ParsedElement): boolean {
  if (/^(?:presentation|none)$/iu.test(attribute(element, 'role'))) return true;
  if (attribute(element, 'aria-hidden') === 'true') return true;
  if (OF_EMOJI.test(attribute(element, 'class'))) return true;
  const isSmall = (name: string) => {
    const [, size, unit] = /^\s*([\d.]+)(em)?/u.exec(attribute(element, name)) ?? [];
    return Number(size) * (unit === undefined ? 1 : PIXELS_OF_EM) < LEAST_SIZE;
  };
  return isSmall('width') && isSmall('height');
}
