import { describe, expect, test } from 'vitest';
import { WRITE_STYLES } from '@/utils/model/citation-styles';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';

/** Marks of numbered references with more than numbers, and what else they say. */
const MARKS = [
  ['[1, p. 2]', 'p. 2'],
  ['[1, pp. 7-8]', 'pp. 7-8'],
  ['[1, S. 14f.]', 'S. 14f'],
  ['[1, § 2]', '§ 2'],
  ['[1, fig. 3]', 'fig. 3'],
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
