import { type AttributeSelector, type PseudoSelector, parse, type Selector } from 'css-what';
import { lowerAscii } from './css-text';
import {
  classesOf,
  HTML_NAMESPACE,
  ownAttribute,
  ParsedElement,
  type ParsedNode,
  parentElement,
  WHITE_SPACE,
} from './parsed-node';
import { type ElementTest, never, testPseudoClass } from './pseudo-classes';
import type { ElementList, TreeIndex } from './tree-index';

const NONE: ElementList = [];

/**
 * The result of an attempt to match a complex selector from right to left:
 * - `fails-for-siblings`: an attempt with an earlier sibling of the element fails too;
 * - `fails-for-all`: an attempt with an ancestor or an earlier sibling of the element fails too.
 *
 * `tryMatch` does not make attempts that must fail.
 */
type Outcome = 'matches' | 'fails' | 'fails-for-siblings' | 'fails-for-all';
type Combinator = 'descendant' | 'child' | 'adjacent' | 'sibling';

interface Compound {
  readonly tests: readonly ElementTest[];
  /**
   * The combinator between this compound and the compound to its left. Null for the leftmost one.
   */
  readonly combinator: Combinator | null;
  /** Returns the elements of a tree that can match. */
  readonly candidates: (index: TreeIndex) => ElementList;
}

/** The parts of a complex selector from right to left. */
type Complex = readonly Compound[];

/** The error for a selector that is not valid in any browser. */
class InvalidSelector extends Error {}

export class CompiledSelector {
  constructor(private readonly list: readonly Complex[]) {}

  readonly matches = (element: ParsedElement, index: TreeIndex): boolean =>
    this.list.some((complex) => tryMatch(complex, 0, element, index) === 'matches');

  /** Returns the descendants of a node that match, in document order. */
  select(index: TreeIndex, root: ParsedNode): ElementList {
    const isElement = root instanceof ParsedElement;
    const from = isElement ? root.order + 1 : 0;
    const to = isElement ? root.end : index.elements.length;
    const [first] = this.list;
    if (first !== undefined && this.list.length === 1) return matchesOf(first, index, from, to);
    const found = new Set<ParsedElement>();
    for (const complex of this.list) {
      for (const element of matchesOf(complex, index, from, to)) found.add(element);
    }
    return [...found].sort((a, b) => a.order - b.order);
  }
}

function matchesOf(complex: Complex, index: TreeIndex, from: number, to: number): ElementList {
  const [compound] = complex;
  if (compound === undefined) return NONE;
  const candidates = compound.candidates(index);
  const isWhole = from === 0 && to === index.elements.length;
  if (isWhole && complex.length === 1 && compound.tests.length === 0) return candidates;
  const found: ParsedElement[] = [];
  for (let at = isWhole ? 0 : firstFrom(candidates, from); at < candidates.length; at++) {
    const element = candidates[at];
    if (element === undefined || element.order >= to) break;
    if (tryMatch(complex, 0, element, index) === 'matches') found.push(element);
  }
  return found;
}

/** Returns the index of the first element in a sorted list whose `order` is at least `order`. */
function firstFrom(list: ElementList, order: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.order ?? 0) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tryMatch(complex: Complex, at: number, element: ParsedElement, index: TreeIndex): Outcome {
  const compound = complex[at];
  if (compound === undefined) return 'matches';
  for (const test of compound.tests) if (!test(element, index)) return 'fails';
  switch (compound.combinator) {
    case null:
      return 'matches';
    case 'descendant': {
      for (let up = parentElement(element); up !== null; up = parentElement(up)) {
        const outcome = tryMatch(complex, at + 1, up, index);
        if (outcome === 'matches' || outcome === 'fails-for-all') return outcome;
      }
      return 'fails-for-all';
    }
    case 'child': {
      const up = parentElement(element);
      if (up === null) return 'fails-for-all';
      const outcome = tryMatch(complex, at + 1, up, index);
      return outcome === 'fails' ? 'fails-for-siblings' : outcome;
    }
    case 'adjacent': {
      const before = elementBefore(element);
      return before === null ? 'fails-for-siblings' : tryMatch(complex, at + 1, before, index);
    }
    case 'sibling': {
      for (let left = elementBefore(element); left !== null; left = elementBefore(left)) {
        const outcome = tryMatch(complex, at + 1, left, index);
        if (outcome !== 'fails') return outcome;
      }
      return 'fails-for-siblings';
    }
  }
}

function elementBefore(element: ParsedElement): ParsedElement | null {
  let before = element.previous;
  while (before !== null && !(before instanceof ParsedElement)) before = before.previous;
  return before;
}

const compiled = new Map<string, CompiledSelector>();

/**
 * Compiles a selector from Pincite's own code, and caches the result. Throws when it is invalid.
 */
export function compileSelector(selector: string): CompiledSelector {
  let known = compiled.get(selector);
  if (known === undefined) {
    known = new CompiledSelector(parse(selector).map((each) => compileComplex(each, OWN)));
    compiled.set(selector, known);
  }
  return known;
}

/** The options with which a selector is compiled. */
interface Reading {
  /**
   * The result of a condition that the tree does not answer. `true` may select too many elements,
   * `false` too few.
   */
  readonly unknown: boolean;
  /**
   * Matches the names of some pseudo-elements. A selector for one of these pseudo-elements selects
   * the element to which it belongs. A selector for another pseudo-element selects nothing.
   */
  readonly parts: RegExp | null;
  /** Whether the selector comes from a page. Only such a selector may contain namespaces. */
  readonly isPage: boolean;
}

const OWN: Reading = { unknown: false, parts: null, isPage: false };
/** Pseudo-elements that contain words of the element itself. */
const PARTS = /^(?:first-line|first-letter|details-content|target-text)$/u;
/** Pseudo-elements whose words come from the style. */
const GENERATED = /^(?:before|after|marker)$/u;

/**
 * Compiles a selector from a page. Returns null when a browser would ignore the rule. A condition
 * that the tree does not answer counts as true: the result may select too many elements, but never
 * too few.
 * @param isGenerated Whether to compile the selector for generated content. The result then selects
 * the elements to which the content belongs.
 * @throws {RangeError} when the selector is nested too deeply, or is invalid but contains a list in
 * which browsers ignore invalid selectors, such as `:is()`.
 */
export function compilePageSelector(
  selector: string,
  isGenerated = false,
): CompiledSelector | null {
  const reading = { unknown: true, parts: isGenerated ? GENERATED : PARTS, isPage: true };
  try {
    return new CompiledSelector(parse(selector).map((each) => compileComplex(each, reading)));
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    // Browsers ignore only the invalid selectors in a list such as `:is()`, not the whole rule.
    if (/:(?:is|where|-webkit-any)\(/iu.test(selector)) throw new RangeError(selector.slice(0, 99));
    return null;
  }
}

function compileComplex(tokens: readonly Selector[], reading: Reading): Complex {
  const compounds: Compound[] = [];
  let parts: Selector[] = [];
  let combinator: Combinator | null = null;
  for (const token of tokens) {
    switch (token.type) {
      case 'descendant':
      case 'child':
      case 'adjacent':
      case 'sibling':
        if (parts.length === 0) throw new InvalidSelector();
        compounds.unshift(compileCompound(parts, combinator, reading));
        combinator = token.type;
        parts = [];
        break;
      case 'parent':
      case 'column-combinator':
        throw new InvalidSelector();
      default:
        // In a compound selector, the name of the element must come first.
        if (parts.length > 0 && (token.type === 'tag' || token.type === 'universal')) {
          throw new InvalidSelector();
        }
        parts.push(token);
    }
  }
  if (parts.length === 0) throw new InvalidSelector();
  compounds.unshift(compileCompound(parts, combinator, reading));
  return compounds;
}

function compileCompound(
  parts: readonly Selector[],
  combinator: Combinator | null,
  reading: Reading,
): Compound {
  const seed = seedOf(parts);
  const tests = parts.flatMap((part) => {
    const test = testOf(part, reading);
    return test === null ? [] : [test];
  });
  return { tests, combinator, candidates: seed };
}

const RANK: readonly ((part: Selector) => ((index: TreeIndex) => ElementList) | null)[] = [
  (part) =>
    part.type === 'attribute' && part.name === 'id' && part.ignoreCase === 'quirks'
      ? (index) => index.withId(part.value)
      : null,
  (part) =>
    part.type === 'attribute' && part.name === 'class' && part.ignoreCase === 'quirks'
      ? (index) => index.withClass(part.value)
      : null,
  (part) =>
    part.type === 'tag' && !/[A-Z]/u.test(part.name) ? (index) => index.named(part.name) : null,
  (part) =>
    part.type === 'attribute' && part.action !== 'not' && !/[A-Z]/u.test(part.name)
      ? (index) => index.withAttribute(part.name)
      : null,
];

/**
 * Returns a function that gives a list of all elements that can match. It prefers lists by id to
 * lists by class, element name and attribute, in this order, because those are usually shorter.
 */
function seedOf(parts: readonly Selector[]): (index: TreeIndex) => ElementList {
  for (const rank of RANK) {
    for (const part of parts) {
      const seed = rank(part);
      if (seed !== null) return seed;
    }
  }
  return (index) => index.elements;
}

function testOf(part: Selector, reading: Reading): ElementTest | null {
  switch (part.type) {
    case 'universal':
      if (!reading.isPage && part.namespace !== null && part.namespace !== '*') {
        throw new InvalidSelector();
      }
      return null;
    case 'tag': {
      if (!reading.isPage && part.namespace !== null && part.namespace !== '*') {
        throw new InvalidSelector();
      }
      const { name } = part;
      const lowerCase = lowerAscii(name);
      if (name === lowerCase) return (element) => element.name === name;
      return (element, index) => element.name === (isHtml(element, index) ? lowerCase : name);
    }
    case 'attribute':
      return attributeTest(part, reading);
    case 'pseudo':
      return pseudoTest(part, reading);
    case 'pseudo-element':
      if (reading.parts?.test(part.name) === true) return null;
      if (!isPseudoElement(part.name)) throw new InvalidSelector();
      return never;
    default:
      throw new InvalidSelector();
  }
}

function isHtml(element: ParsedElement, index: TreeIndex): boolean {
  return element.namespace === HTML_NAMESPACE && !index.isXml;
}

/**
 * Attributes whose values are compared without their letter case in HTML.
 * https://html.spec.whatwg.org/multipage/semantics-other.html#case-sensitivity-of-selectors
 */
const ANY_CASE = new Set(
  'accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare defer dir direction disabled enctype face frame hreflang http-equiv lang language link media method multiple nohref noresize noshade nowrap readonly rel rev rules scope scrolling selected shape target text type valign valuetype vlink'.split(
    ' ',
  ),
);

function attributeTest(part: AttributeSelector, { isPage }: Reading): ElementTest {
  const { name, value: wanted, action, ignoreCase, namespace } = part;
  if (!isPage && namespace !== null && namespace !== '*' && namespace !== '')
    throw new InvalidSelector();
  if (name === 'class' && ignoreCase === 'quirks') {
    const inAnyCase = lowerAscii(wanted);
    return (element, index) =>
      index.quirks
        ? classesOf(element).some((each) => lowerAscii(each) === inAnyCase)
        : classesOf(element).includes(wanted);
  }
  const lowerName = lowerAscii(name);
  const compare = comparison(action, wanted);
  const compareLower = comparison(action, lowerAscii(wanted));
  return (element, index) => {
    const attribute = ownAttribute(element, isHtml(element, index) ? lowerName : name);
    if (attribute === null) return false;
    if (action === 'exists') return true;
    const anyCase =
      ignoreCase === 'quirks'
        ? index.quirks
        : (ignoreCase ?? (isHtml(element, index) && ANY_CASE.has(lowerName)));
    if (!anyCase) return compare(attribute.value);
    attribute.lower ??= lowerAscii(attribute.value);
    return compareLower(attribute.lower);
  };
}

function comparison(
  action: AttributeSelector['action'],
  wanted: string,
): (value: string) => boolean {
  switch (action) {
    case 'exists':
      return () => true;
    case 'equals':
      return (value) => value === wanted;
    case 'element': {
      if (wanted === '' || WHITE_SPACE.test(wanted)) return () => false;
      return (value) => value.includes(wanted) && value.split(WHITE_SPACE).includes(wanted);
    }
    case 'hyphen':
      return (value) => value === wanted || value.startsWith(`${wanted}-`);
    case 'start':
      return (value) => wanted !== '' && value.startsWith(wanted);
    case 'end':
      return (value) => wanted !== '' && value.endsWith(wanted);
    case 'any':
      return (value) => wanted !== '' && value.includes(wanted);
    default:
      throw new InvalidSelector();
  }
}

const PSEUDO_ELEMENT =
  /^(?:after|backdrop|before|cue|details-content|file-selector-button|first-letter|first-line|grammar-error|highlight|marker|part|picker|picker-icon|checkmark|column|placeholder|scroll-(?:button|marker|marker-group)|search-text|selection|slotted|spelling-error|target-text|view-transition(?:-group|-group-children|-image-pair|-new|-old)?|-webkit-.+|-internal-.+)$/u;

function isPseudoElement(name: string): boolean {
  return PSEUDO_ELEMENT.test(name);
}

function pseudoTest(part: PseudoSelector, reading: Reading): ElementTest {
  const { name, data } = part;
  switch (name) {
    case 'not': {
      const { matches } = listOf(data, { ...reading, unknown: !reading.unknown && reading.isPage });
      return (element, index) => !matches(element, index);
    }
    case 'is':
    case 'where':
    case '-webkit-any':
    case '-moz-any':
      return listOf(data, reading).matches;
    default: {
      const test = testPseudoClass(part, reading.unknown, reading.isPage);
      if (test === null) throw new InvalidSelector();
      return test;
    }
  }
}

function listOf(data: PseudoSelector['data'], reading: Reading): CompiledSelector {
  if (data === null) throw new InvalidSelector();
  const list = typeof data === 'string' ? parse(data) : data;
  return new CompiledSelector(list.map((each) => compileComplex(each, reading)));
}
