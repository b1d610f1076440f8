import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { judgePage } from '@/utils/page/judge-page';
import { SMALL_PAGES } from '../browser/fragment/small-pages';
import { malformedHtml } from '../browser/page/malformed-html';
import { clipOf } from '../unit/verify/quote-fixture';
import { firefox, inOneSitting } from './one-sitting';

/*
 * Firefox's Worker must judge each page as Node does: with the same text, verdicts and evidence.
 * With PINCITE_CORPUS, every fifteenth saved page is compared; PINCITE_CORPUS_SLICE=1 takes all.
 */

inOneSitting();

const CORPUS = process.env['PINCITE_CORPUS'] ?? '';
const SLICE = Number(process.env['PINCITE_CORPUS_SLICE'] ?? 15);
const URL = 'https://site.example/page';
const ANSWER = { requestedUrl: URL, finalUrl: URL, status: 200, contentType: 'text/html' };

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

/** Number of pages that one script sends to one Worker. */
const BATCH = 20;

const JUDGE = `
  const [pages, answer] = arguments;
  const worker = new Worker(browser.runtime.getURL('/page-worker.js'), { type: 'module' });
  const judge = ([html, quotes]) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(JSON.stringify(data));
      worker.onerror = ({ message }) => reject(new Error(message));
      const body = new TextEncoder().encode(html);
      worker.postMessage({ body, kind: 'html', answer, quotes });
    });
  return (async () => {
    const judged = [];
    for (const page of pages) judged.push(await judge(page));
    worker.terminate();
    return judged;
  })();`;

test('Firefox’s Worker judges every page as Node does', async () => {
  await firefox.openExtensionPage('options.html');
  const wrong: string[] = [];
  let judged = 0;
  for (let from = 0; from < PAGES.length; from += BATCH) {
    const batch = PAGES.slice(from, from + BATCH).map(([name, page]) => {
      const html = page.toWellFormed();
      const quotes = quotesOf(judgePage(html, ANSWER, [], 'html').text);
      const document = judgePage(html, ANSWER, quotes, 'html');
      judged += document.judgements.length;
      return { name, html, quotes, expected: JSON.stringify({ kind: 'judged', document }) };
    });
    const sent = batch.map(({ html, quotes }) => [html, quotes]);
    const answers = (await firefox.marionette.run(JUDGE, sent, ANSWER)) as string[];
    for (const [at, { name, expected }] of batch.entries()) {
      if (answers[at] !== expected) wrong.push(name);
    }
  }
  console.log(
    `${PAGES.length} pages, ${judged} quotes judged in Firefox’s Worker and in Node: ${wrong.length} differ`,
  );
  expect(judged).toBeGreaterThan(PAGES.length);
  expect(wrong).toEqual([]);
});
