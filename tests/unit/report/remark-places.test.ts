import { expect, test } from 'vitest';
import type { WriteStyle } from '@/utils/model/citation-styles';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';

const A = '[A](https://a.example/)';
const B = '[B](https://b.example/)';
const text = (entry: string) => `# T\n\nIt rose.[^1]\n\n[^1]: ${entry}\n`;

const ENTRIES: [string, string][] = [
  [`${A} – The Gazette`, 'A – The Gazette, cited passage not checked'],
  [`${A} – The Gazette.`, 'A – The Gazette, cited passage not checked.'],
  [
    `See ${A}, p. 2 — read on 3 March.`,
    'See A, p. 2 — read on 3 March, cited passage not checked.',
  ],
  [`Dupont (see ${A}, p. 3).`, 'Dupont (see A, p. 3, cited passage not checked).'],
  [`${A} (The Gazette).`, 'A (The Gazette), cited passage not checked.'],
  [`${A}, Dupont et al.`, 'A, Dupont et al., cited passage not checked'],
  [
    `See ${A}, p. 2; ${B}, p. 3.`,
    'See A, p. 2, cited passage not checked; B, p. 3, cited passage not checked.',
  ],
  [`${A}`, 'A, cited passage not checked'],
];

test.each(ENTRIES)('a remark on an entry is behind all its words: %s', (entry, expected) => {
  const report = importedReport(readReport(text(entry)));
  const options = { style: 'footnote', badges: true } as const;
  const plain = (written: string) => written.replace(/\]\([^()]*\)|<[^<>]*>|(?<!\^)\[(?!\^)/gu, '');
  expect(plain(writeMarkdown(report, options))).toContain(`[^1]: ${expected}\n`);
  expect(plain(writeHtmlFragment(report, options))).toContain(expected);
});

const INLINE: [string, string][] = [
  [`It rose (see ${A}, p. 2).`, `It rose (see ${A}, p. 2 (cited passage not checked)).`],
  [`It rose (${A} – The Gazette).`, `It rose (${A} – The Gazette (cited passage not checked)).`],
  [
    `It rose (${A}, p. 2; ${B}, p. 3).`,
    `It rose (${A}, p. 2 (cited passage not checked); ${B}, p. 3 (cited passage not checked)).`,
  ],
  [`It rose (${A}).`, `It rose (${A}) (cited passage not checked).`],
];

test.each(INLINE)(
  'a remark in parentheses is behind all words of its source: %s',
  (said, expected) => {
    const file = `# T\n\n${said}\n`;
    const styles: WriteStyle[] = ['inline', 'as-written'];
    for (const style of styles) {
      const written = writeMarkdown(importedReport(readReport(file)), { style, badges: true });
      expect(written.split('\n\n')[1]?.trim()).toBe(expected);
      expect(claimsOf(written.split('\n\n').slice(0, 2).join('\n\n'))).toEqual(claimsOf(file));
    }
  },
);
