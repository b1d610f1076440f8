import type { PageTree } from './page-tree';

/**
 * What a form field shows to every reader of a page: default values and placeholders. Never what
 * this user typed, because that would be stored with the page's text, and never a password.
 */
export interface FormField {
  /**
   * The effect of the field on the text. `separate`: separates the text around the field, even when
   * the field is empty. `button`: the label is part of the line. `silent`: a box without text.
   * `label`: separates the text around it, and shows its label as text of the page. `browser`: shows
   * text that the browser provides.
   */
  readonly kind: 'separate' | 'button' | 'label' | 'silent' | 'browser';
  readonly text: string;
  readonly preformatted: boolean;
}

const SILENT_INPUT = /^(?:checkbox|hidden|radio)$/;
const WORDLESS_INPUT = /^(?:color|range)$/;
const BROWSER_INPUT = /^(?:file|image|date|time|month|week|datetime-local)$/;
const BUTTON_INPUT = /^(?:button|submit|reset)$/;

/** Returns whether elements with a name show text other than that of their text nodes. */
export function isFormField(localName: string): boolean {
  return localName === 'input' || localName === 'textarea' || localName === 'option';
}

/** Reads an `input`, a `textarea`, or an `option` of an open list. */
export function readFormField<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
): FormField {
  const attribute = (name: string) => tree.attributeOf(element, name) ?? '';
  const content = tree.textOf(element);
  const name = tree.nameOf(element);
  if (name === 'option') {
    const text = attribute('label') || content.replace(/[ \t\n\f\r]+/g, ' ').trim();
    return { kind: 'label', text, preformatted: false };
  }
  if (name === 'textarea') {
    return { kind: 'separate', text: content || attribute('placeholder'), preformatted: true };
  }
  const type = attribute('type').toLowerCase();
  const value = attribute('value');
  if (SILENT_INPUT.test(type)) return { kind: 'silent', text: '', preformatted: false };
  if (WORDLESS_INPUT.test(type) || (type === 'password' && value))
    return { kind: 'separate', text: '', preformatted: false };
  if (type === 'image' && attribute('src') === '') {
    // Without an image, browsers show the first of these attributes, or a word of their own.
    const named = ['alt', 'title', 'value'].find((each) => tree.hasAttribute(element, each));
    if (named !== undefined) return { kind: 'label', text: attribute(named), preformatted: false };
  }
  if (BROWSER_INPUT.test(type)) return { kind: 'browser', text: '', preformatted: false };
  if (BUTTON_INPUT.test(type)) {
    // A button without a label of its own may have one in the browser's language.
    const kind = value !== '' || type === 'button' ? 'button' : 'browser';
    return { kind, text: value, preformatted: false };
  }
  // Browsers clear a value that is not a number.
  const shown = type === 'number' && Number.isNaN(Number(value)) ? '' : value;
  return { kind: 'separate', text: shown || attribute('placeholder'), preformatted: false };
}
