import { gzipSync } from 'node:zlib';
import type { Answer } from '@/scripts/serve-pages.mjs';
import { column, LOCKED, type MadePdf, makePdf } from '@/tests/fixtures/make-pdf';
import type { CheckFlag, CheckReason, Verdict } from '@/utils/model/evidence';
import { articleWith } from './made-pages';

export const QUOTE = 'The river rose by 61 centimetres overnight';
const CHANGED = QUOTE.replace('61', '68');
const FRENCH = 'L’été dernier, le débit a été mesuré à l’écluse du canal';
const MIB = 1024 * 1024;

/** The response of an address, and the expected result for a quote from it. */
export interface DocumentCase {
  readonly name: string;
  readonly quote?: string;
  readonly answer: Answer;
  readonly verdict: Verdict;
  readonly reason?: CheckReason | null;
  readonly detail?: string | null;
  readonly flags?: readonly CheckFlag[];
  /** Number of requests. The default is 1. */
  readonly asked?: number;
}

function typed(type: string, body: string | Uint8Array, more: Partial<Answer> = {}): Answer {
  return { body, ...more, headers: { 'content-type': type, ...more.headers } };
}

const pdf = (made: MadePdf, more?: Partial<Answer>) =>
  typed('application/pdf', makePdf(made), more);

const LINES = [
  'The keeper writes it down every evening.',
  'The river rose by 61 centi-',
  'metres overnight, and fell again.',
];
const REPORT: MadePdf = { pages: [column(['A first page.']), column(LINES)], language: 'en' };

const IN_PDF: readonly CheckFlag[] = ['directive-in-pdf'];
const BROKEN_IN_PDF: readonly CheckFlag[] = ['directive-in-pdf', 'hyphen-unsure'];

/** PDFs as servers send them. */
export const PDF_CASES: readonly DocumentCase[] = [
  {
    name: 'a PDF with the quote, over a broken word',
    answer: pdf(REPORT),
    verdict: 'typographic',
    detail: 'p. 2',
    flags: BROKEN_IN_PDF,
  },
  {
    name: 'a PDF sent as a download',
    answer: typed('application/octet-stream', makePdf(REPORT), {
      headers: { 'content-disposition': 'attachment; filename="report.pdf"' },
    }),
    verdict: 'typographic',
    detail: 'p. 2',
    flags: BROKEN_IN_PDF,
  },
  {
    name: 'a PDF with another figure',
    answer: pdf({ pages: [column([`${CHANGED}, and fell again.`])] }),
    verdict: 'altered',
    reason: 'words-changed',
    detail: 'p. 1',
    flags: IN_PDF,
  },
  {
    name: 'a PDF in which the figure is an exponent',
    quote: 'a surface of about 102 hectares lies under water',
    answer: pdf({
      pages: [
        [
          { text: 'a surface of about 10', x: 72, y: 700 },
          { text: '2', x: 176, y: 704, size: 7 },
          { text: ' hectares lies under water', x: 180, y: 700 },
        ],
      ],
    }),
    verdict: 'verbatim',
    detail: 'p. 1',
    flags: ['marks-unrecorded', 'directive-in-pdf'],
  },
  {
    name: 'a PDF without the quote, read in full',
    answer: pdf({ pages: [column(['The keeper writes it down every evening.'])] }),
    verdict: 'missing',
    reason: 'nothing-close',
    flags: IN_PDF,
  },
  {
    name: 'a PDF without the quote, one page of which is a picture',
    answer: pdf({ pages: [column(['The keeper writes it down every evening.']), []] }),
    verdict: 'unchecked',
    reason: 'pdf-pages-unread',
    detail: 'p. 2',
    flags: IN_PDF,
  },
  {
    name: 'a PDF of pictures',
    answer: pdf({ pages: [[], []] }),
    verdict: 'unchecked',
    reason: 'pdf-no-text',
  },
  {
    name: 'a PDF with a password',
    answer: pdf({ ...REPORT, trailer: LOCKED }),
    verdict: 'unchecked',
    reason: 'pdf-locked',
  },
  {
    name: 'a page that calls itself a PDF',
    answer: typed('application/pdf', articleWith([QUOTE])),
    verdict: 'unchecked',
    reason: 'pdf-broken',
  },
  {
    name: 'a PDF that says 404',
    answer: pdf(REPORT, { status: 404 }),
    verdict: 'gone',
    reason: 'status-gone',
    detail: '404',
  },
];

/** Media types for which no browser follows a text directive. */
const NO_LINKS: readonly CheckFlag[] = ['dead-link'];

/** Texts, markup and encodings. */
export const TEXT_CASES: readonly DocumentCase[] = [
  {
    name: 'a plain text that breaks lines in the quote, over which no browser finds a link',
    answer: typed(
      'text/plain; charset=utf-8',
      `The log.\r\n\r\nThe river rose by\r\n61 centimetres\r\novernight.\r\n`,
    ),
    verdict: 'moved',
    flags: ['dead-link'],
  },
  {
    name: 'a plain text that shows markup',
    quote: 'write <b>61</b> centimetres in bold',
    answer: typed('text/plain', 'To stress it, write <b>61</b> centimetres in bold, she said.'),
    verdict: 'verbatim',
  },
  {
    name: 'a plain text that says “not found”',
    answer: typed('text/plain', '404: Not Found'),
    verdict: 'gone',
    reason: 'soft-404',
  },
  {
    name: 'Markdown',
    answer: typed('text/markdown; charset=utf-8', `# The log\n\n${QUOTE}.\n`),
    verdict: 'verbatim',
    flags: NO_LINKS,
  },
  {
    name: 'JSON',
    answer: typed('application/json', JSON.stringify({ note: `${QUOTE}.` })),
    verdict: 'verbatim',
    flags: NO_LINKS,
  },
  {
    name: 'bytes that call themselves text',
    answer: typed('text/plain', Buffer.from(`\0\0${QUOTE}\0`)),
    verdict: 'unchecked',
    reason: 'unsupported-type',
    detail: 'application/octet-stream',
  },
  {
    name: 'an image',
    answer: typed('image/png', Buffer.from(`\x89PNG\r\n${QUOTE}`, 'latin1')),
    verdict: 'unchecked',
    reason: 'unsupported-type',
    detail: 'image/png',
  },
  {
    name: 'XHTML',
    answer: typed(
      'application/xhtml+xml',
      `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Log</title><script src="a.js"/></head><body><p>The river <i/>rose by <![CDATA[61 centimetres]]> overnight</p></body></html>`,
    ),
    verdict: 'verbatim',
    flags: NO_LINKS,
  },
  {
    name: 'XHTML that does not parse',
    answer: typed('application/xhtml+xml', articleWith([QUOTE]).replace('</p>', '<br></p>')),
    verdict: 'verbatim',
    flags: ['visibility-unknown', 'dead-link'],
  },
  {
    name: 'an encoding that an XML declaration names',
    quote: FRENCH.replaceAll('’', "'"),
    answer: typed(
      'application/xhtml+xml',
      Buffer.from(
        `<?xml version="1.0" encoding="iso-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>${FRENCH.replaceAll('’', "'")}</p></body></html>`,
        'latin1',
      ),
    ),
    verdict: 'verbatim',
    flags: NO_LINKS,
  },
  {
    name: 'an encoding that the header has wrong',
    quote: FRENCH,
    answer: typed('text/html; charset=iso-8859-1', articleWith([FRENCH], 'fr')),
    verdict: 'unchecked',
    reason: 'not-found-not-rendered',
  },
  {
    name: 'an encoding that browsers refuse to show',
    answer: typed('text/html; charset=iso-2022-kr', articleWith([QUOTE])),
    verdict: 'unchecked',
    reason: 'script-shell',
  },
  {
    name: 'an encoding that nobody knows, and a page that says better',
    quote: FRENCH,
    answer: typed('text/html; charset=klingon', articleWith([FRENCH], 'fr')),
    verdict: 'verbatim',
  },
  {
    name: 'no type at all',
    answer: { body: articleWith([QUOTE]), headers: { 'content-type': '' } },
    verdict: 'verbatim',
  },
  {
    name: 'no page at all',
    answer: { status: 204 },
    verdict: 'unchecked',
    reason: 'unsupported-type',
    detail: '204',
  },
  {
    name: 'an empty page',
    answer: { body: '' },
    verdict: 'unchecked',
    reason: 'script-shell',
  },
];

/** Bodies that are slow, large or endless. */
export const BODY_CASES: readonly DocumentCase[] = [
  {
    name: 'an answer that takes a moment',
    answer: { body: articleWith([QUOTE]), delayMs: 1_500 },
    verdict: 'verbatim',
  },
  {
    name: 'a body that comes in pieces',
    answer: { body: articleWith([QUOTE]), everyMs: 300 },
    verdict: 'verbatim',
  },
  {
    name: 'a body that breaks off behind the quote',
    answer: { body: articleWith([QUOTE]), cutAfter: 900, headers: { 'content-length': '5000' } },
    verdict: 'unreachable',
    reason: 'network-error',
    asked: 2,
  },
  {
    name: 'a packed page',
    answer: {
      body: gzipSync(articleWith([QUOTE])),
      headers: { 'content-encoding': 'gzip' },
    },
    verdict: 'verbatim',
  },
  {
    name: 'a small body that unpacks to a huge one',
    answer: {
      body: gzipSync(
        Buffer.concat([Buffer.from(articleWith([QUOTE])), Buffer.alloc(200 * MIB, 32)]),
      ),
      headers: { 'content-encoding': 'gzip' },
    },
    verdict: 'unchecked',
    reason: 'too-large',
    detail: '20 MB',
  },
  {
    name: 'a body without end',
    answer: { body: Buffer.alloc(MIB, 32), endless: true },
    verdict: 'unchecked',
    reason: 'too-large',
    detail: '20 MB',
  },
  {
    name: 'a PDF without end',
    answer: typed('application/pdf', Buffer.alloc(MIB, 32), { endless: true }),
    verdict: 'unchecked',
    reason: 'too-large',
    detail: '20 MB',
  },
];

/** Responses that refuse, or that ask for a later request. */
export const STATUS_CASES: readonly DocumentCase[] = [
  ...[401, 402, 451].map(
    (status): DocumentCase => ({
      name: status.toString(),
      answer: { body: articleWith([QUOTE]), status },
      verdict: 'blocked',
      reason: 'status-blocked',
      detail: status.toString(),
    }),
  ),
  {
    name: '999, a refusal',
    answer: { body: articleWith([QUOTE]), status: 999 },
    verdict: 'blocked',
    reason: 'status-blocked',
    detail: '999',
  },
  {
    name: 'a redirect that does not say where',
    answer: { body: articleWith([QUOTE]), status: 302 },
    verdict: 'unreachable',
    reason: 'redirect-nowhere',
    detail: null,
  },
  {
    name: '503 with Retry-After, and then the page',
    answer: {
      status: 503,
      headers: { 'retry-after': '1' },
      later: { body: articleWith([QUOTE]) },
    },
    verdict: 'verbatim',
    asked: 2,
  },
  {
    name: '429 that asks to wait an hour',
    answer: { body: articleWith([QUOTE]), status: 429, headers: { 'retry-after': '3600' } },
    verdict: 'blocked',
    reason: 'status-blocked',
    detail: '429',
  },
  {
    name: '403 with a challenge',
    answer: { body: articleWith([QUOTE]), status: 403, headers: { 'cf-mitigated': 'challenge' } },
    verdict: 'blocked',
    reason: 'challenge',
    detail: '403',
  },
  {
    name: '200 with a challenge',
    answer: { body: articleWith([QUOTE]), headers: { 'cf-mitigated': 'challenge' } },
    verdict: 'blocked',
    reason: 'challenge',
    detail: '200',
  },
];
