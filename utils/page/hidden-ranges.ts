import type { TextRange } from '@/utils/text/text-model';
import { BlockStyle, declarationsIn, MAX_EXPANDED } from './block-style';
import { type StyleRule, TooManyRules } from './hiding-rules';
import {
  animationNames,
  animationStays,
  blockHides,
  declarationsHide,
  generatesText,
  hasMarkerText,
  mayShow,
} from './hiding-style';
import { pageRules } from './page-rules';
import { hasText, nextNode } from './page-tree';
import {
  HTML_NAMESPACE,
  type ParsedDocument,
  ParsedElement,
  type ParsedNode,
  walkParsed,
} from './parsed-node';
import { type CompiledSelector, compilePageSelector } from './parsed-selector';
import { parsedTree } from './parsed-tree';
import { rangesInside } from './ranges-inside';
import { indexOf } from './tree-index';

/** Maximum number of rules of each kind. */
const MAX_RULES = 20_000;
const MAX_ELEMENTS = 100_000;
const MAX_EDGES = 20_000;
/** Maximum number of elements that are compared with style rules, summed over all rules. */
const MAX_STEPS = 100_000_000;
/**
 * Maximum number of siblings. For `a ~ b`, the time grows with the square of the number of
 * siblings.
 */
const MAX_SIBLINGS = 20_000;
const SVG = 'http://www.w3.org/2000/svg';

/** Class names by which common style sheets hide elements. The code does not read those sheets. */
const HIDING_CLASSES =
  'hidden hide is-hidden u-hidden d-none display-none invisible visually-hidden visuallyhidden sr-only screen-reader-text element-invisible'
    .split(' ')
    .map((name) => `.${name}`)
    .join();
/**
 * Matches classes that show an element on a wide screen: "hidden md:block", "d-none d-md-block".
 */
const SHOWN_WIDE =
  /(?:^|\s)(?:\w{1,40}:|d-\w{2,3}-)(?:not-sr-only|block|flex|grid|inline|table|visible)/u;
/** Elements that an attribute or the browser's own style sheet hides, unless a rule shows them. */
const HIDDEN =
  '[hidden], dialog:not([open]), rp, datalist, script, style, template, title, noembed, noframes, area, param';
/**
 * Elements whose text browsers show in part, in another order, or only after the reader does
 * something. Only its layout tells where the words of a drawing are, and whether they are painted.
 */
const UNSURE =
  '[popover], bdo, svg, mphantom, maction, annotation-xml, geolocation, permission, usermedia, fencedframe';

/** Characters that put the letters after them in another order, as `bdo` does. */
const OVERRIDES = /[\u202d\u202e]/u;

type Piece = TextRange & { readonly node: ParsedNode };
interface Pieces {
  pieces(): Iterable<Piece>;
}

/**
 * Returns the ranges of a page's text that a browser might not show, sorted by their starts, in
 * UTF-16 units. They are the text of elements that a rule of the page's own `<style>`, an inline
 * style or a class name of common style sheets hides. An empty range is a position where a browser
 * might show words that the text does not contain.
 *
 * The result is a doubt, not a proof: style sheets in other files and scripts are not known, and a
 * later rule may show the element. Rules that hide the whole page (`html` or `body`) do not count,
 * because pages use them until they are ready. When a page exceeds a limit, the result is one range
 * over all of the text.
 */
export function findMayBeHidden(
  page: ParsedDocument,
  positions: Pieces,
  textLength: number,
): readonly TextRange[] {
  const all = [{ start: 0, end: textLength }];
  if (page.isUnsure || OVERRIDES.test(parsedTree.textOf(page))) return all;
  try {
    const { suspects, edges } = findDoubts(page);
    const hidden =
      suspects.size === 0 ? [] : rangesInside(parsedTree, positions.pieces(), suspects);
    const ranges = [...hidden, ...edgesOf(page, positions, edges)];
    return ranges.sort((a, b) => a.start - b.start);
  } catch (cause) {
    if (cause instanceof TooManyRules || cause instanceof RangeError) return all;
    throw cause;
  }
}

interface Doubts {
  readonly suspects: Set<ParsedElement>;
  /** Hidden elements that a browser might show, and elements at whose edges it might add words. */
  readonly edges: Set<ParsedElement>;
}

function findDoubts(page: ParsedDocument): Doubts {
  const whole = new Set([parsedTree.documentElementOf(page), parsedTree.bodyOf(page)]);
  const suspects = new Set<ParsedElement>();
  const edges = new Set<ParsedElement>();
  const rules = readRules(page);
  for (const element of hiddenElements(page, rules)) {
    if (!whole.has(element)) suspects.add(element);
    if (suspects.size > MAX_ELEMENTS) throw new TooManyRules();
  }
  for (const element of speakingElements(page, rules)) {
    edges.add(element);
    if (edges.size > MAX_EDGES) throw new TooManyRules();
  }
  for (const host of shadowHosts(page)) {
    suspects.add(host);
    edges.add(host);
  }
  return { suspects, edges };
}

function* hiddenElements(page: ParsedDocument, rules: PageRules): Generator<ParsedElement> {
  for (const element of parsedTree.select(page, HIDING_CLASSES)) {
    if (!SHOWN_WIDE.test(parsedTree.attributeOf(element, 'class') ?? '')) yield element;
  }
  const known = new Map<string, boolean>();
  for (const element of parsedTree.select(page, '[style]')) {
    const { namespace } = element;
    if (namespace !== HTML_NAMESPACE && namespace !== SVG) continue;
    const style = parsedTree.attributeOf(element, 'style') ?? '';
    let hides = known.get(style);
    if (hides === undefined) {
      hides = rules.hides(new BlockStyle(style, page.quirks, rules.custom));
      known.set(style, hides);
    }
    if (hides) yield element;
  }
  yield* parsedTree.select(page, UNSURE);
  const index = indexOf(page);
  for (const rule of rules.hiding) yield* rule.select(index, page);
}

const hasWords = (element: ParsedElement): boolean =>
  !/^(?:iframe|template)$/u.test(element.name) && hasText(parsedTree, element);

/**
 * Yields elements at whose edges a style generates words, and hidden elements that a style shows.
 */
function* speakingElements(page: ParsedDocument, rules: PageRules): Generator<ParsedElement> {
  const index = indexOf(page);
  for (const rule of rules.speaking) yield* rule.select(index, page);
  const { showing, overruling, showsAgain } = rules;
  let steps = 0;
  const isShown = (element: ParsedElement, by: readonly CompiledSelector[]) => {
    steps += by.length;
    if (steps > MAX_STEPS / 10) throw new TooManyRules();
    return by.some((rule) => rule.matches(element, index));
  };
  if (showing.length > 0) {
    for (const element of parsedTree.select(page, HIDDEN)) {
      if (hasWords(element) && isShown(element, showing)) yield element;
    }
  }
  for (const element of parsedTree.select(page, '[style]')) {
    const style = parsedTree.attributeOf(element, 'style') ?? '';
    if (!/none|hidden|collapse|\\/iu.test(style) || !hasWords(element)) continue;
    if (isShown(element, overruling)) yield element;
    else if (showsAgain && /visibility/iu.test(style)) yield element;
  }
}

/**
 * Yields the elements for which the page declares a shadow tree. Browsers show the children of such
 * an element only in a slot, and show the words of the shadow tree beside them. A shadow tree with
 * an unnamed slot and no words is left out, because it shows all children and nothing else.
 */
function* shadowHosts(page: ParsedDocument): Generator<ParsedElement> {
  for (const template of parsedTree.select(page, 'template[shadowrootmode]')) {
    const { parent, content } = template;
    if (!(parent instanceof ParsedElement) || content === null) continue;
    if (!isMereSlot(template, content) || hasNamedChild(parent)) yield parent;
  }
}

/** Attributes of a shadow tree that change nothing of what it shows. */
const SHADOW_ATTRIBUTES =
  /^(?:shadowrootmode|shadowrootdelegatesfocus|shadowrootclonable|shadowrootserializable)$/u;

function isMereSlot(template: ParsedElement, content: ParsedNode): boolean {
  if (template.attributes.some(({ name }) => !SHADOW_ATTRIBUTES.test(name))) return false;
  let slots = 0;
  for (
    let at = nextNode(parsedTree, content, content);
    at !== null;
    at = nextNode(parsedTree, at, content)
  ) {
    if (!(at instanceof ParsedElement)) {
      if (/[\p{L}\p{N}]/u.test(at.data) && at.type !== 8) return false;
    } else if (!/^(?:slot|div|span|p|section|article|main)$/u.test(at.name)) return false;
    // The tree has no styles of its own, so a class has no effect, but a `part` may have one.
    else if (at.attributes.some(({ name }) => !/^(?:class|id|name)$/u.test(name))) return false;
    else if (at.name === 'slot' && !parsedTree.attributeOf(at, 'name')) slots += 1;
  }
  return slots > 0;
}

/** Returns whether a child of the element names a slot: it is shown there or not at all. */
function hasNamedChild(host: ParsedElement): boolean {
  for (let at = host.first; at !== null; at = at.next) {
    if (at instanceof ParsedElement && parsedTree.attributeOf(at, 'slot')) return true;
  }
  return false;
}

/**
 * Returns the position before each element and the position at the end of its text, as empty
 * ranges. Linear in the nodes of the page.
 */
function edgesOf(
  page: ParsedDocument,
  positions: Pieces,
  elements: ReadonlySet<ParsedElement>,
): TextRange[] {
  if (elements.size === 0) return [];
  const ends = new Map<ParsedNode, number>();
  for (const { node, end } of positions.pieces()) ends.set(node, end);
  const offsets = new Set<number>();
  let behind = 0;
  const leave = (node: ParsedNode) => {
    if (node instanceof ParsedElement && elements.has(node)) offsets.add(behind);
  };
  const enter = (node: ParsedNode) => {
    leave(node);
    behind = Math.max(behind, ends.get(node) ?? 0);
  };
  walkParsed(page, { enter, leave });
  return [...offsets].map((at) => ({ start: at, end: at }));
}

/** The selectors of the rules in a page's own `<style>` elements, grouped by their effect. */
interface PageRules {
  readonly hiding: readonly CompiledSelector[];
  /** Selectors of elements before or after whose words the style generates other words. */
  readonly speaking: readonly CompiledSelector[];
  /** Selectors of elements that the style displays. */
  readonly showing: readonly CompiledSelector[];
  /** Selectors of rules with an important declaration that may show what an inline style hides. */
  readonly overruling: readonly CompiledSelector[];
  /** Whether a rule may set `visibility: visible`. */
  readonly showsAgain: boolean;
  readonly custom: ReadonlyMap<string, ReadonlySet<string>>;
  readonly hides: (style: BlockStyle) => boolean;
}

/** The effects of one block of declarations: see `PageRules`. */
interface Effect {
  readonly hides: boolean;
  readonly speaks: boolean;
  readonly shows: boolean;
  readonly showsAgain: boolean;
  readonly overrules: boolean;
}

const OVERRULING = ['display', 'visibility', 'content-visibility'];

function readRules(page: ParsedDocument): PageRules {
  const rules = pageRules(page);
  const custom = customValues(page, rules);
  const frames = hidingFrames(rules, page.quirks);
  const isAnimatedAway = (of: (name: string) => string): boolean => {
    const stays = animationStays(of);
    if (stays === null) return false;
    return animationNames(of).some((name) => {
      const kind = frames.get(name);
      return kind === 'last' || (kind === 'any' && stays === 'any');
    });
  };
  const hides = (style: BlockStyle) =>
    blockHides(style) || (frames.size > 0 && style.some(isAnimatedAway));
  const compiler = new RuleCompiler(page);
  const hiding: CompiledSelector[] = [];
  const speaking: CompiledSelector[] = [];
  const showing: CompiledSelector[] = [];
  const overruling: CompiledSelector[] = [];
  let showsAgain = false;
  const effectOf = (declarations: string): Effect => {
    const style = new BlockStyle(declarations, page.quirks, custom);
    return {
      hides: hides(style) || style.some(hasMarkerText),
      speaks: style.some(generatesText),
      shows: style.some(mayShow),
      showsAgain: /^(?:visible|var)/u.test(style.read('visibility')),
      overrules: OVERRULING.some((name) => style.isImportant(name)),
    };
  };
  // Style sheets contain many blocks several times.
  const effects = new Map<string, Effect>();
  for (const { selector, declarations, animation } of rules) {
    if (animation !== null) continue;
    const effect = effects.get(declarations) ?? effectOf(declarations);
    effects.set(declarations, effect);
    if (effect.hides) compiler.add(hiding, selector);
    if (effect.speaks) compiler.add(speaking, selector, { isGenerated: true });
    if (effect.shows) compiler.add(showing, selector, { most: MAX_RULES });
    if (effect.showsAgain) showsAgain = true;
    if (effect.overrules) compiler.add(overruling, selector, { most: MAX_RULES });
  }
  return { hiding, speaking, showing, overruling, showsAgain, custom, hides };
}

/** Compiles the selectors of a page's rules. Throws `TooManyRules` when they exceed a limit. */
class RuleCompiler {
  readonly #elements: number;
  readonly #most: number;

  constructor(page: ParsedDocument) {
    this.#elements = indexOf(page).elements.length;
    this.#most = Math.min(MAX_RULES, Math.floor(MAX_STEPS / this.#elements));
  }

  add(
    rules: CompiledSelector[],
    selector: string,
    { isGenerated = false, most = this.#most } = {},
  ): void {
    if (isGenerated && !/:(?:before|after|marker)|\\/iu.test(selector)) return;
    if (this.#elements > MAX_SIBLINGS && /~(?!=)/u.test(selector)) throw new TooManyRules();
    const rule = compilePageSelector(selector, isGenerated);
    if (rule === null) return;
    rules.push(rule);
    if (rules.length > most) throw new TooManyRules();
  }
}

const isCustom = (property: string): boolean => property.startsWith('--');
const isInitial = (property: string): boolean => property === 'initial-value';

/** Returns the values that the page's own styles give to custom properties. */
function customValues(page: ParsedDocument, rules: readonly StyleRule[]): Map<string, Set<string>> {
  const custom = new Map<string, Set<string>>();
  const read = (declarations: string) => {
    if (!declarations.includes('--')) return;
    for (const { property, value } of declarationsIn(declarations, isCustom)) {
      const values = custom.get(property) ?? new Set();
      if (values.size <= MAX_EXPANDED) values.add(value);
      custom.set(property, values);
    }
  };
  for (const { selector, declarations } of rules) {
    read(declarations);
    const [, name] = /^@property (--\S+)/u.exec(selector) ?? [];
    if (name === undefined) continue;
    for (const { value } of declarationsIn(declarations, isInitial))
      custom.set(name, new Set([value, ...(custom.get(name) ?? [])]));
  }
  for (const element of parsedTree.select(page, '[style*="--"]')) {
    read(parsedTree.attributeOf(element, 'style') ?? '');
  }
  return custom;
}

/**
 * Returns the names of the animations with a key frame that hides an element. The value is `last`
 * when the last key frame hides it, and `any` when only another key frame does.
 */
function hidingFrames(
  rules: readonly StyleRule[],
  quirks: boolean,
): ReadonlyMap<string, 'last' | 'any'> {
  const frames = new Map<string, 'last' | 'any'>();
  for (const { selector, declarations, animation } of rules) {
    if (animation === null || !declarationsHide(declarations, quirks)) continue;
    const isLast = /\bto\b|100(?:\.0*)?%/iu.test(selector);
    if (isLast || !frames.has(animation)) frames.set(animation, isLast ? 'last' : 'any');
  }
  return frames;
}
