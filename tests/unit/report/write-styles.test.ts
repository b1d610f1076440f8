import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeCheck } from '@/scripts/made-evidence';
import { WRITE_STYLES, type WriteStyle } from '@/utils/model/citation-styles';
import type { Verdict } from '@/utils/model/evidence';
import { type ClipId, newId } from '@/utils/model/ids';
import type { ImportedReport } from '@/utils/model/imported-report';
import { citationToken, parseStatementText } from '@/utils/model/statement-text';
import { wordsBefore } from '@/utils/report/link-words';
import { writableUrl } from '@/utils/report/markup/writable-url';
import { reportWording } from '@/utils/report/report-language';
import { citedItems, writeCslJson } from '@/utils/report/write-bibliography';
import { writeMarkdown } from '@/utils/report/write-markdown';
import type { WrittenReport } from '@/utils/report/write-options';
import { LONG } from '../../long.mjs';
import { importedReport, readReport } from './read-back';
import { ReportFixture } from './report-fixture';

const RIVER = 'https://news.example/river';

function floods(): ReportFixture {
  const report = new ReportFixture().with({ title: 'Floods' });
  const river = report.source('The river rose', RIVER, { siteName: 'The Daily Lock' });
  const lock = report.source('The old lock', 'https://lock.example/');
  const a = report.clip(river, 'rose by 61 cm', { start: 'rose by', end: '61 cm' });
  const b = report.clip(lock, 'built in 1911');
  report.section('In the night');
  report.statement([
    'The water “came fast” ',
    { cite: a },
    ' and the lock held',
    { cite: b },
    { cite: a },
    '.',
  ]);
  return report.place(report.clip(lock, 'It held.'));
}

test.each<[WriteStyle | undefined, boolean]>([
  ['footnote', false],
  ['inline', false],
  ['inline', true],
  ['numbered', false],
  [undefined, true],
])(
  'style %s, list of sources %s: notes that no citation names stay with their marks',
  (style, sourceList) => {
    const report = importedReport(
      readReport(
        'It rose.[^1] It fell.[^2] See [the map][m].\n\n[^1]: As the keeper says.\n\n[^2]: https://lock.example/\n\n[m]: #map\n',
      ),
    );
    const options = { date: '2026-01-01T00:00:00.000Z', sourceList };
    const written = writeMarkdown(report, style === undefined ? options : { ...options, style });
    expect(written).toContain('It rose.[^1]');
    expect(written).toContain('[^1]: As the keeper says.');
    expect(written).toContain('[m]: #map');
    // A citation that is spelled in another way leaves no unused note.
    expect(written.includes('[^2]: https://lock.example/')).toBe(style === undefined);
  },
);

describe('a report in each style', () => {
  test.each<[WriteStyle, string]>([
    [
      'inline',
      `# Floods

## In the night

The water “came fast” ([The river rose](${RIVER}#:~:text=rose%20by,61%20cm)) and the lock held ([The old lock](https://lock.example/)) ([The river rose](${RIVER}#:~:text=rose%20by,61%20cm)).

> “It held.” ([The old lock](https://lock.example/))

## Sources

- [The river rose](${RIVER}), The Daily Lock
- [The old lock](https://lock.example/)
`,
    ],
    [
      'footnote',
      `# Floods

## In the night

The water “came fast”[^1] and the lock held[^2][^1].

> “It held.”[^3]

[^1]: [The river rose](${RIVER}#:~:text=rose%20by,61%20cm), The Daily Lock

[^2]: [The old lock](https://lock.example/)

[^3]: [The old lock](https://lock.example/)
`,
    ],
    [
      'numbered',
      `# Floods

## In the night

The water “came fast” [1] and the lock held [2] [1].

> “It held.” [3]

## References

1. [The river rose](${RIVER}#:~:text=rose%20by,61%20cm), The Daily Lock
2. [The old lock](https://lock.example/)
3. [The old lock](https://lock.example/)
`,
    ],
    [
      'pandoc',
      `# Floods

## In the night

The water “came fast” [@thedailylockriver] and the lock held [@lockold] [@thedailylockriver].

> “It held.” [@lockold-2]
`,
    ],
    [
      'linked-words',
      `# Floods

## In the night

The water “[came fast](${RIVER}#:~:text=rose%20by,61%20cm)” and [the lock held](https://lock.example/) ([The river rose](${RIVER}#:~:text=rose%20by,61%20cm)).

> “It held.” ([The old lock](https://lock.example/))

## Sources

- [The river rose](${RIVER}), The Daily Lock
- [The old lock](https://lock.example/)
`,
    ],
  ])('%s', (style, markdown) => {
    expect(writeMarkdown(floods().build(), { style })).toBe(markdown);
  });

  test('access dates, badges and archived copies are at the place of each style', () => {
    const report = floods().build();
    const archived = new Map([
      [report.clips[0]!.id, { url: 'https://archive.example/x', takenAt: '2025-03-04T00:00:00Z' }],
    ]);
    const more = { accessDates: true, badges: true, archived } as const;
    expect(writeMarkdown(report, { style: 'footnote', ...more })).toContain(
      ', The Daily Lock, accessed 1 March 2025, cited passage not checked, [archived copy of 4 March 2025](https://archive.example/x)\n',
    );
    const inline = writeMarkdown(report, { style: 'inline', ...more });
    expect(inline).toContain('61%20cm)) (cited passage not checked) and');
    expect(inline).toContain(
      ', The Daily Lock, accessed 1 March 2025, [archived copy of 4 March 2025](https://archive.example/x)\n',
    );
    expect(writeMarkdown(report, { style: 'inline', ...more, sourceList: false })).toContain(
      '61%20cm)) (accessed 1 March 2025, cited passage not checked, [archived copy of 4 March 2025](https://archive.example/x)) and',
    );
  });

  test.each(['en', 'fr'])(
    'every result in %s speaks of the passage, not of the sentence',
    (language) => {
      const { verdicts } = reportWording(language);
      expect(Object.values(verdicts).filter((words) => !/passage|page/u.test(words))).toEqual([]);
      expect(Object.values(verdicts).filter((words) => /quote|citation/u.test(words))).toEqual([]);
    },
  );

  test('the result of a check stands behind the whole linked quotation', () => {
    const style = 'linked-words';
    const text = (written: string) => written.replace(/\]\([^()]*\)|\[/gu, '');
    const written = text(writeMarkdown(floods().build(), { style, badges: true }));
    expect(written).toContain(
      'The water “came fast” (cited passage not checked) and the lock held (',
    );
    const { clips, sources, pins, content } = floods().build();
    const [cited] = content.citations;
    const statements = content.statements.map((each) => ({
      ...each,
      text: `« Les plus bas ${citationToken(cited!.id)} », 1975.`,
    }));
    const report = { clips, sources, pins, content: { ...content, statements } };
    expect(text(writeMarkdown(report, { style, badges: true }))).toContain(
      '« Les plus bas » (cited passage not checked), 1975.',
    );
    const inFile = importedReport(
      readReport('# T\n\nIt “[came fast](https://a.example/)”, they say.\n'),
    );
    for (const each of [style, 'as-written'] as const) {
      expect(text(writeMarkdown(inFile, { style: each, badges: true }))).toContain(
        'It “came fast” (cited passage not checked), they say.',
      );
    }
  });

  test('the result of a check of an image says that the image was not compared', () => {
    const { clips, ...rest } = floods().build();
    const report = { ...rest, clips: clips.map((clip) => ({ ...clip, kind: 'image' as const })) };
    const pinOf = (clipId: ClipId) => rest.pins.find((pin) => pin.clipId === clipId)?.id;
    const written = (verdict: Verdict, language = 'en') => {
      const checks = clips.map(({ id }) =>
        madeCheck({
          ...{ runId: newId<'run'>(), clipId: id, pinId: pinOf(id) ?? newId<'pin'>() },
          ...{ checkedAt: '2025-03-05T09:00:00.000Z', verdict },
        }),
      );
      const content = { ...report.content, language };
      return writeMarkdown({ ...report, content }, { style: 'inline', badges: true, checks });
    };
    expect(written('verbatim')).toContain(
      '(cited passage found word for word, its image not compared)',
    );
    expect(written('moved', 'fr')).toContain('sur sa page, son image non comparée)');
    expect(written('altered')).toContain('(cited passage altered)');
  });

  test('French dates and words', () => {
    const french = floods().with({ language: 'fr' }).build();
    expect(writeMarkdown(french, { style: 'numbered', accessDates: true })).toContain(
      '## Références\n\n1. ',
    );
    expect(writeMarkdown(french, { style: 'footnote', accessDates: true })).toContain(
      'consulté le 1er mars 2025',
    );
  });

  test('without block quotes the clips that no statement cites are left out', () => {
    const markdown = writeMarkdown(floods().build(), { style: 'footnote', blockQuotes: false });
    expect(markdown).not.toContain('It held.');
    expect(markdown).not.toContain('[^3]');
  });

  test('front matter as Obsidian reads it', () => {
    const report = floods().with({ title: 'Floods: "now" \u2028' });
    report.placements[0] = { ...report.placements[0]!, tags: ['water level', 'a: b'] };
    const markdown = writeMarkdown(report.build(), {
      frontMatter: true,
      date: '2025-03-05T09:00:00Z',
    });
    expect(markdown.split('\n\n')[0]).toBe(
      `---\ntitle: "Floods: \\"now\\""\ndate: 2025-03-05\nlang: "en"\ntags:\n  - "a:-b"\n  - "water-level"\nsources:\n  - "${RIVER}"\n  - "https://lock.example/"\n---`,
    );
    const own = importedReport(readReport('---\ntitle: Own\n---\nWords.\n'));
    expect(writeMarkdown(own, { frontMatter: true })).toBe('---\ntitle: Own\n---\nWords.\n');
  });
});

describe('a file in another style', () => {
  const convert = (markdown: string, style: WriteStyle, bibliography?: string) =>
    writeMarkdown(importedReport(readReport(markdown, bibliography)), { style });

  test.each<[string, WriteStyle, string, string]>([
    [
      'footnotes to inline',
      'inline',
      'A **b**[^1], c[^1].\n\n[^1]: [T](https://t.example/)\n',
      'A **b** ([T](https://t.example/)), c ([T](https://t.example/)).\n',
    ],
    [
      'inline to footnotes',
      'footnote',
      '- A  `b` ([T](https://t.example/)) ([U](https://u.example/))  \n  c.\n\n* * *\n',
      '- A  `b`[^1][^2]  \n  c.\n\n* * *\n\n[^1]: [T](https://t.example/)\n\n[^2]: [U](https://u.example/)\n',
    ],
    [
      'glued to inline',
      'inline',
      'A.[t.example](https://t.example/)[u.example](https://u.example/)\n',
      'A. ([t.example](https://t.example/)) ([u.example](https://u.example/))\n',
    ],
    [
      'numbers to inline',
      'inline',
      'A [1].\n\n## References\n\n1. [T](https://t.example/)\n',
      'A ([T](https://t.example/)).\n',
    ],
    [
      'words to inline',
      'inline',
      'A word [**of** it](https://t.example/x) b.\n',
      'A word **of** it ([t.example](https://t.example/x)) b.\n',
    ],
    [
      'a quote',
      'footnote',
      '> A\n> ([T](https://t.example/))\n> b\n',
      '> A\n> [^1]\n> b\n\n[^1]: [T](https://t.example/)\n',
    ],
    [
      'a table',
      'numbered',
      '| A ([T](https://t.example/)) | b |\n|:--|--:|\n| c | d |\n',
      '| A [1] | b |\n|:--|--:|\n| c | d |\n\n## References\n\n1. [T](https://t.example/)\n',
    ],
    [
      'a note that says something else',
      'footnote',
      'A ([T](https://t.example/)) b[^1].\n\n[^1]: Only words.\n',
      'A[^2] b[^1].\n\n[^1]: Only words.\n\n[^2]: [T](https://t.example/)\n',
    ],
    [
      'carriage returns',
      'footnote',
      'A ([T](https://t.example/))\r\nb.\r\n',
      'A[^1]\r\nb.\r\n\r\n[^1]: [T](https://t.example/)',
    ],
  ])('keeps everything else as it is: %s', (_name, style, before, after) => {
    const written = convert(before, style);
    expect(written.replace(/\s+$/u, '')).toBe(after.replace(/\s+$/u, ''));
  });

  test.each([
    [
      'a paragraph',
      'A ([T](https://t.example/)).\n\n**Sources:** [T](https://t.example/), [U](https://u.example/)\n',
    ],
    [
      'a section',
      'A ([T](https://t.example/)).\n\n## Sources\n\n- [T](https://t.example/)\n- [U](https://u.example/)\n',
    ],
  ])('replaces a list of sources that is %s, and never adds a second one', (_name, markdown) => {
    const report = importedReport(readReport(markdown));
    const written = writeMarkdown(report, { sourceList: true });
    expect(written.trim()).toBe(
      'A ([T](https://t.example/)).\n\n## Sources\n\n- [T](https://t.example/)\n- [U](https://u.example/)',
    );
    const again = writeMarkdown(importedReport(readReport(written)), { sourceList: true });
    expect(again.trim()).toBe(written.trim());
    expect(writeMarkdown(report)).toBe(markdown);
  });
});

describe('the words that a link is put on', () => {
  test.each([
    ['It rose by 61 cm ', 'by 61 cm', ''],
    ['Il dit «\u00A0rien n’est perdu\u00A0» ', 'rien n’est perdu', '\u00A0»'],
    ['He said “it held”.', 'it held', '”.'],
    ['One, two. ', 'two', '.'],
    ['by 2.5 % or 3,1', 'or 3,1', ''],
    ['水位が上がった', '水位が上がった', ''],
  ])('%j: %j', (text, words, after) => {
    expect(wordsBefore(text)).toMatchObject({ words, after });
  });

  test.each(['', '  ', '**bold**', '`code`', '[a](b)', 'a) ', '<b>', '*'])('none in %j', (text) => {
    expect(wordsBefore(text)).toBeNull();
  });
});

test('a link in parentheses would name a source, so the citation goes in others', () => {
  const report = new ReportFixture().section('S');
  const clip = report.clip(report.source('T', RIVER), 'q');
  report.statement(['Words (and more ', { cite: clip }, ') so ', { cite: clip }, '.']);
  expect(writeMarkdown(report.build(), { style: 'linked-words', sourceList: false })).toContain(
    `Words (and more ([T](${RIVER}))) [so](${RIVER}).`,
  );
});

/** Returns the address of each citation after the last of our own words before it. */
function placesOf(imported: ImportedReport): string[] {
  const citations = new Map(imported.citations.map((citation) => [citation.id, citation]));
  const lists = new Set(
    imported.sections.filter(({ title }) => title === 'References').map(({ id }) => id),
  );
  return imported.statements
    .filter(({ sectionId }) => sectionId === null || !lists.has(sectionId))
    .flatMap(({ text }) => {
      let word = '';
      const look = (words: string) => {
        word = words.match(/w\d+x\d+/gu)?.at(-1) ?? word;
      };
      return parseStatementText(text).flatMap((segment) => {
        if (segment.type === 'text') {
          look(segment.text);
          return [];
        }
        const citation = citations.get(segment.citationId);
        if (citation?.style === 'linked-words') look(citation.label);
        return [`${word} ${citation?.href}`];
      });
    });
}

const MARKDOWN = [
  ...[
    '*',
    '**',
    '_',
    '`',
    '``',
    '<',
    '>',
    '[',
    ']',
    '(',
    ')',
    '\\',
    '|',
    '#',
    '- ',
    '1. ',
    '> ',
    '~~',
  ],
  ...[
    '!',
    '&amp;',
    '\n',
    '<!--',
    '-->',
    '"',
    '«\u00A0',
    '\u00A0»',
    '“',
    '”',
    'é',
    '漢字',
    '😀',
    ': ',
    '. ',
  ],
  ...[
    '<b>',
    '</b>',
    '<div>',
    '    ',
    '\t',
    '===',
    '---',
    '```',
    'a b',
    ' ',
    ' ',
    ' word ',
    ' word',
  ],
];
const words = fc.array(fc.constantFrom(...MARKDOWN), { maxLength: 8 }).map((list) => list.join(''));
const path = fc
  .array(fc.constantFrom('a', '/', '(', ')', '?b=', '&', '_', '*', '%20', '#', '~', "'", 'é'), {
    maxLength: 8,
  })
  .map((list) => list.join(''));
const term = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((text) => text.trim() !== '');

const statements = fc.array(
  fc.record({
    kind: fc.constantFrom('paragraph' as const, 'item' as const),
    parts: fc.array(fc.record({ before: words, cited: fc.integer({ min: 0, max: 3 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    end: words,
  }),
  { minLength: 1, maxLength: 4 },
);
const pages = fc.array(fc.record({ title: words, path, start: term }), {
  minLength: 4,
  maxLength: 4,
});

describe('written and read again, the same citations are at the same words', () => {
  test.each(WRITE_STYLES.map((style) => [style] as const))('%s', (style) => {
    fc.assert(
      fc.property(pages, statements, (sources, made) => {
        const report = new ReportFixture().section('Section');
        const clips = sources.map(({ title, path: rest, start }, index) => {
          const url = `https://page${index}.example/${rest}`;
          return report.clip(report.source(title, url), 'q', { start });
        });
        const expected: string[] = [];
        made.forEach(({ kind, parts, end }, number) => {
          const segments = parts.flatMap(({ before, cited }, index) => {
            expected.push(`w${number}x${index} ${cited}`);
            return [`${before} w${number}x${index} `, { cite: clips[cited]! }];
          });
          report.statement([...segments, ` ${end}`], { kind });
        });
        const built: WrittenReport = report.build();
        const markdown = writeMarkdown(built, { style, sourceList: false });
        const bibliography = writeCslJson(citedItems(built, { each: 'passage' }));
        const addresses = clips.map((clip, index) => {
          const { url } = report.sources[index]!;
          const { directive } = report.pins.find(({ clipId }) => clipId === clip)!;
          return { url, directive };
        });
        const read = placesOf(readReport(markdown, bibliography));
        const pagesRead = read.map((place) =>
          place.replace(/ https:\/\/page(\d)\.example\/.*/u, ' $1'),
        );
        expect(pagesRead).toEqual(expected);
        for (const place of read) {
          const href = place.slice(place.indexOf(' ') + 1);
          expect(writableUrl(href)).toBe(href);
          expect(
            addresses.some(({ url }) => href.startsWith(writableUrl(url.replace(/#.*/u, ''))!)),
          ).toBe(true);
          expect(href).toContain(':~:text=');
        }
      }),
      { numRuns: LONG ? 150 : 40 },
    );
  });
});
