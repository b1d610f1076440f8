import type { Properties } from '../markup/hast';

/** Of the attributes that the door leaves, those that a tree names otherwise. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['aria-hidden', 'ariaHidden'],
  ['class', 'className'],
  ['colspan', 'colSpan'],
  ['rowspan', 'rowSpan'],
]);
const NUMBERS = new Set(['colspan', 'rowspan', 'start', 'width']);
/** True where they are only there; `hidden` may also say how. */
const FLAGS = new Set(['checked', 'hidden']);
const ASCII_BLANKS = /[ \t\n\f\r]+/u;

/**
 * The attributes that `thinHtml` leaves as the properties of an element, each in the type that
 * the libraries for such trees give it. https://github.com/syntax-tree/hast#properties
 */
export function htmlProperties(
  attributes: Iterable<{ readonly name: string; readonly value: string }>,
): Properties {
  const properties: Properties = {};
  for (const { name, value } of attributes) {
    properties[NAMES.get(name) ?? name] = propertyOf(name, value);
  }
  return properties;
}

function propertyOf(name: string, value: string): Properties[string] {
  if (name === 'class') return value.split(ASCII_BLANKS).filter((each) => each !== '');
  if (NUMBERS.has(name)) {
    return value === '' || Number.isNaN(Number(value)) ? value : Number(value);
  }
  return FLAGS.has(name) && (value === '' || value.toLowerCase() === name) ? true : value;
}
