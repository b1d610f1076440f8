import { describe, expect, test } from 'vitest';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { isPass } from '@/utils/model/evidence';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { clipOf } from './quote-fixture';

const BEFORE =
  'Mayor Anna Keller opened the meeting in Hartford at 7 pm. She did not take questions from the 41 reporters.';
const AFTER =
  'The Ministry of Water never published the figures. In 2024 Paul Renard resigned without an explanation.';
const LEVEL = 'The reservoir stood at 61 per cent of its capacity in March.';
const LEAK = 'Engineers from Basel found no leak in the northern wall.';
const COST = 'The town paid 4.2 million euros for the repairs.';
const SHORT = 'It said no more.';

/** A quote, and what the page has left of it. */
const LOSSES: readonly (readonly [name: string, quote: string, rest: string, fact: string])[] = [
  ['the first sentence', `${LEVEL} ${LEAK} ${COST}`, `${LEAK} ${COST}`, 'sentence'],
  ['the middle sentence', `${LEVEL} ${LEAK} ${COST}`, `${LEVEL} ${COST}`, 'sentence'],
  ['the last sentence', `${LEVEL} ${LEAK} ${COST}`, `${LEVEL} ${LEAK}`, 'sentence'],
  ['a short first sentence', `${SHORT} ${LEVEL} ${COST}`, `${LEVEL} ${COST}`, 'sentence'],
  ['a short last sentence', `${LEVEL} ${COST} ${SHORT}`, `${LEVEL} ${COST}`, 'sentence'],
  ['the first of two', `${LEVEL} ${LEAK}`, LEAK, 'sentence'],
  ['the last of two', `${LEVEL} ${LEAK}`, LEVEL, 'sentence'],
  ['two of three', `${LEVEL} ${LEAK} ${COST}`, COST, 'cut'],
  ['a clause inside', LEVEL, 'The reservoir stood at 61 per cent in March.', 'cut'],
  ['a clause at the end', LEVEL, 'The reservoir stood at 61 per cent.', 'cut'],
  [
    'a clause at the beginning',
    'According to the district, the reservoir stood at 61 per cent.',
    'The reservoir stood at 61 per cent.',
    'cut',
  ],
  [
    'a clause with a negation',
    'The wall, which nobody had inspected for years, holds back the lake in winter.',
    'The wall holds back the lake in winter.',
    'cut',
  ],
];

type Page = (passage: string) => readonly string[];
const PLACES: readonly (readonly [name: string, page: Page])[] = [
  ['in a paragraph of its own', (passage) => [BEFORE, passage, AFTER]],
  ['inside a paragraph', (passage) => ['Head', `${BEFORE} ${passage} ${AFTER}`, 'Foot']],
  ['at the start of a paragraph', (passage) => [BEFORE, `${passage} ${AFTER}`, 'Foot']],
  ['at the end of a paragraph', (passage) => ['Head', `${BEFORE} ${passage}`, AFTER]],
];
const EDGES: readonly (readonly [name: string, page: Page])[] = [
  ['at the start of the page', (passage) => [passage, AFTER, BEFORE]],
  ['at the end of the page', (passage) => [AFTER, BEFORE, passage]],
];

const textOf = (blocks: readonly string[]) =>
  blocks
    .map((block) => block.replace(/ +/gu, ' ').trim())
    .filter((block) => block !== '')
    .join('\n');

function judge(quote: string, rest: string, page: Page, captured = true) {
  const then = createPlainTextModel(textOf(page(quote)));
  const start = then.text.indexOf(quote);
  const range = { start, end: start + quote.length };
  const built = buildDirectiveWithRange(then, range);
  const pin = captured
    ? {
        selectors: { quote: describeTextQuote(then, range), position: range },
        directive: built.ok ? built.value.directive : null,
      }
    : {};
  const now = createPlainTextModel(textOf(page(rest)));
  return judgeQuote(now, clipOf(quote, pin), { reader: 'tab' });
}

function expectOnlyRest({ verdict, evidence }: ReturnType<typeof judge>, rest: string): void {
  expect(verdict).toBe('altered');
  expect(evidence.passage?.text).toBe(rest);
  expect(evidence.difference.map(({ op }) => op)).not.toContain('added');
  expect(evidence.difference.filter(({ op }) => op === 'removed')).toHaveLength(1);
}

describe.each(PLACES)('a quote %s', (_place, page) => {
  test.each(LOSSES)('that lost %s is altered, and only by that', (_name, quote, rest, fact) => {
    const judgement = judge(quote, rest, page);
    expectOnlyRest(judgement, rest);
    expect(judgement.evidence.changes.map((change) => change.fact)).toEqual([fact]);
  });
});

describe.each([...PLACES, ...EDGES])('no words of a neighbour, %s', (_place, page) => {
  test.each(LOSSES)('are taken for the rest of a quote that lost %s', (_name, quote, rest) => {
    for (const captured of [true, false]) {
      const judgement = judge(quote, rest, page, captured);
      expect(isPass(judgement.verdict)).toBe(false);
      if (judgement.verdict === 'altered') expectOnlyRest(judgement, rest);
    }
  });

  test.each([LEVEL, LEAK, COST, `${LEVEL} ${LEAK}`])(
    'are taken for a quote that is gone from the page: %s',
    (quote) => {
      for (const captured of [true, false]) {
        expect(judge(quote, '', page, captured).verdict).toBe('missing');
      }
    },
  );
});

test('the rows beside a removed row are not that row in other words', () => {
  const row = (year: string, cost: string) => `In ${year} the town paid ${cost} million euros.`;
  const rows = (mine: string) => [BEFORE, row('2022', '3.9'), mine, row('2024', '4.4'), AFTER];
  expect(judge(row('2023', '4.2'), '', rows).verdict).toBe('missing');
});

test('a row that changed is still found beside similar rows', () => {
  const row = (year: string, cost: string) => `In ${year} the town paid ${cost} million euros.`;
  const rows = (mine: string) => [BEFORE, row('2022', '3.9'), mine, row('2024', '4.4'), AFTER];
  const { verdict, evidence } = judge(row('2023', '4.2'), row('2023', '4.9'), rows);
  expect(verdict).toBe('altered');
  expect(evidence.passage?.text).toBe(row('2023', '4.9'));
});

test('a sentence that changed at the edge is shown with its new words', () => {
  const now = `${LEVEL} ${COST.replace('4.2', '4.8')}`;
  for (const [, page] of [...PLACES, ...EDGES]) {
    const { evidence } = judge(`${LEVEL} ${COST}`, now, page, false);
    expect(evidence.passage?.text).toBe(now);
    expect(evidence.changes[0]).toEqual({ fact: 'figure', from: '4.2', to: '4.8' });
  }
});

test('words of a short heading that the removed sentence has by chance are not in its place', () => {
  const first = 'This commenter is a Washington Post contributor.';
  const rest =
    'Post contributors are not staff, but may write articles or columns. In some cases they are sources.';
  const page: Page = (passage) => ['Reply', 'Post Contributor Badge', passage, 'Post Reporter'];
  expectOnlyRest(judge(`${first} ${rest}`, rest, page, false), rest);
});

test('a removed negation is named, because the rest of the sentence says the opposite', () => {
  const quote = 'The wardens say that the dam is by no means at all safe this year.';
  const { evidence } = judge(quote, quote.replace(' by no means at all', ''), (passage) => [
    BEFORE,
    passage,
    AFTER,
  ]);
  expect(evidence.changes[0]?.fact).toBe('negation');
});
