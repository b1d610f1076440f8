import { BlockStyle, type ReadProperty } from './block-style';
import type { DeclaredLayouts } from './declared-layout';
import {
  type ElementLayout,
  isUntilFound,
  type LayoutPolicy,
  type TextStyle,
} from './layout-policy';
import { type PageTree, parentElementOf } from './page-tree';

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
/** Elements that a style sheet does not make blocks: line breaks, and text that is not shown. */
const NEVER_BLOCK = new Set('br wbr noscript'.split(' '));
/** Blocks that a style sheet can put in the line, apart from parts of tables and of forms. */
const CAN_BE_INLINE = new Set(
  'address article aside blockquote dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header li main nav ol p section summary ul'.split(
    ' ',
  ),
);
const PREFORMATTED = new Set(['pre', 'textarea', 'listing', 'plaintext', 'xmp']);

function layoutOfTag(tag: string): ElementLayout {
  if (NONE.has(tag)) return 'none';
  if (BLOCK.has(tag)) return 'block';
  return ISOLATED.has(tag) ? 'isolated' : 'inline';
}

function layoutOfDisplay(display: string): ElementLayout | null {
  if (display === '' || display === 'inherit' || display.startsWith('var(')) return null;
  if (display === 'none' || display === 'contents') return display;
  if (/^(?:inline|ruby)/.test(display)) {
    return display.startsWith('inline-') ? 'isolated' : 'inline';
  }
  return 'block';
}

const UNSET: ReadProperty = () => '';
const INITIAL: TextStyle = { visible: true, whiteSpace: 'collapse' };

/** The style of an element's own text, given the style of the text around the element. */
function inherit(outer: TextStyle, tag: string, of: ReadProperty): TextStyle {
  const visibility = of('visibility');
  const visible = visibility === '' ? outer.visible : visibility === 'visible';
  let { whiteSpace } = outer;
  const space = of('white-space');
  if (space === 'pre-line') whiteSpace = 'preserve-breaks';
  else if (/^(?:pre|break-spaces)/.test(space)) whiteSpace = 'preserve';
  else if (space !== '') whiteSpace = 'collapse';
  else if (PREFORMATTED.has(tag)) whiteSpace = 'preserve';
  const same = visible === outer.visible && whiteSpace === outer.whiteSpace;
  return same ? outer : { visible, whiteSpace };
}

/**
 * Creates the layout policy of a document without layout, parsed from fetched HTML. The policy uses
 * tag names, `hidden`, inline styles, and the layouts that the page's own style sheets declare.
 * Elements that only a style sheet hides count as visible. Use each policy for one walk: it caches
 * inherited styles, so that the cost does not grow with the depth of the page.
 */
export function createParsedPolicy<N extends object, E extends N>(
  tree: PageTree<N, E>,
  declared: DeclaredLayouts = new Map(),
): LayoutPolicy<E> {
  const styles = new Map<N, TextStyle>();
  const read = new Map<string, ReadProperty>();
  const styleOf = (element: E): ReadProperty => {
    const declarations = tree.attributeOf(element, 'style');
    if (declarations === null || declarations === '') return UNSET;
    const known = read.get(declarations) ?? new BlockStyle(declarations).read;
    read.set(declarations, known);
    return known;
  };
  const inlineStyle = (element: E, property: string) => styleOf(element)(property);
  const isContentHidden = (element: E) => {
    const visibility = inlineStyle(element, 'content-visibility');
    return visibility === '' ? isUntilFound(tree, element) : visibility === 'hidden';
  };

  return {
    layoutOf(element) {
      const tag = tree.nameOf(element);
      if (tag === 'input' && tree.attributeOf(element, 'type')?.toLowerCase() === 'hidden') {
        return 'none';
      }
      // An inline `display` overrides the attributes that hide an element.
      const display = layoutOfDisplay(inlineStyle(element, 'display'));
      if (display !== null) return display;
      if (tag === 'dialog' && !tree.hasAttribute(element, 'open')) return 'none';
      const hidden = tree.attributeOf(element, 'hidden');
      if (hidden !== null && hidden.toLowerCase() !== 'until-found') return 'none';
      const layout = layoutOfTag(tag);
      const given = declared.get(element);
      if (given === 'block' && layout === 'inline' && !NEVER_BLOCK.has(tag)) return 'block';
      if (given === 'inline' && CAN_BE_INLINE.has(tag)) return 'inline';
      return layout;
    },
    isOutOfFlow: () => false,
    isWrapped: () => false,
    hasEdges: (element) => tree.matches(element, 'bdi, bdo, ruby, [dir]'),
    isRuby: () => false,
    isTablePart: (element) => inlineStyle(element, 'display').startsWith('table-'),
    generatedContentOf: () => 'none',
    hasItems: (element) => /flex|grid|table/.test(inlineStyle(element, 'display')),
    textStyleOf(element) {
      const unknown: E[] = [];
      let known: TextStyle | undefined;
      for (let at: E | null = element; at !== null; at = parentElementOf(tree, at)) {
        known = styles.get(at);
        if (known !== undefined) break;
        unknown.push(at);
      }
      let style = known ?? INITIAL;
      for (const at of unknown.reverse()) {
        style = inherit(style, tree.nameOf(at), styleOf(at));
        styles.set(at, style);
      }
      return style;
    },
    rendersSpace: () => true,
    isContentSearched: (element) => !isContentHidden(element) || isUntilFound(tree, element),
    isContentHidden,
    showsImage: (button) => Boolean(tree.attributeOf(button, 'src')),
    isClipped: () => false,
    escapesClip: () => false,
    hasFloatingFirstLetter: () => false,
  };
}
