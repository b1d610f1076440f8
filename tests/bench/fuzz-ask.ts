import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { findTextDirective, isSearchedEndlessly } from '@/utils/fragment/find-text-directive';
import { parseTextDirective } from '@/utils/fragment/text-directive';
import { liveTree } from '@/utils/page/live-tree';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import type { TextRange } from '@/utils/text/text-model';
import { directiveValue, type OraclePage, openOraclePage } from '../browser/fragment/native-oracle';
import { randomDirectives } from '../browser/fragment/random-directives';
import { randomFrom } from '../browser/fragment/random-ranges';
import { isSelectable, judgeMatch } from '../corpus/judge-match';
import { pageHtml, randomPage } from './fuzz-page';
import { newTally, type PageTally } from './fuzz-tally';

type FailureKind = 'dead' | 'wrong' | 'disagreement';

export interface Failure {
  readonly kind: FailureKind;
  readonly html: string;
  /** The part of the directive after `text=`. */
  readonly value: string;
  readonly ours: string | null;
  readonly native: string | null;
}

function* textsOf(root: Node): Generator<Text> {
  for (const node of root.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) yield node as Text;
    else yield* textsOf(node);
  }
}

function* treesOf(root: Document | ShadowRoot): Generator<Document | ShadowRoot> {
  yield root;
  for (const element of root.querySelectorAll('*')) {
    const inner = liveTree.shadowRootOf(element);
    if (inner !== null) yield* treesOf(inner as ShadowRoot);
  }
}

/**
 * Selections like those of a user. The bench chooses them in the DOM and not in our model, so
 * that a seed gives the same selections with any version of the model.
 */
function selectRanges(page: Document, count: number, seed: number): Range[] {
  const random = randomFrom(seed);
  random();
  const below = (limit: number) => Math.floor(random() * limit);
  const trees = [...treesOf(page)]
    .map((tree) =>
      [...textsOf(tree === page ? page.body : tree)].filter(({ data }) => /\S/.test(data)),
    )
    .filter((texts) => texts.length > 0);
  const all = trees.flatMap((texts) => texts.map((text, index) => ({ texts, text, index })));
  if (all.length === 0) return [];
  const edgesOf = ({ data }: Text) => {
    const segments = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(data)];
    return segments
      .filter(({ segment }) => /\S/.test(segment))
      .map(({ index, segment }) => [index, index + segment.length] as const);
  };
  return Array.from({ length: count }, () => {
    const first = all[below(all.length)] as (typeof all)[number];
    const far = below(10) < 6 ? 0 : below(5);
    const lastText = first.texts[Math.min(first.texts.length - 1, first.index + far)] as Text;
    const starts = edgesOf(first.text);
    const ends = edgesOf(lastText);
    const from = below(starts.length);
    const [start = 0] = starts[from] ?? [];
    const to =
      lastText === first.text ? Math.min(ends.length - 1, from + below(4)) : below(ends.length);
    const end = ends[to]?.[1] ?? lastText.length;
    const wobble = below(5) === 0;
    const range = page.createRange();
    range.setStart(first.text, wobble ? Math.min(start + below(3), first.text.length) : start);
    range.setEnd(lastText, wobble ? Math.max(0, end - below(3)) : end);
    return range;
  }).filter((range) => !range.collapsed);
}

/** Groups of values for one URL. Chromium drops values of a URL that differ only in case. */
function groupsOf<T extends { readonly value: string }>(questions: readonly T[]): T[][] {
  const groups: { readonly seen: Set<string>; readonly list: T[] }[] = [];
  for (const question of questions) {
    const key = question.value.toLowerCase();
    let group = groups.find(({ seen, list }) => list.length < 15 && !seen.has(key));
    if (group === undefined) {
      group = { seen: new Set(), list: [] };
      groups.push(group);
    }
    group.seen.add(key);
    group.list.push(question);
  }
  return groups.map(({ list }) => list);
}

async function resolveAll<T extends { readonly value: string }>(
  page: OraclePage,
  questions: readonly T[],
): Promise<(T & { readonly match: Range | null })[]> {
  const answered: (T & { readonly match: Range | null })[] = [];
  for (const group of groupsOf(questions)) {
    const matches = await page.resolve(group.map(({ value }) => value));
    for (const [index, question] of group.entries()) {
      answered.push({ ...question, match: matches[index] ?? null });
    }
  }
  return answered;
}

/** Whether both finders return the same range, or both return none. */
export function agrees(model: PageTextModel, ours: TextRange | null, match: Range | null): boolean {
  if (ours === null || match === null) return (ours === null) === (match === null);
  // No DOM range can describe a match in a form field or across shadow trees.
  if (!isSelectable(model, ours)) return true;
  const theirs = model.rangeToOffsets(match);
  return theirs?.start === ours.start && theirs.end === ours.end;
}

/** The texts that both finders return for one directive, tested alone on a new page. */
export async function compareOn(
  html: string,
  value: string,
): Promise<{ agree: boolean; ours: string | null; native: string | null }> {
  const page = await openOraclePage(html);
  try {
    const model = createTextModel(page.document);
    const directive = parseTextDirective(value);
    const ours = directive === null ? null : findTextDirective(model, directive);
    const match = (await page.resolve([value]))[0] ?? null;
    return {
      agree: agrees(model, ours, match),
      ours: ours && model.text.slice(ours.start, ours.end),
      native: match?.toString() ?? null,
    };
  } finally {
    page.close();
  }
}

export interface Amounts {
  readonly selections: number;
  readonly random: number;
}

/**
 * Builds directives for random selections of a page, tests these and random directives in native
 * Chromium, and returns the failures. The bench tests each failure again alone on a new page,
 * because another directive may have opened or scrolled something on the first page.
 */
async function askPage(
  html: string,
  seed: number,
  amounts: Amounts,
  tally: PageTally,
): Promise<Failure[]> {
  const page = await openOraclePage(html);
  const suspects: { kind: FailureKind; value: string }[] = [];
  try {
    const model = createTextModel(page.document);
    const questions: { value: string; selection: TextRange; found: TextRange }[] = [];
    for (const range of selectRanges(page.document, amounts.selections, seed)) {
      const selection = model.rangeToOffsets(range);
      if (selection === null || !isSelectable(model, selection)) continue;
      tally.selections++;
      const built = buildDirectiveWithRange(model, selection);
      if (!built.ok) {
        if (built.error === 'not-unique') tally.refused++;
        continue;
      }
      tally.built++;
      const { directive, found } = built.value;
      questions.push({ value: directiveValue(directive), selection, found });
    }
    for (const { value, selection, found, match } of await resolveAll(page, questions)) {
      if (agrees(model, found, match)) continue;
      const outcome = judgeMatch(model, selection, match);
      if (outcome.kind === 'dead' || outcome.kind === 'wrong') {
        suspects.push({ kind: outcome.kind, value });
      }
    }
    const random = randomDirectives(model, amounts.random, seed)
      .filter((directive) => !isSearchedEndlessly(model, directive))
      .map((directive) => ({
        value: directiveValue(directive),
        ours: findTextDirective(model, directive),
      }));
    const hits = random.filter(({ ours }) => ours !== null);
    const misses = random.filter(({ ours }) => ours === null);
    tally.random += random.length;
    tally.found += hits.length;
    for (const some of [hits, misses]) {
      for (const { value, ours, match } of await resolveAll(page, some)) {
        if (!agrees(model, ours, match)) suspects.push({ kind: 'disagreement', value });
      }
    }
  } finally {
    page.close();
  }
  const asked = await Promise.all(
    suspects.map(async ({ kind, value }) => ({ kind, value, ...(await compareOn(html, value)) })),
  );
  const failures = asked.filter(({ agree }) => !agree);
  for (const { kind } of failures) tally[kind === 'disagreement' ? 'disagreements' : kind]++;
  return failures.map(({ kind, native, ours, value }) => ({ kind, html, value, ours, native }));
}

export interface AskedPage {
  readonly tally: PageTally;
  readonly failures: readonly Failure[];
}

/** Does the same for the random page of a seed. @public */
export async function askSeed(seed: number, amounts: Amounts): Promise<AskedPage> {
  const tally = newTally();
  const failures = await askPage(pageHtml(randomPage(seed)), seed, amounts, tally);
  return { tally, failures };
}
