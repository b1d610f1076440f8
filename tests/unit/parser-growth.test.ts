import { describe, expect, test } from 'vitest';
import { deriveClaims } from '@/utils/claim/derive-claims';
import { evidenceText } from '@/utils/claim/evidence-text';
import { findQuotations } from '@/utils/claim/find-quotations';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { parseFragmentDirective, removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { Statement } from '@/utils/model/report-content';
import { parseStatementText } from '@/utils/model/statement-text';
import { styleRulesIn } from '@/utils/page/hiding-rules';
import { declarationsHide } from '@/utils/page/hiding-style';
import { judgePage } from '@/utils/page/judge-page';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { diffQuote } from '@/utils/quote/diff-quote';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { metadataField } from '@/utils/report/citations/bibliography';
import { htmlTags, htmlWords } from '@/utils/report/citations/html-tags';
import { csvCell } from '@/utils/report/csv-cell';
import { disarmHtml } from '@/utils/report/disarm-links';
import { cleanNodes } from '@/utils/report/pasted/clean-tree';
import { thinHtml } from '@/utils/report/pasted/thin-html';
import { gatherWordLists } from '@/utils/report/pasted/word-lists';
import { readPastedWords } from '@/utils/report/read-pasted-words';
import { foldSearched } from '@/utils/text/fold-for-search';
import { foldText } from '@/utils/text/fold-text';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { readTags } from '@/utils/text/read-tags';
import { readSearchTerms } from '@/utils/text/search-terms';
import { splitSentences } from '@/utils/text/split-sentences';
import { classifyPage } from '@/utils/verify/classify-page';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { parseLinkHeader } from '@/utils/verify/link-header';
import { parseMementoDatetime } from '@/utils/verify/memento';
import { parseRetryAfter } from '@/utils/verify/politeness';
import { encodingOfXml, prescanEncoding } from '@/utils/verify/prescan-encoding';
import { measureGrowth, pumped } from './growth';
import { countedIds } from './report/read-report';
import { factsOf } from './verify/facts-fixture';
import { clipOf } from './verify/quote-fixture';

/** Texts that may make a parser read the same characters many times. */
const SHAPES: readonly (readonly [pump: string, before?: string, after?: string])[] = [
  [' ', 'a', 'b'],
  [' ', ' "a', 'b'],
  [' #', 'a', '\u2028b'],
  [' ', 'error', 'x'],
  [' ', '1', 'x'],
  ['\n', '12', '\n3'],
  [' \n', 'a', 'b'],
  ['\t', '«', 'x'],
  ['a'],
  ['é'],
  ['A '],
  ['a-'],
  ["a'"],
  ['a.'],
  ['J. '],
  ['.'],
  ['…'],
  ['- '],
  ['1'],
  ['1,'],
  ['1.'],
  ['1 '],
  ['1/'],
  ['1–'],
  ['1 to '],
  ['1 % '],
  ['€1 '],
  ['one '],
  ['twenty-'],
  ['deux cent '],
  ['12 May '],
  ['the '],
  ['not '],
  ['New York '],
  ['U.S.'],
  ['“'],
  ['“a” '],
  ['«'],
  ['« a'],
  ['"a '],
  ["'"],
  ['('],
  ['['],
  ['[…] '],
  ['[a] '],
  ['[['],
  ['[[cite:'],
  ['<'],
  ['<!--'],
  ['<a '],
  ['<a,'],
  ['<a "'],
  ['<a \'"'],
  ['<a href='],
  ['<p style="mso-list:'],
  ['<x'],
  ['</'],
  ['<script>'],
  ['a<b>'],
  ['&'],
  ['&#x'],
  [','],
  [';'],
  ['\n"'],
  [';"'],
  ['='],
  ['http://'],
  ['https://a.example/#:~:text=', ''],
  ['text=a&', 'https://a.example/#:~:'],
  ['-,', 'https://a.example/#:~:text=a'],
  ['%E2%80', 'https://a.example/#:~:text='],
  ['<https://a.example/>; rel="', ''],
  ['charset=', '<meta '],
  ['#'],
  ['e\u0301\u0302'],
  ['\u0301'],
  ['\u00AD'],
  ['\u200B'],
  ['ﬁ'],
  ['日'],
  ['日。'],
  ['ก'],
  ['한'],
  ['👩‍👩‍👧'],
  ['\u202E'],
  ['İ'],
  ['½'],
  ['10²'],
];

const statement = (text: string) =>
  ({ id: 's', sectionId: null, kind: 'paragraph', text }) as unknown as Statement;

function claimsOf(text: string): unknown {
  const { claims, uncited } = deriveClaims(statement(text), [], 'en');
  return [claims.map((claim) => claim.text), uncited.length];
}

const ADDRESS = 'https://a.example/';
const ANSWER = { requestedUrl: ADDRESS, finalUrl: ADDRESS, status: 200, contentType: 'text/html' };
const QUOTE = 'one of the 12 wardens had not seen the river rise';

let readings = 0;

const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  'HTML on a clipboard': (text) => thinHtml(text),
  'the tree of HTML on a clipboard': (text) =>
    gatherWordLists(cleanNodes(parsePastedHtml(thinHtml(text).html) ?? [])),
  'plain text on a clipboard': (text) => readPastedWords(text, countedIds()),
  'tags of HTML in Markdown': (text) => [htmlTags(text), htmlWords(text)],
  'HTML that is exported': disarmHtml,
  'a cell of a CSV file': csvCell,
  'a fetched page of HTML': (text) => judgePage(text, ANSWER, [clipOf(QUOTE)], 'html').text,
  'a fetched page of XHTML': (text) =>
    judgePage(`<p xmlns="http://www.w3.org/1999/xhtml">${text}</p>`, ANSWER, [], 'xhtml').text,
  'a style sheet of a fetched page': (text) => [...styleRulesIn(text)],
  'an inline style of a fetched page': (text) => declarationsHide(text, false),
  'the directive of a URL': (text) => [parseFragmentDirective(text), removeFragmentDirective(text)],
  'the tokens of a statement': parseStatementText,
  'the claims of a statement': claimsOf,
  'figures, dates and quotations of a passage': (text) => {
    // The number makes the text new, because the reader caches texts.
    readings += 1;
    const read = evidenceText(`${readings} ${text}`);
    return [read.numbers, read.names, findQuotations(text)];
  },
  sentences: (text) => splitSentences(text, 'fr'),
  'a query': (text) => [readSearchTerms(text), readTags(text, ['a'])],
  'the folding of the search': foldSearched,
  'the finder’s folding': (text) => foldText(text).text,
  'the judge’s folding': (text) => foldStrictly(text).text,
  'a judged page': (text) =>
    judgeQuote(createPlainTextModel(`${text} ${QUOTE} ${text}`), clipOf(QUOTE), { reader: 'tab' }),
  'a page without the quote': (text) =>
    judgeQuote(createPlainTextModel(text), clipOf(QUOTE), { reader: 'tab' }),
  'a search for a directive': (text) =>
    findTextDirective(createPlainTextModel(text), { start: 'the 12 wardens', end: 'river' }),
  'the classification of a page': (text) =>
    classifyPage(factsOf(ADDRESS, { text, title: text, headings: [text] }), 'fetch'),
  'the title in a metadata block': (text) => metadataField(`title: ${text}`, ['title']),
  'a Link header': parseLinkHeader,
  'the times in headers': (text) => [parseMementoDatetime(text), parseRetryAfter(text, 0)],
  'the declared encoding': (text) => [prescanEncoding(text), encodingOfXml(text)],
};

test.each(Object.entries(PARSERS))('takes linear time: %s', (_, parse) => {
  const slow = SHAPES.flatMap(([pump, before = '', after = '']) => {
    const { isLinear, small, large } = measureGrowth(parse, pumped(pump, before, after));
    const shape = JSON.stringify(before + pump);
    return isLinear ? [] : [`${shape}: ${small.toFixed()} ms, then ${large.toFixed()} ms`];
  });
  expect(slow).toEqual([]);
});

describe.each(['a b ', '1 ', 'the river rose ', 'a', 'aab '])('judging repeated “%s”', (pump) => {
  const LONG = pumped(pump)(16_000);
  const judge = (page: string, quote: string) =>
    judgeQuote(createPlainTextModel(page), clipOf(quote), { reader: 'tab' });

  test('takes linear time in the length of the page', () => {
    const onPage = (page: string) => judge(page, LONG.slice(0, 500));
    expect(measureGrowth(onPage, pumped(pump))).toMatchObject({ isLinear: true });
  });

  test('takes linear time in the length of the quote', () => {
    const ofQuote = (quote: string) => judge(LONG, quote);
    expect(measureGrowth(ofQuote, pumped(pump), 500)).toMatchObject({ isLinear: true });
  });
});

test('finding the changed words of a quote takes linear time', () => {
  const words = (length: number) =>
    Array.from({ length: length / 4 }, (_, at) => `w${(at * 7919) % 97}`).join(' ');
  const diff = (text: string) => diffQuote(text, text.split(' ').reverse().join(' '));
  expect(measureGrowth(diff, words)).toMatchObject({ isLinear: true });
});

test('finding the one part that a passage lost takes linear time', () => {
  const diff = (text: string) => diffQuote(text, text.slice(0, text.length / 2));
  expect(measureGrowth(diff, pumped('a '))).toMatchObject({ isLinear: true });
});
