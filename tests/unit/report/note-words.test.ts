import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WRITE_STYLES, type WriteStyle } from '@/utils/model/citation-styles';
import {
  DEFAULT_EXPORT_OPTIONS,
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportOptions,
} from '@/utils/report/export-options';
import type { WrittenExport } from '@/utils/report/export-task';
import { ExportJoiner } from '@/utils/report/join-export';
import { writeCitationsCsv } from '@/utils/report/write-csv';
import { writeExport } from '@/utils/report/write-export';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import type { WrittenReport } from '@/utils/report/write-options';
import { writePlainText } from '@/utils/report/write-text';
import { claimsOf, importedReport, readReport } from './read-back';

const FOOTNOTES = `# Notes de juin

Le satellite a été lancé.[^a] Un autre fait.[^b]

[^a]: Voir [CNN](https://cnn.example/a), qui ne traite que du lancement, p. 12.
[^b]: Dupont, *Le livre* (2020), https://x.example/livre, chapitre 3.
`;
const REFERENCES = `# Rivers

It rose [1]. It fell [2].

## References

[1] Dupont, J., *Title*, https://x.example/t, consulted on 3 May.

[2] [CNN](https://cnn.example/a), which saw only the lock, p. 12.
`;

const SOURCES = `# Eaux

Le lac monte ([CNN](https://cnn.example/a)).

## Sources

- [CNN](https://cnn.example/a) : seulement pour 2024
- [Le Lac](https://lac.example/b) : mesures faites à la main
- [Le Fleuve](https://fleuve.example/c), Le Monde, 2024
`;

function imported(markdown: string): WrittenReport {
  return importedReport(readReport(markdown));
}

function exported(
  report: WrittenReport,
  options: Partial<ExportOptions>,
  sectionId: WrittenReport['content']['sections'][number]['id'] | null = null,
): WrittenExport {
  const joiner = new ExportJoiner(options.format ?? 'markdown');
  const task = { report, checks: [], images: [], sectionId };
  for (const part of writeExport({ ...task, options: { ...DEFAULT_EXPORT_OPTIONS, ...options } })) {
    joiner.add(part);
  }
  return joiner.whole();
}

/** Returns a text without its HTML tags, link addresses, brackets, asterisks and quotation marks. */
function wordsIn(text: string): string {
  return text.replace(/<[^>]*>/gu, '').replace(/\]\([^()]*\)|[[\]*"]/gu, '');
}

const TEXTS: readonly ExportFormat[] = ['markdown', 'rich-text', 'html'];
const CHOICES = EXPORT_FORMATS.filter((format) => format !== 'bundle').flatMap((format) =>
  WRITE_STYLES.map((style): [ExportFormat, WriteStyle] => [format, style]),
);

describe.each([
  ['footnotes', FOOTNOTES, ['qui ne traite que du lancement, p. 12', ', chapitre 3', 'Voir ']],
  ['a list of references', REFERENCES, ['consulted on 3 May', 'which saw only the lock, p. 12']],
  ['a list of sources', SOURCES, ['seulement pour 2024', 'mesures faites à la main']],
])('the words in %s', (_, file, words) => {
  // Records have no statements of the report.
  const choices = file === SOURCES ? CHOICES.filter(([format]) => TEXTS.includes(format)) : CHOICES;
  test.each(choices)('are in %s, %s, or the export says that they are not', (format, style) => {
    const { text, html, wordless } = exported(imported(file), { format, style });
    // The plain form of rich text has parentheses where the page has links on words.
    const found = words.filter((each) => wordsIn(html ?? text).includes(each));
    expect([found.length, wordless]).toEqual(wordless > 0 ? [0, 2] : [words.length, 0]);
  });
});

describe('a note of the file in each style', () => {
  test.each<[WriteStyle, string[]]>([
    [
      'footnote',
      [
        'lancé.[^1] Un autre fait.[^2]',
        '[^1]: Voir [CNN](https://cnn.example/a), qui ne traite que du lancement, p. 12.\n',
        '[^2]: [Dupont, Le livre (2020)](https://x.example/livre), chapitre 3.\n',
      ],
    ],
    [
      'numbered',
      [
        'lancé. [1] Un autre fait. [2]',
        '1. Voir [CNN](https://cnn.example/a), qui ne traite que du lancement, p. 12.\n',
        '2. [Dupont, Le livre (2020)](https://x.example/livre), chapitre 3.\n',
      ],
    ],
    [
      'inline',
      [
        'lancé. (Voir [CNN](https://cnn.example/a), qui ne traite que du lancement, p. 12) Un',
        'fait. ([Dupont, Le livre (2020)](https://x.example/livre), chapitre 3)\n',
      ],
    ],
    [
      'pandoc',
      ['lancé. [Voir @cnn, qui ne traite que du lancement, p. 12] Un', '[@xdupont, chapitre 3]\n'],
    ],
    ['linked-words', ['a été lancé](https://cnn.example/a). [Un autre fait](']],
  ])('%s', (style, parts) => {
    const written = writeMarkdown(imported(FOOTNOTES), { style });
    for (const part of parts) expect(written).toContain(part);
  });
});

test.each([
  ['words before and behind', 'See [A](https://a.example/), p. 3.', undefined],
  ['words with emphasis', 'In *The old lock*, [A](https://a.example/).', undefined],
  ['no words', '[A](https://a.example/)', undefined],
  ['a full stop', '[A](https://a.example/).', '[A](https://a.example/)'],
  ['parentheses', 'Read it (in [A](https://a.example/)).', undefined],
  ['a blank that does not break', 'Voir [A](https://a.example/)\u00a0: p. 3.', undefined],
  [
    'emphasis on the link',
    '*See [A](https://a.example/)*, p. 3.',
    'See [A](https://a.example/), p. 3.',
  ],
  ['a mark of Markdown', 'See 2 \\* [A](https://a.example/), \\[sic].', undefined],
  [
    'a link that is no page',
    'Ask [me](mailto:a@b.example), [A](https://a.example/).',
    'Ask me, [A](https://a.example/).',
  ],
  [
    'a script',
    'See [this](javascript:alert(1)) and [A](https://a.example/).',
    'See this and [A](https://a.example/).',
  ],
  ['a list', 'Voir :\n\n    - [A](https://a.example/) un', 'Voir : [A](https://a.example/) un'],
  [
    'a year at its start',
    '2019. [A](https://a.example/), p. 3.',
    '2019\\. [A](https://a.example/), p. 3.',
  ],
  [
    'two paragraphs',
    'See [A](https://a.example/).\n\n    It has more.',
    'See [A](https://a.example/). It has more.',
  ],
  [
    'an address whose words are its title',
    'Field, The lock, https://a.example/',
    '[Field, The lock](https://a.example/)',
  ],
  [
    'an address before its title',
    'https://a.example/ – The lock',
    '[The lock](https://a.example/)',
  ],
  [
    'long words before an address',
    `${'Long words. '.repeat(60)}https://a.example/x`,
    `${'Long words. '.repeat(60)}[a.example](https://a.example/x)`,
  ],
])('a note with %s is written and read again without a change', (_, note, expected = note) => {
  const first = writeMarkdown(imported(`It rose.[^n]\n\n[^n]: ${note}\n`), { style: 'footnote' });
  expect(first).toBe(`It rose.[^1]\n\n[^1]: ${expected}\n`);
  expect(writeMarkdown(imported(first), { style: 'footnote' })).toBe(first);
});

test('any words around a link are in every style, and stay when the file is read again', () => {
  const words = fc.array(fc.stringMatching(/^[a-zé]{1,9}[,.;:!?)]?$/u), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(words, words, (before, after) => {
      const note = `X ${before.join(' ')} [Lock](https://a.example/) ${after.join(' ')} y`;
      const report = imported(`It rose.[^n]\n\n[^n]: ${note}\n`);
      const first = writeMarkdown(report, { style: 'footnote' });
      expect(first).toContain(`[^1]: ${note}`);
      expect(writeMarkdown(imported(first), { style: 'footnote' })).toBe(first);
      expect(writePlainText(report)).toContain(
        `(X ${before.join(' ')} Lock, https://a.example/ ${after.join(' ')} y)`,
      );
    }),
  );
});

test('two notes on one page stay two, and one note that is cited twice stays one', () => {
  const report = imported(
    'A.[^a] B.[^b] C.[^a]\n\n[^a]: [Lock](https://a.example/), p. 3.\n\n[^b]: [Lock](https://a.example/), p. 9.\n',
  );
  const written = writeMarkdown(report, { style: 'footnote' });
  expect(written).toContain('A.[^1] B.[^2] C.[^1]');
  expect(written).toContain('[^1]: [Lock](https://a.example/), p. 3.\n');
  expect(written).toContain('[^2]: [Lock](https://a.example/), p. 9.\n');
  // Pandoc has the words in the mark, and one item for the page.
  expect(writeMarkdown(report, { style: 'pandoc' })).toContain(
    'A. [@alock, p. 3] B. [@alock, p. 9] C. [@alock, p. 3]',
  );
});

// Pandoc 3.1 takes a number behind a key, or behind a page and a comma, for a page number.
test.each([
  ['22 May 2025', '[@alock{}, 22 May 2025]'],
  ['2024', '[@alock{}, 2024]'],
  ['COVID-19 in figures', '[@alock{}, COVID-19 in figures]'],
  ['3rd edition', '[@alock{}, 3rd edition]'],
  ['p. 3, 5 May', '[@alock, {p. 3}, 5 May]'],
  ['pages 3-5, 2024', '[@alock, {pages 3-5}, 2024]'],
  ['p. 3', '[@alock, p. 3]'],
  ['p. 3, 7 and 9', '[@alock, p. 3, 7 and 9]'],
  ['33–35, 40', '[@alock, 33–35, 40]'],
  ['interview, 5 May', '[@alock, interview, 5 May]'],
  ['L’eau monte', '[@alock, L’eau monte]'],
])('a note with the words “%s” has no wrong page number in Pandoc', (words, mark) => {
  const report = imported(`# T\n\nIt rose[^n].\n\n[^n]: [Lock](https://a.example/), ${words}.\n`);
  const written = writeMarkdown(report, { style: 'pandoc' });
  expect(written).toContain(`It rose ${mark}.`);
  const entry = '---\nreferences:\n- id: alock\n  title: Lock\n  URL: https://a.example/\n---\n\n';
  const again = imported(entry + written);
  expect(writeMarkdown(again, { style: 'footnote' })).toContain(
    `[^1]: [Lock](https://a.example/), ${words}`,
  );
});

test('titles in two notes on one page are both kept', () => {
  const written = writeMarkdown(
    imported(
      'A.[^a] B.[^b]\n\n[^a]: Field, https://a.example/\n\n[^b]: Holm, https://a.example/\n',
    ),
    { style: 'footnote' },
  );
  expect(written).toContain('[^1]: [Field](https://a.example/)\n');
  expect(written).toContain('[^2]: [Holm](https://a.example/)\n');
});

test('each word of a note with several links is in one note', () => {
  const written = writeMarkdown(
    imported(
      'A.[^a]\n\n[^a]: See [Lock](https://a.example/), p. 3; but [Dam](https://b.example/) denies it.\n',
    ),
    { style: 'footnote' },
  );
  expect(written).toBe(
    'A.[^1]\n\n[^1]: See [Lock](https://a.example/), p. 3; but [Dam](https://b.example/) denies it.\n',
  );
});

describe('a note with two sources', () => {
  const [call, statement] = ['[Call](https://a.example/)', '[Statement](https://b.example/)'];
  const file = (note: string) => `# Trains\n\nThe park is old[^3], it says.\n\n[^3]: ${note}\n`;

  test.each<[WriteStyle, string, string[]]>([
    [
      'inline',
      `${call}, 22 May 2025; compare with ${statement}.`,
      [`old (${call}, 22 May 2025; compare with ${statement}), it`],
    ],
    ['inline', `${call}, p. 3, and ${statement}.`, [`old (${call}, p. 3, and ${statement}), it`]],
    [
      'inline',
      `${call}, 2025. See also ${statement}.`,
      [`(${call}, 2025) (See also ${statement})`],
    ],
    [
      'footnote',
      `${call}, 22 May 2025 ; compare with ${statement}.`,
      ['old[^1], it', `[^1]: ${call}, 22 May 2025 ; compare with ${statement}.\n`],
    ],
    [
      'numbered',
      `${call}, 22 May 2025; compare with ${statement}.`,
      ['old [1] [2], it', `1. ${call}, 22 May 2025\n2. compare with ${statement}.\n`],
    ],
    [
      'pandoc',
      `${call}, 22 May 2025; compare with ${statement}.`,
      ['old [@acall{}, 22 May 2025; compare with @bstatement], it'],
    ],
  ])('stays one in %s: %s', (style, note, parts) => {
    const written = writeMarkdown(imported(file(note)), { style });
    for (const part of parts) expect(written).toContain(part);
    if (style !== 'pandoc') expect(claimsOf(written)).toEqual(claimsOf(file(note)));
  });

  test('stays one in HTML', () => {
    const report = imported(file(`${call}, 22 May 2025; compare with ${statement}.`));
    const words = (style: WriteStyle) =>
      writeHtmlFragment(report, { style }).replace(/<[^>]*>/gu, '');
    expect(words('inline')).toContain('old (Call, 22 May 2025; compare with Statement), it');
    expect(words('footnote')).toContain('old1, it');
    expect(words('footnote')).toContain('Call, 22 May 2025; compare with Statement.');
  });
});

describe('words between two links of a note that lead to the second one', () => {
  const [call, park, dam] = [
    '[Call](https://a.example/)',
    '[Park](https://b.example/)',
    '[Dam](https://c.example/)',
  ];
  const file = (note: string) => `# Trains\n\nThe park is old.[^3]\n\n[^3]: ${note}\n`;

  test.each<[string, string[], string]>([
    [
      `Voir ${call} et, pour l’Allemagne, ${park}`,
      [`Voir ${call}`, `pour l’Allemagne, ${park}`],
      '[Voir @acall; pour l’Allemagne, @bpark]',
    ],
    [
      `See ${call} and, for Germany, ${park}`,
      [`See ${call}`, `for Germany, ${park}`],
      '[See @acall; for Germany, @bpark]',
    ],
    [
      `Siehe ${call} und für Deutschland ${park}`,
      [`Siehe ${call}`, `für Deutschland ${park}`],
      '[Siehe @acall; für Deutschland @bpark]',
    ],
    [
      `${call} and, for *Germany*, ${park}, and, for France, ${dam}`,
      [call, `for *Germany*, ${park}`, `for France, ${dam}`],
      '[@acall; for *Germany*, @bpark; for France, @cdam]',
    ],
    [
      `See ${call}, p. 12, and, for Germany, ${park}, S. 3; sowie ${dam}`,
      [`See ${call}, p. 12`, `for Germany, ${park}, S. 3`, dam],
      '[See @acall, p. 12; for Germany, @bpark, S. 3; @cdam]',
    ],
    [
      `${call} (Doe and Field, 2024) and the older report ${park}`,
      [`${call} (Doe and Field, 2024)`, `the older report ${park}`],
      '[@acall (Doe and Field, 2024); the older report @bpark]',
    ],
    [
      `${call}, for a contrary view, see ${park}`,
      [call, `for a contrary view, see ${park}`],
      '[@acall; for a contrary view, see @bpark]',
    ],
    [
      `${call}, which Doe read, see, e.g., ${park}, voir par ex. ${dam}`,
      [`${call}, which Doe read`, `see, e.g., ${park}`, `voir par ex. ${dam}`],
      '[@acall, which Doe read; see, e.g., @bpark; voir par ex. @cdam]',
    ],
    [
      `${call}; et, pour l’Allemagne, ${park}`,
      [call, `pour l’Allemagne, ${park}`],
      '[@acall; pour l’Allemagne, @bpark]',
    ],
    [
      `${call}, but ${park} denies it`,
      [call, `but ${park} denies it`],
      '[@acall; but @bpark denies it]',
    ],
    [
      `See ${call} ainsi que ${park} sowie ${dam}`,
      [`See ${call}`, park, dam],
      '[See @acall; @bpark; @cdam]',
    ],
  ])('%s', (note, entries, mark) => {
    const report = imported(file(note));
    const numbered = writeMarkdown(report, { style: 'numbered', sourceList: true });
    const list = entries.map((entry, at) => `${at + 1}. ${entry}\n`).join('');
    expect(numbered.endsWith(`\n\n${list}`), numbered).toBe(true);
    expect(writeMarkdown(imported(numbered), { style: 'numbered' }).endsWith(list)).toBe(true);
    expect(writeMarkdown(report, { style: 'pandoc' })).toContain(mark);
    expect(writeMarkdown(report, { style: 'footnote' })).toContain(`[^1]: ${note}\n`);
  });

  test.each([
    [
      'See https://a.example/, p. 12, and, for Germany, https://b.example/',
      '1. See [a.example](https://a.example/), p. 12\n2. for Germany, [b.example](https://b.example/)\n',
      'See [a.example](https://a.example/), p. 12, and, for Germany, [b.example](https://b.example/)',
    ],
    [
      'Call, https://a.example/, p. 3, and Park, https://b.example/',
      `1. ${call}, p. 3\n2. ${park}\n`,
      `${call}, p. 3, and ${park}`,
    ],
    [
      'Call, https://a.example/, And Then There Was One, https://b.example/',
      `1. ${call}\n2. [And Then There Was One](https://b.example/)\n`,
      `${call}, [And Then There Was One](https://b.example/)`,
    ],
  ])('without a link on the title: %s', (note, list, whole) => {
    const report = imported(file(note));
    expect(writeMarkdown(report, { style: 'numbered' })).toContain(`\n\n${list}`);
    const footnote = writeMarkdown(report, { style: 'footnote' });
    expect(footnote.replace('\n\n[^2]: ', ', ')).toContain(`[^1]: ${whole}\n`);
  });

  test.each([
    [`See ${call}, with maps and tables, ${park}`, ', with maps and tables'],
    [`See ${call}, by Doe and Field, ${park}`, ', by Doe and Field'],
    [`See ${call}, pp. 12 and 13, ${park}`, ', pp. 12 and 13'],
    [`See ${call}, see p. 3, ${park}`, ', see p. 3'],
    [`See ${call}, but only in 2024, ${park}`, ', but only in 2024'],
    [`See ${call}, which we see in spring, ${park}`, ', which we see in spring'],
    [`See ${call}, 3 May 2025, ${park}`, ', 3 May 2025'],
    [`See ${call} (Doe; 2024) ${park}`, ' (Doe; 2024)'],
    [`See ${call}, Dupont et al. ${park}`, ', Dupont et al.'],
    [`${call} says so. ${park} denies it.`, ' says so.'],
  ])('words about the first one stay with it: %s', (note, about) => {
    const report = imported(file(note));
    expect(writeMarkdown(report, { style: 'numbered' })).toContain(`${call}${about}\n2. ${park}`);
    expect(writeMarkdown(report, { style: 'footnote' })).toContain(`[^1]: ${note}\n`);
  });

  test.each(CHOICES)('are in %s, %s, or the export says that they are not', (format, style) => {
    const note = `See ${call}, p. 12, and, for all of Germany, ${park}; for a contrary view, ${dam}.`;
    const { text, html, wordless } = exported(imported(file(note)), { format, style });
    const words = ['See ', ', p. 12', 'for all of Germany', 'for a contrary view'];
    const found = words.filter((each) => wordsIn(html ?? text).includes(each));
    expect([found.length, wordless]).toEqual(wordless > 0 ? [0, 3] : [words.length, 0]);
  });
});

test('a note that is too long for a sentence is whole in a footnote, and otherwise counted', () => {
  const words = 'It was said. '.repeat(100).trim();
  const report = imported(`It rose.[^a]\n\n[^a]: [Lock](https://a.example/) ${words}\n`);
  const footnote = exported(report, { style: 'footnote' });
  expect([footnote.text.includes(words), footnote.wordless]).toEqual([true, 0]);
  const inline = exported(report, { style: 'inline' });
  expect([inline.text, inline.wordless]).toEqual(['It rose. ([Lock](https://a.example/))\n', 1]);
});

test('a numbered list is written and read again without a change', () => {
  const first = writeMarkdown(imported(REFERENCES), { style: 'numbered' });
  expect(first).toContain('1. [Dupont, J., Title](https://x.example/t), consulted on 3 May.\n');
  expect(writeMarkdown(imported(first), { style: 'numbered' })).toBe(first);
});

test('the other cells of a table of sources are words of the entry', () => {
  const written = writeMarkdown(
    imported(
      'It rose [1].\n\n## Sources\n\n| # | Source | Seen |\n| - | - | - |\n| 1 | [Lock](https://a.example/) | 3 May |\n',
    ),
    { style: 'footnote' },
  );
  expect(written).toContain('[^1]: [Lock](https://a.example/), 3 May\n');
});

test('a section is exported with the words of notes that stand in another section', () => {
  const report = imported(
    '# Report\n\n## One\n\nIt rose.[^a]\n\n## Two\n\nIt fell.\n\n[^a]: See [Lock](https://a.example/), p. 3.\n',
  );
  const section = report.content.sections.find(({ title }) => title === 'One');
  const { text } = exported(report, { style: 'footnote' }, section?.id ?? null);
  expect(text).toContain('[^1]: See [Lock](https://a.example/), p. 3.');
});

test('a note that was edited in the report is written as it is now', () => {
  const report = imported('It rose.[^a]\n\n[^a]: See [Lock](https://a.example/), p. 3.\n');
  const statements = report.content.statements.map((each) => ({
    ...each,
    text: each.text.replace('p. 3', 'p. 4'),
    raw: each.text.includes('p. 3') ? null : each.raw,
  }));
  const edited = { ...report, content: { ...report.content, statements } };
  expect(writeMarkdown(edited, { style: 'footnote' })).toContain(
    '[^1]: See [Lock](https://a.example/), p. 4.',
  );
});

test('details that a note names already are not repeated', () => {
  const read = imported('It rose.[^a]\n\n[^a]: [Lock](https://a.example/), Ann Field, p. 3.\n');
  const sources = read.sources.map((source) => ({
    ...source,
    authors: ['Ann Field'],
    siteName: 'Dam',
  }));
  expect(writeMarkdown({ ...read, sources }, { style: 'footnote' })).toContain(
    '[^1]: [Lock](https://a.example/), Dam, Ann Field, p. 3.\n',
  );
});

test.each([
  ['5 March 2025', ''],
  ['2025-03-05', ''],
  ['6 March 2025', ', 5 March 2025'],
])('a day that a note gives as %s is not repeated', (day, more) => {
  const read = imported(`It rose.[^a]\n\n[^a]: [Lock](https://a.example/), ${day}, p. 3.\n`);
  const sources = read.sources.map((source) => ({ ...source, publishedAt: '2025-03-05' }));
  expect(writeMarkdown({ ...read, sources }, { style: 'footnote' })).toContain(
    `[^1]: [Lock](https://a.example/)${more}, ${day}, p. 3.\n`,
  );
});

describe('a note whose words end with the name of the page', () => {
  const URL_OF = 'https://guardian.test/whales';
  const named = (note: string, title = 'The Guardian'): WrittenReport => {
    const read = imported(`It rose.[^a]\n\n[^a]: ${note}\n`);
    const sources = read.sources.map((source) => ({ ...source, title, siteName: title }));
    const citations = read.content.citations.map((each) => ({ ...each, label: '' }));
    return { ...read, sources, content: { ...read.content, citations } };
  };
  const LONG = 'See Field on the whales, which are said to have come back, ';

  test.each([
    [`${LONG}The Guardian, ${URL_OF}`, `${LONG}[The Guardian](${URL_OF})`],
    [`${LONG}*The Guardian*, ${URL_OF}, p. 3.`, `${LONG}[The Guardian](${URL_OF}), p. 3.`],
    [`${LONG}The Guardian: ${URL_OF}`, `${LONG}[The Guardian](${URL_OF})`],
    [`${LONG}NotThe Guardian, ${URL_OF}`, `${LONG}NotThe Guardian, [The Guardian](${URL_OF})`],
    [`${LONG}The Guardian says, ${URL_OF}`, `${LONG}The Guardian says, [The Guardian](${URL_OF})`],
  ])('%s', (note, written) => {
    expect(writeMarkdown(named(note), { style: 'footnote' })).toContain(`[^1]: ${written}\n`);
  });

  test('has it once in every format', () => {
    const report = named(`${LONG}The Guardian, ${URL_OF}`);
    for (const format of ['markdown', 'html', 'rich-text'] as const) {
      const { text, html } = exported(report, { format, style: 'footnote', sourceList: false });
      expect(wordsIn(html ?? text).match(/The Guardian/gu), format).toHaveLength(1);
    }
    const table = writeCitationsCsv(report);
    expect(table).toContain(`come back, The Guardian"`);
    expect(table).not.toContain('The Guardian, The Guardian');
  });
});

describe('an entry of an article that leads back to its marks', () => {
  const back = ['**[^](#ref-1)**', '^ [**a**](#ref-2a) [**b**](#ref-2b)', '[↑](#ref-3)'];
  const links = (...numbers: number[]) =>
    numbers.map((one) => `[\\[${one}\\]](#n-${one})`).join('');
  const file =
    `It rose.<sup>${links(1)}</sup> It fell.<sup>${links(2, 3)}</sup> It froze.${links(3)}\n\n## References\n\n` +
    `1. ${back[0]} ["Locks"](https://a.example/). *Log*. 2024.\n2. ${back[1]} Lee, A. https://b.example/\n` +
    `3. ${back[2]} ["Ice"](https://c.example/), p. 3.\n`;

  test('has no words of these links in an export, and its marks no HTML', () => {
    expect(writeMarkdown(imported(file), { style: 'footnote' })).toBe(
      'It rose.[^1] It fell.[^2][^3] It froze.[^3]\n\n' +
        '[^1]: ["Locks"](https://a.example/). *Log*. 2024.\n\n[^2]: [Lee, A](https://b.example/)\n\n' +
        '[^3]: ["Ice"](https://c.example/), p. 3.\n',
    );
  });

  test('is written back byte for byte', () => {
    expect(writeMarkdown(imported(file))).toBe(file);
  });
});

describe('the words in a mark of Pandoc', () => {
  const ITEM = { id: 'doe', title: 'Lock', URL: 'https://a.example/' };

  test('are kept in the other styles if the report has the bibliography', () => {
    const file = `---\nreferences:\n- id: doe\n  title: Lock\n  URL: https://a.example/\n---\n\nIt rose [see @doe, p. 3].\n`;
    expect(writeMarkdown(imported(file), { style: 'footnote' })).toContain(
      '[^1]: see [Lock](https://a.example/), p. 3\n',
    );
  });

  test('are counted if the mark cannot be read again, because nobody may have seen them', () => {
    const report = importedReport(
      readReport('It rose [see @doe, p. 3].\n', JSON.stringify([ITEM])),
    );
    const { text, wordless } = exported(report, { style: 'footnote' });
    expect([text, wordless]).toEqual(['It rose[^1].\n\n[^1]: [Lock](https://a.example/)\n', 1]);
  });
});

test('words that a mark of Pandoc cannot have are in parentheses', () => {
  const report = imported('It rose.[^a]\n\n[^a]: [Lock](https://a.example/) \\[sic\\]; p. 3.\n');
  expect(writeMarkdown(report, { style: 'pandoc' })).toBe(
    'It rose. [@alock] (Lock \\[sic]; p. 3)\n',
  );
});

test('tags and links in the words of a note have no effect in HTML', () => {
  const html = writeHtmlFragment(
    imported(
      'It rose.[^a]\n\n[^a]: See <b onclick="x()">it</b> &lt;i&gt; [Lock](https://a.example/), [x](javascript:x).\n',
    ),
    { style: 'footnote' },
  );
  expect(html).toContain('<p>See it &#x3C;i> <a href="https://a.example/">Lock</a>, x.</p>');
});

describe('citations in parentheses that the report wrote', () => {
  const GROUP = 'It rose ([A](https://a.example/x), [B](https://b.example/y)).\n';

  test.each<WriteStyle>(['as-written', 'inline', 'linked-words'])(
    '%s keeps its parentheses',
    (style) => {
      const report = imported(GROUP);
      expect(writeMarkdown(report, { style })).toBe(GROUP);
    },
  );

  test('HTML and plain text have them once', () => {
    const report = imported(GROUP);
    for (const style of ['inline', 'linked-words'] as const) {
      expect(writeHtmlFragment(report, { style })).toContain(
        'rose (<a href="https://a.example/x">A</a>, <a href="https://b.example/y">B</a>).',
      );
    }
    expect(writePlainText(report)).toContain(
      'rose (A, https://a.example/x, B, https://b.example/y).',
    );
  });

  test('numbers in parentheses become links in these parentheses', () => {
    const report = imported(
      'It rose ([1], [2]).\n\n## References\n\n1. [A](https://a.example/x)\n2. [B](https://b.example/y)\n',
    );
    expect(writeMarkdown(report, { style: 'inline' })).toContain(GROUP.trim());
  });

  test('a citation with a new address stays in these parentheses', () => {
    const read = imported(GROUP);
    const citations = read.content.citations.map((each) => ({ ...each, href: `${each.href}/new` }));
    const { text } = exported({ ...read, content: { ...read.content, citations } }, {});
    expect(text).toContain('rose ([A](https://a.example/x), [B](https://b.example/y)).');
  });

  test('a citation behind words in parentheses has its own', () => {
    const report = imported(
      'It (the lake [1]) rose.\n\n## References\n\n1. [A](https://a.example/x)\n',
    );
    expect(writeMarkdown(report, { style: 'inline' })).toContain(
      'It (the lake ([A](https://a.example/x))) rose.',
    );
  });
});

test.each([
  [
    'a sentence',
    'The figures come from the operator and have not been audited: https://a.example/x',
  ],
  ['a remark', 'See p. 12, https://a.example/x'],
  ['a remark in French', 'Voir https://a.example/x, p. 12'],
  ['a note before', 'Ibid., p. 4, https://a.example/x'],
  ['a sentence before “see”', 'Only the mean; the range goes far. See https://a.example/x'],
  ['a sentence before “voir”', 'Ce n’est qu’une moyenne. Voir https://a.example/x'],
  ['a sentence that goes on', 'The figures of 2025 will appear on https://a.example/x in June'],
  ['words for an earlier note', 'Même source, sans les communes rurales, https://a.example/x'],
  ['words for the page', 'Confirmed by [the minutes](https://a.example/x)'],
  ['words for the page in French', 'Confirmé par [l’article](https://a.example/x)'],
])('%s in a note is no title, and is kept', (_, note) => {
  const report = imported(`It rose.[^a]\n\n[^a]: ${note}.\n`);
  expect(report.sources.map(({ title }) => title)).toEqual(['']);
  const { text } = exported(report, { style: 'footnote' });
  const plain = text.replace(/\[([^\]]*)\]\(https:\/\/a\.example\/x\)/u, '$1');
  for (const word of note.replace('https://a.example/x', '').match(/[\p{L}\p{N}’]+/gu) ?? []) {
    expect(plain.replace(/\[([^\]^]*)\]/gu, '$1')).toContain(word);
  }
});

test.each([
  'Holm, A. Why the river is rising, 2020. https://a.example/x',
  'The Gazette, Barges. https://a.example/x',
  '[Source code of the lock](https://a.example/x)',
  '[why rivers rise in May](https://a.example/x)',
  '[Barges](https://a.example/x)',
])('%s in a note has a title', (note) => {
  const { sources } = imported(`It rose.[^a]\n\n[^a]: ${note}\n`);
  expect(sources.map(({ title }) => title)).not.toContain('');
});

describe.each([
  [
    'a sentence behind its address',
    '*Ibid.*, dernier paragraphe : <https://a.example/x>. Nous n’avons pas les chiffres du lac.',
    '*Ibid.*, dernier paragraphe : [a.example](https://a.example/x). Nous n’avons pas les chiffres du lac.',
  ],
  [
    'a remark in parentheses',
    '*Ibid.* : https://a.example/x (nous n’avons pas les chiffres)',
    '*Ibid.* : [a.example](https://a.example/x) (nous n’avons pas les chiffres)',
  ],
  [
    'a day in parentheses',
    'Voir « Le lac », Le Monde, 3 mars 2025, https://a.example/x (consulté le 4 mars 2025)',
    'Voir [« Le lac », Le Monde, 3 mars 2025](https://a.example/x) (consulté le 4 mars 2025)',
  ],
  [
    'an author and a year behind “Voir”',
    'Voir Dupont, A. (2024). Les écluses. https://a.example/x',
    'Voir [Dupont, A. (2024). Les écluses](https://a.example/x)',
  ],
  [
    'a quoted title behind “See also”',
    'See also “Locks and tides”, https://a.example/x, p. 4',
    'See also [“Locks and tides”](https://a.example/x), p. 4',
  ],
  [
    'an italic title behind “Voir” and an author',
    'Voir Dupont, A. (2024). *Les écluses*. https://a.example/x',
    'Voir [Dupont, A. (2024). Les écluses](https://a.example/x)',
  ],
  [
    'an author and initials behind “Cf.”',
    'Cf. Dupont, A.-B. *Locks*, 2024: https://a.example/x',
    'Cf. [Dupont, A.-B. Locks, 2024](https://a.example/x)',
  ],
  [
    'a quoted title behind “Siehe”',
    'Siehe „Der See“, https://a.example/x',
    'Siehe [„Der See“](https://a.example/x)',
  ],
  [
    'a title before its address',
    'The lock, https://a.example/x. It has no figures.',
    '[The lock](https://a.example/x). It has no figures.',
  ],
  [
    'a remark behind a number that is a link',
    '[1](https://a.example/x) (seen in May)',
    '[a.example](https://a.example/x) (seen in May)',
  ],
  [
    'a title behind its address',
    'Source : https://a.example/x – The lock',
    'Source : [The lock](https://a.example/x)',
  ],
  [
    'titles behind two addresses',
    'https://a.example/x – The lock; https://b.example/y – The dam',
    '[The lock](https://a.example/x); [The dam](https://b.example/y)',
  ],
  [
    'two addresses',
    'See https://a.example/x (seen in May); The dam, https://b.example/y (seen in June)',
    'See [a.example](https://a.example/x) (seen in May); [The dam](https://b.example/y) (seen in June)',
  ],
])('a note with %s', (_, note, written) => {
  test('has these words once, and only its title as the name of the page', () => {
    const report = imported(`It rose.[^n]\n\n[^n]: ${note}\n`);
    expect(writeMarkdown(report, { style: 'footnote' })).toBe(`It rose.[^1]\n\n[^1]: ${written}\n`);
    expect(writeMarkdown(report, { style: 'inline' })).toContain(
      `(${written.replace(/\.$/u, '')})`,
    );
  });

  test('has these words once in a numbered list, with an entry for each page', () => {
    const report = imported(`It rose.[^n]\n\n[^n]: ${note}\n`);
    const list = `1. ${written}\n`.replace(/; (?=\[)/u, '\n2. ');
    expect(writeMarkdown(report, { style: 'numbered' })).toContain(`\n${list}`);
  });

  test('can have the title that the page is known by', () => {
    const report = imported(`It rose.[^n]\n\n[^n]: ${note}\n`);
    const sources = report.sources.map((source) => ({ ...source, title: source.title || 'Known' }));
    expect(writeMarkdown({ ...report, sources }, { style: 'footnote' })).toContain(
      `[^1]: ${written.replace('[a.example]', '[Known]')}\n`,
    );
  });
});

test('a raised number that is a link is no name of its page', () => {
  const report = imported('It rose[¹](https://a.example/). It fell[2](https://b.example/).\n');
  expect(writeMarkdown(report, { style: 'footnote' })).toBe(
    'It rose[^1]. It fell[^2].\n\n[^1]: [a.example](https://a.example/)\n\n[^2]: [b.example](https://b.example/)\n',
  );
});

test('what follows a block that is left out keeps the empty line above it', () => {
  const notes = imported(
    'It rose.[^a] It fell.[^b]\n\nThe end.\n\n[^a]: [T](https://a.example/)\n[^b]: Without tax.\n',
  );
  expect(writeMarkdown(notes, { style: 'inline', sourceList: false })).toBe(
    'It rose. ([T](https://a.example/)) It fell.[^b]\n\nThe end.\n\n[^b]: Without tax.\n',
  );
});

describe.each([
  ['nothing but the link', 'Voir [A](https://a.example/).', 'Voir A'],
  ['an address', 'Voir <https://a.example/>.', 'Voir a.example'],
  ['emphasis', 'Voir [A](https://a.example/), *Le livre*.', 'Voir A, Le livre'],
  ['a stop in emphasis', 'Voir [A](https://a.example/), *Le livre.*', 'Voir A, Le livre'],
  ['a sign', 'Voir [A](https://a.example/), 5\u00a0%.', 'Voir A, 5\u00a0%'],
  ['brackets', 'Voir [A](https://a.example/) [sic].', 'Voir A [sic]'],
  ['a blank', 'Voir [A](https://a.example/) .', 'Voir A'],
  ['an ellipsis', 'Voir [A](https://a.example/), etc...', 'Voir A, etc...'],
])('before the stop of a sentence, a note that ends in %s and a stop', (_, note, words) => {
  test.each<WriteStyle>(['inline', 'pandoc'])('loses its own stop: %s', (style) => {
    const report = imported(`La crue est venue[^n].\n\n[^n]: ${note}\n`);
    const written = writeMarkdown(report, { style });
    expect(written).toMatch(words.endsWith('...') ? /[^.]\.\.\.[)\]]\.\n$/u : /[^.][)\]]\.\n$/u);
    const html = wordsIn(writeHtmlFragment(report, { style: 'inline' })).trim();
    expect(html.split(' (')[1]?.replace(/[[\]]/gu, '')).toBe(`${words.replace(/[[\]]/gu, '')}).`);
  });
});

test('as in the file, entries that marks lead to stay beside a new list of sources', () => {
  const { text } = exported(imported(REFERENCES), { style: 'as-written', sourceList: true });
  expect(text.startsWith(REFERENCES.trimEnd())).toBe(true);
  expect(text).toContain('## Sources\n');
});

test.each(TEXTS)('a note that nothing leads to stays, or is counted: %s', (format) => {
  const file = `${FOOTNOTES}[^c]: Petit, *Crues*, https://y.example/crues\n[^d]: Rien de plus.\n`;
  for (const style of WRITE_STYLES) {
    const options = { format, style };
    const { text, html, wordless } = exported(imported(file), options);
    const lost = ['Petit', 'Rien de plus'].filter((words) => !(html ?? text).includes(words));
    expect(wordless - exported(imported(FOOTNOTES), options).wordless).toBe(lost.length);
  }
});

describe('entries of lists that name one page by several titles', () => {
  const titles = ['Le Lac', 'Mesures du lac', 'Niveaux en mai'];
  const lines = titles.map((title, at) => `${at + 1}. [${title}](https://lac.example/a)`);
  const file = `Le lac monte [1]. Le lac baisse [2].\n\n## Sources\n\n${lines.join('\n')}\n`;
  const styles = WRITE_STYLES.filter((style) => style !== 'linked-words');
  const cases = TEXTS.flatMap((format) =>
    styles.flatMap((style) => [null, true].map((sourceList) => ({ format, style, sourceList }))),
  );

  test.each(cases)('have each title, or it is counted: $format, $style, $sourceList', (options) => {
    const { text, html, bibliography, wordless } = exported(imported(file), options);
    const written = `${html ?? text}${bibliography ?? ''}`;
    expect(wordless).toBe(titles.filter((title) => !written.includes(title)).length);
  });

  test('are counted one by one if they are lines of a paragraph', () => {
    const entries = [
      '[1] [Le Lac](https://lac.example/a) : seulement pour 2024',
      '[2] [Le Fleuve](https://fleuve.example/b) : mesures faites à la main',
    ];
    const report = imported(`Le lac monte.\n\n## Sources\n\n${entries.join('\n')}\n`);
    expect(exported(report, { style: 'inline', sourceList: true }).wordless).toBe(2);
  });

  test.each([
    ['another title', 'Dupont, A. (2024). *Les fleuves*. https://lac.example/a', 1],
    [
      'another title beside its host',
      'Dupont, A. *Les fleuves*. [lac.example](https://lac.example/a)',
      1,
    ],
    ['the same words', '**Le Lac** - https://lac.example/a', 0],
  ])('are counted beside a bare address if the second one has %s', (_name, second, count) => {
    const lists = ['**Le Lac** - https://lac.example/a', second].map(
      (entry) => `Le lac monte.\n\n## Sources\n\n1. ${entry}\n2. [B](https://b.example/)\n`,
    );
    // The address has a title already, so those of the lists stand beside it.
    const file = `# Eaux\n\nIl gèle ([Mesures](https://lac.example/a)).\n\n${lists.join('\n')}`;
    const { text, wordless } = exported(imported(file), { style: 'numbered' });
    expect([text.includes('Le Lac'), text.includes('Les fleuves')]).toEqual([true, false]);
    expect(wordless).toBe(count);
  });

  test('give a page its title if the text has only its address', () => {
    const report = imported(
      'Le lac monte (https://lac.example/a).\n\n## Sources\n\n- [Mesures](https://lac.example/a)\n',
    );
    const { text } = exported(report, { style: 'numbered' });
    expect(text).toContain('1. [Mesures](https://lac.example/a)');
  });
});
