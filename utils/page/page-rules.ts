import { unescapeCss, withoutComments } from './css-text';
import { isForScreen, type StyleRule, styleRulesIn, TooManyRules } from './hiding-rules';
import type { ParsedDocument } from './parsed-node';
import { parsedTree } from './parsed-tree';

/** Maximum length of a page's own style sheets together, in UTF-16 units. */
const MAX_STYLES = 2_000_000;

const known = new WeakMap<ParsedDocument, readonly StyleRule[]>();

/**
 * Returns the rules in a page's own `<style>` elements, in their order. They are read once.
 * @throws {TooManyRules} when they exceed a limit, or when a `data:` address has other rules.
 */
export function pageRules(page: ParsedDocument): readonly StyleRule[] {
  const rules = known.get(page) ?? [...sheetsOf(page)].flatMap((css) => [...styleRulesIn(css)]);
  known.set(page, rules);
  return rules;
}

const IMPORTS_DATA =
  /@import[\0-\x20]*(?:(?:url\([\0-\x20]*)?["'][\0-\x20]*|url\([\0-\x20]*)?data:/iu;

/** Leaves out what browsers ignore in an address: line breaks, tabs, and white space around it. */
function plainAddress(address: string): string {
  return address.replace(/[\t\n\r]/gu, '').replace(/^[\0-\x20]+/u, '');
}

function* sheetsOf(page: ParsedDocument): Generator<string> {
  let read = 0;
  for (const style of parsedTree.select(page, 'style')) {
    const css = parsedTree.textOf(style);
    read += css.length;
    if (read > MAX_STYLES) throw new TooManyRules();
    if (!isForScreen(parsedTree.attributeOf(style, 'media') ?? '')) continue;
    // A `data:` address contains a style sheet that this code does not read.
    if (css.includes('@') && IMPORTS_DATA.test(unescapeCss(withoutComments(css)))) {
      throw new TooManyRules();
    }
    yield css;
  }
  for (const link of parsedTree.select(page, 'link[rel*="stylesheet" i][href]')) {
    const href = parsedTree.attributeOf(link, 'href') ?? '';
    if (/^data:/iu.test(plainAddress(href))) throw new TooManyRules();
  }
}
