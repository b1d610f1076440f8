import { expect, test } from 'vitest';
import { WRITE_STYLES, writeStyle } from '@/utils/model/citation-styles';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';

/** A list of two pages and a book, with each number written by `form`. */
const listOf = (form: (number: string) => string, between = '\n') =>
  [
    `${form('1')} Écluse, https://ecluse.example/juin`,
    `${form('2')} [Barrage](https://barrage.example/bilan)`,
    `${form('3')} Anne Durand, *Histoire*, 2019`,
  ].join(between);
const raised = (number: string) => '⁰¹²³'.charAt(Number(number));

const LISTS: readonly [name: string, list: string][] = [
  ['bold brackets', `## Sources\n\n${listOf((one) => `**[${one}]**`, '\n\n')}`],
  ['bold brackets in items', `## Sources\n\n${listOf((one) => `- **[${one}]**`)}`],
  ['bold brackets below a line', `**Sources**\n${listOf((one) => `**[${one}]**`)}`],
  ['bold figures', `## Sources\n\n${listOf((one) => `**${one}.**`)}`],
  ['bold figures with a colon', `## Sources\n\n${listOf((one) => `* **${one}:**`)}`],
  ['raised figures', `## Sources\n\n${listOf(raised)}`],
  ['raised figures in paragraphs', `## Sources\n\n${listOf(raised, '\n\n')}`],
  ['raised figures below a line', `Sources :\n${listOf(raised)}`],
  ['figures in <sup>', `## Sources\n\n${listOf((one) => `<sup>${one}</sup>`)}`],
];
const FILES = LISTS.flatMap(([name, list]) =>
  ['[1]', '¹', '<sup>1</sup>'].map((mark) => {
    const other = mark.replace('1', '2').replace('¹', '²');
    return [mark, name, `Le lac monte${mark}. La rive baisse${other}.\n\n${list}\n`] as const;
  }),
);
const CLAIMS = ['Le lac monte <= ecluse.example/juin', 'La rive baisse <= barrage.example/bilan'];

test.each(FILES)('%s leads to the entry of a list with %s', (_mark, _name, file) => {
  expect(claimsOf(file)).toEqual(CLAIMS);
});

test.each(
  FILES.flatMap(([mark, name, file]) => WRITE_STYLES.map((style) => ({ mark, name, file, style }))),
)('$mark and a list with $name, in the style $style, keep their sources', ({ file, style }) => {
  const written = writeMarkdown(importedReport(readReport(file)), { style });
  expect(written).toContain('Anne Durand, *Histoire*, 2019');
  if (writeStyle(style).entries === 'bibliography') return;
  expect(claimsOf(written).map((claim) => claim.replace('. <=', ' <='))).toEqual(CLAIMS);
});

const ROWS = [
  '## Sources',
  '| N° | Source |\n|---|---|\n' +
    '| 1 | Petit, A. (2024). *Écluse*. https://ecluse.example/juin |\n' +
    '| 2 | <a href="https://barrage.example/bilan">Barrage</a> |\n' +
    '| 3 | Crue \\| Le Jour. | https://crue.example/mai |',
].join('\n\n');
const TABLE = `La rive baisse [2]. Le lac monte [1]. La crue vient [3].\n\n${ROWS}\n`;
const TABLE_CLAIMS = [
  'La rive baisse <= barrage.example/bilan',
  'Le lac monte <= ecluse.example/juin',
  'La crue vient <= crue.example/mai',
];

test('the titles of sources in a table have no lines and no tags', () => {
  const { citations } = readReport(TABLE);
  expect(citations.map(({ label }) => label)).toEqual([
    'Barrage',
    'Petit, A. (2024). Écluse',
    'Crue | Le Jour',
  ]);
});

test.each(WRITE_STYLES)('a table of sources is replaced in the style %s', (style) => {
  const written = writeMarkdown(importedReport(readReport(TABLE)), { style });
  if (style === 'as-written') return expect(written).toBe(TABLE);
  expect(written).not.toMatch(/N°|\[\\?\||<a |\\</u);
  if (writeStyle(style).entries === 'bibliography') return;
  expect(claimsOf(written).map((claim) => claim.replace('. <=', ' <='))).toEqual(TABLE_CLAIMS);
});
