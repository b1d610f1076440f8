import { describe, expect, test } from 'vitest';
import { openReport } from '@/cli/open-report';
import { makeWord, paragraph, run } from '../../fixtures/make-word';

async function passagesOf(text: string, name = 'report.md') {
  const opened = await openReport(name, new TextEncoder().encode(text));
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.passages;
}

/** Returns the text of a report at the place of a citation. */
function textAt(text: string, place: { line: number; column: number } | null): string {
  const line = text.split(/\r\n|\r|\n/u)[(place?.line ?? 0) - 1] ?? '';
  return line.slice((place?.column ?? 0) - 1);
}

describe('the place of a citation', () => {
  test.each([
    ['a link in parentheses', 'The river rose ([a](https://a.example/)).', '([a]('],
    ['a link behind others', 'One [a](https://a.example/) two [b](https://b.example/).', '[b]('],
    ['a note', 'It rose.[^1]\n\n[^1]: https://a.example/', '[^1]'],
    ['an item of a list', '# T\n\n- one\n- two [a](https://a.example/)', '[a]('],
    ['a quoted paragraph', '> one\n> two [a](https://a.example/)', '[a]('],
    [
      'the same link for the second time',
      '[a](https://a.example/)\n\nAnd [a](https://a.example/)',
      '[a](',
    ],
    [
      'a file with the line ends of Windows',
      'One\r\ntwo\r\n\r\nthree [a](https://a.example/)',
      '[a](',
    ],
    ['a file with a byte order mark', '\ufeffOne [a](https://a.example/)', '[a]('],
    ['a file with front matter', '---\ntitle: T\n---\n\nOne [a](https://a.example/)', '[a]('],
  ])('is its first character, in %s', async (_, text, spelled) => {
    const passages = await passagesOf(text);
    const last = passages.at(-1);
    expect(textAt(text, last?.place ?? null).startsWith(spelled), JSON.stringify(last)).toBe(true);
  });

  test.each([
    [
      'two links in one pair of parentheses',
      'It rose ([a](https://a.example/), [b](https://b.example/)).',
    ],
    ['a note that is cited twice', 'It rose.[^1]\n\nIt fell.[^1]\n\n[^1]: https://a.example/'],
    [
      'numbers with a list',
      'It rose [1].\n\nIt fell [2].\n\n## Sources\n\n1. https://a.example/\n2. https://b.example/',
    ],
    ['a cell of a table', '| a | b |\n|---|---|\n| one | two [a](https://a.example/) |'],
  ])('is in the statement that cites, for %s', async (_, text) => {
    const opened = await openReport('report.md', new TextEncoder().encode(text));
    if (!opened.ok) throw new Error(opened.error.code);
    const { imported, passages } = opened.value;
    const report = imported!;
    for (const [at, { place }] of passages.entries()) {
      const { statementId } = report.citations[at]!;
      const { line, raw } = report.statements.find(({ id }) => id === statementId)!;
      expect(place?.line).toBeGreaterThanOrEqual(line);
      expect(place?.line).toBeLessThan(line + raw.split('\n').length);
    }
    expect(passages.length).toBeGreaterThan(0);
  });

  test('is different for two equal links', async () => {
    const [first, second] = await passagesOf('[a](https://a.example/) [a](https://a.example/)');
    expect([first?.place, second?.place]).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 25 },
    ]);
  });

  test('is unknown in HTML', async () => {
    const [passage] = await passagesOf(
      '<p>It <a href="https://a.example/">rose</a>.</p>',
      'r.html',
    );
    expect(passage).toMatchObject({ address: 'https://a.example/', place: null });
  });
});

describe('a Word document', () => {
  const link = `<w:hyperlink r:id="l">${run('a')}</w:hyperlink>`;
  const body = paragraph(`${run('He said “the dam will not be closed” (')}${link}${run(').')}`);

  test('is read as the extension reads it, whatever its name is', async () => {
    const bytes = makeWord({ body, links: { l: 'https://a.example/#:~:text=the%20dam' } });
    for (const name of ['report.docx', '<stdin>']) {
      const opened = await openReport(name, bytes);
      expect(opened.ok && opened.value.passages).toMatchObject([
        {
          place: null,
          address: 'https://a.example/#:~:text=the%20dam',
          pin: { quote: 'the dam will not be closed', directive: { start: 'the dam' } },
        },
      ]);
    }
  });

  test.each([
    ['damaged', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), 'word_broken'],
    [
      'with macros',
      makeWord({ body, parts: { 'word/vbaProject.bin': new Uint8Array(3) } }),
      'word_macros',
    ],
  ])('that is %s is refused', async (_, bytes, code) => {
    expect(await openReport('report.docx', bytes)).toEqual({ ok: false, error: { code } });
  });
});

describe('what a citation says about its page', () => {
  test('is the quotation that it follows', async () => {
    const text = 'He said “the dam will not be closed” ([a](https://a.example/)).';
    const [passage] = await passagesOf(text);
    expect(passage?.pin.quote).toBe('the dam will not be closed');
  });

  test('reads the words of a <q> element in HTML as a quotation', async () => {
    const [passage] = await passagesOf(
      '<p>He said <q>the dam will not be closed</q> (<a href="https://a.example/">a</a>).</p>',
      'r.html',
    );
    expect(passage?.pin.quote).toBe('the dam will not be closed');
  });

  test('is the passage of its link, and the words of the report that rest on it', async () => {
    const [passage] = await passagesOf(
      'The dam closed ([a](https://a.example/#:~:text=it%20closed)).',
    );
    expect(passage).toMatchObject({
      claim: 'The dam closed',
      page: 'https://a.example/',
      pin: { quote: null, directive: { start: 'it closed' } },
    });
  });

  test.each(['— Ann Lee, [a](https://a.example/)', 'Source: [a](https://a.example/)'])(
    'is the quoted block above it: %s',
    async (source) => {
      const [passage] = await passagesOf(`> The dam will not be closed.\n\n${source}`);
      expect(passage).toMatchObject({
        claim: `The dam will not be closed.\n${source.replace(/\[a\].*/u, 'a')}`,
        isListed: false,
        pin: { quote: 'The dam will not be closed' },
      });
    },
  );

  test('is nothing in a list of sources', async () => {
    const [first, second] = await passagesOf(
      'It rose ([a](https://a.example/)).\n\n## Sources\n\n- [b](https://b.example/)',
    );
    expect([first?.isListed, second?.isListed]).toEqual([false, true]);
  });
});

test.each([
  ['a PDF', 'r.pdf', '%PDF-1.7', 'file_is_pdf'],
  ['an empty file', 'r.md', '', 'file_empty'],
  ['JSON', 'r.json', '{}', 'file_is_json'],
  ['a text with the name of a Word document', 'r.docx', 'It rose.', 'word_broken'],
  ['other bytes with that name', 'r.docx', '\u0001\u0000\u0002\u0000', 'word_broken'],
  ['a PDF with that name', 'r.docx', '%PDF-1.7', 'file_is_pdf'],
])('refuses %s', async (_, name, content, code) => {
  const opened = await openReport(name, new TextEncoder().encode(content));
  expect(opened).toEqual({ ok: false, error: { code } });
});
