import type { PageTree } from './page-tree';

/**
 * What a form field shows to every reader of a page: default values and placeholders. Never what
 * this user typed, because that would be stored with the page's text, and never a password.
 */
export interface FormField {
  /**
   * The effect of the field on the text. `separate`: separates the text around the field, even when
   * the field is empty. `silent`: a box without text. `label`: separates the text around it, and shows
   * its label as text of the page. `image`: the same for an image button without an image, whose
   * label may be in the line; without `text`, the label is a word of the browser. `browser`: shows text that the browser provides.
   */
  readonly kind: 'separate' | 'label' | 'image' | 'silent' | 'browser';
  readonly text: string;
}

const SILENT_INPUT = /^(?:checkbox|hidden|radio)$/;
const WORDLESS_INPUT = /^(?:color|range)$/;
const BUTTON_INPUT = /^(?:button|submit|reset)$/;
const BROWSER_INPUT = /^(?:file|submit|reset|date|time|month|week|datetime-local)$/;

/** Returns whether elements with a name show text other than that of their text nodes. */
export function isFormField(localName: string): boolean {
  return localName === 'input' || localName === 'textarea' || localName === 'option';
}

/**
 * Reads an `input`, a `textarea`, or an `option` of an open list. `showsImage` tells whether an
 * image button shows an image.
 */
export function readFormField<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
  showsImage: (button: E) => boolean,
): FormField {
  const attribute = (name: string) => tree.attributeOf(element, name) ?? '';
  const field = (kind: FormField['kind'], text = '') => ({ kind, text });
  const content = tree.textOf(element);
  const name = tree.nameOf(element);
  if (name === 'option') {
    return field(
      'label',
      attribute('label') || content.replace(/[ \t\n\f\r]+/g, ' ').replace(/^ | $/g, ''),
    );
  }
  if (name === 'textarea') return field('separate', content || attribute('placeholder'));
  const type = attribute('type').toLowerCase();
  const value = attribute('value');
  if (SILENT_INPUT.test(type)) return field('silent');
  if (WORDLESS_INPUT.test(type) || (type === 'password' && value)) return field('separate');
  if (type === 'image') {
    // An image is a box without text. In hidden content, browsers make no label for a button.
    if (showsImage(element) || tree.matches(element, '[hidden="until-found" i] *'))
      return field('silent');
    // Without an image, browsers show the first of these attributes, or a word of their own.
    const named = ['alt', 'title', 'value'].find((each) => tree.hasAttribute(element, each));
    const label = attribute(named ?? '');
    if (named === undefined || label !== '') return field('image', label);
    return field(attribute('src') ? 'separate' : 'silent');
  }
  // A button without a label of its own may have one in the browser's language.
  if (BUTTON_INPUT.test(type) && (value || type === 'button'))
    return field(/\S/.test(value) ? 'label' : 'silent', value);
  if (BROWSER_INPUT.test(type)) return field('browser');
  // Browsers clear a value that is not a number.
  const shown = type === 'number' && Number.isNaN(Number(value)) ? '' : value;
  return field('separate', shown || attribute('placeholder'));
}
