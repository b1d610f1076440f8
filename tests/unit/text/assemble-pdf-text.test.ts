import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assemblePdfText } from '@/utils/text/assemble-pdf-text';
import type { PdfRun } from '@/utils/text/pdf-page';
import { lines, pageOf, run } from './pdf-lines';

const textOf = (...pages: (readonly PdfRun[])[]) =>
  assemblePdfText(pages.map((runs) => pageOf(...runs))).text;

describe('lines', () => {
  test('become one paragraph if they are close, otherwise two', () => {
    const first = lines(['The river rose by 61', 'centimetres overnight.']);
    const second = lines(['Then it fell.', 'It is low again.'], { top: 650 });
    expect(textOf([...first, ...second])).toBe(
      'The river rose by 61 centimetres overnight.\nThen it fell. It is low again.',
    );
  });

  test('of two columns follow column by column, as they are drawn', () => {
    const left = lines(['The left column', 'goes down.']);
    const right = lines(['The right column', 'follows it.'], { along: 320 });
    expect(textOf([...left, ...right])).toBe(
      'The left column goes down.\nThe right column follows it.',
    );
  });

  test('of another size are no part of the paragraph', () => {
    expect(textOf([run('A title', { size: 18, across: 714 }), ...lines(['and its text.'])])).toBe(
      'A title\nand its text.',
    );
  });

  test('that are set in another direction are no part of it either', () => {
    const aside = run('arXiv 2601', { angle: 90, along: 200, across: -20 });
    expect(textOf([...lines(['Above']), aside, ...lines(['Below'], { top: 600 })])).toBe(
      'Above\narXiv 2601\nBelow',
    );
  });

  test('drawn in several runs are one, with spaces where there are gaps', () => {
    const runs = [
      run('The', { along: 0, width: 15, endsLine: false }),
      run('river', { along: 19, width: 20, endsLine: false }),
      run('s', { along: 39, width: 5, endsLine: false }),
      run(' ', { along: 44, width: 4, endsLine: false }),
      run('rose', { along: 48, width: 20 }),
    ];
    expect(textOf([...runs])).toBe('The rivers rose');
  });
});

describe('figures', () => {
  const cells = (left: string, right: string, gap: number) =>
    textOf([
      run(left, { along: 100, width: 20, endsLine: false }),
      run(right, { along: 120 + gap, width: 20 }),
    ]);

  test.each([
    ['of two cells', 30, '12\n300'],
    ['close together, but further apart than a word space', 11, '12\n300'],
    ['a word space apart', 3, '12 300'],
  ])('%s', (_name, gap, expected) => {
    expect(cells('12', '300', gap)).toBe(expected);
  });

  test('that a line’s end parts do not become one', () => {
    expect(textOf(lines(['It came to 12', '300 people were there']))).toBe(
      'It came to 12\n300 people were there',
    );
  });

  test.each([
    ['raised', 4, 7, 'raised'],
    ['raised by a little', 1.8, 7, 'raised'],
    ['raised without being smaller', 4, 11, 'raised'],
    ['lowered', -2, 7, 'lowered'],
  ])('%s are marked', (_name, shift, size, kind) => {
    const { text, marks } = assemblePdfText([
      pageOf(
        run('about 10', { along: 0, width: 40, endsLine: false }),
        run('2', { along: 40, width: 4, size, across: 700 + shift, endsLine: false }),
        run(' cells', { along: 44, width: 30 }),
      ),
    ]);
    expect(text).toBe('about 102 cells');
    expect(marks).toEqual([{ start: 8, end: 9, kind }]);
  });

  test('on the line are not', () => {
    const runs = [run('10', { along: 0, width: 11, endsLine: false }), run('2', { along: 11 })];
    expect(assemblePdfText([pageOf(...runs)]).marks).toEqual([]);
  });
});

describe('words broken at line ends', () => {
  const broken = (...texts: string[]) => assemblePdfText([pageOf(...lines(texts))]);

  test('are joined with a soft hyphen', () => {
    const { text, broken: words } = broken('It is an exam-', 'ple of it.');
    expect(text).toBe('It is an exam\u00ADple of it.');
    expect(words).toEqual([{ at: 13, left: 'exam', right: 'ple', spelt: 'unknown' }]);
  });

  test.each([
    ['keep it where the document writes it so', 'is well-known to all.', 'with', 'well-known'],
    [
      'lose it where the document writes it so',
      'is Wellknown to all.',
      'without',
      'well\u00ADknown',
    ],
    ['stay open where it does both', 'is well-known or wellknown.', 'unknown', 'well\u00ADknown'],
  ])('%s', (_name, elsewhere, spelt, there) => {
    const pdf = broken('It is a well-', `known lock, and it ${elsewhere}`);
    expect(pdf.text).toContain(`a ${there} lock`);
    expect(pdf.broken[0]?.spelt).toBe(spelt);
  });

  test('go on in the next column and on the next page', () => {
    const left = lines(['It is an exam-']);
    const right = lines(['ple of a dic-'], { along: 320 });
    expect(textOf([...left, ...right], lines(['tionary.']))).toBe(
      'It is an exam\u00ADple of a dic\u00ADtionary.',
    );
  });
});

describe('running heads and feet', () => {
  const page = (number: number, body: readonly string[]) => [
    run('Annual report', { across: 800 }),
    ...lines(body),
    run(`page ${number.toString()}`, { across: 40 }),
  ];

  test('stand behind the text, whose sentences go on over the pages', () => {
    const pdf = assemblePdfText([
      pageOf(...page(11, ['The river rose by 61 centi-'])),
      pageOf(...page(12, ['metres overnight, and the', 'wardens'])),
      pageOf(...page(13, ['wrote it down.'])),
    ]);
    expect(pdf.text).toBe(
      [
        'The river rose by 61 centi\u00ADmetres overnight, and the wardens',
        'wrote it down.',
        'Annual report\npage 11\nAnnual report\npage 12\nAnnual report\npage 13',
      ].join('\n'),
    );
    expect(pdf.pageStarts.map((start) => pdf.text.slice(start, start + 6))).toEqual([
      'The ri',
      'metres',
      'wrote ',
    ]);
    expect(pdf.text.slice(0, pdf.bodyEnd).endsWith('wrote it down.')).toBe(true);
  });

  test('are none where the figures do not follow the pages', () => {
    const pages = [
      ['In spring', 'Total 11'],
      ['In summer', 'Total 17'],
      ['In autumn', 'Total 13'],
    ].map(([season = '', total = '']) => pageOf(...lines([season]), run(total, { across: 40 })));
    const pdf = assemblePdfText(pages);
    expect(pdf.text).toBe('In spring\nTotal 11\nIn summer\nTotal 17\nIn autumn\nTotal 13');
    expect(pdf.bodyEnd).toBe(pdf.text.length);
  });
});

test('offsets are within the text, whatever is drawn', () => {
  const anyRun = fc.record({
    text: fc.constantFrom(
      '',
      ' ',
      'exam-',
      'ple',
      '12',
      '300',
      'The ',
      'river',
      '2',
      '山',
      'a\u0301',
    ),
    along: fc.integer({ min: -50, max: 700 }),
    across: fc.integer({ min: -50, max: 900 }),
    width: fc.integer({ min: -5, max: 60 }),
    size: fc.integer({ min: 0, max: 20 }),
    angle: fc.constantFrom(0, 90),
    endsLine: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(fc.array(anyRun, { maxLength: 12 }), { maxLength: 5 }), (pages) => {
      const pdf = assemblePdfText(pages.map((runs) => ({ runs })));
      const letters = (text: string) => text.replace(/[\s\-\u00AD]/gu, '');
      const drawn = pages.flat().map(({ text }) => text);
      // No letter is lost and none is invented.
      expect([...letters(pdf.text)].sort()).toEqual([...letters(drawn.join(''))].sort());
      let end = 0;
      for (const block of pdf.blocks) {
        expect(block.start).toBe(end === 0 ? 0 : end + 1);
        expect(pdf.text.slice(block.start, block.end)).not.toBe('');
        end = block.end;
      }
      expect(end).toBe(pdf.text.length);
      for (const mark of pdf.marks) {
        expect(mark.start).toBeLessThan(mark.end);
        expect(mark.end).toBeLessThanOrEqual(pdf.text.length);
      }
      for (const { at, left, right } of pdf.broken) {
        expect(pdf.text.charAt(at)).toMatch(/[-\u00AD]/u);
        expect(pdf.text.slice(0, at).endsWith(left)).toBe(true);
        expect(pdf.text.startsWith(right, at + 1)).toBe(true);
      }
      expect(pdf.pageStarts).toHaveLength(pages.length);
    }),
  );
});
