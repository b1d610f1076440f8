import { type DeclaredLayouts, declaredLayouts } from '@/utils/page/declared-layout';
import { gatherPageFacts } from '@/utils/page/gather-page-facts';
import { parseBody } from '@/utils/page/judge-page';
import { liveTree } from '@/utils/page/live-tree';
import { readPageMetadata } from '@/utils/page/page-metadata';
import { sendsOnTo } from '@/utils/page/page-refresh';
import { createParsedModel } from '@/utils/page/parsed-model';
import { parsedTree } from '@/utils/page/parsed-tree';
import { indexOf } from '@/utils/page/tree-index';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { DocumentKind } from '@/utils/verify/document-kind';
import { createDomModel } from './dom-model';

const URL = 'https://site.example/page';
const ANSWER = {
  requestedUrl: URL,
  finalUrl: URL,
  status: 200,
  contentType: 'text/html',
} as const;

/** Returns everything that judging and clipping read from a parsed page. */
function reading(
  model: TextModel,
  rest: { facts: object; metadata: object; target: string | null },
) {
  const { text, blocks, marks, mayBeHidden } = model;
  const ends = Array.from({ length: 200 }, (_, at) =>
    model.nodeEndWithin?.(Math.floor((at * text.length) / 200), text.length),
  );
  return { text, blocks, marks, mayBeHidden, ends, ...rest };
}

/**
 * Returns the layouts that the style sheets in a page's HTML give to its elements, for the document that
 * DOMParser made of the same HTML.
 */
export function layoutsIn(
  document: Document,
  html: string,
  kind: DocumentKind = 'html',
): DeclaredLayouts {
  if (!/<style/iu.test(html)) return new Map();
  const page = parseBody(html, kind, false);
  const layouts = declaredLayouts(page);
  const elements = [...liveTree.select(document, '*')];
  const same = indexOf(page).elements.flatMap((element, at) => {
    const layout = layouts.get(element);
    const there = elements[at];
    return layout === undefined || there === undefined ? [] : [[there, layout] as const];
  });
  return new Map(same);
}

export function readWithDom(html: string, type: DOMParserSupportedType = 'text/html') {
  const document = new DOMParser().parseFromString(html, type);
  const kind = type === 'text/html' ? 'html' : 'xhtml';
  const model = createDomModel(document, layoutsIn(document, html, kind));
  const facts = gatherPageFacts(liveTree, document, model.text, ANSWER);
  const metadata = readPageMetadata(liveTree, document, URL);
  const target = sendsOnTo(liveTree, document, null, URL);
  const read = reading(model, { facts, metadata, target });
  document.documentElement.remove();
  return read;
}

export function readWithoutDom(html: string, kind: DocumentKind = 'html') {
  // DOMParser reads a page as a browser without scripts does.
  const document = parseBody(html, kind, false);
  const model = createParsedModel(document);
  const facts = gatherPageFacts(parsedTree, document, model.text, ANSWER);
  const metadata = readPageMetadata(parsedTree, document, URL);
  const target = sendsOnTo(parsedTree, document, null, URL);
  return reading(model, { facts, metadata, target });
}

type HiddenRanges = readonly TextRange[] | undefined;

/**
 * Returns the first range of `theirs` that `ours` does not cover completely, or null. `ours` may
 * cover more text than `theirs`.
 */
function uncovered(ours: HiddenRanges = [], theirs: HiddenRanges = []): TextRange | null {
  const covers = (at: number) => ours.some(({ start, end }) => start <= at && at < end);
  return (
    theirs.find(({ start, end }) =>
      Array.from({ length: end - start }, (_, at) => start + at).some((at) => !covers(at)),
    ) ?? null
  );
}

/** Describes the first difference between two readings. Returns null when they are equal. */
export function difference(ours: object, theirs: object, path = ''): string | null {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  for (const key of keys) {
    const [a, b] = [ours, theirs].map((each): unknown => Reflect.get(each, key));
    if (Object.is(a, b)) continue;
    const at = `${path}.${key}`;
    if (at === '.mayBeHidden') {
      const missed = uncovered(a as HiddenRanges, b as HiddenRanges);
      if (missed !== null) return `${at}: no doubt from ${missed.start} to ${missed.end}`;
      continue;
    }
    if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
      const inside = difference(a, b, at);
      if (inside !== null) return inside;
    } else if (typeof a === 'string' && typeof b === 'string') {
      let from = 0;
      while (a[from] === b[from]) from += 1;
      const piece = (text: string) => JSON.stringify(text.slice(Math.max(0, from - 30), from + 60));
      return `${at} at ${from}: ${piece(a)} instead of ${piece(b)}`;
    } else return `${at}: ${JSON.stringify(a)} instead of ${JSON.stringify(b)}`;
  }
  return null;
}
