import { afterAll, describe, expect, test } from 'vitest';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import { directiveValue, type OraclePage, openOraclePage } from '../browser/fragment/native-oracle';
import { randomDirectives } from '../browser/fragment/random-directives';
import { randomSelections } from '../browser/fragment/random-ranges';
import { corpusPages, readCorpus } from './corpus';
import {
  GENERATORS,
  type Generator,
  type GeneratorName,
  generatorsOn,
  loadPolyfill,
} from './generators';
import { isSelectable, judgeMatch } from './judge-match';
import { longestDirective } from './longest-directive';
import { percentile, SelectionTally } from './tally';

/** Number of selections and directives for each page. */
const SELECTIONS = 10;
const DIRECTIVES = 50;

/** A run on a part of the pages checks fewer limits and waits a shorter time for the polyfill. */
const isFullRun = corpusPages.length >= 40;
const POLYFILL_TIMEOUT = isFullRun ? 500 : 100;

const tally = new SelectionTally();
const times: number[] = [];
const modelTimes: number[] = [];
/** Refusals that the longest directive proves correct, because it matches an earlier place. */
let refusalsProved = 0;
const unproved: unknown[] = [];
let asked = 0;
const disagreements: unknown[] = [];

afterAll(() => {
  if (corpusPages.length === 0) {
    console.log('Saved pages not visited: PINCITE_CORPUS names no folder with pages/.');
    return;
  }
  const of = tally.count('ours', 'of');
  const correct = tally.count('ours', 'correct');
  const { built, weak, chosen } = tally.weakTerms;
  console.log(
    [
      `Selections on ${corpusPages.length} saved pages`,
      ...tally.lines(),
      `  no directive can exist for ${refusalsProved} of ${of}: native Chromium finds the longest one at an earlier place`,
      `  ours correct where one can exist: ${((100 * correct) / Math.max(1, of - refusalsProved)).toFixed(1)} %`,
      `  ours with a term under three letters: ${weak} of ${built}, ${chosen} of them where the page offered more`,
      `  build ms: p50 ${percentile(times, 0.5)}, p95 ${percentile(times, 0.95)}, max ${percentile(times, 0.9999)}`,
      `  model ms: p50 ${percentile(modelTimes, 0.5)}, p95 ${percentile(modelTimes, 0.95)}`,
      `Random directives: ${asked - disagreements.length} of ${asked} found as native Chromium finds them`,
      ...disagreements.map((one) => `  not: ${JSON.stringify(one)}`),
    ].join('\n'),
  );
});

interface Visit {
  readonly name: string;
  readonly page: OraclePage;
  readonly model: PageTextModel;
}

const clip = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/**
 * Builds directives with one generator and asks native Chromium for the match of each. Returns the
 * failures.
 */
async function generateOn(
  { name, page, model }: Visit,
  selections: ReturnType<typeof randomSelections>,
  generator: GeneratorName,
  generate: Generator,
): Promise<unknown[]> {
  const built: { selection: (typeof selections)[number]; value: string }[] = [];
  const refused: typeof selections = [];
  for (const selection of selections) {
    const start = performance.now();
    const result = await generate(selection);
    if (generator === 'ours') times.push(performance.now() - start);
    if (result.ok) {
      built.push({ selection, value: result.value });
    } else {
      refused.push(selection);
      tally.add(generator, selection.kind, { kind: 'refused', reason: result.error });
    }
  }
  const matches = await page.resolve(built.map(({ value }) => value));
  const faults = built.flatMap(({ selection, value }, index) => {
    const match = matches[index];
    const outcome = judgeMatch(model, selection, match);
    tally.add(generator, selection.kind, outcome);
    if (generator === 'ours') tally.addTerms(value, longestDirective(model, selection));
    if (outcome.kind === 'correct') return [];
    const wanted = clip(model.text.slice(selection.start, selection.end));
    return [{ outcome: outcome.kind, value, wanted, match: match && clip(match.toString()) }];
  });
  if (generator === 'ours') await proveRefusals({ name, page, model }, refused);
  return faults;
}

async function proveRefusals(
  { name, page, model }: Visit,
  refused: readonly { start: number; end: number }[],
) {
  const values = refused.map((selection) => directiveValue(longestDirective(model, selection)));
  const matches = await page.resolve(values);
  for (const [index, selection] of refused.entries()) {
    const match = matches[index];
    const found = match ? model.rangeToOffsets(match) : null;
    const isTwin =
      found !== null &&
      (found.start < selection.start ||
        (found.start === selection.start && found.end < selection.end));
    if (isTwin) refusalsProved++;
    else {
      const wanted = clip(model.text.slice(selection.start, selection.end));
      unproved.push({ name, wanted, longest: clip(values[index] ?? ''), found });
    }
  }
}

/** Compares our finder with native Chromium for random directives. */
async function findOn({ name, page, model }: Visit, seed: number): Promise<void> {
  const directives = randomDirectives(model, DIRECTIVES, seed);
  const values = directives.map(directiveValue);
  const matches = await page.resolve(values);
  for (const [index, directive] of directives.entries()) {
    const ours = findTextDirective(model, directive);
    // The browser also finds it, but no range can describe it.
    if (ours !== null && !isSelectable(model, ours)) continue;
    const match = matches[index] ?? null;
    const theirs = match === null ? null : model.rangeToOffsets(match);
    asked++;
    const same = ours?.start === theirs?.start && ours?.end === theirs?.end;
    if (same && (match === null) === (ours === null)) continue;
    disagreements.push({
      name,
      value: values[index],
      ours: ours && clip(model.text.slice(ours.start, ours.end)),
      native: match && clip(match.toString()),
    });
  }
}

async function visit(name: string): Promise<unknown[]> {
  let polyfill: ReturnType<typeof loadPolyfill> | undefined;
  const page = await openOraclePage(await readCorpus(`pages/${name}`), {
    inert: true,
    prepare: (view) => {
      polyfill = loadPolyfill(view, POLYFILL_TIMEOUT);
    },
  });
  if (polyfill === undefined) throw new Error(`${name} was written before it was prepared`);
  const start = performance.now();
  const model = createTextModel(page.document);
  modelTimes.push(performance.now() - start);
  const selections = randomSelections(model, SELECTIONS, 2025).filter((selection) =>
    isSelectable(model, selection),
  );
  const generators = generatorsOn(page, model, polyfill);
  const faults: unknown[] = [];
  for (const generator of GENERATORS) {
    const some = await generateOn(
      { name, page, model },
      selections,
      generator,
      generators[generator],
    );
    if (generator === 'ours') faults.push(...some);
  }
  await findOn({ name, page, model }, 61);
  page.close();
  return faults;
}

describe.runIf(corpusPages.length > 0)('on saved pages', () => {
  // Chromium waits half a second before it reports a miss, so several pages wait at once.
  test.concurrent.each(corpusPages)('no link that is built leads elsewhere on %s', async (name) => {
    expect(await visit(name)).toEqual([]);
  });

  test('every refusal is right: the longest directive of all finds an earlier place', () => {
    expect(unproved).toEqual([]);
  });

  // Not the share of all selections, because these pages repeat whole paragraphs of filler text.
  test('a link is right for 97.5 % of the selections for which one can exist', () => {
    const possible = tally.count('ours', 'of') - refusalsProved;
    expect(tally.count('ours', 'correct') / possible).toBeGreaterThanOrEqual(0.975);
  });

  test('directives find what native Chromium finds, in 999 of 1,000', () => {
    expect(asked).toBeGreaterThan(corpusPages.length * 20);
    expect(disagreements.length / asked).toBeLessThanOrEqual(0.001);
  });
});

test.runIf(corpusPages.length === 0)('reports that PINCITE_CORPUS has no pages', () => {
  expect(corpusPages).toEqual([]);
});
