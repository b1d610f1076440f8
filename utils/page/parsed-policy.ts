import type { ElementLayout, LayoutPolicy, TextStyle } from './layout-policy';

const NONE = new Set(
  'area base datalist head link meta param rp source title track template noembed noframes'.split(
    ' ',
  ),
);
const BLOCK = new Set(
  'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section summary table tbody td text tfoot th thead tr ul xmp'.split(
    ' ',
  ),
);
const ISOLATED = new Set('button input marquee math meter progress select svg textarea'.split(' '));
const PREFORMATTED = new Set(['pre', 'textarea', 'listing', 'plaintext', 'xmp']);

/** The value of a property in an inline style, lower case; '' where it isn't there. */
function inlineStyle(element: Element, property: string): string {
  const style = element.getAttribute('style');
  if (style === null || style === '') return '';
  let value = '';
  for (const declaration of style.toLowerCase().split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0 || declaration.slice(0, colon).trim() !== property) continue;
    value = declaration
      .slice(colon + 1)
      .replace('!important', '')
      .trim();
  }
  return value;
}

function layoutOfTag(tag: string): ElementLayout {
  if (NONE.has(tag)) return 'none';
  if (BLOCK.has(tag)) return 'block';
  return ISOLATED.has(tag) ? 'isolated' : 'inline';
}

function layoutOfDisplay(display: string): ElementLayout | null {
  if (display === '' || display === 'inherit' || display.startsWith('var(')) return null;
  if (display === 'none') return 'none';
  if (/^(?:inline|contents|ruby)/.test(display)) {
    return display.startsWith('inline-') ? 'isolated' : 'inline';
  }
  return 'block';
}

function inheritedStyle(element: Element): TextStyle {
  let visible: boolean | null = null;
  let whiteSpace: TextStyle['whiteSpace'] | null = null;
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (at.hasAttribute('style')) {
      const visibility: string = visible === null ? inlineStyle(at, 'visibility') : '';
      if (visibility !== '') visible = visibility === 'visible';
      const space: string = whiteSpace === null ? inlineStyle(at, 'white-space') : '';
      if (space === 'pre-line') whiteSpace = 'preserve-breaks';
      else if (/^(?:pre|break-spaces)/.test(space)) whiteSpace = 'preserve';
      else if (space !== '') whiteSpace = 'collapse';
    }
    if (PREFORMATTED.has(at.localName)) whiteSpace ??= 'preserve';
  }
  return { visible: visible ?? true, whiteSpace: whiteSpace ?? 'collapse' };
}

/**
 * The policy of a document without layout, one that DOMParser made of fetched HTML:
 * tag names, `hidden` and inline styles. What only a stylesheet hides counts as shown.
 */
export const parsedDocumentPolicy: LayoutPolicy = {
  layoutOf(element) {
    const tag = element.localName;
    if (tag === 'dialog' && !element.hasAttribute('open')) return 'none';
    if (tag === 'input' && element.getAttribute('type')?.toLowerCase() === 'hidden') return 'none';
    const hidden = element.getAttribute('hidden');
    if (hidden !== null && hidden.toLowerCase() !== 'until-found') return 'none';
    return layoutOfDisplay(inlineStyle(element, 'display')) ?? layoutOfTag(tag);
  },
  isOutOfFlow: () => false,
  textStyleOf: inheritedStyle,
  isContentSearched: (element) => inlineStyle(element, 'content-visibility') !== 'hidden',
  isClipped: () => false,
  hasFloatingFirstLetter: () => false,
};
