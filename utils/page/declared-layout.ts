import { declarationsIn } from './block-style';
import { type StyleRule, TooManyRules } from './hiding-rules';
import type { ElementLayout } from './layout-policy';
import { pageRules } from './page-rules';
import type { ParsedDocument, ParsedElement } from './parsed-node';
import { compilePageSelector } from './parsed-selector';
import { type ElementList, indexOf } from './tree-index';

/** The layout that a page's own style sheets give to elements. */
export type DeclaredLayouts = ReadonlyMap<object, Extract<ElementLayout, 'block' | 'inline'>>;

const NOTHING: DeclaredLayouts = new Map();

/** Maximum number of elements that rules select, summed over the rules. */
const MAX_SELECTED = 200_000;
/** Maximum number of rules, multiplied by the number of elements of the page. */
const MAX_STEPS = 20_000_000;

/**
 * Selectors of names, classes, ids and combinators only. For these, this code finds the same
 * elements as a browser. Other selectors are ignored: a pseudo-class may depend on what the reader
 * does.
 */
const PLAIN = /^[\w\s.#>+-]+$/u;
const BLOCK = /^(?:block|flow-root|flex|grid|list-item|table)$/u;
/** Makes an inline box a block. */
const OUT_OF_LINE =
  /(?:^|[;\s])(?:float\s*:\s*(?:left|right|inline)|position\s*:\s*(?:absolute|fixed))/iu;

const NAMED = /[.#][\w-]+/gu;
const isDisplay = (property: string): boolean => property === 'display';

interface Cascaded {
  readonly rank: number;
  readonly layout: 'block' | 'inline' | null;
}

/**
 * Returns which elements become blocks or inline by the plain `display` rules in a page's own
 * `<style>` elements. The rules are compared by importance, specificity and order. Another value
 * leaves the layout that the element's tag has. A page whose rules exceed a limit declares nothing.
 */
export function declaredLayouts(page: ParsedDocument): DeclaredLayouts {
  try {
    return new LayoutRules(page).read();
  } catch (cause) {
    if (cause instanceof TooManyRules || cause instanceof RangeError) return NOTHING;
    throw cause;
  }
}

class LayoutRules {
  readonly #rules: readonly StyleRule[];
  readonly #effects = new Map<string, readonly [display: string, isImportant: boolean]>();
  #selected = 0;
  #steps = 0;

  constructor(readonly page: ParsedDocument) {
    this.#rules = pageRules(page).filter(({ animation }) => animation === null);
  }

  read(): DeclaredLayouts {
    const cascade = new Map<ParsedElement, Cascaded>();
    for (const { selector, declarations } of this.#rules) {
      const [display, isImportant] = this.#displayIn(declarations);
      if (display === '') continue;
      const layout = BLOCK.test(display) ? 'block' : display === 'inline' ? 'inline' : null;
      for (const part of selector.split(',')) {
        const rank = specificityOf(part) + (isImportant ? 1e9 : 0);
        for (const element of this.#select(part)) {
          if ((cascade.get(element)?.rank ?? 0) <= rank) cascade.set(element, { rank, layout });
        }
      }
    }
    const layouts = new Map<ParsedElement, 'block' | 'inline'>();
    let isAnyInline = false;
    for (const [element, { layout }] of cascade) {
      if (layout !== null) layouts.set(element, layout);
      if (layout === 'inline') isAnyInline = true;
    }
    for (const { selector, declarations } of isAnyInline ? this.#rules : []) {
      if (!OUT_OF_LINE.test(declarations)) continue;
      for (const part of selector.split(',')) {
        for (const element of this.#select(part)) layouts.delete(element);
      }
    }
    return layouts;
  }

  #displayIn(declarations: string): readonly [display: string, isImportant: boolean] {
    const known = this.#effects.get(declarations);
    if (known !== undefined) return known;
    let effect = ['', false] as readonly [string, boolean];
    const isSet = /display/iu.test(declarations);
    for (const { value, important } of isSet ? declarationsIn(declarations, isDisplay) : []) {
      if (important || !effect[1]) effect = [value.trim().toLowerCase(), important];
    }
    this.#effects.set(declarations, effect);
    return effect;
  }

  #select(part: string): ElementList {
    const index = indexOf(this.page);
    // To compile a selector costs more than to see that the page has none of its elements.
    const isAbsent = ([name]: readonly string[]) =>
      (name?.startsWith('.') ? index.withClass(name.slice(1)) : index.withId(name?.slice(1) ?? ''))
        .length === 0;
    if (!PLAIN.test(part) || [...part.matchAll(NAMED)].some(isAbsent)) return [];
    this.#steps += index.elements.length;
    const elements = compilePageSelector(part.trim())?.select(index, this.page) ?? [];
    this.#selected += elements.length;
    if (this.#selected > MAX_SELECTED || this.#steps > MAX_STEPS) throw new TooManyRules();
    return elements;
  }
}

/** Returns the specificity of a plain selector as one number. */
function specificityOf(selector: string): number {
  const count = (pattern: RegExp) => selector.match(pattern)?.length ?? 0;
  return count(/#/gu) * 1e6 + count(/\./gu) * 1e3 + count(/(?:^|[\s>+])[a-z]/giu) + 1;
}
