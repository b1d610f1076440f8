import type { Properties } from '../markup/hast';

/** The attributes of `thinHtml` that have another name in a tree. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['aria-hidden', 'ariaHidden'],
  ['class', 'className'],
  ['colspan', 'colSpan'],
  ['rowspan', 'rowSpan'],
]);
const NUMBERS = new Set(['colspan', 'rowspan', 'start', 'width']);
/** True if they are present; `hidden` may also have a value. */
const FLAGS = new Set(['checked', 'hidden']);
const ASCII_BLANKS = /[ \t\n\f\r]+/u;

/**
 * Returns the attributes that `thinHtml` keeps as the properties of an element, with the types that
 * the libraries for such trees use. https://github.com/syntax-tree/hast#properties
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
