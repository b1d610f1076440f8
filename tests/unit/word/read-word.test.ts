import { describe, expect, test } from 'vitest';
import { readWord } from '@/utils/word/read-word';
import {
  makeWord,
  noteMark,
  paragraph,
  picture,
  run,
  type WordFixture,
} from '../../fixtures/make-word';
import { read, shown } from '../report/read-report';
import { wordMarkdown } from './word-text';

const LAKE = 'https://gauges.example/lake?a=1&b=2#:~:text=61%20cm,by%20noon';
const MILL = 'https://mills.example/register';

const markdownOf = (fixture: WordFixture) => wordMarkdown(makeWord(fixture));

const style = (id: string, name: string, type = 'paragraph') =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;

const link = (id: string, text: string, anchor = '') =>
  `<w:hyperlink r:id="${id}"${anchor}>${run(text, '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>`;

/** A link as Word writes it in a field. */
const field = (instruction: string, text: string) =>
  [
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    `<w:r><w:instrText xml:space="preserve">${instruction.replaceAll('&', '&amp;')}</w:instrText></w:r>`,
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    run(text),
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
  ].join('');

describe('what a report has', () => {
  test('titles and headings, in Word and in LibreOffice, in any language', async () => {
    const markdown = await markdownOf({
      styles: [
        style('Titre', 'Title'),
        style('Titre1', 'heading 1'),
        style('berschrift8', 'heading 8'),
      ].join(''),
      body: [
        paragraph('La crue', 'Titre'),
        paragraph('Nuit', 'Titre1'),
        paragraph('Tief', 'berschrift8'),
      ].join(''),
    });
    expect(markdown).toBe('# La crue\n\n# Nuit\n\n###### Tief');
  });

  test('links with their directives: by relationship, with an anchor, in fields', async () => {
    const body = paragraph(
      [
        run('A '),
        link('rId7', 'gauge'),
        run(' b '),
        link('rId8', 'split', ' w:anchor=":~:text=three%20mills"'),
        run(' c '),
        field(` HYPERLINK "${LAKE}" `, 'field'),
        run(' d '),
        field(` HYPERLINK "${MILL}" \\l ":~:text=three%20mills" \\o "A tip" `, 'anchored'),
        run(' e '),
        field(` HYPERLINK "${MILL}" \\t "_blank" `, 'other window'),
        run('.'),
      ].join(''),
    );
    expect(await markdownOf({ body, links: { rId7: LAKE, rId8: MILL } })).toBe(
      [
        `A [gauge](${LAKE}) b [split](${MILL}#:~:text=three%20mills)`,
        `c [field](${LAKE}) d [anchored](${MILL}#:~:text=three%20mills)`,
        `e [other window](${MILL}).`,
      ].join(' '),
    );
  });

  test('footnotes and endnotes, with links and with bare addresses', async () => {
    const markdown = await markdownOf({
      links: { rId7: LAKE },
      footnotes: {
        2: paragraph(`<w:r><w:footnoteRef/></w:r>${run(' See ')}${link('rId7', 'the gauge')}`),
        3: paragraph('Register of mills, https://mills.example/register (accessed today)'),
      },
      endnotes: { 4: paragraph('At the end: https://end.example/x') },
      body: [
        paragraph(`${run('It rose.')}${noteMark('footnote', '2')}`),
        paragraph(
          `${run('Three mills')}${noteMark('footnote', '3')}${run(' stand')}${noteMark('endnote', '4')}${run('.')}`,
        ),
      ].join(''),
    });
    const report = read(markdown);
    expect(report.sources.map(({ url }) => url)).toEqual([
      'https://gauges.example/lake?a=1&b=2',
      'https://mills.example/register',
      'https://end.example/x',
    ]);
    const cited = report.statements.slice(0, 2);
    expect(cited.map((statement) => shown(report, statement))).toEqual([
      'It rose.[^1]',
      'Three mills[^2] stand[^3].',
    ]);
  });

  test('a footnote without a link is its own words, and cites nothing of its paragraph', async () => {
    const markdown = await markdownOf({
      links: { rId7: LAKE },
      footnotes: { 2: paragraph('As the keeper says.') },
      body: paragraph(
        `${run('It rose, says ')}${link('rId7', 'the gauge')}${run('.')}${noteMark('footnote', '2')}`,
      ),
    });
    expect(markdown.slice(markdown.indexOf('[^1]:')).trim()).toBe('[^1]: As the keeper says.');
    const report = read(markdown);
    expect(report.citations).toHaveLength(1);
  });

  test('pictures are left out and counted, each time that one is shown', async () => {
    const bytes = makeWord({
      pictures: { rId1: 'a.png', rId2: 'b.png' },
      footnotes: { 2: paragraph(picture('rId2')) },
      body: [
        paragraph(`${run('It rose.')}${picture('rId1')}${noteMark('footnote', '2')}`),
        paragraph(picture('rId1')),
      ].join(''),
    });
    expect(await readWord(bytes)).toMatchObject({ value: { images: 3 } });
    expect(await wordMarkdown(bytes)).toContain('It rose.');
  });

  test('lists in lists, and tables', async () => {
    const levels = Array.from({ length: 7 }, (_, level) => level).map(
      (level) =>
        `<w:lvl w:ilvl="${level}"><w:numFmt w:val="${level === 1 ? 'decimal' : 'bullet'}"/></w:lvl>`,
    );
    const item = (text: string, level: number) =>
      paragraph(
        text,
        undefined,
        `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`,
      );
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
    const markdown = await markdownOf({
      numbering: `<w:abstractNum w:abstractNumId="0">${levels.join('')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
      body: [
        item('Flour', 0),
        item('white', 1),
        item('brown', 1),
        item('deep', 2),
        item('deeper', 3),
        item('deepest', 4),
        item('sixth', 5),
        `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('Mill')}${cell('Year')}</w:tr><w:tr>${cell('Upper')}${cell('1840')}</w:tr></w:tbl>`,
      ].join(''),
    });
    expect(markdown).toMatchInlineSnapshot(`
      "- Flour

        1. white
        2. brown
           - deep
             - deeper
               - deepest
                 - sixth

      | Mill  | Year |
      | ----- | ---- |
      | Upper | 1840 |"
    `);
  });

  test('quotes, emphasis, raised and struck words', async () => {
    const markdown = await markdownOf({
      styles: [style('Quote', 'Quote'), style('Code', 'HTML Preformatted')].join(''),
      body: [
        paragraph('It floats.', 'Quote'),
        paragraph(
          [
            run('bold', '<w:b/>'),
            run(' '),
            run('italic', '<w:i/>'),
            run(' m'),
            run('3', '<w:vertAlign w:val="superscript"/>'),
            run(' '),
            run('old', '<w:strike/>'),
          ].join(''),
        ),
        paragraph('one = 1', 'Code'),
        paragraph('two = 2', 'Code'),
      ].join(''),
    });
    expect(markdown).toMatchInlineSnapshot(`
      "> It floats.

      **bold** *italic* m<sup>3</sup> ~~old~~

      \`\`\`
      one = 1
      two = 2
      \`\`\`"
    `);
  });

  test('tracked changes are accepted, comments and the table of contents are left out', async () => {
    const markdown = await markdownOf({
      styles: [style('TOC1', 'toc 1'), style('TOCHeading', 'TOC Heading')].join(''),
      body: [
        paragraph('Contents', 'TOCHeading'),
        paragraph('Nuit 3', 'TOC1'),
        `<w:p>${run('It ')}<w:ins w:id="1" w:author="A">${run('rose')}</w:ins><w:del w:id="2" w:author="A"><w:r><w:delText>fell</w:delText></w:r></w:del><w:commentRangeStart w:id="9"/>${run(' by noon.')}<w:commentRangeEnd w:id="9"/><w:r><w:commentReference w:id="9"/></w:r></w:p>`,
      ].join(''),
    });
    expect(markdown).toBe('It rose by noon.');
  });

  test('an address as text is a link without the punctuation after it', async () => {
    const markdown = await markdownOf({
      body: [
        paragraph('See https://mills.example/a?b=1&c=2, (http://x.example/y_(z)). Not a<b.'),
        paragraph('(https://mills.example/d).'),
      ].join(''),
    });
    const urls = ['mills.example/a?b=1&c=2', 'x.example/y_', 'mills.example/d'];
    for (const url of urls)
      expect(markdown).toContain(`](http${url.startsWith('x') ? '' : 's'}://${url}`);
    expect(markdown).toMatch(/c=2\), \(/u);
    expect(markdown).toMatch(/d\)\)\.$/u);
  });

  test('a bibliography is a list of sources', async () => {
    const markdown = await markdownOf({
      styles: style('H1', 'heading 1'),
      links: { rId7: LAKE },
      body: [
        paragraph('It rose [1]. Mills stand [2].'),
        paragraph('References', 'H1'),
        paragraph(`${run('[1] Gauge bulletin, ')}${link('rId7', LAKE)}`),
        paragraph('[2] Register of mills. https://mills.example/register'),
      ].join(''),
    });
    const report = read(markdown);
    expect(report.sources.map(({ url }) => url)).toEqual([
      'https://gauges.example/lake?a=1&b=2',
      'https://mills.example/register',
    ]);
    expect(report.citations.map(({ raw }) => raw).slice(0, 2)).toEqual(['\\[1]', '\\[2]']);
  });
});
