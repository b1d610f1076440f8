import { type AttributeSelector, type PseudoSelector, parse, type Selector } from 'css-what';
import { ELEMENT } from './page-tree';
import {
  HTML_NAMESPACE,
  type ParsedAttribute,
  ParsedDocument,
  ParsedElement,
  type ParsedNode,
  qualifiedName,
} from './parsed-node';
import { NEVER_MATCHING } from './pseudo-classes';

/** Returns whether an element matches. `index` is the index of the element's tree. */
type Test = (element: ParsedElement, index: TreeIndex) => boolean;
type List = readonly ParsedElement[];

const NONE: List = [];
const WHITE_SPACE = /[\t\n\f\r ]+/u;

/**
 * Finds the elements of a tree by name, attribute, id and class, in document order. A tree has one
 * index, and must not change after the index is created.
 */
export class TreeIndex {
  readonly elements: ParsedElement[] = [];
  readonly quirks: boolean;
  readonly isXml: boolean;
  readonly #names = new Map<string, ParsedElement[]>();
  readonly #attributes = new Map<string, ParsedElement[]>();
  #ids: Map<string, ParsedElement[]> | null = null;
  #classes: Map<string, ParsedElement[]> | null = null;
  readonly #positions = new Map<ParsedNode, Map<ParsedElement, Position>>();

  constructor(root: ParsedNode) {
    this.quirks = root instanceof ParsedDocument && root.quirks;
    this.isXml = root instanceof ParsedDocument && root.isXml;
    let node: ParsedNode | null = root;
    while (node !== null) {
      if (node.type === ELEMENT) this.#add(node as ParsedElement);
      if (node.first !== null) {
        node = node.first;
        continue;
      }
      while (node !== null) {
        if (node.type === ELEMENT) (node as ParsedElement).end = this.elements.length;
        if (node === root || node.next !== null) break;
        node = node.parent;
      }
      node = node === null || node === root ? null : node.next;
    }
  }

  #add(element: ParsedElement): void {
    element.order = this.elements.length;
    this.elements.push(element);
    put(this.#names, element.name, element);
    for (const attribute of element.attributes) {
      put(this.#attributes, qualifiedName(attribute), element);
    }
  }

  named(name: string): List {
    return this.#names.get(name) ?? NONE;
  }

  withAttribute(name: string): List {
    return this.#attributes.get(name) ?? NONE;
  }

  withId(id: string): List {
    this.#ids ??= this.#group('id', (value) => [value]);
    return this.#ids.get(this.quirks ? lower(id) : id) ?? NONE;
  }

  withClass(name: string): List {
    this.#classes ??= this.#group('class', (_, element) => new Set(classesOf(element)));
    return this.#classes.get(this.quirks ? lower(name) : name) ?? NONE;
  }

  /** Returns the 1-based positions of an element among its siblings and among those of its type. */
  positionOf(element: ParsedElement): Position {
    const parent = element.parent ?? element;
    let positions = this.#positions.get(parent);
    if (positions === undefined) {
      positions = positionsIn(parent);
      this.#positions.set(parent, positions);
    }
    return positions.get(element) ?? ALONE;
  }

  #group(
    attribute: string,
    keysOf: (value: string, element: ParsedElement) => Iterable<string>,
  ): Map<string, ParsedElement[]> {
    const groups = new Map<string, ParsedElement[]>();
    for (const element of this.withAttribute(attribute)) {
      const value = ownValue(element, attribute) ?? '';
      for (const key of keysOf(value, element))
        put(groups, this.quirks ? lower(key) : key, element);
    }
    return groups;
  }
}

interface Position {
  readonly nth: number;
  readonly nthLast: number;
  readonly nthOfType: number;
  readonly nthLastOfType: number;
}

const ALONE: Position = { nth: 1, nthLast: 1, nthOfType: 1, nthLastOfType: 1 };

function positionsIn(parent: ParsedNode): Map<ParsedElement, Position> {
  const children: ParsedElement[] = [];
  const types = new Map<string, number>();
  const typeOf = ({ namespace, name }: ParsedElement) => `${namespace} ${name}`;
  for (let at = parent.first; at !== null; at = at.next) {
    if (!(at instanceof ParsedElement)) continue;
    children.push(at);
    types.set(typeOf(at), (types.get(typeOf(at)) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  return new Map(
    children.map((child, at) => {
      const type = typeOf(child);
      const nthOfType = (seen.get(type) ?? 0) + 1;
      seen.set(type, nthOfType);
      const nthLastOfType = (types.get(type) ?? 0) - nthOfType + 1;
      return [child, { nth: at + 1, nthLast: children.length - at, nthOfType, nthLastOfType }];
    }),
  );
}

function put<K>(map: Map<K, ParsedElement[]>, key: K, element: ParsedElement): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [element]);
  else list.push(element);
}

const indexes = new WeakMap<ParsedNode, TreeIndex>();

export function indexOf(root: ParsedNode): TreeIndex {
  let index = indexes.get(root);
  if (index === undefined) {
    index = new TreeIndex(root);
    indexes.set(root, index);
  }
  return index;
}

/** Converts only ASCII letters to lower case, as CSS does to compare names. */
function lower(text: string): string {
  return /[^\0-\x7f]/u.test(text)
    ? text.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase())
    : text.toLowerCase();
}

/** Returns an attribute without a namespace, or null when the element lacks it. */
function ownAttribute(element: ParsedElement, name: string): ParsedAttribute | null {
  for (const attribute of element.attributes) {
    if (attribute.name === name && !attribute.prefix) return attribute;
  }
  return null;
}

function ownValue(element: ParsedElement, name: string): string | null {
  return ownAttribute(element, name)?.value ?? null;
}

function classesOf(element: ParsedElement): readonly string[] {
  element.classes ??= (ownValue(element, 'class') ?? '')
    .split(WHITE_SPACE)
    .filter((name) => name !== '');
  return element.classes;
}

/**
 * The result of an attempt to match a complex selector from right to left. After
 * `fails-for-siblings`, an attempt with an earlier sibling fails too. After `fails-for-all`, an
 * attempt with an ancestor or an earlier sibling fails too. The search then stops early.
 */
type Outcome = 'matches' | 'fails' | 'fails-for-siblings' | 'fails-for-all';
type Combinator = 'descendant' | 'child' | 'adjacent' | 'sibling';

interface Compound {
  readonly tests: readonly Test[];
  /**
   * The combinator between this compound and the compound to its left. Null for the leftmost one.
   */
  readonly combinator: Combinator | null;
  /** Returns the elements of a tree that can match. */
  readonly candidates: (index: TreeIndex) => List;
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
  select(index: TreeIndex, root: ParsedNode): List {
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

function matchesOf(complex: Complex, index: TreeIndex, from: number, to: number): List {
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
function firstFrom(list: List, order: number): number {
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
      for (let up = parentOf(element); up !== null; up = parentOf(up)) {
        const outcome = tryMatch(complex, at + 1, up, index);
        if (outcome === 'matches' || outcome === 'fails-for-all') return outcome;
      }
      return 'fails-for-all';
    }
    case 'child': {
      const up = parentOf(element);
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

function parentOf(element: ParsedElement): ParsedElement | null {
  return element.parent instanceof ParsedElement ? element.parent : null;
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

/** How to compile a selector, for example a condition that the tree does not answer. */
interface Reading {
  /** The result of a condition that the tree does not answer. True selects too many elements. */
  readonly unknown: boolean;
  /** Matches pseudo-elements. A selector for one of them selects the element that it belongs to. */
  readonly parts: RegExp | null;
  /** Whether the selector comes from a page. Its names may then be in any namespace. */
  readonly isPage: boolean;
}

const OWN: Reading = { unknown: false, parts: null, isPage: false };
/** Pseudo-elements that contain words of the element itself. */
const PARTS = /^(?:first-line|first-letter|details-content|target-text)$/u;
/** Pseudo-elements that contain words from the style. */
const GENERATED = /^(?:before|after|marker)$/u;

/**
 * Compiles a selector from a page. Returns null when a browser would ignore its rule. A condition
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
    // In a forgiving list such as `:is()`, browsers ignore only the invalid selectors.
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

const RANK: readonly ((part: Selector) => ((index: TreeIndex) => List) | null)[] = [
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
function seedOf(parts: readonly Selector[]): (index: TreeIndex) => List {
  for (const rank of RANK) {
    for (const part of parts) {
      const seed = rank(part);
      if (seed !== null) return seed;
    }
  }
  return (index) => index.elements;
}

function testOf(part: Selector, reading: Reading): Test | null {
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
      const lowerCase = lower(name);
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

const never: Test = () => false;
const always: Test = () => true;

function isHtml(element: ParsedElement, index: TreeIndex): boolean {
  return element.namespace === HTML_NAMESPACE && !index.isXml;
}

/** https://html.spec.whatwg.org/multipage/semantics-other.html#case-sensitivity-of-selectors */
const ANY_CASE = new Set(
  'accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare defer dir direction disabled enctype face frame hreflang http-equiv lang language link media method multiple nohref noresize noshade nowrap readonly rel rev rules scope scrolling selected shape target text type valign valuetype vlink'.split(
    ' ',
  ),
);

function attributeTest(part: AttributeSelector, { isPage }: Reading): Test {
  const { name, value: wanted, action, ignoreCase, namespace } = part;
  if (!isPage && namespace !== null && namespace !== '*' && namespace !== '')
    throw new InvalidSelector();
  if (name === 'class' && ignoreCase === 'quirks') {
    const inAnyCase = lower(wanted);
    return (element, index) =>
      index.quirks
        ? classesOf(element).some((each) => lower(each) === inAnyCase)
        : classesOf(element).includes(wanted);
  }
  const lowerName = lower(name);
  const compare = comparison(action, wanted);
  const compareLower = comparison(action, lower(wanted));
  return (element, index) => {
    const attribute = ownAttribute(element, isHtml(element, index) ? lowerName : name);
    if (attribute === null) return false;
    if (action === 'exists') return true;
    const anyCase =
      ignoreCase === 'quirks'
        ? index.quirks
        : (ignoreCase ?? (isHtml(element, index) && ANY_CASE.has(lowerName)));
    if (!anyCase) return compare(attribute.value);
    attribute.lower ??= lower(attribute.value);
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

const POSITIONS: Readonly<Record<string, (position: Position) => boolean>> = {
  'first-child': ({ nth }) => nth === 1,
  'last-child': ({ nthLast }) => nthLast === 1,
  'only-child': ({ nth, nthLast }) => nth === 1 && nthLast === 1,
  'first-of-type': ({ nthOfType }) => nthOfType === 1,
  'last-of-type': ({ nthLastOfType }) => nthLastOfType === 1,
  'only-of-type': ({ nthOfType, nthLastOfType }) => nthOfType === 1 && nthLastOfType === 1,
};

const NTH: Readonly<Record<string, keyof Position>> = {
  'nth-child': 'nth',
  'nth-last-child': 'nthLast',
  'nth-of-type': 'nthOfType',
  'nth-last-of-type': 'nthLastOfType',
};

const CAN_BE_DISABLED = new Set('button fieldset input optgroup option select textarea'.split(' '));
const CAN_BE_REQUIRED = new Set(['input', 'select', 'textarea']);
const has = (element: ParsedElement, name: string) => ownValue(element, name) !== null;

/** Pseudo-classes that depend only on the tree as long as no reader uses the page. */
const STATES: Readonly<Record<string, Test>> = {
  root: (element) => !(element.parent instanceof ParsedElement),
  scope: (element) => !(element.parent instanceof ParsedElement),
  empty: (element) => {
    for (let at = element.first; at !== null; at = at.next) {
      if (at.type === ELEMENT || (at.type === 3 && at.data !== '') || at.type === 4) return false;
    }
    return true;
  },
  'any-link': (element) => isLink(element),
  link: (element) => isLink(element),
  'read-only': (element) => !isEditable(element),
  'read-write': (element) => isEditable(element),
  checked: (element) =>
    (element.name === 'input' && has(element, 'checked') && isCheckable(element)) ||
    (element.name === 'option' && has(element, 'selected')),
  disabled: (element) => CAN_BE_DISABLED.has(element.name) && isDisabled(element),
  enabled: (element) => CAN_BE_DISABLED.has(element.name) && !isDisabled(element),
  required: (element) => CAN_BE_REQUIRED.has(element.name) && has(element, 'required'),
  optional: (element) => CAN_BE_REQUIRED.has(element.name) && !has(element, 'required'),
  defined: (element) => element.namespace !== HTML_NAMESPACE || !element.name.includes('-'),
};

function isLink(element: ParsedElement): boolean {
  return (element.name === 'a' || element.name === 'area') && has(element, 'href');
}

function isCheckable(element: ParsedElement): boolean {
  return /^(?:checkbox|radio)$/iu.test(ownValue(element, 'type') ?? '');
}

function isDisabled(element: ParsedElement): boolean {
  if (has(element, 'disabled')) return true;
  for (let up = parentOf(element); up !== null; up = parentOf(up)) {
    if (element.name === 'option' && up.name === 'optgroup') return has(up, 'disabled');
    if (element.name !== 'option' && up.name === 'fieldset' && has(up, 'disabled')) return true;
  }
  return false;
}

const TYPED_INPUT = /^(?:button|checkbox|color|file|hidden|image|radio|range|reset|submit)$/iu;

function isEditable(element: ParsedElement): boolean {
  const isField =
    element.name === 'textarea' ||
    (element.name === 'input' && !TYPED_INPUT.test(ownValue(element, 'type') ?? ''));
  if (isField) return !has(element, 'readonly') && !isDisabled(element);
  for (let at: ParsedElement | null = element; at !== null; at = parentOf(at)) {
    const editable = ownValue(at, 'contenteditable');
    if (editable !== null) return !/^false$/iu.test(editable);
  }
  return false;
}

/** Pseudo-classes that match only while the reader does something, or in a mode of the window. */
const LATER = new Set(
  'active active-view-transition active-view-transition-type current fullscreen future host host-context hover local-link modal past picture-in-picture popover-open seeking stalled target target-current target-within user-invalid user-valid visited xr-overlay'.split(
    ' ',
  ),
);

function pseudoTest({ name, data }: PseudoSelector, reading: Reading): Test {
  const unknown = reading.unknown ? always : never;
  const position = POSITIONS[name];
  if (position !== undefined && data === null) {
    return (element, index) => position(index.positionOf(element));
  }
  const counted = NTH[name];
  if (counted !== undefined && typeof data === 'string') return nthTest(counted, data, unknown);
  const state = STATES[name];
  if (state !== undefined && data === null) return state;
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
    case '-webkit-any-link':
    case '-moz-any-link':
      return isLink;
    case 'lang':
      if (typeof data !== 'string') throw new InvalidSelector();
      return langTest(data, unknown);
    case 'focus':
    case 'focus-visible':
    case 'focus-within':
      return (element, index) =>
        index.withAttribute('autofocus').length > 0 && unknown(element, index);
    default:
      if (!reading.isPage && !NEVER_MATCHING.has(name)) throw new InvalidSelector();
      // Names with a browser's prefix are for parts of the browser and for actions of the reader.
      return LATER.has(name) || name.startsWith('-') ? never : unknown;
  }
}

function listOf(data: PseudoSelector['data'], reading: Reading): CompiledSelector {
  if (data === null) throw new InvalidSelector();
  const list = typeof data === 'string' ? parse(data) : data;
  return new CompiledSelector(list.map((each) => compileComplex(each, reading)));
}

const AN_PLUS_B =
  /^\s*(?:(even|odd)|([+-]?\d*)n(?:\s*([+-])\s*(\d+))?|([+-]?\d+))\s*(?:of\s+(.+))?$/isu;

/** https://drafts.csswg.org/css-syntax/#anb-microsyntax */
function nthTest(counted: keyof Position, data: string, unknown: Test): Test {
  const match = AN_PLUS_B.exec(data);
  if (match === null) throw new InvalidSelector();
  const [, word, step, sign, offset, only, of] = match;
  // With `of`, only some siblings count. This code does not count them.
  if (of !== undefined) return unknown;
  let a = 0;
  let b = Number(only ?? 0);
  if (word !== undefined) [a, b] = word.toLowerCase() === 'even' ? [2, 0] : [2, 1];
  else if (step !== undefined) {
    a = /^[+-]?$/u.test(step) ? Number(`${step}1`) : Number(step);
    b = offset === undefined ? 0 : Number(`${sign ?? ''}${offset}`);
  }
  return (element, index) => {
    const nth = index.positionOf(element)[counted];
    return a === 0 ? nth === b : (nth - b) % a === 0 && (nth - b) / a >= 0;
  };
}

/**
 * Tests the language that the nearest element names. `unknown` is the answer for a range with a
 * wildcard, and where no element names a language: the answer's header may name it.
 * https://drafts.csswg.org/selectors/#the-lang-pseudo
 */
function langTest(data: string, unknown: Test): Test {
  const ranges = data.split(',').map((range) => lower(range.trim().replace(/^["']|["']$/gu, '')));
  if (ranges.some((range) => range.includes('*'))) return unknown;
  return (element, index) => {
    for (let at: ParsedElement | null = element; at !== null; at = parentOf(at)) {
      const given = languageOf(at, index);
      if (given === null) continue;
      const language = lower(given);
      return ranges.some((range) => language === range || language.startsWith(`${range}-`));
    }
    return unknown(element, index);
  };
}

function languageOf(element: ParsedElement, { isXml }: TreeIndex): string | null {
  const inXml = element.attributes.find((each) => qualifiedName(each) === 'xml:lang');
  return isXml && inXml !== undefined ? inXml.value : ownValue(element, 'lang');
}
