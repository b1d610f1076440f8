import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { newId, type PinId } from '@/utils/model/ids';
import type { Statement } from '@/utils/model/report-content';
import { writableUrl } from '@/utils/report/markup/writable-url';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { writableLine } from '@/utils/report/write-nodes';
import { joinRows } from '@/utils/text/table-rows';
import { ReportFixture } from './report-fixture';

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

function parse(markdown: string) {
  const tree = fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const links: { url: string; text: string }[] = [];
  const visit = (node: Nodes) => {
    // The reader, and not Pincite, makes a link of a bare address in a quote: it has no bracket.
    const from = node.position?.start.offset ?? 0;
    if (node.type === 'link' && markdown.charAt(from) === '[') {
      links.push({ url: node.url, text: textOf(node) });
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return { tree, links };
}

const RIVER = 'https://news.example/river';

describe('the form', () => {
  test('a blog with the name of its author is named once', () => {
    const report = new ReportFixture().with({ title: 'Floods' });
    const names = { authors: ['Ann Field'], siteName: 'Ann Field' };
    const post = report.source('The river rose', RIVER, names);
    report.section('In the night').place(report.clip(post, 'rose by 61 centimetres'));
    expect(writeMarkdown(report.build())).toContain(`- [The river rose](${RIVER}), Ann Field\n`);
  });

  test('an item that nobody wrote in is left out', () => {
    const report = new ReportFixture().with({ title: 'Floods' });
    report.section('In the night');
    report.statement(['The water came fast.'], { kind: 'item', marker: '-' });
    report.statement([''], { kind: 'item', marker: '-' });
    expect(writeMarkdown(report.build())).toMatch(/\n- The water came fast\.\n$/);
  });

  test('headings, statements with citations and groups, an uncited clip, sources', () => {
    const report = new ReportFixture().with({ title: 'Floods' });
    const river = report.source('The river rose', RIVER, {
      authors: ['Ann Field'],
      siteName: 'The Daily Lock',
      publishedAt: '2025-03-01T08:00:00Z',
    });
    const lock = report.source('The old lock', 'https://lock.example/');
    const a = report.clip(river, 'rose by 61 centimetres', { start: 'rose by', end: 'metres' });
    const b = report.clip(lock, 'built in 1911');
    const c = report.clip(lock, 'It held.');
    report.section('In the night');
    report.statement(['The water came fast', { cite: a }, { cite: b }, '.']);
    report.place(a).place(b).place(c, { note: 'Ask the warden.' });
    report.section('Afterwards', 3);
    report.statement(['Nothing was lost.']);
    expect(writeMarkdown(report.build())).toBe(
      [
        '# Floods',
        '',
        '## In the night',
        '',
        'The water came fast ([The river rose](https://news.example/river#:~:text=rose%20by,metres)) ([The old lock](https://lock.example/)).',
        '',
        '> “It held.” ([The old lock](https://lock.example/))',
        '',
        'Note: Ask the warden.',
        '',
        '### Afterwards',
        '',
        'Nothing was lost.',
        '',
        '## Sources',
        '',
        '- [The river rose](https://news.example/river), Ann Field, The Daily Lock, 1 March 2025',
        '- [The old lock](https://lock.example/)',
        '',
      ].join('\n'),
    );
  });

  test('French quotes are in guillemets with no-break spaces, and French notes say so', () => {
    const report = new ReportFixture().with({ language: 'fr-FR' });
    const page = report.source('La crue', RIVER);
    const clip = report.clip(page, 'L’eau a monté de 61 cm.');
    report.section('Nuit').place(clip, { note: 'À vérifier.\nPar qui ?' });
    expect(writeMarkdown(report.build())).toContain(
      `> «\u00A0L’eau a monté de 61 cm.\u00A0» ([La crue](${RIVER}))\n\nNote\u00A0: À vérifier.\n\nPar qui ?`,
    );
  });

  test.each([
    ['2025-07-05T23:00:00-05:00', 'en', '5 July 2025'],
    ['2025-07-01', 'fr', '1er juillet 2025'],
    ['2025-07', 'fr', '2025-07'],
    ['2025', 'en', '2025'],
  ])('a page of %s is dated in the language of a report in %s', (publishedAt, language, day) => {
    const report = new ReportFixture().with({ language });
    const page = report.source('La crue', RIVER, { authors: ['Claire Fontaine'], publishedAt });
    report.section('Nuit').place(report.clip(page, 'L’eau a monté.'));
    expect(writeMarkdown(report.build())).toContain(`(${RIVER}), Claire Fontaine, ${day}\n`);
  });

  test('a quote with its own quotation marks gets no others', () => {
    const report = new ReportFixture();
    report
      .section('A')
      .place(report.clip(report.source('T', RIVER), '“It held,” he said, “so far.”'));
    expect(writeMarkdown(report.build())).toContain('> “It held,” he said, “so far.” (');
  });

  test('a quote over several blocks becomes several paragraphs of one block quote', () => {
    const report = new ReportFixture();
    report.section('A').place(report.clip(report.source('T', RIVER), 'One.\nTwo.'));
    expect(writeMarkdown(report.build())).toContain('> “One.\n>\n> Two.” ([T](');
  });

  test('the cells of a row of a table are one paragraph of the quote', () => {
    const report = new ReportFixture();
    const table = 'Region\nQ3 2025\nQ2 2026\nNorth\n6.2\n6.6\nSouth\n5.1\n4.9';
    report.section('A').place(report.clip(report.source('T', RIVER), table));
    expect(writeMarkdown(report.build())).toContain(
      '> “Region Q3 2025 Q2 2026\n>\n> North 6.2 6.6\n>\n> South 5.1 4.9” ([T](',
    );
  });

  test('a clip of a page is a link to it, and a cited clip is not quoted again', () => {
    const report = new ReportFixture();
    const page = report.source('T', RIVER);
    report.section('A').place(report.clip(page, null));
    expect(writeMarkdown(report.build(), { sourceList: false })).toBe(`## A\n\n[T](${RIVER})\n`);
  });

  test('a clip of an image is its caption, or a link to its page; never an image', () => {
    const report = new ReportFixture();
    const page = report.source('The charts', RIVER);
    const image = { kind: 'image' } as const;
    report.section('A');
    report.place(report.clip(page, 'Figure 1. The level.', { start: 'Figure 1.' }, image));
    report.place(report.clip(page, null, null, image));
    const markdown = writeMarkdown(report.build());
    expect(markdown).toContain('> “Figure 1. The level.” ');
    expect(markdown).toContain(`\n[The charts](${RIVER})\n`);
    expect(markdown).not.toContain('![');
  });

  test('the bin and the inbox are left out, the inbox unless it is asked for', () => {
    const report = new ReportFixture();
    const page = report.source('T', RIVER);
    report.section('A');
    report.statement(['Binned.'], { binnedAt: '2025-03-02T00:00:00.000Z' });
    report.place(report.clip(page, 'Binned too.'), { binnedAt: '2025-03-02T00:00:00.000Z' });
    report.clip(page, 'Lying about.');
    expect(writeMarkdown(report.build())).toBe('## A\n');
    expect(writeMarkdown(report.build(), { inbox: true })).toContain(
      '## Inbox\n\n> “Lying about.”',
    );
  });

  test('the list of sources names each page once, and can be left out', () => {
    const report = new ReportFixture();
    const one = report.source('T', RIVER);
    const same = report.source('T again', RIVER);
    report.section('A').place(report.clip(one, 'One.')).place(report.clip(same, 'Two.'));
    expect(writeMarkdown(report.build()).match(/^- /gmu)).toHaveLength(1);
    expect(writeMarkdown(report.build(), { sourceList: false })).not.toContain('Sources');
  });

  test('an own source list is not doubled', () => {
    const report = new ReportFixture();
    const clip = report.clip(report.source('T', RIVER), 'One.');
    report.section('A').statement(['**Sources:** ', { cite: clip }], { kind: 'sources' });
    expect(writeMarkdown(report.build())).not.toContain('## Sources');
  });

  test.each([
    ['a blank', ' '],
    ['a tab', '\t'],
  ])('%s before an item’s words does not put its other lines out of it', (_name, blank) => {
    const report = new ReportFixture()
      .section('S')
      .statement([`${blank}One\n</b>\ntwo`], { kind: 'item' })
      .build();
    const [, list] = parse(writeMarkdown(report)).tree.children;
    expect(list?.type).toBe('list');
    expect(parse(writeMarkdown(report)).tree.children).toHaveLength(2);
  });

  test('list items keep their marker and nest below each other', () => {
    const report = new ReportFixture();
    report.section('A');
    report.statement(['One'], { kind: 'item', marker: '1.', depth: 0 });
    report.statement(['Inside'], { kind: 'item', marker: '-', depth: 1 });
    report.statement(['Two'], { kind: 'item', marker: '2.', depth: 0 });
    expect(writeMarkdown(report.build())).toBe('## A\n\n1. One\n   - Inside\n2. Two\n');
  });
});

describe('where a citation leads', () => {
  const directive = { start: 'a' };

  test('uses the pin stored first, unless the placement names another pin', () => {
    const report = new ReportFixture();
    const clip = report.clip(report.source('T', RIVER), 'a', directive);
    const [first] = report.pins;
    const forged = [
      { id: newId<'pin'>(), madeAt: '2099-01-01T00:00:00.000Z' },
      { id: '00000000-0000-7000-8000-000000000000' as PinId, madeAt: '1970-01-01T00:00:00.000Z' },
    ];
    const others = forged.map((pin, at) => ({
      ...first!,
      ...pin,
      directive: { start: 'b' },
      order: at + 1,
    }));
    report.pins.unshift(...others);
    report.section('A').statement([{ cite: clip }]);
    expect(writeMarkdown(report.build())).toContain('text=a');
    report.place(clip, { pinId: others[0]!.id });
    expect(writeMarkdown(report.build())).toContain('text=b');
  });

  test('an imported citation keeps its address until its clip is pinned again', () => {
    const report = new ReportFixture();
    const clip = report.clip(report.source('T', RIVER), null);
    const written = 'text=as%20it%20was';
    report.pins[0] = { ...report.pins[0]!, by: 'import', directiveAsWritten: written };
    const href = `${RIVER}#:~:${written}`;
    report.section('A').statement(['X', { cite: clip, label: 'Mine', fields: { href } }]);
    expect(writeMarkdown(report.build())).toContain(`([Mine](${href}))`);
    const anew = {
      ...report.pins[0]!,
      id: newId<'pin'>(),
      by: 'reviewer' as const,
      directiveAsWritten: null,
      order: 1,
    };
    report.pins.push({ ...anew, directive });
    report.place(clip, { pinId: anew.id });
    expect(writeMarkdown(report.build())).toContain(`([Mine](${RIVER}#:~:text=a))`);
  });

  test('a fragment of the page stays before the directive, a foreign directive does not', () => {
    const report = new ReportFixture();
    const page = report.source('T', `${RIVER}#part:~:text=old`);
    report.section('A').statement([{ cite: report.clip(page, 'a', directive) }]);
    expect(writeMarkdown(report.build())).toContain(`(${RIVER}#part:~:text=a)`);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'nonsense'])(
    'writes no link to %s',
    (url) => {
      const report = new ReportFixture();
      const page = report.source('Title', url);
      report.section('A').statement(['X', { cite: report.clip(page, 'q') }]);
      report.place(report.clip(page, 'Quote.'));
      const markdown = writeMarkdown(report.build());
      expect(parse(markdown).links).toEqual([]);
      expect(markdown).toContain('X (Title)');
    },
  );

  test.each([
    ['https://e.example/a_(b)', 'https://e.example/a_%28b%29'],
    ['https://e.example/a b?c=<d>', 'https://e.example/a%20b?c=%3Cd%3E'],
    ['https://e.example/?q=a|b[1]', 'https://e.example/?q=a%7Cb%5B1%5D'],
    ['https://e.example/?a=1&copy=2', 'https://e.example/?a=1&copy=2'],
    ['https://[2001:db9::1]:8080/x', 'https://[2001:db9::1]:8080/x'],
    ['https://user:secret@e.example/x', 'https://e.example/x'],
    ['https://bücher.example/é', 'https://xn--bcher-kva.example/%C3%A9'],
  ])('%s is written as %s', (url, written) => {
    expect(writableUrl(url)).toBe(written);
    expect(new URL(written).host).toBe(new URL(url).host);
    expect(decodeURIComponent(new URL(written).pathname)).toBe(
      decodeURIComponent(new URL(url).pathname),
    );
  });
});

describe('content from a file', () => {
  const raws = ['# T  \n', 'One  \n([A](u))】\n', '- x\n', '  - y'];

  function imported() {
    const report = new ReportFixture().with({
      preamble: '\uFEFF---\na: b\n---\n',
      finalBytes: '\n\n\n',
    });
    report.section('T', 1, { raw: raws[0]! });
    report.statement(['One  \n([A](u))】'], { raw: raws[1]!, gapBefore: '\n' });
    const item = { kind: 'item', marker: '-' } as const;
    report.statement(['x'], { ...item, raw: raws[2]!, gapBefore: '\n \n' });
    report.statement(['y'], { ...item, depth: 1, raw: raws[3]! });
    return report;
  }

  test('is written back byte for byte', () => {
    expect(writeMarkdown(imported().build())).toBe(
      `\uFEFF---\na: b\n---\n${raws[0]}\n${raws[1]}\n \n${raws[2]}${raws[3]}\n\n\n`,
    );
  });

  test('changes in one block when one block was edited', () => {
    const report = imported();
    report.statements[0] = { ...report.statements[0]!, text: 'Edited.', raw: null };
    expect(writeMarkdown(report.build())).toBe(
      `\uFEFF---\na: b\n---\n${raws[0]}\nEdited.\n \n${raws[2]}${raws[3]}\n\n\n`,
    );
  });

  test('gets a new item below its last one', () => {
    const report = imported();
    report.statement(['z'], { kind: 'item', marker: '-', depth: 2 });
    expect(writeMarkdown(report.build())).toContain('  - y\n    - z\n');
  });

  test('keeps its line endings for new blocks', () => {
    const report = new ReportFixture();
    report.section('T', 1, { raw: '# T\r\n' });
    report.statement(['New.']);
    expect(writeMarkdown(report.build())).toBe('# T\r\n\r\nNew.');
  });

  test('separates a paragraph from a block that was moved before it', () => {
    const report = new ReportFixture();
    report.section('T', 1, { raw: '# T' });
    report.statement(['New.']);
    report.statement(['Old.'], { raw: 'Old.', gapBefore: '\n' });
    const { tree } = parse(writeMarkdown(report.build()));
    expect(tree.children.map((node) => node.type)).toEqual(['heading', 'paragraph', 'paragraph']);
  });
});

describe('Markdown in the words of a statement', () => {
  test.each([
    ['an open code span', 'use `x and '],
    ['an open bracket', 'see [this '],
    ['an open link', '[a](b '],
    ['an HTML comment', '<!-- '],
    ['an open tag', '<a href="'],
    ['a heading', '# '],
    ['a list', '- '],
    ['a fence', '```\n'],
    ['a backslash', 'a \\'],
    ['a definition', '[a]: '],
    ['an HTML block', '<div>\n'],
    ['indented code', '    code\n'],
    ['emphasis', '**bold** and *so* '],
  ])('can not swallow a citation: %s', (_name, words) => {
    const report = new ReportFixture();
    const a = report.clip(report.source('A ] title', RIVER), 'q');
    const b = report.clip(report.source('B', `${RIVER}/b`), 'q');
    report.section('S').statement([words, { cite: a }, ' and `y` -->', { cite: b }]);
    const { links, tree } = parse(writeMarkdown(report.build(), { sourceList: false }));
    expect(links).toEqual([
      { url: RIVER, text: 'A ] title' },
      { url: `${RIVER}/b`, text: 'B' },
    ]);
    expect(tree.children.map((node) => node.type)).toEqual(['heading', 'paragraph']);
  });

  test('keeps emphasis that does no harm', () => {
    const report = new ReportFixture();
    const a = report.clip(report.source('A', RIVER), 'q');
    report.section('S').statement(['It is **so** ', { cite: a }]);
    expect(writeMarkdown(report.build())).toContain('It is **so** ([A](');
  });
});

describe('markup that a statement does not close', () => {
  const KINDS = ['paragraph', 'item', 'table', 'quote', 'code', 'caption', 'sources', 'other'];

  describe.each(KINDS as readonly Statement['kind'][])('in one of kind %s', (kind) => {
    test.each([
      ['a comment', '<!-- open'],
      ['a comment after words', 'Words\n<!-- open'],
      ['a fence', '```js\ncode'],
      ['a fence of tildes', '~~~\ncode'],
      ['a fence closed by too few', '````\ncode\n```'],
      ['a script', '<script>\nlet a'],
      ['a raw text element', '<pre>\na'],
      ['an instruction', '<?php'],
      ['a declaration', '<!DOCTYPE'],
      ['a section of characters', '<![CDATA['],
    ])('does not include what follows: %s', (_name, words) => {
      const report = new ReportFixture();
      const a = report.clip(report.source('A', RIVER), 'q');
      report.section('One').statement([words], { kind });
      report.section('Two').statement(['Sure ', { cite: a }]);
      const { tree, links } = parse(writeMarkdown(report.build(), { sourceList: false }));
      expect(tree.children.filter(({ type }) => type === 'heading').map(textOf)).toEqual([
        'One',
        'Two',
      ]);
      expect(links).toEqual([{ url: RIVER, text: 'A' }]);
      const letters = (text: string) => text.replace(/\s+/gu, ' ');
      expect(letters(textOf(tree.children[1]!))).toContain(letters(words));
    });
  });

  test.each([
    ['a closed comment', 'other', '<!-- shut -->'],
    ['a closed fence', 'code', '```js\ncode <!--\n```'],
    ['a table', 'table', '| a | b |\n| - | - |\n| c | d |'],
    ['a quote with a fence that ends with it', 'quote', '> ```\n> code'],
    ['an HTML block', 'other', '<div>\nwords\n</div>'],
    ['a list', 'sources', '- one\n- two'],
  ] as const)('keeps %s as it is', (_name, kind, words) => {
    const report = new ReportFixture();
    report.section('One').statement([words], { kind });
    report.section('Two');
    expect(writeMarkdown(report.build())).toBe(`## One\n\n${words}\n\n## Two\n`);
  });

  test('an HTML block stays separate from a heading right below it in the file', () => {
    const report = new ReportFixture();
    report.section('One', 2, { raw: '## One' });
    report.statement(['<div>\nedited\n</div>'], { kind: 'other', gapBefore: '\n' });
    report.section('Two', 2, { raw: '## Two', gapBefore: '\n' });
    report.statement(['| a |\n| - |'], { kind: 'table', gapBefore: '\n\n' });
    report.section('Three', 2, { raw: '## Three', gapBefore: '\n' });
    expect(writeMarkdown(report.build())).toBe(
      '## One\n<div>\nedited\n</div>\n\n## Two\n\n| a |\n| - |\n## Three',
    );
  });
});

const PIECES = [
  ...[
    '[',
    ']',
    '(',
    ')',
    '|',
    '`',
    '``',
    '<',
    '>',
    '\\',
    '\n',
    '*',
    '_',
    '~',
    '~~',
    '**',
    '!',
    '#',
  ],
  ...['&amp;', '&', '&#35;', '<b>', '</b>', '<!--', '-->', '- ', '1. ', '1) ', '> ', '    ', '\t'],
  ...['# ', '===', '---', '+ ', '[x]: y', '](', '![', '"', "'", '\u202E', '\u0000', '\u0007', ':'],
  ...[
    'שלום',
    'مرحبا',
    '漢字',
    '😀',
    'e\u0301',
    '\u00A0',
    'word',
    'a',
    '5',
    '.',
    ',',
    '^',
    '$',
    '=',
    '@',
  ],
  ...['[^1]', '[[cite:', 'https', '\r\n', '\u2028', '{', '}', 'https://a.example/x', 'www.', '|-|'],
];
const hostile = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 14 });
const title = fc.oneof(
  hostile.map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const url = fc
  .array(
    fc.constantFrom(
      'a',
      '/',
      '(',
      ')',
      ' ',
      '<',
      '>',
      '|',
      '[',
      ']',
      '`',
      '&',
      '=',
      '?',
      '%28',
      'é',
      '*',
      '_',
      "'",
      '"',
      '\\',
      '#',
      '~',
    ),
    { maxLength: 12 },
  )
  .map((list) => `https://page.example/${list.join('')}`);

test('parsed again, every link has its address and its words, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ title, url, words: title, cited: fc.boolean() }), {
        minLength: 1,
        maxLength: 5,
      }),
      title,
      (items, heading) => {
        const report = new ReportFixture();
        report.section(heading);
        const expected: { url: string; text: string }[] = [];
        for (const item of items) {
          const page = report.source(item.title, item.url);
          const clip = report.clip(page, item.words);
          if (item.cited) report.statement([item.words, { cite: clip }, item.words]);
          report.place(clip);
          const address = writableUrl(item.url)!.replace(/:~:.*/u, '');
          expected.push({
            url: address,
            text: writableLine(item.title) || new URL(item.url).host,
          });
        }
        const { links } = parse(writeMarkdown(report.build(), { sourceList: false }));
        const own = links.filter((link) => link.url.startsWith('https://page.example/'));
        expect(own).toEqual(expected);
      },
    ),
    { numRuns: 400 },
  );
});

test('a parsed quote is the same word for word', () => {
  fc.assert(
    fc.property(title, (quote) => {
      const report = new ReportFixture();
      report.section('S').place(report.clip(report.source('T', RIVER), quote));
      const { tree } = parse(writeMarkdown(report.build(), { sourceList: false }));
      const written = quote
        .toWellFormed()
        .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
        .replace(/\t/gu, ' ')
        .replace(/[\p{Cc}--\n]/gv, '');
      fc.pre(written.trim() !== '');
      const block = tree.children[1];
      expect(block?.type).toBe('blockquote');
      const paragraphs = block?.type === 'blockquote' ? block.children : [];
      const text = paragraphs
        .map(textOf)
        .join('\n')
        .replace(/ \(T\)$/u, '');
      const lines = (value: string) =>
        value
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean);
      const bare = lines(text);
      const marked = [bare.join('\n'), bare.join('\n').replace(/^“\n?|\n?”$/gu, '')];
      expect(marked.map((value) => lines(value).join('\n'))).toContain(
        lines(joinRows(written)).join('\n'),
      );
    }),
    { numRuns: 400 },
  );
});

test('a parsed heading is one heading with the same text', () => {
  fc.assert(
    fc.property(title, fc.integer({ min: 1, max: 6 }), (words, level) => {
      const report = new ReportFixture().section(words, level);
      const { tree } = parse(writeMarkdown(report.build()));
      expect(tree.children).toHaveLength(1);
      expect(tree.children[0]).toMatchObject({ type: 'heading', depth: level });
      expect(textOf(tree)).toBe(writableLine(words));
    }),
    { numRuns: 300 },
  );
});
