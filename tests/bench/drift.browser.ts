import { expect, inject, test } from 'vitest';
import { commands } from 'vitest/browser';
import type { DeclaredLayouts } from '@/utils/page/declared-layout';
import { gatherPageFacts, type PageAnswer } from '@/utils/page/gather-page-facts';
import { judgePage } from '@/utils/page/judge-page';
import { liveTree } from '@/utils/page/live-tree';
import { titleGiven } from '@/utils/page/page-metadata';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import { readRawMetadata } from '@/utils/page/read-raw-metadata';
import { errorBudget } from '@/utils/quote/find-close-places';
import { matchTextQuote } from '@/utils/quote/match-text-quote';
import { foldStrictly } from '@/utils/quote/strict-fold';
import type { TextRange } from '@/utils/text/text-model';
import { checkPage } from '@/utils/verify/check-page';
import type { Judgement } from '@/utils/verify/judgement';
import { openOraclePage } from '../browser/fragment/native-oracle';
import { layoutsIn } from '../browser/page/compare-paths';
import { createDomModel } from '../browser/page/dom-model';
import { corpusPages } from '../corpus/corpus';
import type { DriftedPage } from '../e2e/harness/judged-pages';
import { budgetTable, tryBudgets } from './drift-budgets';
import { type DriftKind, PASSAGE_KINDS, type Touched, wallKind } from './drift-page-edits';
import { markedPlaces, markPlaces } from './drift-places';
import { type CapturedQuote, captureQuotes } from './drift-quotes';
import { type DriftCase, matrix, mistakes, promises } from './drift-tally';
import { allSavedPages, benchSlice } from './saved-pages';

/** Pages in four languages with sentences to quote. */
const SLICE = /^(?:hydrology|lacs|mizuumi|mountains)\./u;
const pages = benchSlice ? allSavedPages.filter(({ name }) => SLICE.test(name)) : allSavedPages;
const QUOTES = benchSlice ? 3 : 7;
const ASKED = 'https://drift.example/2025/03/a-page';
const MISTAKES_OF_KIND = 4;
/** The folder for the edited pages, so that Workers and Node can judge them too. */
const SAVED = inject('driftFolder');

const walls = import.meta.glob<string>('../fixtures/verify/walls/*.html', {
  query: '?raw',
  import: 'default',
  eager: true,
});
/**
 * Pages with status 200 at the requested address. Only their content shows that they are not the
 * page.
 */
const WALLS = [
  'soft-404-plain',
  'soft-404-french',
  'login-form',
  'login-wordless',
  'consent-inline',
];

const KINDS: readonly DriftKind[] = [
  ...PASSAGE_KINDS,
  ...WALLS.flatMap((name) => {
    const html = walls[`../fixtures/verify/walls/${name}.html`];
    if (html === undefined) throw new Error(`No wall ${name}`);
    return [wallKind(name, html, false), wallKind(name, html, true)];
  }),
];

/** A captured page with its passages marked in the HTML. */
interface Captured {
  readonly name: string;
  readonly html: string;
  readonly text: string;
  readonly quotes: readonly CapturedQuote[];
}

async function capture(name: string, html: string, seed: number): Promise<Captured> {
  const page = await openOraclePage(html, { inert: true });
  const model = createTextModel(page.document);
  const quotes = captureQuotes(model, QUOTES, seed);
  markPlaces(
    model,
    quotes.map(({ range }) => range),
    page.document,
  );
  const marked = `<!doctype html>${page.document.documentElement.outerHTML}`;
  page.close();
  return { name, html: marked, text: model.text, quotes };
}

interface Reading {
  readonly judgements: readonly Judgement[];
  readonly model: PageTextModel;
  readonly places: ReadonlyMap<number, TextRange>;
}

function readAs(
  reader: DriftCase['reader'],
  page: Document,
  captured: Captured,
  declared?: DeclaredLayouts,
): Reading {
  const model = reader === 'tab' ? createTextModel(page) : createDomModel(page, declared);
  const answer = answerFor(reader, captured);
  const facts = gatherPageFacts(liveTree, page, model.text, answer);
  const givenTitle = titleGiven(readRawMetadata(liveTree, page), answer.finalUrl);
  const quotes = captured.quotes.map(({ clip }) => clip);
  const places = new Map<number, TextRange>();
  for (const [index, range] of markedPlaces(page)) {
    const place = model.rangeToOffsets(range);
    if (place !== null) places.set(index, place);
  }
  return {
    judgements: checkPage({ facts, givenTitle, model, quotes, reader }),
    model,
    places,
  };
}

function answerFor(reader: DriftCase['reader'], captured: Captured): PageAnswer {
  return {
    requestedUrl: ASKED,
    finalUrl: ASKED,
    status: reader === 'tab' ? null : 200,
    contentType: 'text/html',
    snapshotLength: captured.text.length,
  };
}

/** Whether two ranges are the same place: they share more than half of the longer one. */
function sameNearly(a: TextRange, b: TextRange): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared * 2 > Math.max(a.end - a.start, b.end - b.start);
}

function isAlike(model: PageTextModel, quote: string): boolean {
  const [best] = matchTextQuote(model, { exact: quote, prefix: '', suffix: '' }, { limit: 1 });
  return best !== undefined && 1 - best.distance / foldStrictly(quote).text.trim().length >= 0.9;
}

function casesOf(
  kind: DriftKind,
  touched: Touched,
  reader: DriftCase['reader'],
  captured: Captured,
  { judgements, model, places }: Reading,
): DriftCase[] {
  return [...touched].flatMap(([index, { edits, stands }]) => {
    const judgement = judgements[index];
    const quote = captured.quotes[index]?.clip.pin.quote ?? '';
    const place = places.get(index) ?? null;
    if (judgement === undefined) return [];
    const { verdict, flags, evidence } = judgement;
    const budget = errorBudget(foldStrictly(quote).text.trim().length);
    // The judge need not find a passage that changed more than the search allows.
    const findable = stands && edits <= budget && verdict !== 'unchecked';
    const placed =
      !findable || place === null
        ? null
        : evidence.position !== null && sameNearly(place, evidence.position);
    return {
      page: captured.name,
      kind: kind.name,
      truth: kind.truth,
      reader,
      quote,
      found: evidence.passage?.text ?? '',
      verdict,
      flags,
      placed,
      alike: reader === 'fetch' ? isAlike(model, quote) : null,
    };
  });
}

let saved = 0;

async function save(page: DriftedPage): Promise<void> {
  if (SAVED === '') return;
  saved += 1;
  await commands.writeFile(`${SAVED}/${saved}.json`, JSON.stringify(page));
}

async function drift(captured: Captured, kind: DriftKind): Promise<DriftCase[]> {
  const parser = new DOMParser();
  const page = parser.parseFromString(captured.html, 'text/html');
  const touched = kind.edit(page);
  if (touched.size === 0) return [];
  const html = `<!doctype html>${page.documentElement.outerHTML}`;
  page.documentElement.remove();
  const parsed = parser.parseFromString(html, 'text/html');
  const inDom = readAs('fetch', parsed, captured, layoutsIn(parsed, html));
  const quotes = captured.quotes.map(({ clip }) => clip);
  // Without a DOM, the verdicts must be the same as for the tree of DOMParser.
  const answer = answerFor('fetch', captured);
  const { judgements } = judgePage(html, answer, quotes);
  expect(judgements).toEqual(inDom.judgements);
  await save({
    ...{ name: captured.name, kind: kind.name, truth: kind.truth, touched: [...touched.keys()] },
    ...{ html, answer, quotes, judgements },
  });
  const fetched = casesOf(kind, touched, 'fetch', captured, { ...inDom, judgements });
  parsed.documentElement.remove();
  const live = await openOraclePage(html, { inert: true });
  const seen = casesOf(kind, touched, 'tab', captured, readAs('tab', live.document, captured));
  live.close();
  return [...fetched, ...seen];
}

test('quotes on pages that drifted', async () => {
  const cases: DriftCase[] = [];
  let quotes = 0;
  const budgets: ReturnType<typeof tryBudgets> = [];
  for (const [at, { name, read }] of pages.entries()) {
    const captured = await capture(name, await read(), at);
    quotes += captured.quotes.length;
    budgets.push(...tryBudgets(captured.text, benchSlice ? 1 : 4, at));
    for (const kind of KINDS) cases.push(...(await drift(captured, kind)));
  }
  const of = (reader: DriftCase['reader']) => cases.filter((one) => one.reader === reader);
  console.log(
    [
      `\n${quotes} quotes of ${pages.length} pages, the project’s own and ${corpusPages.length} of PINCITE_CORPUS, each page edited in ${KINDS.length} ways and read again.`,
      '"false pass" and "false fail" are against the truth of the edit; "misplaced", where the passage',
      'stands within the error budget and the judge shows another place or none; "≥ 0.90 alike", how',
      'many a similarity of 0.90 between quote and closest passage would pass.',
      '\nRead as fetched, in a parsed document',
      matrix(of('fetch')),
      '\nRead on the tab, laid out',
      matrix(of('tab')),
      '\nWhat other error budgets find, by the length of the quote, its words alone',
      budgetTable(budgets),
      '',
      ...promises(cases),
    ].join('\n'),
  );
  console.log(mistakes(cases, MISTAKES_OF_KIND).join('\n'));
  expect(cases.length).toBeGreaterThan(0);
  expect(promises(cases).filter((line) => line.startsWith('MISSED'))).toEqual([]);
});
