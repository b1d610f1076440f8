import { test } from 'vitest';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import type { TextRange } from '@/utils/text/text-model';
import { directiveValue, openOraclePage } from '../browser/fragment/native-oracle';
import { randomSelections } from '../browser/fragment/random-ranges';
import { isSelectable } from '../corpus/judge-match';
import { polyfillOn } from './fragment-polyfill';
import { type MadePage, makePage } from './made-pages';
import {
  collectGarbage,
  ms,
  percentile,
  summary,
  table,
  timed,
  timedAsync,
  verdict,
} from './measure';
import { benchSlice, savedPages, savedPagesAre } from './saved-pages';

/** Results of one generator: the time for each selection, and the values by selection. */
interface Tally {
  readonly times: number[];
  readonly values: (string | null)[];
  /** Number of selections that ran out of time. */
  unfinished: number;
}

interface Tallies {
  readonly ours: Tally;
  readonly chromium: Tally;
  readonly polyfill: Tally;
  /** Times for model, fold and first build, in a newly opened page. */
  readonly whole: number[];
}

const newTally = (): Tally => ({ times: [], values: [], unfinished: 0 });
const newTallies = (): Tallies => ({
  ours: newTally(),
  chromium: newTally(),
  polyfill: newTally(),
  whole: [],
});

/** How many of a page's selections each generator gets. */
interface Plan {
  readonly selections: number;
  readonly chromium: number;
  readonly polyfill: number;
  /** Time limit of the polyfill for one selection, in milliseconds. */
  readonly limit: number;
}

/** Returns ranges that a person can select, in one tree and not in a form field. */
function selectable(model: PageTextModel, count: number): TextRange[] {
  return randomSelections(model, count, 2025).filter((range) => isSelectable(model, range));
}

async function measureOn(html: string, plan: Plan, into: Tallies): Promise<void> {
  const page = await openOraclePage(html, { inert: true });
  void page.document.documentElement.offsetHeight;
  collectGarbage();
  const whole = timed(() => {
    const model = createTextModel(page.document);
    model.folded();
    return model;
  });
  const model = whole.value;
  const polyfill = polyfillOn(page.window as Window & typeof globalThis, plan.limit);
  for (const [index, selection] of selectable(model, plan.selections).entries()) {
    collectGarbage();
    const ours = timed(() => buildDirectiveWithRange(model, selection));
    if (index === 0) into.whole.push(whole.ms + ours.ms);
    into.ours.times.push(ours.ms);
    into.ours.values.push(ours.value.ok ? directiveValue(ours.value.value.directive) : null);
    const range = model.offsetsToRange(selection.start, selection.end);
    if (index < plan.chromium) {
      collectGarbage();
      const chromium = await timedAsync(() => page.generate(range.cloneRange()));
      into.chromium.times.push(chromium.ms);
      into.chromium.values.push(chromium.value.ok ? chromium.value.value : null);
    }
    if (index < plan.polyfill) {
      collectGarbage();
      const theirs = timed(() => polyfill.generate(range.cloneRange()));
      into.polyfill.times.push(theirs.ms);
      into.polyfill.values.push(theirs.value);
      if (theirs.value === null && theirs.ms >= plan.limit) into.polyfill.unfinished++;
    }
  }
  page.close();
}

const NAMES = ['ours', 'chromium', 'polyfill'] as const;
const TITLES = {
  ours: 'ours, build alone',
  chromium: 'Chromium’s own',
  polyfill: 'text-fragments-polyfill',
};

/** Returns the lengths for the selections that all three generators got and answered. */
function lengthsOf(tallies: Tallies, name: (typeof NAMES)[number]): number[] {
  return tallies[name].values.flatMap((value, index) => {
    const all = NAMES.every((each) => typeof tallies[each].values[index] === 'string');
    return all && typeof value === 'string' ? [value.length] : [];
  });
}

function rowsOf(tallies: Tallies): string[][] {
  return [
    ['', 'asked', 'built', 'p50 ms', 'p95 ms', 'max ms', 'length p50', 'length p95'],
    ...NAMES.map((name) => {
      const { times, values, unfinished } = tallies[name];
      const lengths = lengthsOf(tallies, name);
      const least = unfinished > 0 ? '≥ ' : '';
      return [
        TITLES[name],
        String(times.length),
        String(values.filter((value) => value !== null).length),
        ...[0.5, 0.95, 1].map((share) => least + ms(percentile(times, share))),
        ...[0.5, 0.95].map((share) =>
          lengths.length === 0 ? '–' : String(percentile(lengths, share)),
        ),
      ];
    }),
  ];
}

function bars(tallies: Tallies, where: string): string[] {
  const p95 = (name: (typeof NAMES)[number]) => percentile(tallies[name].times, 0.95);
  const ours = p95('ours');
  const beside = (name: 'chromium' | 'polyfill', bar: number) =>
    verdict(`build p95 ÷ ${TITLES[name]} p95, ${where}`, ours / p95(name), bar, '×', {
      ours,
      peer: TITLES[name],
      theirs: p95(name),
      unit: 'ms',
    });
  const own = [beside('chromium', 1)];
  return tallies.polyfill.times.length === 0 ? own : [beside('polyfill', 0.05), ...own];
}

const INSIDE = [
  'Timed: ours, from the offsets to the proved directive, the model and its fold made before;',
  'Chromium, createSelectorDirective until it settles; polyfill, generateFragmentFromRange.',
  'Neither of the others keeps anything between two calls; "model, fold, first build" is ours from nothing.',
];

test('on saved pages', async () => {
  const plan: Plan = { selections: 10, chromium: 10, polyfill: 10, limit: 60_000 };
  // Warms up the code of all three.
  await measureOn(makePage({ words: 3_000, density: 7, language: 'en' }), plan, newTallies());
  const tallies = newTallies();
  for (const { read } of savedPages) await measureOn(await read(), plan, tallies);
  console.log(
    [
      `\nText directives built on ${savedPagesAre}, at most 10 selections each, the same for all.`,
      ...INSIDE,
      table(rowsOf(tallies)),
      `ours, model, fold, first build: ${summary(tallies.whole)} ms`,
      ...bars(tallies, 'saved pages'),
    ].join('\n'),
  );
});

const MADE: readonly (MadePage & Plan & { name: string })[] = (
  [
    { name: '10,000', words: 10_000, selections: 40, chromium: 40, polyfill: 20, limit: 60_000 },
    { name: '100,000', words: 100_000, selections: 40, chromium: 20, polyfill: 4, limit: 5_000 },
    { name: '1,000,000', words: 1_000_000, selections: 40, chromium: 6, polyfill: 0, limit: 0 },
  ] as const
).map((plan) => ({ ...plan, density: 20, language: 'en' }));

test('on made pages of three sizes', async () => {
  const lines: string[] = [
    '\nText directives built on pages made to measure. The polyfill is asked about few selections, and told to',
    'give up after 5 s at 100,000 words (it looks at the clock between its steps only; where it gave up, its',
    'figures say ≥). It is not asked at a million words: one of its steps takes minutes and can’t be stopped.',
  ];
  const builds: number[] = [];
  const wholes: number[] = [];
  for (const made of MADE.filter(({ words }) => !benchSlice || words <= 10_000)) {
    const tallies = newTallies();
    await measureOn(makePage(made), made, tallies);
    const build = percentile(tallies.ours.times, 0.5) / (made.words / 1_000);
    const whole = percentile(tallies.whole, 0.5) / (made.words / 1_000);
    builds.push(build);
    wholes.push(whole);
    lines.push(
      `\n${made.name} words`,
      table(rowsOf(tallies)),
      `ours, model, fold, first build: ${ms(percentile(tallies.whole, 0.5))} ms`,
      `ours, per 1,000 words: build ${ms(build)} ms; model, fold, first build ${ms(whole)} ms`,
      ...bars(tallies, `${made.name} words`),
    );
  }
  const flat = (costs: readonly number[]) => (costs.at(-1) ?? 0) / (costs[0] ?? 0);
  lines.push(
    '',
    verdict('cost per word at 1,000,000 ÷ at 10,000, build', flat(builds), 1.5, '×'),
    verdict('cost per word at 1,000,000 ÷ at 10,000, all', flat(wholes), 1.5, '×'),
  );
  console.log(lines.join('\n'));
});
