import { describe, expect, test } from 'vitest';
import { WRITE_STYLES } from '@/utils/model/citation-styles';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import { writeExport } from '@/utils/report/write-export';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';

/** Marks of numbered references with more than numbers, and what else they say. */
const MARKS = [
  ['[1, p. 2]', 'p. 2'],
  ['[1, pp. 7-8]', 'pp. 7-8'],
  ['[1, S. 14f.]', 'S. 14f'],
  ['[1, § 2]', '§ 2'],
  ['[1, fig. 3]', 'fig. 3'],
  ['[1, para. 3]', 'para. 3'],
  ['[1, cap. 4]', 'cap. 4'],
  ['[1, section 2]', 'section 2'],
  ['[see 1]', 'see'],
  ['[voir 1, p. 2]', 'p. 2'],
  ['\\[1, p. 2\\]', 'p. 2'],
] as const;

/** The text cites the second entry first, so numbered references get new numbers. */
const reportWith = (mark: string) =>
  [
    `It rose [2]. It fell ${mark}. It froze [1].`,
    '## References',
    '1. [Trees](https://a.example/trees)\n2. [Lakes](https://b.example/lakes)',
  ].join('\n\n');

const CLAIMS = [
  'It rose <= b.example/lakes',
  'It fell <= a.example/trees',
  'It froze <= a.example/trees',
];

describe.each(MARKS)('a number in the mark %s', (mark, words) => {
  test('cites its entry', () => {
    expect(claimsOf(reportWith(mark))).toEqual(CLAIMS);
  });

  test.each(WRITE_STYLES)('leads to the same page in the style %s, with its words', (style) => {
    const report = importedReport(readReport(reportWith(mark)));
    const written = writeMarkdown(report, { style });
    if (style === 'as-written') expect(written.trim()).toBe(reportWith(mark));
    if (style !== 'linked-words') expect(written).toContain(words);
    if (style === 'pandoc') return;
    // Links on all words of a sentence leave its full stop outside.
    expect(claimsOf(written).map((claim) => claim.replace('. <=', ' <='))).toEqual(CLAIMS);
  });
});

/** Entries that say more than their link, and how a page stands in them. */
const ENTRIES = [
  {
    entry: '[Dams](https://c.example/dams) – read with care',
    written: '[Dams](https://c.example/dams), p. 3 – read with care',
  },
  {
    entry: 'Dams. https://c.example/dams — read with care',
    written: '[Dams](https://c.example/dams), p. 3 — read with care',
  },
  {
    entry: 'R. Calder, [Dams](https://c.example/dams), 2025.',
    written: 'R. Calder, [Dams](https://c.example/dams), p. 3, 2025',
  },
  {
    entry: 'R. Calder, [Dams](https://c.example/dams).',
    written: 'R. Calder, [Dams](https://c.example/dams), p. 3',
  },
  {
    entry: 'https://c.example/dams – Dams of the north',
    written: '[Dams of the north](https://c.example/dams), p. 3',
  },
];

describe.each(ENTRIES)('a mark with a page that leads to “$entry”', ({ entry, written }) => {
  const text = [
    'It rose [1, p. 3]. It fell [2, 1, p. 3].',
    '## References',
    `1. ${entry}\n2. [Lakes](https://b.example/lakes), a map`,
  ].join('\n\n');

  test.each(['inline', 'footnote', 'numbered'] as const)('keeps both in the style %s', (style) => {
    const exported = writeMarkdown(importedReport(readReport(text)), { style });
    expect(exported).toContain(written);
    expect(exported).toContain('[Lakes](https://b.example/lakes), a map');
    const cited = claimsOf(exported).map((claim) => claim.split(' <= ')[1]);
    expect(cited).toEqual(['c.example/dams', 'b.example/lakes c.example/dams']);
  });
});

test.each(['[2, 1, p. 3]', '[see 2, 1]'])(
  'a book in the mark %s stays cited beside the page',
  (mark) => {
    const text = `It rose ${mark}.\n\n## References\n\n1. Anne Durand, *Histoire*, 2019\n2. [Lakes](https://b.example/lakes)\n`;
    const report = importedReport(readReport(text));
    for (const style of ['inline', 'footnote', 'numbered', 'pandoc'] as const) {
      const [sentence = ''] = writeMarkdown(report, { style }).split('\n');
      expect(sentence).toContain('[1].');
    }
  },
);

test('links on words count the entries and pages that they leave out', () => {
  const text = `It rose [1, p. 3].\n\n## References\n\n1. ${ENTRIES[0]?.entry}\n`;
  const report = importedReport(readReport(text));
  const options = { ...DEFAULT_EXPORT_OPTIONS, style: 'linked-words' } as const;
  const task = { report, checks: [], images: [], sectionId: null, options };
  const wordless = Array.from(writeExport(task), (part) => part.wordless ?? 0);
  expect(wordless.reduce((all, own) => all + own, 0)).toBe(1);
});
