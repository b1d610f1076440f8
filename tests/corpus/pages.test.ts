import { afterAll, describe, expect, test } from 'vitest';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { createTextModel, type PageTextModel } from '@/utils/page/text-model';
import type { TextRange } from '@/utils/text/text-model';
import { wordBoundariesOf } from '@/utils/text/word-boundaries';
import { directiveValue, type OraclePage, openOraclePage } from '../browser/fragment/native-oracle';
import { randomDirectives } from '../browser/fragment/random-directives';
import { randomSelections, type SelectionKind } from '../browser/fragment/random-ranges';
import { corpusPages, readCorpus } from './corpus';

/** Selections and directives a page. */
const SELECTIONS = 10;
const DIRECTIVES = 15;

/** Chromium's own generator on the same selections. */
let chromiumCorrect = 0;
let selected = 0;

type Outcome = 'correct' | 'dead' | 'wrong' | 'not-unique' | 'not-searchable';
const outcomes = new Map<string, number>();
const times: number[] = [];
const modelTimes: number[] = [];
let agreed = 0;
let asked = 0;

function note(kind: SelectionKind, outcome: Outcome): void {
  for (const key of [`all ${outcome}`, `${kind} ${outcome}`, 'all of', `${kind} of`]) {
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  }
}

const percentile = (values: readonly number[], share: number): string =>
  ([...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(1);

afterAll(() => {
  if (corpusPages.length === 0) {
    console.log('Saved pages not visited: PINCITE_CORPUS names no folder with pages/.');
    return;
  }
  const kinds = ['all', 'word', 'phrase', 'mid-word', 'long', 'multi-block'];
  const lines = kinds.map((kind) => {
    const of = outcomes.get(`${kind} of`) ?? 0;
    const parts = ['correct', 'dead', 'wrong', 'not-unique', 'not-searchable'].map(
      (outcome) => `${outcome} ${outcomes.get(`${kind} ${outcome}`) ?? 0}`,
    );
    const share = ((100 * (outcomes.get(`${kind} correct`) ?? 0)) / Math.max(1, of)).toFixed(1);
    return `  ${kind}: ${share} % correct of ${of} (${parts.join(', ')})`;
  });
  console.log(
    [
      `Selections on ${corpusPages.length} saved pages`,
      ...lines,
      `  Chromium's own generator: ${((100 * chromiumCorrect) / Math.max(1, selected)).toFixed(1)} % correct of ${selected}`,
      `  build ms: p50 ${percentile(times, 0.5)}, p95 ${percentile(times, 0.95)}, max ${percentile(times, 0.9999)}`,
      `  model ms: p50 ${percentile(modelTimes, 0.5)}, p95 ${percentile(modelTimes, 0.95)}`,
      `Random directives: ${agreed} of ${asked} found as native Chromium finds them`,
    ].join('\n'),
  );
});

const sameRange = (a: TextRange | null | undefined, b: TextRange | null | undefined): boolean =>
  a?.start === b?.start && a?.end === b?.end;

/** What a person can select: within one tree, and not what only a form field shows. */
function isSelectable(model: PageTextModel, { start, end }: TextRange): boolean {
  const back = model.rangeToOffsets(model.offsetsToRange(start, end));
  const inField = [start, end - 1].some(
    (offset) => model.blocks.find((block) => block.end > offset)?.passedOver === 'field',
  );
  return !inField && sameRange(back, { start, end });
}

async function buildOn(page: OraclePage, model: PageTextModel, seed: number): Promise<unknown[]> {
  const selections = randomSelections(model, SELECTIONS, seed).filter((selection) =>
    isSelectable(model, selection),
  );
  await generateOn(page, model, selections);
  const built = selections.flatMap((selection) => {
    const start = performance.now();
    const result = buildDirectiveWithRange(model, selection);
    times.push(performance.now() - start);
    if (result.ok) return [{ ...selection, ...result.value }];
    note(selection.kind, result.error === 'not-searchable' ? 'not-searchable' : 'not-unique');
    return [];
  });
  const values = built.map(({ directive }) => directiveValue(directive));
  const matches = await page.resolve(values);
  return built.flatMap(({ kind, found }, index) => {
    const match = matches[index];
    const theirs = match ? model.rangeToOffsets(match) : null;
    const outcome = !match ? 'dead' : sameRange(theirs, found) ? 'correct' : 'wrong';
    note(kind, outcome);
    const wanted = model.text.slice(found.start, found.end).slice(0, 80);
    return outcome === 'correct'
      ? []
      : [
          {
            outcome,
            value: decodeURIComponent(values[index] ?? ''),
            wanted,
            match: match?.toString().slice(0, 80),
          },
        ];
  });
}

/** The selection itself, or grown to whole words: both count as correct. */
function isSelection(model: PageTextModel, selection: TextRange, found: TextRange | null): boolean {
  if (found === null || found.start > selection.start || found.end < selection.end) return false;
  const words = wordBoundariesOf(model);
  const start = words.isStart(selection.start) ? null : words.wordAt(selection.start);
  const end = words.isEnd(selection.end) ? null : words.wordAt(selection.end - 1);
  const starts = [selection.start, start?.start];
  return starts.includes(found.start) && [selection.end, end?.end].includes(found.end);
}

async function generateOn(
  page: OraclePage,
  model: PageTextModel,
  selections: readonly TextRange[],
) {
  selected += selections.length;
  const values: string[] = [];
  const wanted: TextRange[] = [];
  for (const selection of selections) {
    const value = await page.generate(model.offsetsToRange(selection.start, selection.end));
    if (value === null) continue;
    values.push(value);
    wanted.push(selection);
  }
  const matches = await page.resolve(values);
  for (const [index, selection] of wanted.entries()) {
    const match = matches[index];
    if (match && isSelection(model, selection, model.rangeToOffsets(match))) chromiumCorrect++;
  }
}

async function findOn(page: OraclePage, model: PageTextModel, seed: number): Promise<unknown[]> {
  const directives = randomDirectives(model, DIRECTIVES, seed);
  const values = directives.map(directiveValue);
  const matches = await page.resolve(values);
  return directives.flatMap((directive, index) => {
    const ours = findTextDirective(model, directive);
    if (ours !== null && !isSelectable(model, ours)) return [];
    const match = matches[index] ?? null;
    const theirs = match === null ? null : model.rangeToOffsets(match);
    asked++;
    if (sameRange(ours, theirs) && (match === null) === (ours === null)) {
      agreed++;
      return [];
    }
    return [
      {
        value: decodeURIComponent(values[index] ?? ''),
        ours: ours && model.text.slice(ours.start, ours.end).slice(0, 80),
        theirs: match?.toString().slice(0, 80) ?? null,
      },
    ];
  });
}

describe.runIf(corpusPages.length > 0)('on saved pages', () => {
  test.each(corpusPages)('%s', async (name) => {
    const page = await openOraclePage(await readCorpus(`pages/${name}`), { inert: true });
    const start = performance.now();
    const model = createTextModel(page.document);
    modelTimes.push(performance.now() - start);
    const wrong = await buildOn(page, model, 2025);
    const different = await findOn(page, model, 61);
    page.close();
    expect({ wrong, different }).toEqual({ wrong: [], different: [] });
  });
});

test.runIf(corpusPages.length === 0)('says so where PINCITE_CORPUS names no pages', () => {
  expect(corpusPages).toEqual([]);
});
