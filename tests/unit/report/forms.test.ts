import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import { WRITE_STYLES } from '@/utils/model/citation-styles';
import { citedItems, writeCslJson } from '@/utils/report/write-bibliography';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';

/*
 * Forms in which other makers' reports cite: each read, attached to the right sentence, written
 * back byte for byte, and exported in every style without the loss of a destination.
 */

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/reports/${name}.md`, import.meta.url), 'utf8');

interface Form {
  readonly name: string;
  readonly text: string;
  /** `words <= addresses`, in order. */
  readonly claims: readonly string[];
  /** `why text` for the marks that cite nothing. */
  readonly leftAlone?: readonly string[];
}

const FORMS: readonly Form[] = [
  {
    name: 'numbers glued behind sentences',
    text: fixture('glued-number'),
    claims: [
      'Barges carried 4.2 million tonnes in 2024. <= canal.example/tonnage grain.example/water',
      'A lock costs 3.5 million to mend. <= canal.example/office',
      'Three of them, according to the canal office <= locks.example/notes',
      'Grain rose by 45 %. <= canal.example/office',
      'Les péniches transportent 3,5 millions de tonnes, soit 120 milliards. <= canal.example/office',
      '« Une renaissance. » <= locks.example/notes canal.example/tonnage',
    ],
  },
  {
    name: 'numbers glued behind German quotation marks',
    text:
      'So nennt es „das Amt“.2 Er sagt: „Der See steigt.“1 Sie nennt ihn den alten See.2 ' +
      'Die einen sagen ‚Wehr‘.1 Andere sagen »Damm«.2 Er ruft: ‚Der Damm hält.‘1\n\n' +
      '## Quellen\n\n1. [Pegel](https://pegel.example/)\n2. [Amt](https://amt.example/)\n',
    claims: [
      'So nennt es „das Amt“. <= amt.example/',
      'Er sagt: „Der See steigt.“ <= pegel.example/',
      'Sie nennt ihn den alten See. <= amt.example/',
      'Die einen sagen ‚Wehr‘. <= pegel.example/',
      'Andere sagen »Damm«. <= amt.example/',
      'Er ruft: ‚Der Damm hält.‘ <= pegel.example/',
    ],
  },
  {
    name: 'captions that name their source, below an image and behind it',
    text:
      'The river rose ([Log](https://log.example/)).\n\n![Map](https://img.example/1.png)\nSource : IGN, ' +
      '[carte](https://map.example/)\n\n![Map](https://img.example/2.png) *Figure 1: A map. Source: ' +
      '[X](https://x.example/)*\n\n![Map](https://img.example/3.png)\n*Source: [Y](https://y.example/)*\n\n' +
      '![Map](https://img.example/4.png) shows the [dam](https://dam.example/).\n',
    claims: ['The river rose <= log.example/', 'Map shows the dam <= dam.example/'],
  },
  {
    name: 'several links in a cell of a column of sources',
    text:
      '| Firm | State | Sources |\n|---|---|---|\n' +
      '| Bow | closed | [Pitch](https://pitch.example/), [Tech](https://tech.example/) |\n' +
      '| Aero | open | [Wire](https://wire.example/) and [Post](https://post.example/) |\n',
    claims: [
      'Bow\tclosed\tPitch, Tech <= pitch.example/ tech.example/',
      'Aero\topen\tWire and Post <= wire.example/ post.example/',
    ],
  },
  {
    name: 'marks and words in a cell of a column of sources',
    text:
      '| Firm | Source |\n|---|---|\n| Bow | Pitch [1], Tech [2] |\n\n## Sources\n\n' +
      '1. [A](https://a.example/)\n2. [B](https://b.example/)\n',
    claims: ['Bow\tPitch, Tech <= a.example/ b.example/'],
  },
  {
    name: 'a note in parentheses behind a sentence, with a date or a place behind its link',
    text:
      'The river rose. (Parliament, [press release](https://a.example/), 8 de mayo de 2025) The lake ' +
      'fell. (Agency, [minutes of June](https://b.example/), à 12 min)\n',
    claims: ['The river rose. <= a.example/', 'The lake fell. <= b.example/'],
  },
  {
    name: 'marks with a page in Spanish and in Dutch',
    text:
      'The river rose [1, pág. 14]. The lake fell [2, blz. 3].\n\n## Sources\n\n' +
      '1. [A](https://a.example/)\n2. [B](https://b.example/)\n',
    claims: ['The river rose <= a.example/', 'The lake fell <= b.example/'],
  },
  {
    name: 'paragraphs that are followed by the line of their sources',
    text:
      '## Mistral\n\nMistral got 600 million. It is worth more.\n\nSource : [Wire](https://a.example/), 11 juin 2024\n\n' +
      '## Apple\n\nApple showed a tool.\n\n*Sources: [Apple](https://b.example/), [Verge](https://c.example/)*\n\n' +
      'It costs nothing ([Post](https://d.example/)).\n\n**Source:** https://e.example/\n',
    claims: [
      'It is worth more. <= a.example/',
      'Apple showed a tool. <= b.example/ c.example/',
      'It costs nothing <= d.example/',
    ],
  },
  {
    name: 'items with their source below them, as an item or a paragraph',
    text:
      '- OpenAI named a director.\n  - Source : [Wire](https://a.example/)\n- Google closed an office.\n' +
      '  - It was small ([Post](https://b.example/)).\n  - Source : [Log](https://c.example/)\n' +
      '- **Acme:** it opens a shop.\n\n  🔗 Source : [Verge](https://d.example/)\n\nIt rains.\n\n' +
      'Quelle: https://e.example/\n',
    claims: [
      'OpenAI named a director. <= a.example/',
      'It was small <= b.example/',
      'Acme: it opens a shop. <= d.example/',
      'It rains. <= e.example/',
    ],
  },
  {
    name: 'raised numbers between carets that lead to a definition',
    text:
      'The river rose[^1^][1]. The lake fell[^2^][2] [^3^][3].\n\nSource: a conversation\n' +
      '(1) Log. https://a.example/.\n(2) Gauge. https://b.example/.\n(3) undefined. https://c.example/.\n\n' +
      '[1]: https://a.example/ "Log"\n[2]: https://b.example/ "Gauge"\n[3]: https://c.example/ ""\n',
    claims: ['The river rose <= a.example/', 'The lake fell <= b.example/ c.example/'],
  },
  {
    name: 'identifiers of documents in a list, and in the text',
    text:
      'The river rose [1]. The lake fell [2]. It froze [3]. It thawed (doi: 10.1234/thaw). Its DOI ' +
      '10.1234/old is old [4]. It dried [5].\n\n## Sources\n\n1. Lee, A. (2024). Rivers. ' +
      'doi:10.1234/abc.\n2. Lakes. DOI: 10.1234/ab_d.\n3. Ice. doi.org/10.1234/abe\n' +
      '4. Old. https://old.example/a. doi:10.1234/old\n5. Dry. doi:10.1002/(SICI)4<1::5\n',
    claims: [
      'The river rose <= doi.org/10.1234/abc',
      'The lake fell <= doi.org/10.1234/ab_d',
      'It froze <= doi.org/10.1234/abe',
      'It thawed <= doi.org/10.1234/thaw',
      'Its DOI 10.1234/old is old <= old.example/a',
    ],
  },
  {
    name: 'words that are a link',
    text:
      'Acme employs [90,000 people](https://acme.example/people). [Reuters](https://reuters.example/a) ' +
      'said that it cut [5,000 jobs](https://jobs.example/), and [older figures][old] agree. ' +
      'The tool [C3.Ai](https://c3.example/) helps. See ([Title](https://t.example/)).\n\n' +
      'An <a href="https://dam.example/">older dam</a> held ([Log](https://log.example/)).\n\n' +
      '[old]: https://old.example/\n',
    claims: [
      'Acme employs 90,000 people <= acme.example/people',
      'Reuters said that it cut <= reuters.example/a',
      '5,000 jobs <= jobs.example/',
      'older figures agree. <= old.example/',
      'The tool C3.Ai <= c3.example/',
      'helps. <= t.example/',
      'An older dam <= dam.example/',
      'held <= log.example/',
    ],
  },
  {
    name: 'a list in the paragraph of its title',
    text:
      'Eels came back [1], salmon did not [2].\n\nCitations:\n[1] https://eels.example/\n' +
      '[2] https://salmon.example/run\n',
    claims: ['Eels came back <= eels.example/', 'salmon did not <= salmon.example/run'],
  },
  {
    name: 'a list with words after it',
    text:
      'Eels came back [1]. Salmon did not [2].\n\n1. Eels, https://eels.example/\n' +
      '2. Salmon, https://salmon.example/run\n\nWritten by a tool. Check what matters.\n',
    claims: ['Eels came back <= eels.example/', 'Salmon did not <= salmon.example/run'],
  },
  {
    name: 'lists that begin again in each section',
    text:
      '# A\n\nEels came back [1][2].\n\n### Quellen\n\n1. https://eels.example/\n2. https://weirs.example/\n\n' +
      '# B\n\nOtters eat them [1]. No list has this one [3].\n\n### Sources\n\n[1] https://otters.example/\n[2] https://more.example/\n',
    claims: [
      'Eels came back <= eels.example/ weirs.example/',
      'Otters eat them <= otters.example/',
    ],
    leftAlone: ['unknown-reference [3]'],
  },
  {
    name: 'a closing list of links without a heading',
    text:
      'Eels came back ([Log](https://log.example/)).\n\n- [Eel counts](https://eels.example/) – River trust, 2024\n' +
      '- [Weirs](https://weirs.example/)\n',
    claims: ['Eels came back <= log.example/'],
  },
  {
    name: 'marks in a hidden element',
    text:
      'Eels came back.[^1_1] <span style="display:none">[^1_2][^1_3] https://hidden.example/</span>\n\n' +
      '<div style="display: none">\n\nSee [^1_2].\n\n</div>\n\nOtters eat them.[^1_2]\n\n' +
      '[^1_1]: https://eels.example/\n[^1_2]: https://otters.example/\n[^1_3]: https://weirs.example/\n',
    claims: ['Eels came back. <= eels.example/', 'Otters eat them. <= otters.example/'],
    leftAlone: [
      'hidden [^1_2]',
      'hidden [^1_3]',
      'hidden https://hidden.example/',
      'hidden [^1_2]',
    ],
  },
  {
    name: 'an entity, which is no citation',
    text:
      'The \uE200entity\uE202["company","Acme"]\uE201 mill entity["company","Acme"] burnt \uE200cite\uE202turn0search1\uE201.\n\n' +
      '[turn0search1]: https://mill.example/\n',
    claims: [
      'The \uE200entity\uE202["company","Acme"]\uE201 mill entity["company","Acme"] burnt <= mill.example/',
    ],
    leftAlone: ['not-a-citation \uE200entity\uE202["company","Acme"]\uE201'],
  },
];

const TITLES = [
  'References (APA)',
  'Works cited',
  'Sources des citations',
  'Ouvrages cités',
  'Quellen',
  'Literaturverzeichnis',
  'Referencias',
  'Obras citadas',
  'Fonti',
  'Referências',
  'Bronnen',
  'Źródła',
  'Källor',
  'Источники',
  'Kaynakça',
  '参考文献',
  '引用文献',
  '참고 문헌',
  'المصادر',
];

test.each(TITLES)('finds the list below %s', (title) => {
  const text = `Eels came back [1].\n\n## ${title}\n\n1. Eels. https://eels.example/\n2. A book.\n`;
  expect(claimsOf(text)).toEqual(['Eels came back <= eels.example/']);
});

test.each([
  'Notes on rivers',
  'Sources of the Rhine',
  'Quellen und Flüsse',
  'Works council',
  'Links to the past',
])('takes %s for a title of a section', (title) => {
  const text = `Eels came back [1].\n\n## ${title}\n\n1. Eels. https://eels.example/\n2. A book.\n\nMore.\n`;
  expect(claimsOf(text)).not.toContain('Eels came back <= eels.example/');
});

describe('leftover marks of tools', () => {
  test.each([
    ['[cite: 3]', 'The river rose [cite: 3].', 'The river rose.'],
    ['several numbers', 'It rose [cite: 1, 12] and fell.', 'It rose and fell.'],
    ['[cite_start]', '[cite_start]The river rose.', 'The river rose.'],
    ['escaped brackets', 'It rose \\[cite: 3\\].', 'It rose.'],
    ['[web:12]', 'The river rose[web:12][web:3].', 'The river rose.'],
    [
      ':contentReference',
      'It rose :contentReference[oaicite:3]{index=3}. It fell.',
      'It rose. It fell.',
    ],
    ['oaicite in lenticular brackets', 'It rose【oaicite:3】{index=3}.', 'It rose.'],
    [
      'plain letters',
      'The river rose.citeturn0search1turn0news2 It fell.',
      'The river rose. It fell.',
    ],
    [
      'grok:render',
      'It rose.<grok:render card_id="a1" type="render_inline_citation"><argument name="citation_id">3</argument></grok:render>',
      'It rose.',
    ],
    ['not in code', 'Write `[cite: 3]` there [cite: 3].', 'Write `[cite: 3]` there.'],
    ['no entity', 'entity["company","Acme"] rose.', 'entity["company","Acme"] rose.'],
    ['no other brackets', 'It [sic] rose [see: 3] {index=3}.', 'It [sic] rose [see: 3] {index=3}.'],
  ])('%s', (_, text, repaired) => {
    const report = readReport(text);
    expect(report.citations).toEqual([]);
    const { damage } = report.importReport;
    let mended = report.statements[0]?.text ?? '';
    for (const { start, original, mended: by } of [...damage].reverse()) {
      expect(mended.slice(start, start + original.length)).toBe(original);
      mended = mended.slice(0, start) + by + mended.slice(start + original.length);
    }
    expect(mended).toBe(repaired);
    expect(writeMarkdown(importedReport(report))).toBe(text);
  });
});

test.each([
  [
    'google',
    'https://www.google.com/url?q=https://dam.example/a%3Fb%3D1&sa=U',
    'https://dam.example/a?b=1',
  ],
  [
    'duckduckgo',
    'https://duckduckgo.com/l/?uddg=https%3A%2F%2Fdam.example%2Fa',
    'https://dam.example/a',
  ],
  [
    'yahoo',
    'https://r.search.yahoo.com/_ylt=x/RU=https%3a%2f%2fdam.example%2fa/RK=2/',
    'https://dam.example/a',
  ],
  [
    'bing',
    `https://www.bing.com/ck/a?!&&u=a1${btoa('https://dam.example/a')}&ntb=1`,
    'https://dam.example/a',
  ],
  [
    'no page',
    'https://www.google.com/url?q=ftp://dam.example/',
    'https://www.google.com/url?q=ftp://dam.example/',
  ],
  [
    'another site',
    'https://google.evil.example/url?q=https://dam.example/',
    'https://google.evil.example/url?q=https://dam.example/',
  ],
])('a link through %s has the page behind it as its source', (_, href, page) => {
  const text = `The dam held ([Dam](<${href}>)).\n`;
  const read = readReport(text);
  expect(read.sources.map(({ url }) => url)).toEqual([page]);
  expect(read.importReport.redirects).toBe(href === page ? 0 : 1);
  const report = importedReport(read);
  expect(writeMarkdown(report)).toBe(text);
  expect(writeMarkdown(report, { style: 'numbered' })).toContain(`(${page})`);
});

test('a converted footnote is not escaped twice', () => {
  const text = 'It held.[^1]\n\n[^1]: Q&amp;A \\[draft\\] of R\\&D, https://dam.example/\n';
  const written = writeMarkdown(importedReport(readReport(text)), { style: 'inline' });
  expect(written).toContain('([Q\\&A \\[draft\\] of R\\&D](https://dam.example/))');
});

describe.each(FORMS)('$name', ({ text, claims, leftAlone }) => {
  test('stand behind their sentences', () => {
    expect(claimsOf(text)).toEqual(claims);
    const { leftAlone: left } = readReport(text).importReport;
    if (leftAlone !== undefined) {
      expect(left.map(({ why, text: mark }) => `${why} ${mark}`)).toEqual(leftAlone);
    }
  });

  test('are written back byte for byte', () => {
    expect(writeMarkdown(importedReport(readReport(text)))).toBe(text);
  });

  test.each(WRITE_STYLES)('keep every destination in the style %s', (style) => {
    const report = importedReport(readReport(text));
    const hrefs = new Set(report.content.citations.map(({ href }) => href ?? ''));
    expect(hrefs.size).toBeGreaterThan(0);
    const written = writeMarkdown(report, { style });
    const beside = style === 'pandoc' ? writeCslJson(citedItems(report)) : '';
    // A bibliography names pages. As in the file, an identifier has no address.
    const named = (href: string): string => {
      if (style === 'pandoc') return removeFragmentDirective(href);
      return style === 'as-written' ? href.replace('https://doi.org/', '') : href;
    };
    for (const href of hrefs) expect(written + beside).toContain(named(href));
  });
});

test('in numbered references, a line that names the sources of its paragraph stays there', () => {
  const { text = '' } = FORMS.find(({ name }) => name.startsWith('paragraphs that are')) ?? {};
  const written = writeMarkdown(importedReport(readReport(text)), { style: 'numbered' });
  expect(written).toContain('It is worth more.\n\nSource : Wire [1], 11 juin 2024\n');
  expect(written).toContain('*Sources: Apple [2], Verge [3]*');
  expect(claimsOf(written)).toEqual(claimsOf(text));
});

test('a single line of sources is a list of the report', () => {
  const text =
    'It rose ([A](https://a.example/)). It fell.\n\nSources: [B](https://b.example/), [A](https://a.example/)\n';
  expect(claimsOf(text)).toEqual(['It rose <= a.example/']);
});
