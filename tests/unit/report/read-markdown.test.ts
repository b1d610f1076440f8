import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafBlocks } from '@/utils/report/read-piece';
import { ReportPieces } from '@/utils/report/read-pieces';
import { bytesOf, read, shown } from './read-report';

/** Returns the blocks of a report: its headings and the kinds of its statements. */
function outline(text: string): string[] {
  const report = read(text);
  const lines = report.statements
    .filter((statement) => statement.sectionId === null)
    .map((statement) => `${statement.kind}: ${shown(report, statement)}`);
  for (const section of report.sections) {
    lines.push(`${'#'.repeat(section.level)} ${section.title}`);
    for (const statement of report.statements) {
      if (statement.sectionId !== section.id) continue;
      const indent = '  '.repeat(statement.depth);
      const marker = statement.marker === '' ? '' : `${statement.marker} `;
      lines.push(`${indent}${statement.kind}: ${marker}${shown(report, statement)}`);
    }
  }
  return lines;
}

describe('readCitedMarkdown cuts a report into blocks', () => {
  const cases: readonly [name: string, text: string, blocks: readonly string[]][] = [
    ['an empty file', '', []],
    ['blank lines only', '\n \n\n', []],
    ['a heading whose words are formatted', '## A **bold** `name`\n', ['## A bold name']],
    ['a heading of two lines', 'First\nsecond\n===\n', ['# First second']],
    [
      'headings that skip a level',
      '# A\n\n#### B\n\nWords.',
      ['# A', '#### B', 'paragraph: Words.'],
    ],
    ['a paragraph right under a heading', '# A\nWords.', ['# A', 'paragraph: Words.']],
    ['words before any heading', 'Words.\n# A', ['paragraph: Words.', '# A']],
    [
      'nested items',
      '# A\n- one\n  - two\n    1. three\n- four',
      ['# A', 'item: - one', '  item: - two', '    item: 1. three', 'item: - four'],
    ],
    [
      'several paragraphs in one item',
      '# A\n- one\n\n  more\n\n  - inner\n\n  last',
      ['# A', 'item: - one', '  paragraph: more', '  item: - inner', '  paragraph: last'],
    ],
    ['a lazy line', '# A\n- one\ngoes on', ['# A', 'item: - one\ngoes on']],
    ['an indented line of an item', '# A\n-  one\n   goes on', ['# A', 'item: - one\ngoes on']],
    ['a check box', '# A\n- [x] done', ['# A', 'item: - [x] done']],
    ['an empty item', '# A\n-\n- b', ['# A', 'item: - ', 'item: - b']],
    ['a quote of two paragraphs', '# A\n> one\n>\n> two', ['# A', 'quote: > one\n>\n> two']],
    [
      'a table with what follows it',
      '# A\n| a | b |\n|---|---|\n| 1 | 2 |\n\nWords.',
      ['# A', 'table: | a | b |\n|---|---|\n| 1 | 2 |', 'paragraph: Words.'],
    ],
    [
      'a fence with blank lines and a heading in it',
      '# A\n```\n\n# no\n\n- no\n```\nWords.',
      ['# A', 'code: ```\n\n# no\n\n- no\n```', 'paragraph: Words.'],
    ],
    ['a fence that never closes', '# A\n~~~\nx\n\n# no', ['# A', 'code: ~~~\nx\n\n# no']],
    [
      'indented code',
      '# A\n\n    code\n\n      more\n\nWords.',
      ['# A', 'code:     code\n\n      more', 'paragraph: Words.'],
    ],
    [
      'an HTML block',
      '# A\n<div>\n\n- b\n</div>',
      ['# A', 'other: <div>', 'item: - b', 'other: </div>'],
    ],
    [
      'a comment with blank lines',
      '<!-- a\n\n# no\n-->\n\nWords.',
      ['other: <!-- a\n\n# no\n-->', 'paragraph: Words.'],
    ],
    ['Windows line ends', '# A\r\n\r\n- one\r\n  two\r\n', ['# A', 'item: - one\ntwo']],
    ['old line ends', '# A\r\rOne\rtwo\r', ['# A', 'paragraph: One\ntwo']],
    ['a rule', 'a\n\n---\n\nb', ['paragraph: a', 'other: ---', 'paragraph: b']],
  ];
  test.each(cases)('%s', (_, text, blocks) => {
    expect(outline(text)).toEqual(blocks);
    expect(bytesOf(read(text))).toBe(text);
  });
});

/** Lines that open, close, continue and split blocks. */
const LINE = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', ' ', '\t', 'word', 'two words', 'end  ') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '- item',
      '* item',
      '1. item',
      '2) item',
      '-',
      '- - x',
      '> quote',
      '>',
      '> - in quote',
      '# Heading',
      '###### Six ##',
      '===',
      '---',
      '***',
      '```',
      '~~~',
      '```js',
      '<div>',
      '</div>',
      '<!--',
      '-->',
      '| a | b |',
      '|---|---|',
      '[1]: https://example.org "T"',
      '[^1]: Note',
      '[t]:',
      '![](a.png)',
      '*Figure 1: words*',
      '**Sources:** [A](https://example.org/a)',
      '- [ ] to do',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'A claim ([A](https://example.org/a#:~:text=x)).',
      'B [^1] and [1].',
      '[a][t] `[b](c)`',
      '<https://example.org>',
      'https://example.org/b',
      '[[cite:',
      '[x](javascript:alert(1))',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);
const INDENT = fc.constantFrom('', '', '', ' ', '  ', '   ', '    ', '\t', '      ');
const MARKDOWN = fc
  .record({
    bom: fc.constantFrom('', '', '\uFEFF'),
    lines: fc.array(fc.tuple(INDENT, LINE, fc.constantFrom('\n', '\n', '\n', '\r\n', '\r')), {
      maxLength: 60,
    }),
    last: LINE,
  })
  .map(({ bom, lines, last }) => bom + lines.flat().join('') + last);

describe('the language of a report', () => {
  const short = `# Note sur les tarifs

Dunkerque a introduit une tarification progressive en octobre 2012 [1]. La moyenne européenne est de 23 % [2].

## Sources

[1] Tarification progressive : ça marche ?, blog.example – https://blog.example/2026/tarifs.html
[2] Drinking Water Directive – https://ue.example/directive.html
[3] Entretien avec Mme Roux, régie de Nîmes, 12 novembre 2026
[4] Ville de Nîmes, bilan – https://ville.example/nimes/capteurs.html
`;
  test.each([
    ['a short report in French', short, 'fr'],
    ['a report of one sentence', 'Le lac a monté.', 'fr'],
    ['a short report in Dutch', 'De stad heeft het water van de rivier.', 'nl'],
    ['a short report in Portuguese', 'O preço da água subiu em maio, mas não nas aldeias.', 'pt'],
    ['a report in Japanese', '市は2024年4月に水道料金を引き上げた。', 'ja'],
    ['a report in Japanese with many Chinese characters', '水道料金値上、市議会可決した', 'ja'],
    ['a report whose front matter names it', `---\nlang: pt-BR\n---\n\n${short}`, 'pt-BR'],
  ])('%s', (_name, text, language) => {
    expect(read(text).language).toBe(language);
    expect(read(text, { language: 'de' }).language).toBe(language);
  });

  test.each([
    ['figures only', 'Dunkerque : 23 %.'],
    ['no words', ''],
    ['as many small words of two languages', 'Nantes en 2012, House of Cards.'],
    ['a single small word', 'El Niño 2023.'],
  ])('is the one that the caller names, for %s', (_name, text) => {
    expect(read(text, { language: 'de' }).language).toBe('de');
  });

  test('is English if neither the text nor the caller shows one', () => {
    expect(read('Dunkerque : 23 %.').language).toBe('en');
  });
});

describe('the bytes of a report', () => {
  test('are restored from its blocks, for any Markdown', () => {
    fc.assert(
      fc.property(MARKDOWN, (text) => {
        const report = read(text);
        expect(bytesOf(report)).toBe(text);
        for (const statement of report.statements) {
          const own = statement.raw.replace(/\r\n?/gu, '\n').replace(/\s+/gu, '');
          expect(own.endsWith(shown(report, statement).replace(/\s+/gu, ''))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/**
 * Returns the kind, position and bytes of every block. Parses in the shortest possible pieces, or
 * in one.
 */
function blocksOf(text: string, minLength: number): string[] {
  const pieces = new ReportPieces(text, minLength);
  for (const _ of pieces.collect());
  return [...pieces.parse()].flatMap(({ start, end, nodes }) => {
    const source = text.slice(start, end);
    return leafBlocks(nodes ?? [], source).map((block) => {
      const { type, kind, marker, depth } = block;
      return `${start + block.start} ${type} ${kind} ${marker} ${depth} ${source.slice(block.start, block.end)}`;
    });
  });
}

/**
 * Below indented code, the parser reads an item that could not interrupt a paragraph (an empty one,
 * or one that starts at 2) as text, if it reads both at once. Alone it reads it correctly.
 */
const ITEM_BELOW_CODE =
  /(?:^\uFEFF?|[\r\n])(?: {0,3}\t| {4})[^\r\n]*(?:(?:\r\n|\n|\r)[ \t]*)+(?:2\)|[-*+](?:[ \t]*(?:[\r\n]|$)))/u;

describe('a report cut into pieces', () => {
  test('has the blocks of the whole', () => {
    fc.assert(
      fc.property(MARKDOWN, (text) => {
        fc.pre(!ITEM_BELOW_CODE.test(text));
        expect(blocksOf(text, 1)).toEqual(blocksOf(text, text.length + 1));
      }),
      { numRuns: 1000 },
    );
  });
});

test('reads a link reference beside a note when both are defined far below', () => {
  const far = 'The river rose again in the night, and nobody slept.\n\n'.repeat(100);
  const definitions = '[^n1]: [A](https://a.example/)\n\n[r6]: https://b.example/\n';
  const { citations } = read(`It rose[^n1] and [fell][r6].\n\n${far}${definitions}`);
  expect(citations.map(({ href }) => href)).toContain('https://b.example/');
});

test.each([
  ['is the title of a source that has no better one', '[CNN](https://cnn.example/a)', 'CNN'],
  [
    'gives way to a better title',
    '[CNN](https://cnn.example/a) ([The launch](https://cnn.example/a))',
    'The launch',
  ],
  ['is no title if it is the address', '[cnn.example](https://cnn.example/a)', ''],
])('a link text that is the name of the site %s', (_, note, title) => {
  const { sources } = read(`It rose.[^a]\n\n[^a]: ${note}\n`);
  expect(sources.map((source) => source.title)).toEqual([title]);
});
