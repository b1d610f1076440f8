import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { AskedPage, Failure } from './fuzz-ask';
import { type FuzzBrowser, openFuzzBrowser } from './fuzz-browser';
import type { SeedFailure } from './fuzz-shrink';
import { newTally, type PageTally } from './fuzz-tally';

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
  readonly failures: readonly SeedFailure[];
  /** The seeds of the pages on which Chromium gave no answer. */
  readonly hung: readonly number[];
}

/** Returns the answers for the page of a seed, or null if the browser hangs on it. */
type AskSeed = (seed: number, limit: number) => Promise<AskedPage | null>;

const STATE = 'out/fuzz.json';
/** Number of pages tested at once: pages wait most of the time. */
const AT_ONCE = 16;
const AMOUNTS = { selections: 24, random: 12 };
/** Milliseconds within which a page must be answered, beside 15 others on a busy machine. */
const PAGE_LIMIT = 90_000;
/** Milliseconds. */
const SHRINK_FOR = 45_000;
/** The test suite takes so many pages from each of its seeds: the same pages in every run. */
const PAGES = 60;

const benchSlice = inject('benchSlice');

const newState = (seed: number): FuzzState => ({
  nextSeed: seed,
  seconds: 0,
  tally: newTally(),
  builtByThousand: [],
  failures: [],
  hung: [],
});

function readState(seed: number): FuzzState {
  try {
    return { ...newState(seed), ...(JSON.parse(readFileSync(STATE, 'utf8')) as FuzzState) };
  } catch {
    return newState(seed);
  }
}

const casesOf = ({ built, random }: PageTally) => built + random;

function add(into: PageTally, more: PageTally): void {
  for (const name of Object.keys(into) as (keyof PageTally)[]) into[name] += more[name];
}

function lines({ seconds, tally, nextSeed, builtByThousand, failures, hung }: FuzzState): string[] {
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
    `${ok(hung.length === 0)} hung: ${hung.length}${hung.map((seed) => `, seed ${seed}`).join('')}`,
    `${ok(agreement >= 99.99)} agreement of finding: ${agreement.toFixed(3)} % (${disagreements} differ)`,
    ...failures.map(
      ({ html, kind, native, ours, seed, value }) =>
        `\n  // seed ${seed}, ${kind}\n  {\n    html: ${JSON.stringify(html)},\n    value: ${JSON.stringify(value)},\n    // ours ${JSON.stringify(ours)}, native ${JSON.stringify(native)}\n  },`,
    ),
  ];
}

interface RunOptions {
  readonly wanted: (tally: PageTally, seed: number) => boolean;
  readonly askSeed: AskSeed;
  readonly limit: number;
}

/**
 * Tests the pages from `nextSeed` on. A page that gives no answer within the limit is counted as
 * hung: the pages that were open with it are tested again, one after the other.
 */
async function run(state: FuzzState, { wanted, askSeed, limit }: RunOptions): Promise<FuzzState> {
  const started = performance.now();
  const tally = { ...state.tally };
  const builtByThousand = [...state.builtByThousand];
  const failures = [...state.failures];
  const hung = [...state.hung];
  let seed = state.nextSeed;
  const record = (mine: number, asked: AskedPage) => {
    add(tally, asked.tally);
    const thousand = Math.floor(mine / 1_000);
    builtByThousand[thousand] = (builtByThousand[thousand] ?? 0) + asked.tally.built;
    // Keeps only the first failure of a page.
    const [first] = asked.failures;
    if (first !== undefined) failures.push({ ...first, seed: mine });
  };
  while (wanted(tally, seed)) {
    const unanswered: number[] = [];
    const work = async () => {
      while (unanswered.length === 0 && wanted(tally, seed)) {
        const mine = seed;
        seed++;
        const asked = await askSeed(mine, limit);
        if (asked === null) unanswered.push(mine);
        else record(mine, asked);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    for (const mine of unanswered) {
      const asked = await askSeed(mine, limit);
      if (asked === null) hung.push(mine);
      else record(mine, asked);
    }
  }
  const seconds = state.seconds + (performance.now() - started) / 1_000;
  return { nextSeed: seed, seconds, tally, builtByThousand, failures, hung };
}

let browser: FuzzBrowser;
beforeAll(async () => {
  browser = await openFuzzBrowser();
});
afterAll(() => browser.close());

const askSeed: AskSeed = (seed, limit) =>
  browser.ask('fuzz-ask', 'askSeed', [seed, AMOUNTS], limit);

/** Shrinks the new failures. A failure that cannot be shrunk in time stays as it was found. */
async function shrinkFailures(failures: readonly SeedFailure[], known: number) {
  const shrunk = [...failures.slice(0, known)];
  for (const failure of failures.slice(known, inject('fuzz').shrink)) {
    const args = [failure, SHRINK_FOR];
    const smaller = await browser.ask<Failure>('fuzz-shrink', 'shrinkFailure', args, PAGE_LIMIT);
    shrunk.push({ ...failure, ...smaller });
  }
  return shrunk;
}

test.runIf(benchSlice).each([1, 3_001])(
  'every built link leads to its passage on 60 generated pages, from seed %i on',
  async (first) => {
    const wanted = (_: PageTally, seed: number) => seed < first + PAGES;
    const done = await run(newState(first), { wanted, askSeed, limit: PAGE_LIMIT });
    expect(done.failures).toEqual([]);
    expect(done.hung).toEqual([]);
    expect(done.tally.built).toBeGreaterThan(PAGES);
  },
);

test.runIf(benchSlice)('a page on which Chromium hangs is named, and the run goes on', async () => {
  const hanging = ['<!doctype html><meta charset="utf-8"><p>😀 locks 😀 lock', '😀 lock'];
  const answers = { tally: { ...newTally(), built: 1 }, failures: [] };
  const done = await run(newState(1), {
    wanted: (_, seed) => seed <= 20,
    askSeed: async (seed, limit) => {
      const page = seed === 5 ? hanging : ['<!doctype html><p>one', 'one'];
      const answer = await browser.ask('fuzz-ask', 'compareOn', page, limit);
      return answer === null ? null : answers;
    },
    limit: 5_000,
  });
  expect(done.hung).toEqual([5]);
  expect(done.tally.built).toBe(19);
});

test.skipIf(benchSlice)('directives put to native Chromium on random pages', async () => {
  const { cases, minutes, seed } = inject('fuzz');
  const until = performance.now() + minutes * 60_000;
  const before = readState(seed);
  const after = await run(before, {
    wanted: (tally) => casesOf(tally) < cases && performance.now() < until,
    askSeed,
    limit: PAGE_LIMIT,
  });
  const failures = await shrinkFailures(after.failures, before.failures.length);
  const done = { ...after, failures };
  mkdirSync('out', { recursive: true });
  writeFileSync(STATE, JSON.stringify(done));
  console.log(lines(done).join('\n'));
});
