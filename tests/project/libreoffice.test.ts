import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fromHtml } from 'hast-util-from-html';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { writeHtmlDocument, writeHtmlFragment } from '@/utils/report/write-html';
import { writeWord } from '@/utils/word/write-word';
import { readReport } from '../unit/report/read-back';
import { ReportFixture } from '../unit/report/report-fixture';
import { wordMarkdown, wordPart } from '../unit/word/word-text';

/*
 * Tests the HTML of a report in a word processor: LibreOffice converts it to a document and back.
 * Runs if LibreOffice is installed or SOFFICE names it.
 */
const SOFFICE = process.env['SOFFICE'] ?? 'soffice';
const isThere = spawnSync(SOFFICE, ['--version'], { encoding: 'utf8' }).status === 0;
if (!isThere) console.warn('LibreOffice is not here: what it makes of our HTML is not tested.');

let folder = '';

function convert(file: string, format: string, ...more: readonly string[]): string {
  const target = path.join(folder, 'out');
  const profile = pathToFileURL(path.join(folder, 'profile')).href;
  const { status, stderr } = spawnSync(
    SOFFICE,
    [
      `-env:UserInstallation=${profile}`,
      '--headless',
      ...more,
      '--convert-to',
      format,
      '--outdir',
      target,
      file,
    ],
    { encoding: 'utf8', timeout: 120_000 },
  );
  const name = `${path.basename(file, path.extname(file))}.${format.split(':')[0]}`;
  const written = path.join(target, name);
  if (status !== 0 || !existsSync(written)) throw new Error(`No ${name}: ${stderr}`);
  return written;
}

type Tree = ReturnType<typeof fromHtml> | ReturnType<typeof fromHtml>['children'][number];
type Found = Extract<Tree, { type: 'element' }>;

function elements(tree: Tree, tagName: string): Found[] {
  const own = tree.type === 'element' && tree.tagName === tagName ? [tree] : [];
  return [
    ...own,
    ...('children' in tree ? tree.children.flatMap((child) => elements(child, tagName)) : []),
  ];
}

function words(tree: Tree): string {
  if (tree.type === 'text') return tree.value;
  return 'children' in tree ? tree.children.map(words).join('') : '';
}

const RIVER = 'https://news.example/crue?a=1&b=2';
const DIRECTIVE = '#:~:text=Elle%20a,61%20cm';

function report(): ReportFixture {
  const made = new ReportFixture().with({ title: 'La nuit', language: 'fr' });
  const page = made.source('La crue & l’écluse', RIVER);
  const cited = made.clip(page, 'Elle a monté', { start: 'Elle a', end: '61 cm' });
  made.section('Nuit', 2);
  made.statement([
    'Il a dit «\u00A0venez vite\u00A0»\u202F; 61\u00A0cm ',
    { cite: cited },
    ', puis ',
    { cite: cited },
    '.',
  ]);
  made.statement(['Un'], { kind: 'item', marker: '-' });
  made.statement(['Deux'], { kind: 'item', marker: '-', depth: 1 });
  return made.place(made.clip(page, 'Rien n’a été perdu.'));
}

/** Returns the file as the word processor writes it back: as HTML and as text. */
function roundTrip(html: string, name: string, format: string, filter: string) {
  const file = path.join(folder, `${name}-${format}.html`);
  writeFileSync(file, html);
  const document = convert(file, `${format}:${filter}`, '--infilter=HTML (StarWriter)');
  const back = readFileSync(convert(document, 'html:HTML (StarWriter):UTF8'), 'utf8');
  const text = readFileSync(convert(document, 'txt:Text (encoded):UTF8'), 'utf8');
  return { tree: fromHtml(back), text };
}

/** Returns a Word document as the word processor writes it again. */
function savedAgain(bytes: Uint8Array, name: string): Uint8Array {
  const file = path.join(folder, `${name}.docx`);
  writeFileSync(file, bytes);
  return readFileSync(convert(file, 'docx:MS Word 2007 XML'));
}

/** Returns the addresses of the citations of each statement, as Pincite imports them. */
function citedIn(markdown: string): string[][] {
  const { statements, citations, clips, sources } = readReport(markdown);
  const urls = new Map(sources.map(({ id, url }) => [id, url]));
  const sourceOf = new Map(clips.map(({ id, sourceId }) => [id, urls.get(sourceId) ?? '']));
  return statements
    .map(({ id }) =>
      citations
        .filter(({ statementId }) => statementId === id)
        .map(({ clipId }) => sourceOf.get(clipId) ?? ''),
    )
    .filter((cited) => cited.length > 0);
}

describe.skipIf(!isThere)('in a word processor', () => {
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'pincite-soffice-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe.each([
    ['odt', 'writer8'],
    ['docx', 'MS Word 2007 XML'],
  ])('%s', (format, filter) => {
    test('a fragment keeps its links with their directives, its lists and its blanks', () => {
      const html = `<meta charset="utf-8">${writeHtmlFragment(report().build())}`;
      const { tree, text } = roundTrip(html, 'inline', format, filter);
      const links = elements(tree, 'a').filter(({ properties }) => 'href' in properties);
      expect(links.map(({ properties }) => properties['href'])).toEqual([
        ...[RIVER + DIRECTIVE, RIVER + DIRECTIVE, RIVER, RIVER],
      ]);
      expect(words(links[0]!).replace(/\s+/gu, ' ')).toBe('La crue & l’écluse');
      expect(text).toContain('«\u00A0venez vite\u00A0»\u202F; 61\u00A0cm');
      expect(text).toContain('«\u00A0Rien n’a été perdu.\u00A0»');
      expect(elements(tree, 'ul').map((list) => elements(list, 'li').length)).toEqual([2, 1, 1]);
      expect(elements(tree, 'h2').map((title) => words(title).trim())).toEqual(['Nuit', 'Sources']);
    });

    test('notes lead to their places and back', () => {
      const html = writeHtmlDocument(report().build(), { style: 'footnote' });
      const { tree } = roundTrip(html, 'notes', format, filter);
      const anchors = elements(tree, 'a');
      const names = new Set(
        anchors.map(({ properties }) => properties['name'] ?? properties['id']),
      );
      const inside = anchors
        .map(({ properties }) => String(properties['href'] ?? ''))
        .filter((href) => href.startsWith('#'));
      // Three marks and two return links.
      expect(inside).toHaveLength(5);
      for (const href of inside) expect(names).toContain(href.slice(1));
      const marks = elements(tree, 'sup').map((sup) => words(sup).trim());
      expect(marks).toEqual(['1', '1', '2']);
      const outside = anchors.map(({ properties }) => String(properties['href'] ?? ''));
      expect(outside).toContain(RIVER + DIRECTIVE);
    });
  });

  describe('a Word document of ours', () => {
    test.each(['inline', 'footnote', 'numbered'] as const)(
      'has the same words and citations after it was saved again, as %s',
      async (style) => {
        const ours = await writeWord(report().build(), { style, blockQuotes: false });
        const before = await wordMarkdown(ours);
        const after = await wordMarkdown(savedAgain(ours, `ours-${style}`));
        expect(citedIn(before).flat().length).toBeGreaterThanOrEqual(2);
        expect(citedIn(after)).toEqual(citedIn(before));
        expect(after).toContain('«\u00A0venez vite\u00A0»\u202F; 61\u00A0cm');
        expect(after).toContain('## Nuit');
        expect(after).toMatch(/- Un\n+ +- Deux/u);
      },
    );

    test('keeps its comments, with their authors', async () => {
      const built = report().build();
      const [claim] = deriveReportClaims(built.content).claims;
      const comment = {
        citationIds: claim?.citationIds ?? [],
        author: 'A reviewer',
        at: '2026-03-01T10:00:00.000Z',
        lines: ['The page says 68.'],
      };
      const ours = await writeWord(built, { style: 'footnote', comments: [comment] });
      const saved = savedAgain(ours, 'comments');
      expect(wordPart(saved, 'word/document.xml')).toMatch(/<w:commentRangeStart /u);
      const comments = wordPart(saved, 'word/comments.xml');
      expect(comments).toContain('w:author="A reviewer"');
      expect(comments.replace(/<[^>]*>/gu, '')).toContain('The page says 68.');
    });
  });

  test('a document that it writes from HTML is imported with its links', async () => {
    const file = path.join(folder, 'theirs.html');
    writeFileSync(file, `<meta charset="utf-8">${writeHtmlFragment(report().build())}`);
    const theirs = convert(file, 'docx:MS Word 2007 XML', '--infilter=HTML (StarWriter)');
    const markdown = await wordMarkdown(readFileSync(theirs));
    expect(citedIn(markdown)[0]).toEqual([RIVER, RIVER]);
    expect(markdown).toContain(DIRECTIVE);
    expect(markdown).toContain('## Nuit');
  });
});
