import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CITATION_STYLES } from '@/utils/model/citation-styles';
import type { ImportedReport } from '@/utils/model/imported-report';
import { bytesOf, read, shown } from './read-report';

function fixture(name: string): string {
  const path = new URL(`../../fixtures/reports/${name}.md`, import.meta.url);
  return readFileSync(path, 'utf8');
}

/** Returns `style | label | address | spelling` in the order of the document. */
function citationsOf(report: ImportedReport): string[] {
  return report.citations.map(({ style, label, href, raw }) =>
    [style, label, href, raw].join(' | '),
  );
}

/** Returns `line why text` for text that looks like a citation and was not changed. */
function leftAloneIn(report: ImportedReport): string[] {
  return report.importReport.leftAlone.map(({ line, why, text }) => `${line} ${why} ${text}`);
}

const REPORTS: readonly [
  name: string,
  citations: readonly string[],
  leftAlone: readonly string[],
][] = [
  [
    'inline',
    [
      'inline | Port authority: dredging log | https://port.example/dredging/log#:~:text=deepened%20to%2011.4,last%20autumn | ([Port authority: dredging log](https://port.example/dredging/log#:~:text=deepened%20to%2011.4,last%20autumn))',
      'inline | Pilot notices | https://pilots.example/notices/88 | ([Pilot notices](https://pilots.example/notices/88))',
      'inline | Port authority: dredging log | https://port.example/dredging/log#:~:text=silt%20returns | ([Port authority: dredging log](https://port.example/dredging/log#:~:text=silt%20returns))',
      'inline | Budget note | https://port.example/budget?year=2026&utm_source=mail | [Budget note](https://port.example/budget?year=2026&utm_source=mail)',
      'inline | Audit | https://audit.example/port | [Audit](https://audit.example/port)',
      "linked-words | the council's minutes | https://council.example/minutes/14 | [the council's minutes](https://council.example/minutes/14)",
    ],
    [],
  ],
  [
    'glued',
    [
      'glued | railnews.example | https://railnews.example/night/2025 | [railnews.example](https://railnews.example/night/2025)',
      'glued | stats.example | https://stats.example/rail?table=7 | [stats.example](https://stats.example/rail?table=7)',
      'glued | makers.example | https://makers.example/orders | [makers.example](https://makers.example/orders)',
    ],
    [],
  ],
  [
    'numbered-link',
    [
      'numbered-link | 1 | https://bees.example/roofs | [1](https://bees.example/roofs)',
      'numbered-link | 2 | https://bees.example/fields#:~:text=yield | [\\[2\\]](https://bees.example/fields#:~:text=yield)',
      'numbered-link | 3 | https://lab.example/residue.pdf | [3](https://lab.example/residue.pdf)',
    ],
    [],
  ],
  [
    'superscript',
    [
      'superscript | 1 | https://archive.example/deeds/1294 | <sup>[1](https://archive.example/deeds/1294)</sup>',
      'superscript | Deeds of the priory | https://archive.example/deeds/ | ¹',
      'superscript | Survey of tidal ponds | https://ponds.example/survey#:~:text=tidal%20ponds | ²,³',
      'superscript | Storm of 1703 | https://storms.example/1703 | ',
      'superscript | Survey of tidal ponds | https://ponds.example/survey#:~:text=tidal%20ponds | <sup>2</sup>',
    ],
    [],
  ],
  [
    'footnote',
    [
      'footnote | Study of inner-city deliveries | https://traffic.example/vans#:~:text=one%20in%20five | [^vans]',
      'footnote | Depot survey | https://depots.example/survey | [^2]',
      'footnote | its tables | https://depots.example/tables | ',
    ],
    ['3 no-address [^3]'],
  ],
  [
    'reference-link',
    [
      'reference-link | 7.9 metres a second | https://wind.example/mast/7#:~:text=7.9 | [7.9 metres a second][mast]',
      'reference-link | older survey | https://wind.example/old | [older survey][]',
      'reference-link | Model run | https://wind.example/model | ([Model run][model])',
    ],
    [],
  ],
  [
    'numbered',
    [
      'numbered | Carbon in marshes | https://marsh.example/carbon#:~:text=faster%20than%20forests | [1]',
      'numbered | report | https://coast.example/draining | [2, 3]',
      'numbered |  | https://coast.example/draining/annex | ',
      'numbered | Carbon in marshes | https://marsh.example/carbon#:~:text=faster%20than%20forests | [1-3]',
      'numbered | report | https://coast.example/draining | ',
      'numbered |  | https://coast.example/draining/annex | ',
    ],
    ['3 unknown-reference [9]'],
  ],
  [
    'numbered-closing',
    [
      'numbered | Timetable | https://ferry.example/timetable | [1]',
      'numbered | Order for a fast boat | https://yard.example/orders/3 | [2]',
      'bare |  | https://ferry.example/history | https://ferry.example/history',
    ],
    [],
  ],
  [
    'glued-number',
    [
      'glued-number | Tonnage by year | https://canal.example/tonnage | 3, 5',
      'glued-number | Grain by water | https://grain.example/water | ',
      'glued-number | Canal office, accessed November 3, 2025 | https://canal.example/office | 1',
      'glued-number | Lock notes | https://locks.example/notes#:~:text=opened%20again | 2',
      'glued-number | Canal office, accessed November 3, 2025 | https://canal.example/office | 1',
      'glued-number | Canal office, accessed November 3, 2025 | https://canal.example/office | 1',
      'glued-number | Lock notes | https://locks.example/notes#:~:text=opened%20again | 2,3',
      'glued-number | Tonnage by year | https://canal.example/tonnage | ',
    ],
    ['3 no-address 4', '6 maybe-a-figure 4', '8 unknown-reference 19'],
  ],
  [
    'autolink',
    [
      'autolink |  | https://lights.example/keepers#:~:text=last%20keeper | <https://lights.example/keepers#:~:text=last%20keeper>',
    ],
    [],
  ],
  [
    'bare',
    [
      'bare |  | https://air.example/log?day=12 | https://air.example/log?day=12',
      'bare |  | https://air.example/log?day=160#:~:text=June | https://air.example/log?day=160#:~:text=June',
      'bare |  | http://www.maps.example/peat | www.maps.example/peat',
    ],
    [],
  ],
  [
    'oai',
    [
      'oai | Tram news | https://trams.example/north | [oai_citation:0‡Tram news](https://trams.example/north)',
      'oai | city.example | https://city.example/stops#:~:text=dropped | ([oai_citation:1‡city.example](https://city.example/stops#:~:text=dropped))',
    ],
    [],
  ],
  [
    'lenticular',
    [
      'lenticular | Return rates | https://glass.example/rates | 【12†L3-L9】',
      'lenticular | Cost review | https://glass.example/costs | 【3†source】',
    ],
    ['3 no-address 【4:1†glass.pdf】'],
  ],
  [
    'private-use',
    [
      'private-use | Capacity | https://cable.example/capacity | \uE200cite\uE202turn0search1\uE202turn2news0\uE201',
      'private-use |  | https://news.example/cable | ',
    ],
    ['3 no-address \uE200cite\uE202turn9view3\uE201'],
  ],
  [
    'linked-words',
    [
      'linked-words | borrow seeds in spring | https://seeds.example/rules#:~:text=borrow | [borrow seeds in spring](https://seeds.example/rules#:~:text=borrow)',
      'linked-words | autumn | https://seeds.example/calendar | [autumn](https://seeds.example/calendar)',
    ],
    [],
  ],
  [
    'favicon',
    [
      'favicon |  | https://road.example/noise | [![](https://icons.example/favicon.ico)](https://road.example/noise)',
      'favicon | Road lab | https://lab.example/surface#:~:text=six%20years | [![Road lab](https://www.icons.example/s2/favicons?domain=lab.example) Road lab](https://lab.example/surface#:~:text=six%20years)',
    ],
    ['3 not-a-citation [![A map](https://road.example/map.png)](https://road.example/map)'],
  ],
  [
    'pandoc',
    [
      'pandoc | Apples of the valley | https://apples.example/valley#:~:text=old%20orchards | [@hale2021, p. 33; see @moor:2019]',
      'pandoc | Orchard census | https://doi.org/10.5555/orchard.7 | ',
      'pandoc | Apples of the valley | https://apples.example/valley#:~:text=old%20orchards | @hale2021',
      'pandoc | Apples of the valley | https://apples.example/valley#:~:text=old%20orchards | [-@hale2021]',
    ],
    ['15 unknown-reference [@lost1950]'],
  ],
  [
    'html',
    [
      'html | Arch file | https://bridges.example/arch#:~:text=rebuilt | <a href="https://bridges.example/arch#:~:text=rebuilt" target="_blank">Arch file</a>',
      'html | 2 | https://flood.example/ | <sup><a href="https://flood.example/">2</a></sup>',
      'html | Flood diary | https://flood.example/diary | <cite>[Flood diary](https://flood.example/diary)</cite>',
      "html | Parapet file | https://bridges.example/parapet?a=1&b=2 | <a href='https://bridges.example/parapet?a=1&amp;b=2'>Parapet <b>file</b></a>",
    ],
    ['3 no-address <cite>The Old Bridge Book</cite>'],
  ],
  [
    'left-alone',
    [
      'inline | Site | https://site.example/ | ([Site](https://site.example/))',
      'inline | Site | https://site.example/picture | ([Site](https://site.example/picture))',
    ],
    [
      '3 address-not-allowed [script](javascript:alert(1))',
      '3 address-not-allowed [data page](data:text/html,x)',
      '3 address-not-allowed [file](file:///etc/hosts)',
      '3 address-not-allowed [with a name](https://user:pass@site.example/)',
      '5 in-code `[Code](https://site.example/code)`',
      '5 unknown-reference [^9]',
      '5 no-address [@nobody]',
      '5 not-a-citation [here](#there)',
      '7 in-heading [with a link](https://site.example/heading)',
    ],
  ],
];

describe('readCitedMarkdown reads every style of citation', () => {
  test.each(REPORTS)('%s', (name, citations, leftAlone) => {
    const text = fixture(name);
    const report = read(text);
    expect(citationsOf(report)).toEqual(citations);
    expect(leftAloneIn(report)).toEqual(leftAlone);
    expect(bytesOf(report)).toBe(text);
  });

  test('and has a report for each', () => {
    const shownStyles = new Set(
      REPORTS.flatMap(([, citations]) => citations).map((one) => one.split(' | ')[0]),
    );
    expect(CITATION_STYLES.filter((style) => !shownStyles.has(style))).toEqual([]);
  });

  test('a token is exactly the written token', () => {
    for (const [name] of REPORTS) {
      const report = read(fixture(name));
      for (const statement of report.statements) {
        const written = statement.raw
          .replace(/^(?:[-*+]|\d+[.)])\s+/u, '')
          .replace(/\n[ \t]+/gu, '\n');
        expect(shown(report, statement).replace(/\n[ \t]+/gu, '\n')).toBe(written);
      }
    }
  });
});

describe('what a citation contains and what it leaves', () => {
  const cases: readonly [name: string, markdown: string, citations: readonly string[]][] = [
    [
      'escaped brackets of a number',
      'A \\[1\\].\n\n## References\n\n1. https://a.example/',
      ['numbered |  | https://a.example/ | \\[1\\]'],
    ],
    [
      'a number that leads down the page',
      'A [1](#ref-1).\n\n## References\n\n1. Book, https://a.example/',
      ['numbered | Book | https://a.example/ | [1](#ref-1)'],
    ],
    [
      'numbers with definitions, side by side',
      'A [1][2].\n\n[1]: https://a.example/\n[2]: https://b.example/ "B"',
      ['numbered | 1 | https://a.example/ | [1][2]', 'numbered | B | https://b.example/ | '],
    ],
    [
      'entries that are all written as 1',
      'A [2].\n\n## References\n\n1. https://a.example/\n1. https://b.example/',
      [
        'numbered |  | https://b.example/ | [2]',
        'bare |  | https://a.example/ | https://a.example/',
      ],
    ],
    [
      'a definition far above its use',
      `[x]: https://a.example/\n\n${'Words.\n\n'.repeat(3000)}A [b][x].`,
      ['reference-link | b | https://a.example/ | [b][x]'],
    ],
    [
      'a footnote far below its use',
      `A[^n].\n\n${'Words.\n\n'.repeat(3000)}[^n]: https://a.example/`,
      ['footnote |  | https://a.example/ | [^n]'],
    ],
    [
      'an address with balanced parentheses',
      'See https://a.example/x_(y).',
      ['bare |  | https://a.example/x_(y) | https://a.example/x_(y)'],
    ],
    [
      'an address in curly quotation marks',
      'See “https://a.example/x”.',
      ['bare |  | https://a.example/x | https://a.example/x'],
    ],
    [
      'an address before a closing guillemet, in emphasis',
      '« Voir *https://a.example/x*», « https://a.example/y».',
      [
        'bare |  | https://a.example/x | https://a.example/x',
        'bare |  | https://a.example/y | https://a.example/y',
      ],
    ],
    [
      'an address before an ellipsis, a dash or a full-width stop',
      'See https://a.example/x… https://a.example/y– www.a.example/z。',
      [
        'bare |  | https://a.example/x | https://a.example/x',
        'bare |  | https://a.example/y | https://a.example/y',
        'bare |  | http://www.a.example/z | www.a.example/z',
      ],
    ],
    [
      'a link whose address ends so',
      'See [it](https://a.example/x…) and <https://a.example/y”>.',
      [
        'linked-words | it | https://a.example/x… | [it](https://a.example/x…)',
        'autolink |  | https://a.example/y” | <https://a.example/y”>',
      ],
    ],
    [
      'a link in emphasis',
      'A **claim ([T](https://a.example/))**.',
      ['inline | T | https://a.example/ | ([T](https://a.example/))'],
    ],
    [
      'a link in a table',
      '| a |\n|---|\n| ([T](https://a.example/)) |',
      ['inline | T | https://a.example/ | ([T](https://a.example/))'],
    ],
    [
      'a link in a quote',
      '> A ([T](https://a.example/)).',
      ['inline | T | https://a.example/ | ([T](https://a.example/))'],
    ],
    [
      'a label with brackets and emphasis',
      'A ([On *bees* \\[2\\]](https://a.example/ "t")).',
      ['inline | On bees [2] | https://a.example/ | ([On *bees* \\[2\\]](https://a.example/ "t"))'],
    ],
    ['nothing in a comment', '<!-- <a href="https://a.example/">x</a> -->', []],
    ['nothing in code', '`https://a.example/`\n\n    https://a.example/', []],
    ['nothing for an image', '![T](https://a.example/x.png)', []],
  ];
  test.each(cases)('%s', (_, markdown, citations) => {
    expect(citationsOf(read(markdown))).toEqual(citations);
  });

  test('a bibliography beside the report gives keys their address', () => {
    const bibliography = JSON.stringify([
      { id: 'a', title: 'T', URL: 'https://a.example/' },
      { id: 'b' },
      null,
    ]);
    expect(citationsOf(read('A [@a; @b].', { bibliography }))).toEqual([
      'pandoc | T | https://a.example/ | [@a; @b]',
    ]);
    expect(leftAloneIn(read('A [@a].', { bibliography: '{"broken' }))).toEqual([
      '1 no-address [@a]',
    ]);
  });

  test('references at the end, as metadata, give keys their address', () => {
    const text = 'A [@a].\n\n---\nreferences:\n- id: a\n  URL: "https://a.example/"\n---\n';
    const report = read(text);
    expect(citationsOf(report)).toEqual(['pandoc |  | https://a.example/ | [@a]']);
    expect(report.statements.map(({ kind }) => kind)).toEqual(['paragraph', 'sources']);
    expect(bytesOf(report)).toBe(text);
  });
});

describe('the evidence of a report', () => {
  test('one page for all spellings, one clip for each address', () => {
    const report = read(
      'A ([T](https://A.example:443/p?utm_source=x#top)) ([T](https://a.example/p)) ' +
        '([T](https://a.example/p#:~:text=one)) ([T](https://a.example/p#:~:text=one)) ' +
        '([T](https://a.example/p/)) ([T](https://a.example/#/route)).',
    );
    expect(report.sources.map(({ url }) => url)).toEqual([
      'https://A.example:443/p?utm_source=x',
      'https://a.example/p/',
      'https://a.example/#/route',
    ]);
    expect(report.clips.map(({ kind }) => kind)).toEqual(['page', 'page', 'quote', 'page', 'page']);
    expect(report.importReport).toMatchObject({
      citations: 6,
      addresses: 5,
      pages: 3,
      duplicates: 1,
    });
  });

  test('a pin keeps the directive as read and as written', () => {
    const { pins } = read(
      'A ([T](https://a.example/#:~:text=a%20b,c)) ([T](https://a.example/#:~:text=,x)).',
    );
    expect(
      pins.map(({ directive, directiveAsWritten, noDirectiveReason }) => [
        directive,
        directiveAsWritten,
        noDirectiveReason,
      ]),
    ).toEqual([
      [{ start: 'a b', end: 'c' }, 'text=a%20b,c', null],
      [null, 'text=,x', null],
    ]);
  });
});

test('a mark such as “[1, 3]” is counted as not read if source 3 has no address', () => {
  const list = [
    '1. Lock notes, https://locks.example/notes',
    '2. Canal office, https://canal.example/office',
    '3. Talk with the lock keeper',
  ].join('\n');
  const text = `Boats stopped [1, 3]. They waited [2, 3]. It rained [3]. All left [1, 2].\n\n## Sources\n\n${list}\n`;
  const report = read(text);
  expect(leftAloneIn(report)).toEqual([
    '1 no-address [1, 3]',
    '1 no-address [2, 3]',
    '1 no-address [3]',
  ]);
  const parts = report.importReport.leftAlone.map(({ part }) => part);
  expect(parts).toEqual(['[3]', '[3]', undefined]);
  expect(report.citations.map(({ href }) => href)).toEqual([
    ...['https://locks.example/notes', 'https://canal.example/office'],
    ...['https://locks.example/notes', 'https://canal.example/office'],
  ]);
});
