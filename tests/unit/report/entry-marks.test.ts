import { describe, expect, test } from 'vitest';
import { WRITE_STYLES, type WriteStyle, writeStyle } from '@/utils/model/citation-styles';
import { pickSectionReport } from '@/utils/report/pick-section';
import { writeHtmlDocument } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { writePlainText } from '@/utils/report/write-text';
import { writeWord } from '@/utils/word/write-word';
import { wordMarkdown } from '../word/word-text';
import { claimsOf, importedReport, readReport } from './read-back';

/*
 * The words of an entry can name another entry by its number: "[4] Measured in March; see [1]."
 */

const read = (markdown: string) => importedReport(readReport(markdown));
const written = (markdown: string, style: WriteStyle) => writeMarkdown(read(markdown), { style });

const TEXT = 'The lake rose [3]. The tide fell [2][4]. The gauge broke [1].';
const LINES = [
  'Gazette, “The gauge”, https://gazette.example/gauge',
  'Blog, “The tide”, https://blog.example/tide',
  'Lake office, https://lake.example/rise',
  'Measured in March; see [1] for more.',
];
const inBrackets = (lines: readonly string[]) =>
  lines.map((line, at) => `[${at + 1}] ${line}`).join('\n');
const counted = (lines: readonly string[]) =>
  lines.map((line, at) => `${at + 1}. ${line}`).join('\n');
const file = (lines: readonly string[], form = inBrackets, text = TEXT) =>
  `# Lake\n\n${text}\n\n## Sources\n\n${form(lines)}\n`;
const withLine = (at: number, line: string) => LINES.map((each, n) => (n === at ? line : each));

describe.each([
  ['in brackets', inBrackets],
  ['of a list', counted],
] as const)('a mark in the words of an entry, with numbers %s', (_, form) => {
  test('gets the new number of its source in numbered references', () => {
    expect(written(file(LINES, form), 'numbered')).toContain(
      '3. [Gazette, “The gauge”](https://gazette.example/gauge)\n4. Measured in March; see \\[3] for more.\n',
    );
  });

  test.each(['inline', 'footnote', 'linked-words', 'pandoc'] as const)(
    'is the name of its source in the style %s, because its entry is gone',
    (style) => {
      expect(written(file(LINES, form), style)).toContain(
        '[4] Measured in March; see Gazette, “The gauge” for more.\n',
      );
    },
  );

  test('stays as it is beside the list of the file', () => {
    expect(written(file(LINES, form), 'as-written')).toBe(file(LINES, form));
  });
});

test('a file that has the signs of a placeholder gets no words of another mark', () => {
  const lines = [...LINES.slice(0, 3), 'See [1], and \uFDD20\uFDD3 on.'];
  expect(written(file(lines), 'numbered')).toContain('4. See \\[3], and 0 on.\n');
});

test('the same in HTML, Word and plain text', async () => {
  const report = read(file(LINES));
  const numbered = { style: 'numbered' } as const;
  const footnote = { style: 'footnote' } as const;
  expect(writeHtmlDocument(report, numbered)).toContain('Measured in March; see [3] for more.');
  expect(writePlainText(report, numbered)).toContain('[4] Measured in March; see [3] for more.');
  expect(await wordMarkdown(await writeWord(report, numbered))).toContain('see \\[3] for more.');
  const named = 'Measured in March; see Gazette, “The gauge” for more.';
  expect(writeHtmlDocument(report, footnote)).toContain(named);
  expect(await wordMarkdown(await writeWord(report, footnote))).toContain(named);
  expect(writePlainText(report, { style: 'inline' })).toContain(named);
});

test('the words of an entry with a page, too', () => {
  const markdown = file(withLine(1, `${LINES[1]}. See also [1].`));
  expect(written(markdown, 'numbered')).toContain('https://blog.example/tide). See also \\[3].\n');
  expect(written(markdown, 'footnote')).toContain(
    'https://blog.example/tide). See also Gazette, “The gauge”.\n',
  );
  expect(written(markdown, 'inline')).toContain(
    '([Blog, “The tide”](https://blog.example/tide). See also Gazette, “The gauge”)',
  );
  expect(written(markdown, 'pandoc')).toMatch(/\[@\S+\. See also Gazette, “The gauge”\]/u);
});

test.each([
  ['[1, 3]', '[3, 1]', 'Gazette, “The gauge”, Lake office'],
  ['[1–3]', '[3, 2, 1]', 'Gazette, “The gauge”, Blog, “The tide”, Lake office'],
  ['[see 1, p. 2]', '[see 3, p. 2]', 'see Gazette, “The gauge”, p. 2'],
  ['[9]', '[9]', '[9]'],
  ['[4]', '[4]', '[4]'],
  ['[1, 4]', '[3, 4]', 'Gazette, “The gauge”, [4]'],
])('%s is %s in a numbered list, and otherwise %s', (mark, number, name) => {
  const markdown = file(withLine(3, `Measured in March, ${mark} for more.`));
  expect(written(markdown, 'numbered')).toContain(`4. Measured in March, \\${number} for more.\n`);
  expect(written(markdown, 'inline')).toContain(`[4] Measured in March, ${name} for more.\n`);
});

test('a mark follows an entry without a page to its new number', () => {
  const lists = `## Sources\n\n${counted(LINES)}\n5. A talk, as in [4].`;
  const markdown = `# Lake\n\n## A\n\nThe lake rose [3]. It fell [4].\n\n${lists.replace('## ', '### ')}\n\n## B\n\nThe gauge broke [1]. It fell [4]. It rose [5].\n\n${lists.replace('## ', '### ')}\n`;
  const numbered = written(markdown, 'numbered');
  const ofTalks = [...numbered.matchAll(/(\d+)\.? .*A talk, as in \\\[(\d+)\]/gu)].map(
    ([, , named]) => named,
  );
  const [, list = ''] = numbered.split(/^## References$/mu);
  for (const named of ofTalks)
    expect(list).toMatch(new RegExp(`^(?:${named}\\.|- \\\\?\\[${named}\\]) Measured`, 'mu'));
  expect(new Set(ofTalks).size).toBe(2);
});

test('a mark stays a number while its entry stays in the list', () => {
  const markdown = file([
    ...withLine(3, 'Measured in March; see [5].'),
    'A page, https://a.example/',
  ]);
  expect(written(markdown, 'footnote')).toContain(
    '[4] Measured in March; see [5].\n[5] A page, https://a.example/',
  );
});

test('the name of a note in another note is the name of its source', () => {
  const markdown = [
    '# Lake\n\nThe lake rose[^3]. The tide fell[^2][^4]. The gauge broke[^1].\n',
    '[^1]: Gazette, “The gauge”, https://gazette.example/gauge',
    '[^2]: Blog, “The tide”, https://blog.example/tide. See also [^1].',
    '[^3]: Lake office, https://lake.example/rise',
    '[^4]: Measured in March; see [^1] for more.\n',
  ].join('\n');
  const numbered = written(markdown, 'numbered');
  expect(numbered).toContain('https://blog.example/tide). See also \\[3].');
  expect(numbered).toContain('[^4]: Measured in March; see [3] for more.');
  const footnote = written(markdown, 'footnote');
  expect(footnote).toContain('https://blog.example/tide). See also Gazette, “The gauge”.');
  expect(footnote).toContain('[^4]: Measured in March; see Gazette, “The gauge” for more.');
  expect(written(markdown, 'as-written')).toBe(markdown);
});

test('the own number of a row stays', () => {
  const rows = [...LINES, 'A page, [A](https://a.example/) and [4]'].map(
    (line, at) => `| [${at + 1}] | ${line} |`,
  );
  const markdown = file(rows, (lines) => `| No | Source |\n|---|---|\n${lines.join('\n')}`);
  expect(written(markdown, 'inline')).toMatch(
    /\| \[4\] \| Measured in March; see Gazette, “The gauge” for more\. \|\n\| \[5\] \| A page,.*and \[4\] \|/u,
  );
  expect(written(markdown, 'as-written')).toBe(markdown);
});

test('a section that does not cite the source has its name', () => {
  const markdown = `# Lake\n\n## A\n\nThe gauge broke [1]. The lake rose [3].\n\n## B\n\nThe tide fell [2][4].\n\n## Sources\n\n${inBrackets(withLine(1, `${LINES[1]}. See also [1].`))}\n`;
  const report = read(markdown);
  const sectionId = report.content.sections.find(({ title }) => title === 'B')?.id;
  if (sectionId === undefined) throw new Error('no section');
  const section = pickSectionReport(report, sectionId);
  const options = { style: 'numbered', whole: report.content } as const;
  expect(writeMarkdown(section, options)).toContain('See also Gazette, “The gauge”.');
});

test.each(WRITE_STYLES.filter((style) => writeStyle(style).entries !== 'bibliography'))(
  'no sentence gets a source that it did not have, in the style %s',
  (style) => {
    const markdown = file(withLine(1, `${LINES[1]}. See also [1].`));
    const sources = (text: string) => claimsOf(text).map((claim) => claim.replace(/.* <= /u, ''));
    expect(sources(written(markdown, style))).toEqual([
      'lake.example/rise',
      'blog.example/tide',
      'gazette.example/gauge',
    ]);
  },
);
