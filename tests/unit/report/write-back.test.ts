import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pin } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import type { Citation, ReportContent } from '@/utils/model/report-content';
import { writeMarkdown } from '@/utils/report/write-markdown';
import type { WrittenReport } from '@/utils/report/write-options';
import { importedReport, readReport } from './read-back';

const read = (markdown: string) => importedReport(readReport(markdown));
/** Returns the report with another pin of a clip, which its placement names. */
function pinned(report: WrittenReport, pin: Pin): WrittenReport {
  const placement = {
    clipId: pin.clipId,
    sectionId: null,
    rank: null,
    note: '',
    tags: [],
    pinId: pin.id,
    binnedAt: null,
  };
  const content = { ...report.content, placements: [...report.content.placements, placement] };
  return { ...report, content, pins: [...report.pins, pin] };
}
const writeBack = (markdown: string) => writeMarkdown(read(markdown));

const FILES: readonly (readonly [string, string])[] = [
  ['headings right above their paragraphs', '# A  \nWords.\n## B\n- one\n- two\n'],
  ['a fence right above a paragraph', '```js\nlet a;\n```\nWords.\n'],
  ['a comment right above a paragraph', '<!-- a -->\nWords.\n'],
  ['a break right above a paragraph', 'One.\n\n---\nTwo.\n'],
  ['a definition right above a paragraph', '[a]: https://a.example/\nWords [T][a].\n'],
  ['a fence in an item, and the item goes on', '10. one\n\n    ```\n    x\n    ```\n    more\n'],
  ['several paragraphs in one item', '- one\n\n  two\n\n  three\n- four\n'],
  ['lazy lines', '- one\ntwo\n> three\nfour\n'],
  ['a list in a list in one line', '- - a\n  - b\n- \n'],
  [
    'a table between words',
    'Words.\n\n| a | b |\n|---|---|\n| c ([T](https://t.example/)) | d |\n',
  ],
  ['setext headings', 'One\n===\nWords\n\nTwo\n---\nWords'],
  [
    'carriage returns',
    '\uFEFF---\r\ntitle: x\r\n---\r\n# A\r\nWords ([T](https://t.example/)).\r\n\r\n- b\r\n',
  ],
  ['tabs and blanks', '-\ta\n\t- b\n \n\n\n   \n1)  c  \n'],
  ['footnotes', 'Words.[^1]\n\n[^1]: [T](https://t.example/)\n[^2]: more\n'],
  [
    'a block of HTML to the left of its item, and an item right below',
    '- | a | b |## B\n<sup>\n1. ',
  ],
  ['a block of HTML that ends with its item', '- # A\n  <div>\n[^1]: n'],
  ['two byte order marks', '\uFEFF\uFEFF# A\n[^1]: n'],
  ['tasks', '- [ ] a\n- [x] b ([T](https://t.example/))\n'],
  ['indented code', 'Words.\n\n    code\n\n        more\n\nWords.'],
  ['a caption below a table', '| a |\n|---|\n| b |\n\n*Table 1: b ([T](https://t.example/))*\n'],
];

describe('an untouched file is written back byte for byte', () => {
  test.each(FILES)('%s', (_name, markdown) => {
    expect(writeBack(markdown)).toBe(markdown);
  });

  const PIECES = [
    ...[
      '# A',
      '## B\n',
      'Words',
      ' of *it*',
      '\n',
      '\n\n',
      '\r\n',
      '  ',
      '    ',
      '\t',
      '- ',
      '1. ',
    ],
    ...[
      '> ',
      '```',
      '```\n',
      '<!-- c -->',
      '<div>',
      '</div>',
      '---',
      '===',
      '| a | b |',
      '|---|---|',
    ],
    ...[
      '([T](https://t.example/a#:~:text=b))',
      '[^1]',
      '\n[^1]: n',
      '[T][r]',
      '\n[r]: https://r.example/',
    ],
    ...[
      'https://bare.example/',
      '<https://auto.example/>',
      '[1](https://n.example/)',
      '\\',
      '`',
      '**',
    ],
    ...[
      '![i](i.png)',
      '*Figure 1: f*',
      '**Sources:** ',
      '【1†source】',
      '<sup>',
      '[[cite:',
      '\u00A0',
      '\uFEFF',
    ],
  ];

  test('whatever it is made of', () => {
    const files = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 30 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(files, (markdown) => {
        expect(writeBack(markdown)).toBe(markdown);
      }),
      { numRuns: 1500 },
    );
  });
});

/** Returns the report with an edited statement, whose original bytes are then no longer used. */
function edited(report: WrittenReport, from: string, to: string): WrittenReport {
  const { content } = report;
  const statements = content.statements.map((statement) =>
    statement.text.includes(from)
      ? { ...statement, text: statement.text.replace(from, to), raw: null }
      : statement,
  );
  expect(statements).not.toEqual(content.statements);
  return { ...report, content: { ...content, statements } };
}

describe('after one edit only the words edited differ', () => {
  test.each([
    ['a paragraph below its heading', '# A  \nOne ([T](https://t.example/)) two  \nthree.\n## B\n'],
    ['an item in a list', '- a\n- One ([T](https://t.example/))\n- c\n'],
    ['an item in an item', '- a\n  - One [^1]\n  - c\n\n[^1]: [T](https://t.example/)\n'],
    ['an item with a wide marker', '12. a\n    - One\n      more lines\n'],
    ['a paragraph in an item', '- a\n\n  One `x`\n  more\n\n- c\n'],
    ['a numbered link', 'One [\\[5\\]](https://t.example/) and <https://a.example/>.\n'],
    [
      'links glued to the word',
      'One.[t.example](https://t.example/)[b.example](https://b.example/)\n',
    ],
    ['a quote', '> One\n> ([T](https://t.example/))\n> two\n\nMore.\n'],
    ['indented code', 'Words.\n\n    One\n      more\n\nWords.'],
    ['a fence', 'Words.\n```\nOne\n```\nWords.'],
    ['a table', '| One | b |\n| --- | :-: |\n| c | d |\n\nWords.'],
    ['carriage returns', 'One ([T](https://t.example/))\r\ntwo\r\n\r\nThree\r\n'],
    ['trailing blanks', 'One ([T](https://t.example/))  \n\nThree\n'],
  ])('%s', (_name, markdown) => {
    expect(writeMarkdown(edited(read(markdown), 'One', 'Won'))).toBe(
      markdown.replace('One', 'Won'),
    );
  });

  test('a note whose clip was pinned again keeps its own words', () => {
    const report = read(
      'It rose.[^a] It fell.[^b]\n\n[^a]: Ann Lee, [Water](https://t.example/), read on 6 March.\n\n[^b]: [Dam](https://b.example/)\n',
    );
    const [clip] = report.clips;
    const [pin] = report.pins;
    const directive = { start: 'here' };
    const anew: Pin = {
      ...pin!,
      ...{ id: newId(), clipId: clip!.id, by: 'reviewer', directive, order: 1 },
    };
    expect(writeMarkdown(pinned(report, anew))).toContain(
      'It rose. (Ann Lee, [Water](https://t.example/#:~:text=here), read on 6 March) It fell.[^b]\n',
    );
  });

  test('a citation whose clip was pinned again is spelled in its own style, and nothing else changes', () => {
    const report = read(
      'A [1](https://t.example/) b ([T](https://t.example/x)) c.\n\nOther ([T](https://o.example/)).\n',
    );
    const [clip] = report.clips;
    const [pin] = report.pins;
    const anew: Pin = {
      ...pin!,
      id: newId(),
      clipId: clip!.id,
      by: 'reviewer',
      directive: { start: 'here' },
      order: 1,
    };
    expect(writeMarkdown(pinned(report, anew))).toBe(
      'A [1](https://t.example/#:~:text=here) b ([T](https://t.example/x)) c.\n\nOther ([T](https://o.example/)).\n',
    );
  });

  test.each([
    ['numbered', 'One [1]. Two [1].\n\n[1] T. https://t.example/\n', 'One ([T](LINK)). Two [1].'],
    [
      'footnote',
      'One.[^1] Two.[^1]\n\n[^1]: [T](https://t.example/)\n',
      'One. ([T](LINK)) Two.[^1]',
    ],
    [
      'linked words',
      'One [is so](https://t.example/) here. [Two](https://t.example/) there.\n',
      'One [is so](LINK) here. [Two](https://t.example/) there.',
    ],
    [
      'bare, above a list of sources',
      'One (May, https://t.example/).\n\n## Sources\n\n- *T*, https://t.example/\n',
      'One (May, LINK).',
    ],
  ])(
    'a citation that cites another clip is spelled again, and the others of the page are not: %s',
    (_name, markdown, first) => {
      const report = read(markdown);
      const [clip] = report.clips;
      const [pin] = report.pins;
      const clipId = newId<'clip'>();
      const apart: Pin = {
        ...{ ...pin!, id: newId(), clipId, by: 'reviewer', quote: 'here' },
        ...{ directive: { start: 'here' }, noDirectiveReason: null },
      };
      const citations = report.content.citations.map((each, at) =>
        at === 0 ? { ...each, clipId } : each,
      );
      const written = writeMarkdown({
        ...{ ...report, content: { ...report.content, citations } },
        ...{ clips: [...report.clips, { ...clip!, id: clipId }], pins: [...report.pins, apart] },
      });
      const [line = ''] = markdown.split('\n');
      const link = 'https://t.example/#:~:text=here';
      expect(written).toBe(markdown.replace(line, first.replace('LINK', link)));
    },
  );

  test.each([
    ['in parentheses', '(press release, 21 September, URL).', 'URL'],
    ['alone in parentheses', 'Words (URL) and more.', 'URL'],
    ['at the end of a sentence', 'Words, URL.', 'URL'],
    ['in emphasis', 'Words *see URL* more.', 'URL'],
    ['in a list of sources', '## Sources\n\n- *A title*, URL', 'URL'],
    ['in a table', '| a | b |\n|---|---|\n| c | URL |', 'URL'],
    ['in brackets, where a bare one would be no link', 'See [URL].', '<URL>'],
    ['in angle brackets', 'Words (in <URL>).', 'URL'],
    ['in quotation marks that a Markdown reader takes into it', 'See “URL” first.', '<URL>'],
  ])('a bare address whose clip was pinned again stays an address: %s', (_name, text, spelled) => {
    const file = text.replace('URL', 'https://t.example/x');
    const report = read(file);
    const [clip] = report.clips;
    const [pin] = report.pins;
    const directive = { start: 'here it is' };
    const anew: Pin = {
      ...pin!,
      ...{ id: newId(), clipId: clip!.id, by: 'reviewer', directive, order: 1 },
    };
    const written = writeMarkdown(pinned(report, anew));
    const link = 'https://t.example/x#:~:text=here%20it%20is';
    expect(written).toBe(text.replace('URL', spelled).replace('URL', link));
    expect(read(written).content.citations.map(({ href }) => href)).toEqual([link]);
  });

  test('a citation with an adopted wording keeps its link in the original spelling', () => {
    const markdown = 'A ([T](https://t.example/#:~:text=on%20the%20same,day.)) b.\n';
    const report = read(markdown);
    const [pin] = report.pins;
    const adopted = {
      ...pin!,
      id: newId<'pin'>(),
      by: 'reviewer',
      quote: 'on the same day.',
    } as const;
    const made = { ...adopted, order: 1 };
    expect(writeMarkdown(pinned(report, made))).toBe(markdown);
    // A new directive gets a new spelling.
    const renewed = { ...made, directive: { start: 'same day' }, directiveAsWritten: null };
    expect(writeMarkdown(pinned(report, renewed))).toBe(
      'A ([T](https://t.example/#:~:text=same%20day)) b.\n',
    );
  });

  test.each([
    ['inline', 'A ([Old](https://t.example/)) b.', 'A ([New](https://t.example/)) b.'],
    ['glued', 'A[t.example](https://t.example/) b.', 'A[New](https://t.example/) b.'],
    [
      'footnote',
      'A[^1] b.\n\n[^1]: [T](https://t.example/)',
      'A ([New](https://t.example/)) b.\n\n[^1]: [T](https://t.example/)',
    ],
  ])('a citation with another label is spelled again: %s', (_name, before, after) => {
    const report = read(before);
    const citations = report.content.citations.map(
      (citation): Citation => ({ ...citation, label: 'New', raw: null }),
    );
    const content: ReportContent = { ...report.content, citations };
    expect(writeMarkdown({ ...report, content })).toBe(after);
  });
});

describe('blocks that became neighbours stay separate', () => {
  const gone = (markdown: string, words: string): string => {
    const report = read(markdown);
    const statements = report.content.statements.filter(({ text }) => !text.includes(words));
    expect(statements).toHaveLength(report.content.statements.length - 1);
    return writeMarkdown({ ...report, content: { ...report.content, statements } });
  };

  test.each([
    ['the fence between two paragraphs', 'A.\n```\nGONE\n```\nB.\n', 'A.\n\nB.\n'],
    ['the comment between them', 'A.\n\n<!-- GONE -->\nB.\n', 'A.\n\nB.\n'],
    ['nothing where an empty line stands', 'A.\n\nGONE\n\nB.\n', 'A.\n\nB.\n'],
    ['an item', '- a\n- GONE\n- b\n', '- a\n- b\n'],
  ])('without %s', (_name, markdown, after) => {
    expect(gone(markdown, 'GONE')).toBe(after);
  });
});
