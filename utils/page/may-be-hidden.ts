import type { TextRange } from '@/utils/text/text-model';
import type { PageTextModel } from './text-model';

/** A page's own sheets are read up to here, in UTF-16 units and in rules that hide something. */
const MAX_STYLES = 1_000_000;
const MAX_RULES = 2_000;
const MAX_ELEMENTS = 5_000;

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
  let read = 0;
  for (const style of page.querySelectorAll('style')) {
    const css = style.textContent ?? '';
    read += css.length;
    if (read > MAX_STYLES) break;
    const media = style.getAttribute('media')?.trim() ?? '';
    if (!/^(?:all|screen|)$/iu.test(media)) continue;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    for (const rule of rulesOf(sheet.cssRules)) {
      // `:has()` can cost the square of a page.
      if (rule.selectorText.includes(':has(') || !hides(rule.style)) continue;
      selectors.push(rule.selectorText);
      if (selectors.length === MAX_RULES) return selectors;
    }
  }
  return selectors;
}

function elementsOf(page: Document, selector: string): Iterable<Element> {
  try {
    return page.querySelectorAll(selector);
  } catch {
    // Nested rules' selectors stand for nothing by themselves.
    return [];
  }
}

function* suspectsOf(page: Document): Generator<Element> {
  for (const element of page.querySelectorAll(HIDING_CLASSES.join(', '))) {
    if (!SHOWN_WIDE.test(element.className)) yield element;
  }
  for (const element of page.querySelectorAll<HTMLElement>('[style]')) {
    if ('style' in element && hides(element.style)) yield element;
  }
  for (const selector of hidingSelectors(page)) yield* elementsOf(page, selector);
}

function merge(ranges: TextRange[]): TextRange[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
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
  const seen = new Set<Element>([page.documentElement, page.body]);
  const ranges: TextRange[] = [];
  for (const element of suspectsOf(page)) {
    if (seen.has(element)) continue;
    seen.add(element);
    if (seen.size > MAX_ELEMENTS) break;
    const inside = page.createRange();
    inside.selectNodeContents(element);
    const range = model.rangeToOffsets(inside);
    if (range !== null) ranges.push(range);
  }
  return merge(ranges);
}
