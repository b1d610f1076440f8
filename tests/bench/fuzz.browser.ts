import { expect, inject, test } from 'vitest';
import { commands } from 'vitest/browser';
import {
  askPage,
  compareOn,
  type Failure,
  type FailureKind,
  newTally,
  type PageTally,
} from './fuzz-ask';
import { pageHtml, randomPage } from './fuzz-page';
import { shrinkCase } from './fuzz-shrink';
import { benchSlice } from './saved-pages';

declare module 'vitest' {
  interface ProvidedContext {
    /** The options of `npm run bench:fuzz`; see vitest.config.ts. */
    fuzz: {
      /** Number of directives that all runs together send to Chromium. */
      readonly cases: number;
      readonly minutes: number;
      /** The first seed when no earlier state exists. */
      readonly seed: number;
      /** Number of failures that are shrunk and kept. Other failures are only counted. */
      readonly shrink: number;
    };
  }
}

/** The results of earlier runs. Several runs together can test many cases. */
interface FuzzState {
  readonly nextSeed: number;
  readonly seconds: number;
  readonly tally: PageTally;
  /** Directives built on each thousand pages, for a comparison of two versions of the code. */
  readonly builtByThousand: readonly number[];
  readonly failures: readonly ShrunkFailure[];
}

interface ShrunkFailure extends Pick<Failure, 'kind' | 'value' | 'ours' | 'native'> {
  readonly seed: number;
  readonly html: string;
}

const STATE = 'out/fuzz.json';
/** Number of pages tested at once: pages wait most of the time. */
const AT_ONCE = 16;
const AMOUNTS = { selections: 24, random: 12 };
/** Milliseconds. */
const SHRINK_FOR = 45_000;
/** The test suite takes so many pages from each of its seeds: the same pages in every run. */
const PAGES = 60;

async function readState(seed: number): Promise<FuzzState> {
  try {
    return JSON.parse(await commands.readFile(STATE, 'utf8')) as FuzzState;
  } catch {
    return { nextSeed: seed, seconds: 0, tally: newTally(), builtByThousand: [], failures: [] };
  }
}

const casesOf = ({ built, random }: PageTally) => built + random;

function add(into: PageTally, more: PageTally): void {
  for (const name of Object.keys(into) as (keyof PageTally)[]) into[name] += more[name];
}

function lines({ seconds, tally, nextSeed, builtByThousand, failures }: FuzzState): string[] {
  const { built, dead, disagreements, found, random, refused, selections, wrong } = tally;
  const agreement = random === 0 ? 100 : (100 * (random - disagreements)) / random;
  const ok = (holds: boolean) => (holds ? 'ok    ' : 'MISSED');
  return [
    `\n${casesOf(tally)} directives put to native Chromium, up to seed ${nextSeed - 1}, ${(casesOf(tally) / Math.max(1, seconds)).toFixed(0)} a second`,
    `  built ${built} of ${selections} selections, refused as not unique ${refused}`,
    `  random ${random}, of which ours found ${found}`,
    `  built on each thousand pages: ${builtByThousand.join(' ')}`,
    `${ok(dead === 0)} dead: ${dead}`,
    `${ok(wrong === 0)} wrong: ${wrong}`,
    `${ok(agreement >= 99.99)} agreement of finding: ${agreement.toFixed(3)} % (${disagreements} differ)`,
    ...failures.map(
      ({ html, kind, native, ours, seed, value }) =>
        `\n  // seed ${seed}, ${kind}\n  {\n    html: ${JSON.stringify(html)},\n    value: ${JSON.stringify(value)},\n    // ours ${JSON.stringify(ours)}, native ${JSON.stringify(native)}\n  },`,
    ),
  ];
}

async function run(
  state: FuzzState,
  wanted: (tally: PageTally, seed: number) => boolean,
): Promise<FuzzState> {
  const started = performance.now();
  const tally = { ...state.tally };
  const builtByThousand = [...state.builtByThousand];
  const failed: { kind: FailureKind; value: string; seed: number }[] = [];
  let seed = state.nextSeed;
  const work = async () => {
    while (wanted(tally, seed)) {
      const mine = seed;
      seed++;
      const one = newTally();
      const failures = await askPage(pageHtml(randomPage(mine)), mine, AMOUNTS, one);
      add(tally, one);
      const thousand = Math.floor(mine / 1_000);
      builtByThousand[thousand] = (builtByThousand[thousand] ?? 0) + one.built;
      // Keeps only the first failure of a page.
      const [first] = failures;
      if (first !== undefined) failed.push({ kind: first.kind, value: first.value, seed: mine });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = state.seconds + (performance.now() - started) / 1_000;
  const left = Math.max(0, inject('fuzz').shrink - state.failures.length);
  const shrunk = await Promise.all(failed.slice(0, left).map(shrinkFailure));
  const failures = [...state.failures, ...shrunk];
  return { nextSeed: seed, seconds, tally, builtByThousand, failures };
}

async function shrinkFailure(failed: {
  kind: FailureKind;
  value: string;
  seed: number;
}): Promise<ShrunkFailure> {
  const { page, value } = await shrinkCase(
    { page: randomPage(failed.seed), value: failed.value },
    SHRINK_FOR,
  );
  const html = pageHtml(page);
  const { native, ours } = await compareOn(html, value);
  return { kind: failed.kind, seed: failed.seed, html, value, ours, native };
}

test.runIf(benchSlice).each([1, 3_001])(
  'every built link leads to its passage on 60 generated pages, from seed %i on',
  async (first) => {
    const begun = { ...(await readState(0)), nextSeed: first };
    const clean = { ...begun, tally: newTally(), seconds: 0, builtByThousand: [], failures: [] };
    const done = await run(clean, (_, seed) => seed < first + PAGES);
    expect(done.failures).toEqual([]);
    expect(done.tally.built).toBeGreaterThan(PAGES);
  },
);

test.skipIf(benchSlice)('directives put to native Chromium on random pages', async () => {
  const { cases, minutes, seed } = inject('fuzz');
  const until = performance.now() + minutes * 60_000;
  const before = await readState(seed);
  const after = await run(before, (tally) => casesOf(tally) < cases && performance.now() < until);
  await commands.writeFile(STATE, JSON.stringify(after));
  console.log(lines(after).join('\n'));
});
