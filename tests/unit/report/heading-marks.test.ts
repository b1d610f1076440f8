import { expect, test } from 'vitest';
import { WRITE_STYLES, writeStyle } from '@/utils/model/citation-styles';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { writePlainText } from '@/utils/report/write-text';
import { importedReport, readReport } from './read-back';
import { bytesOf } from './read-report';

const LIST =
  '## Sources\n\n1. Lock, https://lock.example/june\n2. Weir, https://weir.example/report\n' +
  '3. Ann Hill, *History*, 2019\n';
const NOTES = '[^1]: Lock, https://lock.example/june\n[^2]: Weir, https://weir.example/report\n';
const ENTRY = '2. Weir, https://weir.example/report\n';
const AT_END: readonly [name: string, heading: string, list: string][] = [
  ['a number', '## Levels [2]', LIST],
  ['a glued number', '## Levels[2]', LIST],
  ['a note', '## Levels [^2]', NOTES],
  ['a glued note', '## Levels[^2]', NOTES],
  ['a raised number', '## Levels²', LIST],
  ['a raised element', '## Levels<sup>2</sup>', LIST],
  ['a numbered link', '## Levels [[2]](https://weir.example/report)', LIST],
  ['an inline link', '## Levels ([Weir](https://weir.example/report))', LIST],
  [
    'two links in parentheses',
    '## Levels ([Weir](https://weir.example/report), [Lock](https://lock.example/june))',
    LIST,
  ],
  ['two numbers', '## Levels [2], [1]', LIST],
];
const INSIDE: readonly [name: string, heading: string, list: string][] = [
  ['a number in bold words', '## **Levels [2]**', LIST],
  ['a number before closing signs', '## Levels [2] ##', LIST],
  ['a number in an underlined title', 'Levels [2]\n----------', LIST],
  ['a number in the middle', '## Levels [2] of the lake', LIST],
];

/** The text cites the second source of the list first, so that a new list numbers it anew. */
const fileOf = (heading: string, list: string) =>
  `# Lake\n\n${heading}\n\nThe bank falls ${list === NOTES ? '[^1]' : '[1]'}.\n\n${list}`;
const titlesOf = (markdown: string) => readReport(markdown).sections.map(({ title }) => title);

const sourcesOf = (heading: string) => [
  'https://weir.example/report',
  ...(/1\]|Lock/u.test(heading) ? ['https://lock.example/june'] : []),
];

/** The pages that the lines with a word cite. */
function pagesOf(markdown: string, word: string): string[] {
  const { statements, sections, citations } = readReport(markdown);
  const heading = sections.find(({ title }) => title.includes(word));
  const first = statements.find(({ sectionId }) => sectionId === heading?.id);
  return citations.filter(({ statementId }) => statementId === first?.id).map(({ href }) => href);
}

test.each(AT_END)('%s at the end of a heading is a citation below it', (_name, heading, list) => {
  const file = fileOf(heading, list);
  const report = readReport(file);
  expect(titlesOf(file).slice(0, 2)).toEqual(['Lake', 'Levels']);
  expect(pagesOf(file, 'Levels')).toEqual(sourcesOf(heading));
  expect(report.importReport.leftAlone.map(({ why }) => why)).not.toContain('in-heading');
  expect(bytesOf(report)).toBe(file);
  expect(writeMarkdown(importedReport(report))).toBe(file);
});

test.each(INSIDE)('%s is taken out of the title, and named', (_name, heading, list) => {
  const file = fileOf(heading, list);
  const report = readReport(file);
  expect(report.sections[1]?.title).toMatch(/^Levels(?: of the lake)?$/u);
  expect(report.importReport.leftAlone).toContainEqual({ line: 3, text: '[2]', why: 'in-heading' });
  expect(bytesOf(report)).toBe(file);
  expect(writeMarkdown(importedReport(report))).toBe(file);
});

const WRITTEN = WRITE_STYLES.filter((style) => writeStyle(style).entries !== 'bibliography');

test.each(
  AT_END.flatMap(([name, heading, list]) =>
    WRITTEN.map((style) => ({ name, style, heading, file: fileOf(heading, list) })),
  ),
)('$name in a heading keeps its source in the style $style', ({ style, heading, file }) => {
  for (const sourceList of [null, true]) {
    const written = writeMarkdown(importedReport(readReport(file)), { style, sourceList });
    expect(written).toMatch(/^## Levels ?\S/mu);
    expect(pagesOf(written, 'Levels')).toEqual(sourcesOf(heading));
    expect(titlesOf(written)).toContain('Levels');
  }
});

test.each(
  INSIDE.flatMap(([name, heading, list]) =>
    WRITTEN.filter((style) => style !== 'as-written').map((style) => ({
      name,
      style,
      file: fileOf(heading, list),
    })),
  ),
)('$name in a heading names no other source in the style $style', ({ style, file }) => {
  const written = writeMarkdown(importedReport(readReport(file)), { style, sourceList: true });
  expect(written).toMatch(/^## Levels(?: of the lake)?$/mu);
});

test('a new list numbers the mark of a heading', () => {
  const file = fileOf('## Levels [2]', LIST);
  const report = importedReport(readReport(file));
  const options = { style: 'numbered', sourceList: true } as const;
  expect(writeMarkdown(report, options)).toContain('## Levels [1]\n\nThe bank falls [2].');
  expect(writePlainText(report, options)).toContain('Levels [1]\n\nThe bank falls [2].');
  const html = writeHtmlFragment(report, options);
  expect(html).toMatch(/<h2>Levels .*1.*<\/h2>/u);
});

test('the title of a report has no mark', () => {
  const file = `# Lake [2]\n\nThe bank falls [1].\n\n${LIST}`;
  const report = readReport(file);
  expect(report.title).toBe('Lake');
  expect(pagesOf(file, 'Lake')).toEqual(['https://weir.example/report']);
  expect(writeMarkdown(importedReport(report), { style: 'numbered' })).toContain('# Lake [1]\n');
});

test('a number in a heading of no entry stays, and nothing else gets it', () => {
  const file = `## Version [2]\n\nThe bank falls [4]. It rose [5].\n\n${LIST.replace('1. Lock', '4. Lock').replace(ENTRY, ENTRY.replace('2.', '5.')).replace('3. Ann', '6. Ann')}`;
  const report = readReport(file);
  expect(report.sections[0]?.title).toBe('Version [2]');
  expect(bytesOf(report)).toBe(file);
  const written = writeMarkdown(importedReport(report), { style: 'numbered' });
  expect(written).toContain('## Version [2]\n\nThe bank falls [1]. It rose [3].');
});

test('a book that a heading names gets its new number', () => {
  const file = fileOf('## Levels [3]', LIST).replace('falls [1]', 'falls [2]');
  const report = readReport(file);
  expect(bytesOf(report)).toBe(file);
  expect(writeMarkdown(importedReport(report))).toBe(file);
  const written = writeMarkdown(importedReport(report), { style: 'numbered' });
  const number = /^## Levels \[(\d)\]$/mu.exec(written)?.[1] ?? 'none';
  expect(written).toMatch(new RegExp(`^(?:${number}\\.|- \\[${number}\\]) Ann Hill`, 'mu'));
});

test.each([
  '## Levels [@nobody]',
  '## Levels\u00A0[2]',
  '## Levels [2]   ',
  '## [2]',
  '[2](https://weir.example/report)\n---',
  '## [2] Levels',
  '## Levels (see [2])',
  '## Levels ([2])',
  '## [Levels](https://weir.example/report)',
  '## Levels [3]',
])('the heading %j is written back byte for byte', (heading) => {
  const file = fileOf(heading, LIST);
  expect(writeMarkdown(importedReport(readReport(file)))).toBe(file);
});

test('a mark that moves away from its heading is a line of its own', () => {
  const file = fileOf('## Levels [2]', LIST);
  const { content, ...rest } = importedReport(readReport(file));
  const [mark, ...others] = content.statements;
  const last = others.findIndex(({ kind }) => kind === 'sources');
  const statements = [...others.slice(0, last), mark, ...others.slice(last)].flatMap((each, at) =>
    each === undefined ? [] : [{ ...each, rank: `a${at}` }],
  );
  const written = writeMarkdown({ ...rest, content: { ...content, statements } });
  expect(written).toMatch(/## Levels\n\nThe bank falls \[1\]\.\n\n ?\[2\]\n/u);
});
