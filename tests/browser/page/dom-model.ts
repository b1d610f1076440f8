import type { DeclaredLayouts } from '@/utils/page/declared-layout';
import { hidesElement } from '@/utils/page/hiding-style';
import { liveTree } from '@/utils/page/live-tree';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import { createParsedPolicy } from '@/utils/page/parsed-policy';
import { rangesInside } from '@/utils/page/ranges-inside';
import type { TextRange } from '@/utils/text/text-model';

/** Limits of a page's own style sheets: length in UTF-16 units, and number of hiding rules. */
const MAX_STYLES = 1_000_000;
const MAX_RULES = 2_000;
const MAX_ELEMENTS = 5_000;
/** Maximum number of elements that are compared with style rules, summed over all rules. */
const MAX_STEPS = 100_000_000;
/**
 * Maximum number of siblings. For `a ~ b`, the time grows with the square of the number of
 * siblings.
 */
const MAX_SIBLINGS = 20_000;

/** Class names by which common style sheets hide elements. The code does not read those sheets. */
const HIDING_CLASSES =
  'hidden hide is-hidden u-hidden d-none display-none invisible visually-hidden visuallyhidden sr-only screen-reader-text element-invisible'
    .split(' ')
    .map((name) => `.${name}`);
/**
 * Matches classes that show an element on a wide screen: "hidden md:block", "d-none d-md-block".
 */
const SHOWN_WIDE =
  /(?:^|\s)(?:\w{1,40}:|d-\w{2,3}-)(?:not-sr-only|block|flex|grid|inline|table|visible)/u;

/** Yields the rules that apply on a wide screen, whatever the reader does. */
function* rulesOf(rules: CSSRuleList): Generator<CSSStyleRule> {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) yield rule;
    else if (rule instanceof CSSMediaRule) {
      // A rule for some widths or for printers may not apply to the reader's screen.
      if (/^(?:all|screen|only screen|)$/u.test(rule.conditionText.trim())) {
        yield* rulesOf(rule.cssRules);
      }
    } else if ('cssRules' in rule && !(rule instanceof CSSKeyframesRule)) {
      yield* rulesOf((rule as CSSGroupingRule).cssRules);
    }
  }
}

/**
 * Returns the selectors of the rules that hide elements, from the page's own `<style>` elements.
 */
function hidingSelectors(page: Document): string[] {
  const selectors: string[] = [];
  const elements = liveTree.select(page, '*').length;
  const maxRules = Math.min(MAX_RULES, Math.floor(MAX_STEPS / elements));
  let read = 0;
  for (const style of liveTree.select(page, 'style')) {
    const css = liveTree.textOf(style);
    read += css.length;
    if (read > MAX_STYLES) break;
    const media = liveTree.attributeOf(style, 'media')?.trim() ?? '';
    if (!/^(?:all|screen|)$/iu.test(media)) continue;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    for (const rule of rulesOf(sheet.cssRules)) {
      // For `:has()` too, the time can grow with the square of the page size.
      if (
        rule.selectorText.includes(':has(') ||
        !hidesElement((name) => rule.style.getPropertyValue(name))
      )
        continue;
      if (elements > MAX_SIBLINGS && / ~ /u.test(rule.selectorText)) continue;
      selectors.push(rule.selectorText);
      if (selectors.length === maxRules) return selectors;
    }
  }
  return selectors;
}

function elementsOf(page: Document, selector: string): Iterable<Element> {
  try {
    return liveTree.select(page, selector);
  } catch {
    // The selector of a nested rule can be invalid without the rule around it.
    return [];
  }
}

function* suspectsOf(page: Document): Generator<Element> {
  for (const element of liveTree.select(page, HIDING_CLASSES.join(', '))) {
    if (!SHOWN_WIDE.test(liveTree.attributeOf(element, 'class') ?? '')) yield element;
  }
  for (const element of liveTree.select(page, '[style]')) {
    const style =
      element instanceof HTMLElement || element instanceof SVGElement ? element.style : null;
    if (style !== null && hidesElement((name) => style.getPropertyValue(name))) yield element;
  }
  for (const selector of hidingSelectors(page)) yield* elementsOf(page, selector);
}

function findWhatMayBeHidden(page: Document, model: PageTextModel): TextRange[] {
  const whole = new Set([liveTree.documentElementOf(page), liveTree.bodyOf(page)]);
  const suspects = new Set<Element>();
  for (const element of suspectsOf(page)) {
    if (suspects.size === MAX_ELEMENTS) break;
    if (!whole.has(element)) suspects.add(element);
  }
  return suspects.size === 0 ? [] : rangesInside<Node, Element>(liveTree, model.pieces(), suspects);
}

/**
 * Creates the text model of a document that DOMParser made. Pincite read all fetched pages in this
 * way before it had a parser without a DOM.
 * @param declared The layouts that the page's own style sheets give to its elements.
 */
export function createDomModel(page: Document, declared?: DeclaredLayouts): PageTextModel {
  const model = createTextModel(page, { policy: createParsedPolicy(liveTree, declared) });
  const mayBeHidden = findWhatMayBeHidden(page, model);
  return mayBeHidden.length === 0 ? model : { ...model, mayBeHidden };
}
