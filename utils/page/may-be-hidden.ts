import type { TextRange } from '@/utils/text/text-model';
import { inlineStyleOf } from './live-page';
import { liveTree } from './live-tree';
import type { PageTextModel } from './text-model';

/** A page's own sheets are read up to here, in UTF-16 units and in rules that hide something. */
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

/** What the usual sheets hide by, read from no sheet. */
const HIDING_CLASSES =
  'hidden hide is-hidden u-hidden d-none display-none invisible visually-hidden visuallyhidden sr-only screen-reader-text element-invisible'
    .split(' ')
    .map((name) => `.${name}`);
/** "hidden md:block" and "d-none d-md-block" show on a wide screen. */
const SHOWN_WIDE =
  /(?:^|\s)(?:\w+:|d-\w{2,3}-)(?:not-sr-only|block|flex|grid|inline|table|visible)/u;

const FAR_AWAY = /^-\d{3,}/u;
const isNothing = (length: string) =>
  /^[01]?(?:\.\d+)?(?:px|em|rem|%)?$/u.test(length) && length !== '';

/** Whether a style hides what it is the style of. */
function hides(style: CSSStyleDeclaration): boolean {
  const of = (name: string) => style.getPropertyValue(name);
  if (of('display') === 'none' || /^(?:hidden|collapse)$/u.test(of('visibility'))) return true;
  if (/^0(?:\.0*)?%?$/u.test(of('opacity')) || of('content-visibility') === 'hidden') return true;
  if (/^rect\((?:[01](?:px)?[,\s]*){4}\)$/u.test(of('clip'))) return true;
  if (/^(?:inset\((?:50|100)%\)|circle\(0)/u.test(of('clip-path'))) return true;
  if (/^0(?:px|em|rem|%)?$/u.test(of('font-size')) || FAR_AWAY.test(of('text-indent'))) return true;
  if (/^(?:absolute|fixed)$/u.test(of('position'))) {
    if (['left', 'top', 'right'].some((side) => FAR_AWAY.test(of(side)))) return true;
  }
  const clips = /hidden|clip/u.test(`${of('overflow')} ${of('overflow-x')} ${of('overflow-y')}`);
  return (
    clips && ['height', 'max-height', 'width', 'max-width'].some((side) => isNothing(of(side)))
  );
}

/** The rules that hold on a wide screen whatever the reader does. */
function* rulesOf(rules: CSSRuleList): Generator<CSSStyleRule> {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) yield rule;
    else if (rule instanceof CSSMediaRule) {
      // What a width or a printer asks for says nothing of the reader's screen.
      if (/^(?:all|screen|only screen|)$/u.test(rule.conditionText.trim())) {
        yield* rulesOf(rule.cssRules);
      }
    } else if ('cssRules' in rule && !(rule instanceof CSSKeyframesRule)) {
      yield* rulesOf((rule as CSSGroupingRule).cssRules);
    }
  }
}

/** Selectors of the page's own `<style>` rules that hide what they select. */
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
      if (rule.selectorText.includes(':has(') || !hides(rule.style)) continue;
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
    // Nested rules' selectors stand for nothing by themselves.
    return [];
  }
}

function* suspectsOf(page: Document): Generator<Element> {
  for (const element of liveTree.select(page, HIDING_CLASSES.join(', '))) {
    if (!SHOWN_WIDE.test(liveTree.attributeOf(element, 'class') ?? '')) yield element;
  }
  for (const element of liveTree.select(page, '[style]')) {
    const style = inlineStyleOf(element);
    if (style !== null && hides(style)) yield element;
  }
  for (const selector of hidingSelectors(page)) yield* elementsOf(page, selector);
}

/**
 * Returns the ranges of the model's text inside the elements, in UTF-16 units, in order and without
 * overlap. Linear in the size of the page, even for nested elements.
 */
export function rangesInside(model: PageTextModel, elements: ReadonlySet<Element>): TextRange[] {
  const ranges: { start: number; end: number }[] = [];
  const outermost = outermostOf(elements);
  let around: Node | null = null;
  for (const { node, start, end } of model.pieces()) {
    const before: Node | null = around;
    around = outermost(node);
    if (around === null || start === end) continue;
    const last = ranges.at(-1);
    if (last !== undefined && (around === before || start <= last.end)) last.end = end;
    else ranges.push({ start, end });
  }
  return ranges;
}

/** Creates a function that returns the outermost of the elements that contains a node, or null. */
function outermostOf(elements: ReadonlySet<Node>): (node: Node) => Node | null {
  const known = new Map<Node, Node | null>();
  return (node) => {
    const unknown: Node[] = [];
    let found: Node | null | undefined;
    for (let at = liveTree.parentOf(node); at !== null; at = liveTree.parentOf(at)) {
      found = known.get(at);
      if (found !== undefined) break;
      unknown.push(at);
    }
    let outermost = found ?? null;
    for (const at of unknown.reverse()) {
      if (outermost === null && elements.has(at)) outermost = at;
      known.set(at, outermost);
    }
    return outermost;
  };
}

/**
 * What a parsed page's text holds and a browser might not show: the text of elements that a
 * rule of the page's own `<style>`, an inline style or a class of the usual sheets hides. A
 * doubt, not a finding: sheets of other files and scripts are not known, and a later rule may
 * show it after all. A page that hides all of itself until it is ready hides nothing by that.
 *
 * UTF-16 units of the model's text, in order, not overlapping. Costs a selector search for
 * each rule that hides.
 */
export function findWhatMayBeHidden(page: Document, model: PageTextModel): TextRange[] {
  const whole = new Set([liveTree.documentElementOf(page), liveTree.bodyOf(page)]);
  const suspects = new Set<Element>();
  for (const element of suspectsOf(page)) {
    if (suspects.size === MAX_ELEMENTS) break;
    if (!whole.has(element)) suspects.add(element);
  }
  return suspects.size === 0 ? [] : rangesInside(model, suspects);
}
