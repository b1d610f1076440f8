import { describe, expect, test } from 'vitest';
import type { WriteStyle } from '@/utils/model/citation-styles';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';

const LIST = [1, 2, 3, 4, 5].map((at) => `[${at}] [S${at}](https://s.example/${at})`).join('\n');
const file = (text: string) => `# T\n\n${text}\n\n## Sources\n\n${LIST}\n`;

const RANGES: [string, string][] = [
  ['(see [3]–[4])', '(see [3–4])'],
  ['[3]–[4]', '[3–4]'],
  ['[2]-[5]', '[2-5]'],
  ['[1]—[3]', '[1—3]'],
  ['\\[1\\]–\\[3\\]', '[1–3]'],
  ['[1], [3]–[5]', '[1], [3–5]'],
  ['[3]–[4, p. 2]', '[3–4, p. 2]'],
];

describe('a range of two marks', () => {
  test.each(RANGES)('cites all between, as a range in one mark does: %s', (range, mark) => {
    expect(claimsOf(file(`It rose ${range}.`))).toEqual(claimsOf(file(`It rose ${mark}.`)));
  });

  test.each(RANGES)('is written as such a range is: %s', (range, mark) => {
    const written = (of: string, style: WriteStyle) =>
      writeMarkdown(importedReport(readReport(file(`It rose ${of}.`))), { style });
    for (const style of ['inline', 'footnote', 'numbered', 'linked-words'] as const) {
      expect(written(range, style)).toBe(written(mark, style));
    }
    expect(written(range, 'as-written')).toContain(`It rose ${range}.`);
  });

  test.each(['It rose [3] – [4] says otherwise.', 'It rose [1]–20 m [2].'])(
    'is not read from a dash of the text: %s',
    (text) => {
      const { citations } = readReport(file(text));
      expect(citations.filter(({ style }) => style === 'numbered')).toHaveLength(2);
    },
  );
});
