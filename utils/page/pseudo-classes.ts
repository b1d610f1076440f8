import type { PseudoSelector } from 'css-what';
import { lowerAscii } from './css-text';
import { ELEMENT } from './page-tree';
import {
  HTML_NAMESPACE,
  ownValue,
  ParsedElement,
  parentElement,
  qualifiedName,
} from './parsed-node';
import type { Position, TreeIndex } from './tree-index';

/** Returns whether an element matches. `index` is the index of the element's tree. */
export type ElementTest = (element: ParsedElement, index: TreeIndex) => boolean;

export const never: ElementTest = () => false;
const always: ElementTest = () => true;

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

/** Pseudo-classes whose result depends only on the tree, as long as no reader uses the page. */
const STATES: Readonly<Record<string, ElementTest>> = {
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
  for (let up = parentElement(element); up !== null; up = parentElement(up)) {
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
  for (let at: ParsedElement | null = element; at !== null; at = parentElement(at)) {
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

/**
 * Pseudo-classes that Pincite's own selectors may use, although most of them match no element of a
 * parsed page. They match when a reader sees or uses the page, or match a form field because of its
 * content.
 */
const NEVER_MATCHING: ReadonlySet<string> = new Set(
  (
    'active active-view-transition active-view-transition-type autofill buffering checked ' +
    'default dir focus focus-visible focus-within fullscreen future has has-slotted host ' +
    'host-context hover in-range indeterminate interest-source interest-target invalid ' +
    'local-link modal muted open out-of-range past paused picture-in-picture placeholder-shown ' +
    'playing popover-open seeking stalled state target target-current target-within user-invalid ' +
    'user-valid valid visited volume-locked xr-overlay'
  ).split(' '),
);

/**
 * Returns the test for a pseudo-class, except for those that contain a list of selectors, such as
 * `:is()`. Returns null when the pseudo-class is not valid.
 * @param whenUnknown The result of a condition that the tree does not answer.
 * @param isPage Whether the selector comes from a page. Pincite's own selectors may use only names
 * that this file lists.
 */
export function testPseudoClass(
  { name, data }: PseudoSelector,
  whenUnknown: boolean,
  isPage: boolean,
): ElementTest | null {
  const unknown = whenUnknown ? always : never;
  const position = POSITIONS[name];
  if (position !== undefined && data === null) {
    return (element, index) => position(index.positionOf(element));
  }
  const counted = NTH[name];
  if (counted !== undefined && typeof data === 'string') return testNth(counted, data, unknown);
  const state = STATES[name];
  if (state !== undefined && data === null) return state;
  switch (name) {
    case '-webkit-any-link':
    case '-moz-any-link':
      return isLink;
    case 'lang':
      return typeof data === 'string' ? testLanguage(data, unknown) : null;
    case 'focus':
    case 'focus-visible':
    case 'focus-within':
      return (element, index) =>
        index.withAttribute('autofocus').length > 0 && unknown(element, index);
    default:
      if (!isPage && !NEVER_MATCHING.has(name)) return null;
      // Pseudo-classes with a browser's prefix match parts of the browser, or depend on the reader.
      return LATER.has(name) || name.startsWith('-') ? never : unknown;
  }
}

const AN_PLUS_B =
  /^\s*(?:(even|odd)|([+-]?\d*)n(?:\s*([+-])\s*(\d+))?|([+-]?\d+))\s*(?:of\s+(.+))?$/isu;

/**
 * Returns the test for `:nth-child()` and similar pseudo-classes, or null when `data` is not valid.
 * https://drafts.csswg.org/css-syntax/#anb-microsyntax
 */
function testNth(counted: keyof Position, data: string, unknown: ElementTest): ElementTest | null {
  const match = AN_PLUS_B.exec(data);
  if (match === null) return null;
  const [, word, step, sign, offset, only, of] = match;
  // `:nth-child(2 of .a)` counts only the siblings that match `.a`. This code cannot count these
  // siblings, so it handles the selector as a condition that the tree does not answer.
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
 * Returns the test for `:lang()`. The language of an element is the language that the nearest
 * element around it declares. The result is `unknown` for a range with a wildcard. It is also
 * `unknown` when no element declares a language, because the header of the HTTP answer may do so.
 * https://drafts.csswg.org/selectors/#the-lang-pseudo
 */
function testLanguage(data: string, unknown: ElementTest): ElementTest {
  const ranges = data
    .split(',')
    .map((range) => lowerAscii(range.trim().replace(/^["']|["']$/gu, '')));
  if (ranges.some((range) => range.includes('*'))) return unknown;
  return (element, index) => {
    for (let at: ParsedElement | null = element; at !== null; at = parentElement(at)) {
      const given = languageOf(at, index);
      if (given === null) continue;
      const language = lowerAscii(given);
      return ranges.some((range) => language === range || language.startsWith(`${range}-`));
    }
    return unknown(element, index);
  };
}

function languageOf(element: ParsedElement, { isXml }: TreeIndex): string | null {
  const inXml = element.attributes.find((each) => qualifiedName(each) === 'xml:lang');
  return isXml && inXml !== undefined ? inXml.value : ownValue(element, 'lang');
}
