import { describe, expect, test } from 'vitest';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';

const DEFINED = '\n\n[g]: https://a.example/x\n[Locks]: <https://b.example/y> "On locks"\n';

describe('a link by reference is a source', () => {
  test.each([
    ['in a note', 'It rose.[^1]\n\n[^1]: See [Gauges][g], p. 3.', 'a.example/x'],
    ['in a note, by its words alone', 'It rose.[^1]\n\n[^1]: [Locks].', 'b.example/y'],
    ['with emphasis', 'It rose.[^1]\n\n[^1]: [*Gauges* of May][g]', 'a.example/x'],
    ['in a numbered list', 'It rose [1].\n\n## Sources\n\n1. [Gauges][g], 2024', 'a.example/x'],
    ['in lines with numbers', 'It rose [1].\n\n## Sources\n\n[1] Lee, [Locks][]', 'b.example/y'],
    [
      'in a table',
      'It rose [1].\n\n## Sources\n\n| No. | Source |\n|---|---|\n| 1 | [Gauges][g] |',
      'a.example/x',
    ],
  ])('%s', (_name, text, url) => {
    expect(claimsOf(text + DEFINED)).toEqual([
      `${text.startsWith('It rose.') ? 'It rose.' : 'It rose'} <= ${url}`,
    ]);
    for (const style of ['numbered', 'footnote', 'inline'] as const) {
      const written = writeMarkdown(importedReport(readReport(text + DEFINED)), { style });
      expect(claimsOf(written), style).toHaveLength(1);
      expect(claimsOf(written)[0]).toContain(` <= ${url}`);
    }
  });

  test('with parentheses in its address', () => {
    const text = 'It rose.[^1]\n\n[^1]: [Locks][l].\n\n[l]: <https://b.example/y_(z)>\n';
    expect(claimsOf(text)).toEqual(['It rose. <= b.example/y_(z)']);
  });

  test('keeps its words in the export', () => {
    const text = `It rose.[^1]\n\n[^1]: See [Gauges][g], p. 3.${DEFINED}`;
    const written = writeMarkdown(importedReport(readReport(text)), { style: 'inline' });
    expect(written).toContain('[Gauges](https://a.example/x), p. 3');
  });
});

test.each([
  ['a mark in a note', `It rose.[^1]\n\n[^1]: As [1] says.\n\n[1]: https://a.example/x${DEFINED}`],
  ['code in a note', `It rose.[^1]\n\n[^1]: Type \`[Gauges][g]\`.${DEFINED}`],
  ['what is not defined', `It rose.[^1]\n\n[^1]: [Gauges][h].${DEFINED}`],
  ['the text', `It rose ([Gauges][g]). See [Locks].\n\n- It fell ([Gauges][g]).${DEFINED}`],
])('%s stays as it is', (_name, text) => {
  const style = 'as-written';
  expect(writeMarkdown(importedReport(readReport(text)), { style })).toBe(text);
});
