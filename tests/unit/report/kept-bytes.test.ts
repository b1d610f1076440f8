import { describe, expect, test } from 'vitest';
import { WRITE_STYLES } from '@/utils/model/citation-styles';
import type { Citation, ReportContent, Section, Statement } from '@/utils/model/report-content';
import { writeHtmlDocument } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import type { WrittenReport } from '@/utils/report/write-options';
import { importedReport, readReport } from './read-back';

/*
 * The sender of a shared report changed the bytes of its file. The words, headings and citations that
 * Pincite shows, and that a reviewer signs, are unchanged.
 */

const PAGE = 'https://news.example/river';
const EVIL = 'https://evil.example/other';
const FILE = `# Floods

## Costs

It rose by 61 cm ([The river rose](${PAGE}#:~:text=rose%20by)).

No page says so.

- An item[^1] with [a title][t], and [linked words](${PAGE}).

[^1]: [Note](${PAGE}/note)

[t]: ${PAGE}/titled
`;

interface Forged {
  readonly section?: Partial<Section>;
  /** Changes of the statement with the link. */
  readonly statement?: Partial<Statement>;
  /** Changes of the statement without a citation. */
  readonly plain?: Partial<Statement>;
  readonly item?: Partial<Statement>;
  readonly citation?: (citation: Citation) => Partial<Citation>;
  readonly content?: Partial<ReportContent>;
}

function forged({ section, statement, plain, item, citation, content }: Forged): WrittenReport {
  const report = importedReport(readReport(FILE));
  const { sections, statements, citations } = report.content;
  const changeOf = ({ text, kind }: Statement) => {
    if (text.startsWith('It rose')) return statement;
    if (text.startsWith('No page')) return plain;
    return kind === 'item' ? item : undefined;
  };
  return {
    ...report,
    content: {
      ...report.content,
      sections: sections.map((each) => (each.title === 'Costs' ? { ...each, ...section } : each)),
      statements: statements.map((each) => ({ ...each, ...changeOf(each) })),
      citations: citations.map((each) => ({ ...each, ...citation?.(each) })),
      ...content,
    },
  };
}

/** The styles whose Markdown or HTML contains the text. */
function stylesWith(report: WrittenReport, text: string): string[] {
  return WRITE_STYLES.flatMap((style) => [
    ...(writeMarkdown(report, { style }).includes(text) ? [`${style} in Markdown`] : []),
    ...(writeHtmlDocument(report, { style }).includes(text) ? [`${style} in HTML`] : []),
  ]);
}

const isLink = ({ style }: Citation) => style === 'inline';
const FORGERIES: Record<string, { readonly of: Forged; readonly text: string }> = {
  'other words in a statement without citations': {
    of: { plain: { raw: 'Every page says ZQX.' } },
    text: 'ZQX',
  },
  'other words around a kept citation': {
    of: { statement: { raw: `It ZQX fell ([The river rose](${PAGE}#:~:text=rose%20by)).` } },
    text: 'ZQX',
  },
  'figures that a blank splits at another place': {
    of: { plain: { text: 'Between 1 and 23 ZQX.', raw: 'Between 12 3 ZQX.' } },
    text: '12 3',
  },
  'words before a statement as its list marker': {
    of: { item: { marker: '- ZQX died.', raw: '- ZQX died. An item.', text: 'An item.' } },
    text: 'ZQX',
  },
  'other words in a heading': { of: { section: { raw: '## Costs and ZQX' } }, text: 'ZQX' },
  'a second block in a heading': { of: { section: { raw: '## Costs\n\nZQX' } }, text: 'ZQX' },
  'words between two blocks': { of: { plain: { gapBefore: '\n\nZQX\n\n' } }, text: 'ZQX' },
  'words above a heading': { of: { section: { gapBefore: '\n\nZQX\n\n' } }, text: 'ZQX' },
  'a comment that hides the next block': {
    of: { plain: { gapBefore: '\n\n<!-- ZQX\n\n' } },
    text: 'ZQX',
  },
  'words before the first block': { of: { content: { preamble: 'ZQX\n\n' } }, text: 'ZQX' },
  'a definition before the first block': {
    of: { content: { preamble: '[t]: https://zqx.example/\n\n' } },
    text: 'zqx',
  },
  'words after a metadata block': {
    of: { content: { preamble: '---\na: b\n---\nZQX\n\n' } },
    text: 'ZQX',
  },
  'words after the last block': { of: { content: { finalBytes: '\n\nZQX\n' } }, text: 'ZQX' },
  'another address in the spelling of a citation': {
    of: {
      statement: { raw: `It rose by 61 cm ([The river rose](${EVIL})).` },
      citation: (each) => (isLink(each) ? { raw: `([The river rose](${EVIL}))` } : {}),
    },
    text: 'evil.example',
  },
  'words in the spelling of a citation': {
    of: {
      statement: { raw: `It rose by 61 cm and ZQX ([The river rose](${PAGE}#:~:text=rose%20by)).` },
      citation: (each) =>
        isLink(each) ? { raw: `and ZQX ([The river rose](${PAGE}#:~:text=rose%20by))` } : {},
    },
    text: 'ZQX',
  },
  'a second link in the spelling of a citation': {
    of: {
      citation: (each) =>
        isLink(each) ? { raw: `([The river rose](${each.href})) ([More](${EVIL}))` } : {},
    },
    text: 'evil.example',
  },
  'other words under a link': {
    of: {
      citation: (each) =>
        each.style === 'linked-words' ? { raw: `[ZQX linked words](${PAGE})` } : {},
    },
    text: 'ZQX',
  },
  'another address for a citation in a note': {
    of: { citation: (each) => (each.style === 'footnote' ? { href: EVIL } : {}) },
    text: 'evil.example',
  },
  'another address for a citation': {
    of: { citation: (each) => (isLink(each) ? { href: EVIL } : {}) },
    text: 'evil.example',
  },
};

describe('an export does not contain', () => {
  test.each(Object.entries(FORGERIES))('%s', (_name, { of, text }) => {
    expect(stylesWith(forged(of), text)).toEqual([]);
  });
});

test('an export writes back an untouched file with notes, definitions and linked words', () => {
  expect(writeMarkdown(importedReport(readReport(FILE)))).toBe(FILE);
});

test('an export of a report with forged bytes contains what Pincite shows', () => {
  const markdown = writeMarkdown(forged({ plain: { raw: 'ZQX' }, section: { raw: '## ZQX' } }));
  expect(markdown).toBe(FILE);
});
