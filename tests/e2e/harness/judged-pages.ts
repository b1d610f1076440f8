import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { judgePage } from '@/utils/page/judge-page';
import { SMALL_PAGES } from '../../browser/fragment/small-pages';
import { malformedHtml } from '../../browser/page/malformed-html';
import { clipOf } from '../../unit/verify/quote-fixture';

/*
 * Pages that a browser's Worker must judge as Node does. With PINCITE_CORPUS, every fifteenth saved
 * page is one; PINCITE_CORPUS_SLICE=1 takes all.
 */

const CORPUS = process.env['PINCITE_CORPUS'] ?? '';
const SLICE = Number(process.env['PINCITE_CORPUS_SLICE'] ?? 15);
const URL = 'https://site.example/page';
/** What the server answered for each of them. */
export const ANSWER = { requestedUrl: URL, finalUrl: URL, status: 200, contentType: 'text/html' };

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

const PAGES: readonly (readonly [string, string])[] = [
  ...samples,
  ...SMALL_PAGES.map(({ name, html }) => [name, html] as const),
  ...Array.from(
    { length: 100 },
    (_, at) => [`malformed ${at + 1}`, malformedHtml(at + 1).join('')] as const,
  ),
  ...filesIn('pages', SLICE),
  ...filesIn('conformance/wpt', 1),
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

export interface JudgedPage {
  readonly name: string;
  readonly html: string;
  readonly quotes: ReturnType<typeof quotesOf>;
  /** The message of the Worker, as JSON. */
  readonly expected: string;
}

/** Number of pages that one script sends to one Worker. */
const BATCH = 20;

/** The pages in batches, judged in Node. */
export function* judgedPages(): Generator<readonly JudgedPage[], void> {
  for (let from = 0; from < PAGES.length; from += BATCH) {
    yield PAGES.slice(from, from + BATCH).map(([name, page]) => {
      const html = page.toWellFormed();
      const quotes = quotesOf(judgePage(html, ANSWER, [], 'html').text);
      const document = judgePage(html, ANSWER, quotes, 'html');
      return { name, html, quotes, expected: JSON.stringify({ kind: 'judged', document }) };
    });
  }
}

/** What a browser's Worker answered for each page of a batch, as JSON. */
type Judge = (batch: readonly JudgedPage[]) => Promise<readonly string[]>;

/** Names the pages that a browser judges in another way, and prints how many were compared. */
export async function differingPages(browser: string, judge: Judge): Promise<string[]> {
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
    `${pages} pages, ${quotes} quotes judged in the Worker of ${browser} and in Node: ${differing.length} differ`,
  );
  return differing;
}
