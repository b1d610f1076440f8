import { describe, expect, test } from 'vitest';
import { isPass } from '@/utils/model/evidence';
import { assemblePdfText } from '@/utils/text/assemble-pdf-text';
import type { PdfRun } from '@/utils/text/pdf-page';
import { checkPdf } from '@/utils/verify/check-pdf';
import { lines, pageOf, run } from '../text/pdf-lines';
import { factsOf } from './facts-fixture';
import { clipOf } from './quote-fixture';

const ADDRESS = 'https://rivers.example/report.pdf';
const FACTS = factsOf(ADDRESS, { contentType: 'application/pdf' });
const FILLER = lines(
  [
    'The wardens of the valley counted the boats in the harbour',
    'again, and wrote the number down as they always had.',
  ],
  { top: 200 },
);

function check(
  pages: readonly (readonly PdfRun[])[],
  clip: Parameters<typeof clipOf>,
  { pagesUnread = [] as readonly number[], facts = FACTS } = {},
) {
  const pdf = assemblePdfText(pages.map((runs) => pageOf(...runs)));
  const [judged] = checkPdf({ facts, pdf, pagesUnread }, [clipOf(...clip)]);
  if (judged === undefined) throw new Error('There was one quote.');
  return judged;
}

const of = (...texts: string[]) => [[...lines(texts), ...FILLER]];

describe('a quote on a PDF', () => {
  test('spans lines and pages, and names its page', () => {
    const pages = [
      [...lines(['A first page.'])],
      lines(['The river rose by 61']),
      lines(['centimetres overnight.']),
    ];
    expect(check(pages, ['The river rose by 61 centimetres overnight'])).toMatchObject({
      verdict: 'verbatim',
      flags: [],
      evidence: { detail: 'p. 2' },
    });
  });

  test('that changed is altered, and its page is named', () => {
    const judged = check(of('The river rose by 68', 'centimetres overnight.'), [
      'The river rose by 61 centimetres overnight',
    ]);
    expect(judged).toMatchObject({
      verdict: 'altered',
      evidence: {
        contentType: 'application/pdf',
        detail: 'p. 1',
        changes: [{ fact: 'figure', from: '61', to: '68' }],
      },
    });
  });

  test('that is gone is missing where all pages were read, and unchecked where not', () => {
    const pages = of('Nothing of it is here.');
    const quote = 'The river rose by 61 centimetres overnight';
    expect(check(pages, [quote])).toMatchObject({
      verdict: 'missing',
      evidence: { reason: 'nothing-close' },
    });
    expect(check(pages, [quote], { pagesUnread: [2, 4, 5, 6] })).toMatchObject({
      verdict: 'unchecked',
      evidence: {
        reason: 'pdf-pages-unread',
        detail: 'p. 2, 4–6',
        httpStatus: 200,
        contentType: 'application/pdf',
      },
    });
  });

  test('reached by a redirect is flagged', () => {
    const facts = { ...FACTS, finalUrl: 'https://rivers.example/2026/report.pdf' };
    expect(check(of('The river rose again.'), ['The river rose'], { facts }).flags).toEqual([
      'redirected',
    ]);
  });
});

describe('a broken word', () => {
  test.each([
    ['without its hyphen', 'an example of it', 'typographic'],
    ['with it', 'an exam-ple of it', 'verbatim'],
    ['with the line’s end, as some viewers copy it', 'an exam- ple of it', 'verbatim'],
    ['with the line’s end itself', 'an exam-\nple of it', 'verbatim'],
  ])('%s passes with a reservation', (_name, quote, verdict) => {
    const judged = check(of('This is an exam-', 'ple of it.'), [quote]);
    expect(judged).toMatchObject({ verdict, flags: ['hyphen-unsure'] });
  });

  test.each([
    ['two spellings in one quote', 'a well-known example of it', 'verbatim or typographic'],
    ['one of them changed', 'a well-known sample of it', 'altered'],
    ['another case', 'a well-known exam- Ple of it', 'altered'],
    ['a dropped part', 'a well-known exam of it', 'altered'],
    ['a word of its own', 'a well-known exam ple of it', 'altered'],
  ])('%s', (_name, quote, verdict) => {
    const judged = check(of('This is a well-', 'known exam-', 'ple of it.'), [quote]);
    expect(isPass(judged.verdict) ? 'verbatim or typographic' : judged.verdict).toBe(verdict);
  });

  test.each([
    ['with', 'They re-sign it.', 'The minister will resign the contract', 'altered'],
    ['with', 'They re-sign it.', 'The minister will re-sign the contract', 'verbatim'],
    ['without', 'They resign.', 'The minister will re-sign the contract', 'altered'],
    ['without', 'They resign.', 'The minister will resign the contract', 'typographic'],
  ])('that the document spells %s elsewhere (%s): %s', (_spelt, elsewhere, quote, verdict) => {
    const pages = [
      [
        ...lines(['The minister will re-', 'sign the contract soon.']),
        ...lines([elsewhere], { top: 400 }),
      ],
    ];
    expect(check(pages, [quote])).toMatchObject({ verdict, flags: [] });
  });

  test.each([
    ['a figure lost its hyphen', ['from 1990-', '1995 on'], 'from 19901995 on'],
    [
      'a suspended hyphen is filled in',
      ['the pre-', 'and post-war years'],
      'the preand post-war years',
    ],
    ['a capital is joined', ['the Franco-', 'German border'], 'the FrancoGerman border'],
    ['two figures become one', ['came to 12', '300 people'], 'came to 12 300 people'],
    ['a minus is lost', ['fell to', '-5 degrees'], 'fell to 5 degrees'],
  ])('is no reason to pass where %s', (_name, texts, quote) => {
    expect(isPass(check(of(...texts), [quote]).verdict)).toBe(false);
  });
});

describe('raised figures', () => {
  const raised = [
    [
      run('about 10', { along: 0, width: 40, endsLine: false }),
      run('2', { along: 40, width: 4, size: 7, across: 704, endsLine: false }),
      run(' cells in it', { along: 44, width: 60 }),
      ...FILLER,
    ],
  ];

  test('are not figures on the line: flagged where the clip does not say, altered where it does', () => {
    expect(check(raised, ['about 102 cells in it']).flags).toEqual(['marks-unrecorded']);
    expect(check(raised, ['about 102 cells in it', { marks: [] }]).verdict).toBe('altered');
    expect(check(raised, ['about 10² cells in it']).verdict).toBe('verbatim');
  });
});

describe('a text directive', () => {
  const directive = { start: 'The river', end: 'overnight' };

  test('has no verdict about the link, but is recorded', () => {
    const pages = of('The river rose by 61', 'centimetres overnight.');
    const dead = { start: 'no such', end: 'words' };
    expect(
      check(pages, ['rose by 61 centimetres', { directive: dead, directiveAsWritten: 'x' }]),
    ).toMatchObject({ verdict: 'verbatim', flags: ['directive-in-pdf'] });
  });

  test('without wording is located, and without a place unpinned, never a dead link', () => {
    const pages = of('The river rose by 61', 'centimetres overnight.');
    expect(check(pages, [null, { directive }])).toMatchObject({
      verdict: 'located',
      flags: ['directive-in-pdf'],
    });
    expect(check(pages, [null, { directive: { start: 'no such words' } }])).toMatchObject({
      verdict: 'unpinned',
      flags: ['directive-in-pdf'],
    });
  });
});

test('an error’s status decides before the text does', () => {
  const facts = { ...FACTS, status: 404 };
  expect(check(of('The river rose again.'), ['The river rose'], { facts })).toMatchObject({
    verdict: 'gone',
    evidence: { reason: 'status-gone' },
  });
});
