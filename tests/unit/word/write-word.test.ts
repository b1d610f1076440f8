import { describe, expect, test } from 'vitest';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import type { WriteStyle } from '@/utils/model/citation-styles';
import type { WrittenReport } from '@/utils/report/write-options';
import { writeWord } from '@/utils/word/write-word';
import { importedReport, readReport } from '../report/read-back';
import { ReportFixture } from '../report/report-fixture';
import { wordMarkdown, wordPart } from './word-text';

const RIVER = 'https://news.example/crue?a=1&b=2';
const MILLS = 'https://mills.example/register';
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

function report(): ReportFixture {
  const made = new ReportFixture().with({ title: 'La nuit', language: 'fr' });
  const river = made.source('La crue & l’écluse', RIVER);
  const rose = made.clip(river, 'Elle a monté', { start: 'Elle a', end: '61 cm' });
  const mills = made.clip(made.source('Registre', MILLS), 'Trois moulins', {
    start: 'Trois moulins',
  });
  made.section('Nuit', 2);
  made.statement([
    'Il a dit «\u00A0venez vite\u00A0»\u202F; 61\u00A0cm ',
    { cite: rose },
    ', puis **trois** moulins ',
    { cite: mills },
    { cite: rose },
    '.',
  ]);
  made.statement(['Un'], { kind: 'item', marker: '-' });
  made.statement(['Deux ', { cite: mills }], { kind: 'item', marker: '-', depth: 1 });
  made.statement(['Trois'], { kind: 'item', marker: '1.' });
  made.section('Suite', 3);
  made.statement(['| Moulin | Année |\n| --- | --- |\n| Amont | 1840 |'], { kind: 'table' });
  made.statement(['```\nune = 1\n\ndeux = 2\n```'], { kind: 'code' });
  return made.place(made.clip(river, 'Rien n’a été perdu.'));
}

/** Returns the claims of a report, each with the addresses that it cites. */
function claimsOf({ content, clips, sources }: WrittenReport) {
  const urls = new Map(sources.map(({ id, url }) => [id, url]));
  const sourceOf = new Map(clips.map(({ id, sourceId }) => [id, urls.get(sourceId)]));
  const cited = new Map(content.citations.map(({ id, clipId }) => [id, sourceOf.get(clipId)]));
  return deriveReportClaims(content).claims.map(({ text, citationIds }) => ({
    text: text.trim(),
    urls: citationIds.map((id) => cited.get(id)),
  }));
}

const STYLES: readonly WriteStyle[] = ['inline', 'footnote', 'numbered'];

describe('a report that is written, read, written and read again', () => {
  test.each(STYLES)('has the same claims and citations, as %s', async (style) => {
    const built = report().build();
    const first = importedReport(
      readReport(await wordMarkdown(await writeWord(built, { style, blockQuotes: false }))),
    );
    expect(claimsOf(first)).toEqual(claimsOf(built));
    expect(claimsOf(built)).toHaveLength(3);
    const again = await wordMarkdown(await writeWord(first, { style, blockQuotes: false }));
    const second = importedReport(readReport(again));
    expect(claimsOf(second)).toEqual(claimsOf(built));
    expect(second.sources.map(({ url }) => url).sort()).toEqual([MILLS, RIVER]);
    expect(second.content.sections.map(({ title }) => title).slice(0, 3)).toEqual(
      first.content.sections.map(({ title }) => title).slice(0, 3),
    );
  });

  test('reads two footnotes in a row as two marks with nothing raised between them', async () => {
    const file = 'It rose[^a][^b].\n\n[^a]: https://a.example/\n\n[^b]: https://b.example/\n';
    const bytes = await writeWord(importedReport(readReport(file)), { style: 'footnote' });
    expect(await wordMarkdown(bytes)).toContain('It rose[^1] [^2].');
  });

  test('keeps what the footnotes of a file say', async () => {
    const read = (markdown: string) => importedReport(readReport(markdown));
    const file =
      'It rose.[^a] It fell.[^b]\n\n[^a]: See [Lock](https://a.example/), which saw only the launch, p. 12.\n\n[^b]: Field, *The lock*, https://b.example/, chapter 3.\n';
    const first = await wordMarkdown(await writeWord(read(file), { style: 'footnote' }));
    expect(first).toContain('See [Lock](https://a.example/), which saw only the launch, p. 12.');
    expect(first).toContain('[Field, The lock](https://b.example/), chapter 3.');
    const second = await wordMarkdown(await writeWord(read(first), { style: 'footnote' }));
    expect(second).toBe(first);
  });

  test('keeps the words, lists, tables, code and quotes', async () => {
    const markdown = await wordMarkdown(await writeWord(report().build(), { style: 'inline' }));
    expect(markdown).toMatchInlineSnapshot(`
      "# La nuit

      ## Nuit

      Il a dit « venez vite » ; 61 cm ([La crue & l’écluse](https://news.example/crue?a=1&b=2#:~:text=Elle%20a,61%20cm)), puis **trois** moulins ([Registre](https://mills.example/register#:~:text=Trois%20moulins)) ([La crue & l’écluse](https://news.example/crue?a=1&b=2#:~:text=Elle%20a,61%20cm)).

      - Un
        - Deux ([Registre](https://mills.example/register#:~:text=Trois%20moulins))

      1. Trois

      ### Suite

      | Moulin | Année |
      | ------ | ----- |
      | Amont  | 1840  |

      \`\`\`
      une = 1

      deux = 2
      \`\`\`

      > « Rien n’a été perdu. » ([La crue & l’écluse](https://news.example/crue?a=1&b=2))

      ## Sources

      - [La crue & l’écluse](https://news.example/crue?a=1&b=2)
      - [Registre](https://mills.example/register)"
    `);
  });
});

describe('what Word shows', () => {
  test('citations are links with their directives, or footnotes with them', async () => {
    const inline = await writeWord(report().build(), { style: 'inline' });
    expect(wordPart(inline, 'word/_rels/document.xml.rels')).toContain(
      'Target="https://news.example/crue?a=1&amp;b=2" TargetMode="External"',
    );
    // As Word itself writes such an address.
    expect(wordPart(inline, 'word/document.xml')).toContain('w:anchor=":~:text=Elle%20a,61%20cm"');
    const notes = await writeWord(report().build(), { style: 'footnote', blockQuotes: false });
    const marks = wordPart(notes, 'word/document.xml').match(/<w:footnoteReference /gu);
    expect(marks).toHaveLength(4);
    const text = wordPart(notes, 'word/footnotes.xml');
    expect(text).toContain('La crue &amp; l’écluse');
    expect(text).not.toContain('↩');
    expect(text).toContain('w:anchor=":~:text=Elle%20a,61%20cm"');
    const numbered = await writeWord(report().build(), { style: 'numbered' });
    expect(wordPart(numbered, 'word/document.xml')).not.toContain('↩');
  });

  test('headings, quotes and the language have styles that every word processor knows', async () => {
    const bytes = await writeWord(report().build(), { style: 'inline' });
    const document = wordPart(bytes, 'word/document.xml');
    expect(document).toContain('<w:pStyle w:val="Heading1"/>');
    expect(document).toContain('<w:pStyle w:val="Quote"/>');
    expect(document).toContain('<w:tblHeader/>');
    expect(wordPart(bytes, 'word/styles.xml')).toContain('<w:lang w:val="fr"/>');
    expect(wordPart(bytes, 'docProps/core.xml')).not.toContain('Un-named');
  });

  test('quotations that follow one another have other indents, or their bars would be one', async () => {
    const made = new ReportFixture();
    const page = made.source('The river rose', 'https://news.example/river');
    made.section('In the night');
    for (const words of ['It rose.', 'It fell.', 'It froze.']) made.place(made.clip(page, words));
    const document = wordPart(await writeWord(made.build(), {}), 'word/document.xml');
    const quotes = [...document.matchAll(/<w:pStyle w:val="Quote"\/>(.*?)<\/w:pPr>/gu)];
    const indents = quotes.map(([, more = '']) => /w:left="(\d+)"/u.exec(more)?.[1]);
    expect(indents).toEqual([undefined, '481', undefined]);
  });

  test('quotations that follow one another are read as several', async () => {
    const quotes = ['> It rose [1](https://n.example/1).', '> One.\n>\n> Two.', '> It fell.'];
    const scope = importedReport(readReport(quotes.join('\n\n')));
    const read = await wordMarkdown(await writeWord(scope, { style: 'inline' }));
    expect(read.replaceAll(' ([n.example](https://n.example/1))', '')).toBe(
      '> It rose.\n\n> One.\n>\n> Two.\n\n> It fell.',
    );
  });

  test('images are in the document, with their text; those of the web are not loaded', async () => {
    const made = report();
    const [first] = made.clips;
    if (first === undefined) throw new Error('There is no clip.');
    made.statement(['![A map](https://maps.example/lake.png)']);
    const image = {
      clipId: first.id,
      path: 'images/a.png',
      alt: 'Une carte',
      data: PIXEL,
      size: { width: 1200, height: 600 },
    };
    const bytes = await writeWord(made.build(), { style: 'inline', images: [image] });
    const document = wordPart(bytes, 'word/document.xml');
    expect(document).toContain('descr="Une carte"');
    // 600 and 300 pixels in EMU.
    expect(document).toMatch(/<wp:extent cx="5715000" cy="2857500"\/>/u);
    const rels = wordPart(bytes, 'word/_rels/document.xml.rels');
    expect(rels).toMatch(/relationships\/image" Target="media\//u);
    expect(rels).not.toMatch(/relationships\/image"[^>]*External/u);
    expect(rels).toContain('https://maps.example/lake.png');
  });

  test('characters that XML does not allow do not damage the document', async () => {
    const made = new ReportFixture().with({ title: 'A\u0000\ud800<b>&' });
    made.statement(['One\u0001two\ufffe \ud83d three <x> & "y"']);
    const markdown = await wordMarkdown(await writeWord(made.build(), { style: 'inline' }));
    expect(markdown).toMatch(/Onetwo/u);
    expect(markdown).toContain('three');
  });

  test('active links are text', async () => {
    const made = new ReportFixture();
    made.statement(['[here](javascript:alert(1)) [file](file:///etc/passwd)']);
    const bytes = await writeWord(made.build(), { style: 'inline' });
    expect(wordPart(bytes, 'word/_rels/document.xml.rels')).not.toMatch(/javascript|file:/u);
  });
});

describe('comments', () => {
  test('are at the words of their claims, with who wrote them and when', async () => {
    const built = report().build();
    const { claims } = deriveReportClaims(built.content);
    const comments = claims.slice(0, 2).map(({ citationIds }, at) => ({
      citationIds,
      author: 'A reviewer',
      at: '2026-03-01T10:00:00.000Z',
      lines: [`Finding ${at}`, 'Second line'],
    }));
    const bytes = await writeWord(built, { style: 'footnote', comments });
    const document = wordPart(bytes, 'word/document.xml');
    const between = (id: number) => {
      const [, inside = ''] =
        new RegExp(
          `<w:commentRangeStart w:id="${id}"/>(.*?)<w:commentRangeEnd w:id="${id}"/>`,
        ).exec(document) ?? [];
      return inside.replace(/<[^>]*>/gu, '');
    };
    expect(between(0)).toContain('Il a dit «\u00A0venez vite\u00A0»\u202F; 61\u00A0cm');
    expect(between(1)).toBe(', puis trois moulins ');
    const text = wordPart(bytes, 'word/comments.xml');
    expect(text).toContain('w:author="A reviewer"');
    expect(text).toContain('Finding 1');
    // They are not read again as text of the report.
    expect(await wordMarkdown(bytes)).not.toContain('Finding');
  });

  test('on a claim that the document lacks are at its end', async () => {
    const comment = {
      citationIds: ['00000000-0000-7000-8000-000000000009'],
      author: 'A reviewer',
      at: '2026-03-01T10:00:00.000Z',
      lines: ['Lost'],
    };
    const bytes = await writeWord(report().build(), { comments: [comment as never] });
    expect(wordPart(bytes, 'word/document.xml')).toContain('<w:commentReference w:id="0"/>');
  });
});

test('a comment at a clip that no statement cites is at its quote', async () => {
  const fixture = new ReportFixture();
  const source = fixture.source('Lake office', 'https://lake.example/');
  const clipId = fixture.clip(source, 'The lake rose.');
  const report = fixture.section('Levels').place(clipId).statement(['Words.']).build();
  const comment = { author: 'Pincite', at: '2025-03-01T10:00:00.000Z', lines: ['Altered'] };
  const comments = [{ ...comment, citationIds: [clipId] }];
  const bytes = await writeWord(report, { style: 'footnote', comments });
  const text = wordPart(bytes, 'word/document.xml');
  expect(text).toMatch(/commentRangeStart.*The lake rose.*commentRangeEnd/u);
});
