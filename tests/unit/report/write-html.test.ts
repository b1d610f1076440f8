import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import type { Check, Pin, Source } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { citationData } from '@/utils/report/html-citations';
import { writeHtmlDocument, writeHtmlFragment } from '@/utils/report/write-html';
import { writePlainText } from '@/utils/report/write-text';
import { cpuTime } from '../cpu-time';
import { importedReport, readReport } from './read-back';
import { ReportFixture } from './report-fixture';

type Tree = ReturnType<typeof fromHtml> | ReturnType<typeof fromHtml>['children'][number];
type Found = Extract<Tree, { type: 'element' }>;

const parse = (html: string) => fromHtml(html, { fragment: true });

function elements(tree: Tree, tagName?: string): Found[] {
  const own = tree.type === 'element' && (tagName ?? tree.tagName) === tree.tagName ? [tree] : [];
  const below =
    'children' in tree ? tree.children.flatMap((child) => elements(child, tagName)) : [];
  return [...own, ...below];
}

function words(tree: Tree): string {
  if (tree.type === 'text') return tree.value;
  return 'children' in tree ? tree.children.map(words).join('') : '';
}

const links = (html: string) =>
  elements(parse(html), 'a').map((link) => ({
    href: String(link.properties['href']),
    text: words(link),
  }));

const RIVER = 'https://news.example/river';

function floods(): ReportFixture {
  const report = new ReportFixture().with({ title: 'Floods', language: 'fr' });
  const river = report.source('La crue & l’été', `${RIVER}?a=1&b=2`, { siteName: 'L’Écluse' });
  const a = report.clip(river, 'Elle a monté de 61 cm.', { start: 'Elle a', end: '61 cm' });
  const b = report.clip(river, 'Rien n’a été perdu.');
  report.section('Nuit');
  report.statement(['L’eau est venue **vite** ', { cite: a }, ', puis ', { cite: a }, '.']);
  return report.place(b);
}

test('a document leads to notes and back, one note for a clip cited twice', () => {
  const tree = parse(writeHtmlDocument(floods().build(), { style: 'footnote' }));
  const marks = elements(tree, 'sup').map((sup) => elements(sup, 'a')[0]!);
  expect(marks.map(words)).toEqual(['1', '1', '2']);
  const ids = elements(tree)
    .map(({ properties }) => properties['id'])
    .filter((id) => id !== undefined);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { properties } of elements(tree, 'a')) {
    const href = String(properties['href']);
    if (href.startsWith('#')) expect(ids).toContain(href.slice(1));
  }
  expect(elements(tree, 'li').map((item) => words(item))).toEqual([
    'La crue & l’été, L’Écluse ↩\uFE0E',
    'La crue & l’été, L’Écluse ↩\uFE0E',
  ]);
});

test.each([
  ['a document', writeHtmlDocument],
  ['a fragment', writeHtmlFragment],
])('%s keeps the numbers of two notes side by side apart', (_name, write) => {
  const report = new ReportFixture();
  const river = report.source('The river', RIVER);
  const [a, b] = [report.clip(river, 'It rose.'), report.clip(river, 'It fell.')];
  report.section('Night').statement(['It came', { cite: a }, { cite: b }, '.']);
  const tree = parse(write(report.build(), { style: 'footnote' }));
  expect(words(tree)).toContain('It came1 2.');
});

describe('a fragment', () => {
  test('has links with their directives, and no-break spaces inside guillemets', () => {
    const html = writeHtmlFragment(floods().build());
    expect(links(html).slice(0, 2)).toEqual([
      { href: `${RIVER}?a=1&b=2#:~:text=Elle%20a,61%20cm`, text: 'La crue & l’été' },
      { href: `${RIVER}?a=1&b=2#:~:text=Elle%20a,61%20cm`, text: 'La crue & l’été' },
    ]);
    expect(words(parse(html))).toContain('«\u00A0Rien n’a été perdu.\u00A0»');
    expect(elements(parse(html), 'strong').map(words)).toEqual(['vite']);
    expect(elements(parse(html)).some(({ properties }) => 'className' in properties)).toBe(false);
  });

  // A browser writes the address of the extension's page before an anchor when it copies it.
  test.each(['footnote', 'numbered'] as const)(
    'leads to no place in the text in the style %s: numbers lead to the passages',
    (style) => {
      const html = writeHtmlFragment(floods().build(), { style });
      const river = `${RIVER}?a=1&b=2#:~:text=Elle%20a,61%20cm`;
      const found = links(html);
      expect(found.map(({ href }) => href).filter((href) => !href.startsWith('https:'))).toEqual(
        [],
      );
      expect(found.slice(0, 2)).toEqual([
        { href: river, text: '1' },
        { href: river, text: '1' },
      ]);
      expect(html).not.toMatch(/ id=|\u21A9/u);
      expect(elements(parse(html), 'li').map(({ properties }) => properties['value'])).toEqual([
        '1',
        '2',
      ]);
    },
  );

  test('shows a way into the text in its own words as text', () => {
    const report = new ReportFixture().section('S');
    report.statement(['See [the table](#table) and [a page](https://a.example/#b).']);
    const html = writeHtmlFragment(report.build());
    expect(words(parse(html))).toContain('See the table and a page.');
    expect(links(html).map(({ href }) => href)).toEqual(['https://a.example/#b']);
    expect(writeHtmlDocument(report.build())).toContain('href="#table"');
  });

  test('puts the link on the words before the citation', () => {
    const html = writeHtmlFragment(floods().build(), { style: 'linked-words', sourceList: false });
    expect(links(html).map(({ text }) => text)).toEqual([
      'La crue & l’été',
      'puis',
      'La crue & l’été',
    ]);
  });

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a handler', '<img src=x onerror=alert(1)>'],
    ['a block with a handler', '<div onclick="alert(1)">\n\nx'],
    [
      'an address that runs',
      '[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) <javascript:alert(1)>',
    ],
    ['an address of data', '[x](data:text/html,<script>) ![i](data:image/svg+xml,x)'],
    ['a file', '[x](file:///etc/passwd)'],
    ['credentials', '[x](https://user:secret@e.example/)'],
    ['a relative address', '[x](/admin?delete=1)'],
    ['a style', '<b style="position:fixed" class="x" id="y">bold</b>'],
    ['a frame', '<iframe src="https://e.example/"></iframe>'],
    ['half a tag', '<b><i>x</b></i></sup>'],
    ['an anchor with more', '<a href="javascript:1" target=x>x</a>'],
  ])('lets nothing harmful out: %s', (_name, markdown) => {
    const report = new ReportFixture().section('S');
    report.statement([`Words ${markdown} end`], { kind: 'other' });
    report.statement([markdown], { kind: 'other' });
    for (const style of ['inline', 'footnote'] as const) {
      for (const { tagName, properties } of elements(
        parse(writeHtmlFragment(report.build(), { style })),
      )) {
        expect(tagName).not.toMatch(/^(?:script|iframe|style|object|form|input|div)$/u);
        expect(Object.keys(properties).filter((name) => /^on|style|class/iu.test(name))).toEqual(
          [],
        );
        const address = String(properties['href'] ?? properties['src'] ?? 'https://none.example/');
        expect(address).toMatch(/^(?:https?:\/\/(?!user)|mailto:)/u);
      }
    }
  });

  test('keeps the plain tags of its own words, and shows the others as words', () => {
    const report = importedReport(
      readReport('E = mc<sup>2</sup>, <u>so</u><br>and <blink>x</blink><!-- c -->.\n'),
    );
    expect(writeHtmlFragment(report)).toBe(
      '<p>E = mc<sup>2</sup>, <u>so</u><br>and &#x3C;blink>x&#x3C;/blink>.</p>\n',
    );
  });

  test('is valid for any titles and addresses', () => {
    const hostile = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, path, quote) => {
        const report = new ReportFixture().section(title);
        const url = `https://e.example/${encodeURI(path.toWellFormed())}`;
        const clip = report.clip(report.source(`${title}<b>&lt;`, url), `${quote}</p><script>`);
        report.statement([`${quote} x `, { cite: clip }]).place(clip);
        report.place(report.clip(report.sources[0]!.id, `${quote}<img src=x>`));
        const found = elements(parse(writeHtmlFragment(report.build(), { sourceList: false })));
        expect(found.filter(({ tagName }) => tagName === 'a')).toHaveLength(2);
        expect(found.filter(({ tagName }) => /script|img/u.test(tagName))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('extremely nested content', () => {
  test.each([
    ['quotes', `${'>'.repeat(20_000)} deep`],
    ['lists', `${'- '.repeat(10_000)}deep`],
    ['numbered lists', `${'1. '.repeat(10_000)}deep`],
    ['emphasis', `${'*a '.repeat(3000)}deep${'*'.repeat(3000)}`],
    ['strong emphasis', `${'**a '.repeat(2000)}deep ${'a**'.repeat(2000)}`],
  ])('is written as words, in a moment, with its citation: %s', (_name, markdown) => {
    const started = cpuTime();
    const report = new ReportFixture().section('S');
    const clip = report.clip(report.source('T', RIVER), 'q');
    report.statement([markdown, ' ', { cite: clip }], { kind: 'quote' });
    report.statement([markdown], { kind: 'quote', raw: markdown, gapBefore: '\n\n' });
    const html = writeHtmlFragment(report.build(), { sourceList: false });
    expect(links(html)).toEqual([{ href: RIVER, text: 'T' }]);
    expect(words(parse(html)).split('deep')).toHaveLength(3);
    expect(writePlainText(report.build())).toContain(`(T, ${RIVER})`);
    expect(cpuTime() - started).toBeLessThan(10_000);
  });
});

describe('a document', () => {
  const check = (
    { clipId, id: pinId }: Pick<Pin, 'clipId' | 'id'>,
    verdict: Check['verdict'],
    checkedAt: string,
  ): Check => ({
    runId: newId(),
    clipId,
    pinId,
    checkedAt,
    verdict,
    flags: [],
    evidence: {
      reason: null,
      detail: null,
      httpStatus: 200,
      passage: null,
      position: null,
      difference: [],
      changes: [],
    },
    snapshotId: null,
    finalUrl: null,
    reader: 'fetch',
  });

  test('shows the status of each citation in words and as data, for its current pin', () => {
    const report = floods().build();
    const [cited] = report.clips;
    const pin = report.pins.find(({ clipId }) => clipId === cited!.id)!;
    const html = writeHtmlDocument(report, {
      checks: [
        check(pin, 'verbatim', '2026-02-01T00:00:00.000Z'),
        // A check of an earlier wording.
        check({ ...pin, id: newId() }, 'missing', '2099-03-01T00:00:00.000Z'),
      ],
      archived: new Map([
        [cited!.id, { url: 'https://archive.example/2025/x', takenAt: '2025-03-04T10:00:00Z' }],
      ]),
    });
    const tree = fromHtml(html);
    const link = elements(tree, 'a')[0]!;
    expect(link.properties).toMatchObject({
      dataVerdict: 'verbatim',
      dataOriginalurl: `${RIVER}?a=1&b=2`,
      dataVersionurl: 'https://archive.example/2025/x',
      dataVersiondate: '2025-03-04',
    });
    expect(words(tree)).toContain('(passage cité retrouvé mot pour mot)');
    expect(words(tree)).toContain('(passage cité non vérifié)');
    expect(links(html)).toContainEqual({
      href: 'https://archive.example/2025/x',
      text: 'copie archivée du 4 mars 2025',
    });
    expect(elements(tree, 'html')[0]!.properties['lang']).toBe('fr');
    expect(elements(tree, 'title').map(words)).toEqual(['Floods']);
    expect(elements(tree, 'script')).toEqual([]);
  });

  test('names the archived page, whatever passage the link selects', () => {
    const link = { label: 'A talk', url: 'https://www.youtube.com/watch?v=a1&t=75s' };
    const source = { url: 'https://www.youtube.com/watch?v=a1' } as Source;
    const archived = { url: 'https://archive.example/x', takenAt: '2025-03-04T10:00:00Z' };
    const entry = { number: 1, clipId: newId<'clip'>(), clip: null, check: null, archived };
    expect(citationData({ ...entry, source, target: link }, {})).toMatchObject({
      dataOriginalurl: source.url,
    });
    expect(citationData({ ...entry, source: null, target: link }, {})).toMatchObject({
      dataOriginalurl: link.url,
    });
  });

  test('shows no status for a citation whose clip was pinned again later', () => {
    const report = floods().build();
    const clipId = report.clips[0]!.id;
    const html = writeHtmlDocument(report, {
      checks: [check({ clipId, id: newId() }, 'verbatim', '2026-02-01T00:00:00.000Z')],
    });
    expect(words(fromHtml(html))).not.toContain('retrouvé mot pour mot');
  });

  test('rejects a language that would break out of its attribute', () => {
    const html = writeHtmlDocument(floods().with({ language: 'fr" onload="x' }).build());
    expect(elements(fromHtml(html), 'html')[0]!.properties).toEqual({ lang: 'en' });
  });
});

test.each(['numbered', 'footnote', 'inline'] as const)(
  'emphasis ends beside a citation in the style %s',
  (style) => {
    const text = 'It said *“the lake rose”*[1] and **(it fell)**[1].\n\n[1]: https://a.example/\n';
    const report = importedReport(readReport(text));
    const html = writeHtmlFragment(report, { style });
    expect(elements(parse(html), 'em').map(words)).toEqual(['“the lake rose”']);
    expect(elements(parse(html), 'strong').map(words)).toEqual(['(it fell)']);
    expect(html + writePlainText(report, { style })).not.toMatch(/[*⸨⸩]/u);
  },
);

test('an escaped address in the text is no link', () => {
  const report = importedReport(
    readReport('It rose (www\\.lake.example says), www.mill.example.\n'),
  );
  expect(links(writeHtmlFragment(report))).toEqual([
    { href: 'http://www.mill.example/', text: 'www.mill.example' },
  ]);
});

test('a list of sources in one paragraph keeps its lines', () => {
  const list = '[1] Lee, *Locks*\n[2] [Lake](https://a.example/)\n[3] Kay, *Weirs*';
  const report = importedReport(readReport(`It rose [2].\n\n## Sources\n\n${list}\n`));
  const html = writeHtmlFragment(report, { style: 'inline' });
  expect(html).toContain('<p>[1] Lee, <em>Locks</em><br>\n[3] Kay, <em>Weirs</em></p>');
});

test('a link on words stays on all of them, in parentheses, too', () => {
  const file =
    'The [*lake* rose by 61 cm](https://a.example/) (see the [map](https://b.example/)).\n';
  const html = writeHtmlFragment(importedReport(readReport(file)), { style: 'linked-words' });
  expect(html).toContain(
    '<a href="https://a.example/"><em>lake</em> rose by 61 cm</a> (see the <a href="https://b.example/">map</a>)',
  );
});

describe('plain text', () => {
  test('has words, markers and addresses, and no Markdown', () => {
    const report = importedReport(
      readReport(
        '# A\n\nIt is **so** ([T](https://t.example/#:~:text=x)).\n\n1. one\n   - two [w](https://w.example/)\n\n> «\u00A0q\u00A0»\n',
      ),
    );
    expect(writePlainText(report)).toBe(
      'A\n\nIt is so (T, https://t.example/#:~:text=x).\n\n1. one\n   - two w (w.example, https://w.example/)\n\n> «\u00A0q\u00A0»\n',
    );
    expect(writePlainText(report, { style: 'footnote' })).toContain(
      'It is so [1].\n\n1. one\n   - two w [2]\n\n> «\u00A0q\u00A0»\n\nReferences\n\n[1] T (https://t.example/#:~:text=x)\n[2] w.example (https://w.example/)\n',
    );
  });
});
