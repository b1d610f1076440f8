import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { divideAsChromium } from '@/cli/chromium-words';
import type { PageAnswer } from '@/utils/page/gather-page-facts';
import { judgePage } from '@/utils/page/judge-page';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import type { Judgement } from '@/utils/verify/judgement';
import type { DriftTruth } from '../../bench/drift-kinds';
import { SMALL_PAGES } from '../../browser/fragment/small-pages';
import { malformedHtml } from '../../browser/page/malformed-html';
import { LONG } from '../../long.mjs';
import { clipOf } from '../../unit/verify/quote-fixture';

/*
 * Pages that a browser's Worker must judge as Node does. With PINCITE_CORPUS, every fifteenth saved
 * page is one; PINCITE_CORPUS_SLICE=1 takes all. PINCITE_DRIFT adds the edited pages that
 * `npm run bench:drift` saved in that folder.
 */

// Node by itself divides words in another way than Chromium.
divideAsChromium();

const CORPUS = process.env['PINCITE_CORPUS'] ?? '';
const SLICE = Number(process.env['PINCITE_CORPUS_SLICE'] ?? 15);
const URL = 'https://site.example/page';
/** The response for a page without a recorded one. */
const ANSWER: PageAnswer = {
  requestedUrl: URL,
  finalUrl: URL,
  status: 200,
  contentType: 'text/html',
};

function filesIn(folder: string, slice: number): (readonly [string, string])[] {
  if (CORPUS === '' || !existsSync(path.join(CORPUS, folder))) return [];
  return readdirSync(path.join(CORPUS, folder))
    .filter((name) => name.endsWith('.html'))
    .filter((_, at) => at % slice === 0)
    .map((name) => [name, readFileSync(path.join(CORPUS, folder, name), 'utf8')] as const);
}

const SAMPLES = 'tests/fixtures/pages';
const samples = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.html'))
  .map((name) => [name, readFileSync(path.join(SAMPLES, name), 'utf8')] as const);

interface Page {
  readonly name: string;
  readonly html: string;
  readonly answer: PageAnswer;
  readonly quotes: readonly JudgedClip[];
}

/** An edited page of the drift bench, with the verdicts of the bench. */
export interface DriftedPage extends Page {
  /** The name of the edit. */
  readonly kind: string;
  readonly truth: DriftTruth;
  /** The quotes that the edit touched. */
  readonly touched: readonly number[];
  readonly judgements: readonly Judgement[];
}

type Named = readonly (readonly [name: string, html: string])[];

const WHOLE_PAGES: Named = [
  ...samples,
  ...filesIn('pages', SLICE),
  ...filesIn('conformance/wpt', 1),
];

const SMALL: Named = [
  ...SMALL_PAGES.map(({ name, html }) => [name, html] as const),
  ...Array.from(
    { length: 100 },
    (_, at) => [`malformed ${at + 1}`, malformedHtml(at + 1).join('')] as const,
  ),
];

/** Takes passages from five places of a page: unchanged, and with a changed word. */
function quotesOf(text: string) {
  return [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((share) => {
    const from = Math.floor(text.length * share);
    const quote = text.slice(from, from + 80).trim();
    if (quote.length < 10) return [];
    return [clipOf(quote), clipOf(quote.replace(/\p{L}{4,}/u, 'otherwise'))];
  });
}

export interface JudgedPage extends Page {
  /** The message of the Worker, as JSON. */
  readonly expected: string;
}

/** Of the small pages the daily run takes every fifth. */
const SMALL_STEP = LONG ? 1 : 5;

function* plainPages(): Generator<JudgedPage, void> {
  for (const [name, page] of [...WHOLE_PAGES, ...SMALL.filter((_, at) => at % SMALL_STEP === 0)]) {
    const html = page.toWellFormed();
    yield judged({ name, html, answer: ANSWER, quotes: quotesOf(textOf(html)) });
  }
}

const textOf = (html: string) => judgePage(html, ANSWER, [], 'html').text;

function judged(page: Page): JudgedPage {
  const document = judgePage(page.html, page.answer, page.quotes, 'html');
  return { ...page, expected: JSON.stringify({ kind: 'judged', document }) };
}

const DRIFT = process.env['PINCITE_DRIFT'] ?? '';

/** Yields the pages that the drift bench saved in the folder of PINCITE_DRIFT. */
export function* savedDrift(): Generator<DriftedPage, void> {
  for (const file of DRIFT === '' ? [] : readdirSync(DRIFT)) {
    yield JSON.parse(readFileSync(path.join(DRIFT, file), 'utf8')) as DriftedPage;
  }
}

/** Throws if Node gives another verdict than the bench did in Chromium. */
function* driftedPages(): Generator<JudgedPage, void> {
  for (const { name: of, kind, html, answer, quotes, judgements } of savedDrift()) {
    const page = { name: `${of}, ${kind}`, html, answer, quotes };
    const inNode = judgePage(html, answer, quotes, 'html').judgements;
    if (JSON.stringify(inNode) !== JSON.stringify(judgements)) {
      throw new Error(`Node judges ${page.name} otherwise than the bench of drift`);
    }
    yield judged(page);
  }
}

/** Number of pages that one script sends to one Worker. */
const BATCH = 20;

/** Yields the pages in batches, with Node's verdicts. */
function* judgedPages(): Generator<readonly JudgedPage[], void> {
  let batch: JudgedPage[] = [];
  for (const pages of [plainPages(), driftedPages()]) {
    for (const page of pages) {
      if (batch.push(page) < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

/** Returns the answers of the other place, for example a browser's Worker, for the pages of a batch, as JSON. */
type Judge = (batch: readonly JudgedPage[]) => Promise<readonly string[]>;

/**
 * Returns the names of the pages that are judged differently in another place, such as the Worker
 * of a browser, and prints how many were compared.
 */
export async function differingPages(where: string, judge: Judge): Promise<string[]> {
  const differing: string[] = [];
  let [pages, quotes] = [0, 0];
  for (const batch of judgedPages()) {
    const answers = await judge(batch);
    for (const [at, page] of batch.entries()) {
      pages += 1;
      quotes += page.quotes.length;
      if (answers[at] !== page.expected) differing.push(page.name);
    }
  }
  console.log(
    `${pages} pages, ${quotes} quotes judged in ${where} and in Node: ${differing.length} differ`,
  );
  return differing;
}
