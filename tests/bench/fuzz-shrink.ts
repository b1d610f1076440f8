import { parseTextDirective, type TextDirective } from '@/utils/fragment/text-directive';
import { directiveValue } from '../browser/fragment/native-oracle';
import { compareOn, type Failure } from './fuzz-ask';
import { type FuzzElement, type FuzzNode, type FuzzPage, pageHtml, randomPage } from './fuzz-page';

interface FuzzCase {
  readonly page: FuzzPage;
  readonly value: string;
}

function without(record: Readonly<Record<string, string>>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function* smallerTexts(text: string): Generator<string> {
  const parts = text.split(/(\s+)/);
  for (let size = Math.ceil(parts.length / 2); size >= 1; size = size >> 1) {
    for (let at = 0; at < parts.length; at += size) {
      const rest = [...parts.slice(0, at), ...parts.slice(at + size)].join('');
      if (rest !== '' && rest !== text) yield rest;
    }
    if (size === 1) break;
  }
}

function* smallerElements(element: FuzzElement): Generator<FuzzElement> {
  const { attributes, children, shadow, style } = element;
  if (shadow !== undefined) {
    const { shadow: _, ...plain } = element;
    yield plain;
  }
  for (const smaller of smallerLists(children)) yield { ...element, children: smaller };
  if (shadow !== undefined) {
    for (const inside of smallerLists(shadow.children)) {
      yield { ...element, shadow: { ...shadow, children: inside } };
    }
  }
  for (const name of Object.keys(style)) yield { ...element, style: without(style, name) };
  for (const name of Object.keys(attributes)) {
    yield { ...element, attributes: without(attributes, name) };
  }
  const plain = /^(?:b|i|a|em|code|small|bdo|bdi|q|mark|label|font|u|abbr|sub|sup)$/.test(
    element.tag,
  )
    ? 'span'
    : 'div';
  const known = new Set(['span', 'div', 'slot', 'br', 'wbr', 'p']);
  if (!known.has(element.tag)) yield { ...element, tag: plain };
}

/** Shorter versions of the list, with the largest removals first. */
function* smallerLists(list: readonly FuzzNode[]): Generator<FuzzNode[]> {
  const replaced = (index: number, nodes: readonly FuzzNode[]) => [
    ...list.slice(0, index),
    ...nodes,
    ...list.slice(index + 1),
  ];
  for (let size = list.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < list.length; at += size) {
      yield [...list.slice(0, at), ...list.slice(at + size)];
    }
  }
  for (const [index, node] of list.entries()) {
    if (typeof node !== 'string') yield replaced(index, node.children);
  }
  for (const [index, node] of list.entries()) {
    if (typeof node === 'string') {
      for (const text of smallerTexts(node)) yield replaced(index, [text]);
    } else {
      for (const smaller of smallerElements(node)) yield replaced(index, [smaller]);
    }
  }
}

function* smallerDirectives(value: string): Generator<string> {
  const directive = parseTextDirective(value);
  if (directive === null) return;
  for (const name of ['prefix', 'suffix', 'end'] as const) {
    const { [name]: dropped, ...rest } = directive;
    if (dropped !== undefined) yield directiveValue(rest as TextDirective);
  }
}

function* smallerCases({ page, value }: FuzzCase): Generator<FuzzCase> {
  for (const smaller of smallerDirectives(value)) yield { page, value: smaller };
  for (const body of smallerLists(page.body)) yield { page: { ...page, body }, value };
  if (page.language !== '') yield { page: { ...page, language: '' }, value };
}

type Form = 'ours alone' | 'native alone' | 'elsewhere';

async function formOf({ page, value }: FuzzCase): Promise<Form | null> {
  const { agree, native, ours } = await compareOn(pageHtml(page), value);
  if (agree) return null;
  return native === null ? 'ours alone' : ours === null ? 'native alone' : 'elsewhere';
}

/** Number of candidates tried at once: Chromium waits half a second for each miss. */
const AT_ONCE = 12;

/**
 * Finds a small page on which our finder and native Chromium still differ in the same way about
 * a directive. The search is greedy and stops after the given number of milliseconds.
 */
async function shrinkCase(found: FuzzCase, milliseconds: number): Promise<FuzzCase> {
  const form = await formOf(found);
  if (form === null) return found;
  let smallest = found;
  const until = performance.now() + milliseconds;
  for (let shrunk = true; shrunk && performance.now() < until; ) {
    shrunk = false;
    const candidates = smallerCases(smallest);
    while (!shrunk && performance.now() < until) {
      const some: FuzzCase[] = [];
      for (const candidate of candidates) {
        some.push(candidate);
        if (some.length === AT_ONCE) break;
      }
      if (some.length === 0) break;
      const forms = await Promise.all(some.map(formOf));
      const next = some[forms.indexOf(form)];
      if (next !== undefined) {
        smallest = next;
        shrunk = true;
      }
    }
  }
  return smallest;
}

export type SeedFailure = Failure & { readonly seed: number };

/** Does the same for a failure on the random page of a seed. @public */
export async function shrinkFailure(
  { kind, seed, value: found }: SeedFailure,
  milliseconds: number,
): Promise<Failure> {
  const { page, value } = await shrinkCase({ page: randomPage(seed), value: found }, milliseconds);
  const html = pageHtml(page);
  const { native, ours } = await compareOn(html, value);
  return { kind, html, value, ours, native };
}
