import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'parse5';
import { expect, test } from 'vitest';
import { judgePage } from '@/utils/page/judge-page';
import { clipOf } from '../unit/verify/quote-fixture';
import { makePage } from './made-pages';
import { percentile, summary, timed, verdict } from './measure';

/*
 * Measures how long the engine for fetched pages (parser, model, facts, search for hidden text)
 * takes for made and saved pages, and how long parse5 alone takes for them. Both read each page in
 * turn. The engine also reads each page once more and judges five quotes.
 */

const CORPUS = process.env['PINCITE_CORPUS'] ?? '';
const FOLDER = path.join(CORPUS, 'pages');
const ROUNDS = 5;
const BAR = 2;
const URL = 'https://site.example/page';
const ANSWER = { requestedUrl: URL, finalUrl: URL, status: 200, contentType: 'text/html' };

function pages(): string[] {
  const made = [500, 2_000, 10_000].map((words) =>
    makePage({ words, density: 20, language: 'en' }),
  );
  if (CORPUS === '' || !existsSync(FOLDER)) return made;
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.html'));
  return [...made, ...names.map((name) => readFileSync(path.join(FOLDER, name), 'utf8'))];
}

/** Takes passages from five places of a page. Skips those shorter than 10 units. */
function quotesOf(text: string): ReturnType<typeof clipOf>[] {
  return [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((share) => {
    const from = Math.floor(text.length * share);
    const quote = text.slice(from, from + 80).trim();
    return quote.length < 10 ? [] : [clipOf(quote)];
  });
}

test('measures reading fetched pages, compared with parsing them', () => {
  const ours: number[] = [];
  const judged: number[] = [];
  const bare: number[] = [];
  for (const html of pages()) {
    const quotes = quotesOf(judgePage(html, ANSWER, [], 'html').text);
    const [mine, withQuotes, theirs]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(timed(() => parse(html, { scriptingEnabled: false })).ms);
      mine.push(timed(() => judgePage(html, ANSWER, [], 'html')).ms);
      const read = timed(() => judgePage(html, ANSWER, quotes, 'html'));
      withQuotes.push(read.ms);
      expect(read.value.judgements).toHaveLength(quotes.length);
    }
    ours.push(Math.min(...mine));
    judged.push(Math.min(...withQuotes));
    bare.push(Math.min(...theirs));
  }
  const compare = (share: number) => {
    const [a, b] = [percentile(ours, share), percentile(bare, share)];
    const compared = { ours: a, peer: 'parse5', theirs: b, unit: 'ms' };
    return verdict(`reading a page ÷ parse5 alone, p${share * 100}`, a / b, BAR, '×', compared);
  };
  const lines = [
    `ours    ${summary(ours)}`,
    `judged  ${summary(judged)}`,
    `parse5  ${summary(bare)}`,
    '',
    compare(0.5),
    compare(0.95),
  ];
  console.log(lines.join('\n'));
});
