import { finderFoldOf } from '@/utils/text/fold-text';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { hidingSelectorsIn, isForScreen } from './hiding-rules';
import { declarationsHide } from './hiding-style';
import type { ParsedDocument, ParsedElement } from './parsed-node';
import { HTML_NAMESPACE } from './parsed-node';
import { createParsedPolicy } from './parsed-policy';
import { type CompiledSelector, compilePageSelector, indexOf } from './parsed-selector';
import { parsedTree } from './parsed-tree';
import { rangesInside } from './ranges-inside';
import { TextPositions } from './text-positions';
import { assembleText } from './walk-text';

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
const SVG = 'http://www.w3.org/2000/svg';

/** What the usual sheets hide by, read from no sheet. */
const HIDING_CLASSES =
  'hidden hide is-hidden u-hidden d-none display-none invisible visually-hidden visuallyhidden sr-only screen-reader-text element-invisible'
    .split(' ')
    .map((name) => `.${name}`)
    .join();
/** "hidden md:block" and "d-none d-md-block" show on a wide screen. */
const SHOWN_WIDE =
  /(?:^|\s)(?:\w{1,40}:|d-\w{2,3}-)(?:not-sr-only|block|flex|grid|inline|table|visible)/u;

/**
 * Makes the model of a parsed page, with what its layout might hide. Linear in the nodes, and in the
 * elements that each rule that hides could select.
 */
export function createParsedModel(page: ParsedDocument): TextModel {
  const { text, blocks, marks, segments } = assembleText(page, {
    tree: parsedTree,
    policy: createParsedPolicy(parsedTree),
    skip: null,
  });
  const positions = new TextPositions(parsedTree, segments, text.length, page);
  const hidden = suspectsOf(page);
  const mayBeHidden: readonly TextRange[] =
    hidden.size === 0 ? [] : rangesInside(parsedTree, positions.pieces(), hidden);
  const model: TextModel = {
    text,
    blocks,
    ...(marks.length === 0 ? {} : { marks }),
    ...(mayBeHidden.length === 0 ? {} : { mayBeHidden }),
    folded: () => finderFoldOf(model),
    nodeEndWithin: (offset, limit) => positions.nodeEndWithin(offset, limit),
  };
  return model;
}

/**
 * The elements whose text a browser might not show: those that a rule of the page's own `<style>`, an
 * inline style or a class of the usual sheets hides. A doubt, not a finding: sheets of other files
 * and scripts are not known, and a later rule may show the element after all. A page that hides all
 * of itself until it is ready hides nothing by that.
 */
function suspectsOf(page: ParsedDocument): ReadonlySet<ParsedElement> {
  const whole = new Set([parsedTree.documentElementOf(page), parsedTree.bodyOf(page)]);
  const suspects = new Set<ParsedElement>();
  for (const element of hiddenElements(page)) {
    if (suspects.size === MAX_ELEMENTS) break;
    if (!whole.has(element)) suspects.add(element);
  }
  return suspects;
}

function* hiddenElements(page: ParsedDocument): Generator<ParsedElement> {
  for (const element of parsedTree.select(page, HIDING_CLASSES)) {
    if (!SHOWN_WIDE.test(parsedTree.attributeOf(element, 'class') ?? '')) yield element;
  }
  for (const element of parsedTree.select(page, '[style]')) {
    const { namespace } = element;
    if (namespace !== HTML_NAMESPACE && namespace !== SVG) continue;
    const style = parsedTree.attributeOf(element, 'style') ?? '';
    if (declarationsHide(style, page.quirks)) yield element;
  }
  const index = indexOf(page);
  for (const rule of hidingRules(page)) yield* rule.select(index, page);
}

/** Selectors of the page's own `<style>` rules that hide what they select. */
function hidingRules(page: ParsedDocument): CompiledSelector[] {
  const rules: CompiledSelector[] = [];
  const elements = indexOf(page).elements.length;
  const maxRules = Math.min(MAX_RULES, Math.floor(MAX_STEPS / elements));
  let read = 0;
  for (const style of parsedTree.select(page, 'style')) {
    const css = parsedTree.textOf(style);
    read += css.length;
    if (read > MAX_STYLES) break;
    if (!isForScreen(parsedTree.attributeOf(style, 'media') ?? '')) continue;
    for (const selector of hidingSelectorsIn(css)) {
      // For `:has()`, the time can grow with the square of the page size.
      if (/:has\(/iu.test(selector)) continue;
      if (elements > MAX_SIBLINGS && /~(?!=)/u.test(selector)) continue;
      const rule = compilePageSelector(selector);
      if (rule === null) continue;
      rules.push(rule);
      if (rules.length === maxRules) return rules;
    }
  }
  return rules;
}
