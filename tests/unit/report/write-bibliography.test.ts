import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writableUrl } from '@/utils/report/markup/writable-url';
import { citedItems, writeBibtex, writeCslJson, writeRis } from '@/utils/report/write-bibliography';
import { writeCitationsCsv } from '@/utils/report/write-csv';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { writableLine } from '@/utils/report/write-nodes';
import type { WrittenCheck } from '@/utils/report/write-options';
import { ReportFixture } from './report-fixture';

const RIVER = 'https://news.example/river?a=1&b_c=%7B#part';

function floods() {
  const report = new ReportFixture();
  const river = report.source('The river rose: 61 cm & more', RIVER, {
    authors: ['Ann Field', 'Water Board {North}'],
    siteName: 'The Daily Lock',
    publishedAt: '2025-03-01T08:00:00Z',
    language: 'en',
    doi: 'https://doi.org/10.1234/ab_c',
  });
  const lock = report.source('河の水位 été 😀', 'https://lock.example/', { publishedAt: '2024' });
  const a = report.clip(river, 'rose', { start: 'rose by', end: '61 cm' });
  const b = report.clip(river, 'fell', { start: 'fell' });
  const c = report.clip(lock, 'held');
  report
    .section('S')
    .statement(['One ', { cite: a }, ' two ', { cite: b }, ' three ', { cite: c }]);
  return report;
}

describe('items', () => {
  test('have the title and the authors of the clip if a file cites the page and it was clipped', () => {
    const report = new ReportFixture();
    const cited = report.source('2025-03-01', `${RIVER}&utm_source=mail`);
    const lock = report.source('The lock', 'https://lock.example/');
    const clipped = report.source('The river rose', RIVER, { authors: ['Ann Field'] });
    const imported = report.clip(cited, null, { start: 'rose' }, { origin: 'import' });
    report
      .section('S')
      .statement(['One ', { cite: imported }, ' two ', { cite: report.clip(lock, 'held') }])
      .statement(['three ', { cite: report.clip(clipped, 'fell') }]);
    const built = report.build();
    expect(citedItems(built).map(({ title, author }) => [title, author?.length])).toEqual([
      ['The river rose', 1],
      ['The lock', undefined],
    ]);
    expect(citedItems(built, { each: 'passage' }).map(({ title }) => title)).toEqual([
      'The river rose',
      'The lock',
      'The river rose',
    ]);
    const [, list] = writeMarkdown(built, { sourceList: true }).split('## Sources');
    expect(list?.trim().split('\n')).toEqual([
      `- [The river rose](${RIVER}), Ann Field`,
      '- [The lock](https://lock.example/)',
    ]);
  });

  test('of a page with clips of two posts have the date and the author of neither', () => {
    const report = new ReportFixture().section('S');
    const [feed, title] = ['https://feed.example/', 'Chirps'];
    for (const [publishedAt, author] of [
      ['2026-11-20', 'Ann Field'],
      ['2026-11-15', 'Bo Lake'],
    ] as const) {
      const post = report.source(title, feed, { publishedAt, authors: [author] });
      report.statement(['It fell ', { cite: report.clip(post, publishedAt) }]);
    }
    const built = report.build();
    expect(citedItems(built).map(({ issued, author }) => [issued, author])).toEqual([
      [undefined, undefined],
    ]);
    const dates = citedItems(built, { each: 'passage' }).map(
      ({ issued }) => issued?.['date-parts'][0],
    );
    expect(dates).toEqual([
      [2026, 11, 20],
      [2026, 11, 15],
    ]);
    const [, list] = writeMarkdown(built, { sourceList: true }).split('## Sources');
    expect(list?.trim()).toBe(`- [${title}](${feed})`);
  });

  test.each([
    ['with pages of their own', 'https://feed.example/posts/', 'https://feed.example/'],
    ['within the page', 'https://feed.example/#p', null],
  ])('of two posts %s are two, each with its own title, author and date', (_, lead, page) => {
    const report = new ReportFixture().section('S');
    for (const [title, publishedAt, author] of [
      ['Denmark bans new oil boilers', '2026-11-20', 'Ann Field'],
      ['Gas fell again', '2026-11-15', 'Bo Lake'],
    ] as const) {
      const about = { publishedAt, authors: [author], siteName: 'Feed' };
      const post = report.source(title, 'https://feed.example/', about);
      const permalink = `${lead}${publishedAt}`;
      const locator = { page: null, time: null, permalink };
      for (const words of ['fell', 'rose'])
        report.statement([`It ${words} `, { cite: report.clip(post, words, null, { locator }) }]);
    }
    const built = report.build();
    const [first, second] = [page ?? `${lead}2026-11-20`, page ?? `${lead}2026-11-15`];
    expect(citedItems(built).map(({ id, title, URL }) => [id, title, URL])).toEqual([
      ['field2026denmark', 'Denmark bans new oil boilers', first],
      ['lake2026gas', 'Gas fell again', second],
    ]);
    const [, list] = writeMarkdown(built, { sourceList: true }).split('## Sources');
    expect(list?.trim().split('\n')).toEqual([
      `- [Denmark bans new oil boilers](${first}), Ann Field, Feed, 20 November 2026`,
      `- [Gas fell again](${second}), Bo Lake, Feed, 15 November 2026`,
    ]);
    expect(writeBibtex(citedItems(built))).toContain('@misc{lake2026gas,');
    expect(writeRis(citedItems(built))).toContain('TI  - Gas fell again');
  });

  test('are one a page, or one a passage with its directive', () => {
    const report = floods().build();
    expect(citedItems(report).map(({ id, URL }) => [id, URL])).toEqual([
      ['field2025river', RIVER],
      ['lock2024ete', 'https://lock.example/'],
    ]);
    expect(citedItems(report, { each: 'passage' }).map(({ id, URL }) => [id, URL])).toEqual([
      ['field2025river', `${RIVER}:~:text=rose%20by,61%20cm`],
      ['field2025river-2', `${RIVER}:~:text=fell`],
      ['lock2024ete', 'https://lock.example/'],
    ]);
    expect(citedItems(report)[0]).toEqual({
      id: 'field2025river',
      type: 'webpage',
      title: 'The river rose: 61 cm & more',
      author: [{ family: 'Field', given: 'Ann' }, { literal: 'Water Board {North}' }],
      'container-title': 'The Daily Lock',
      issued: { 'date-parts': [[2025, 3, 1]] },
      accessed: { 'date-parts': [[2025, 3, 1]] },
      URL: RIVER,
      DOI: '10.1234/ab_c',
      language: 'en',
    });
  });

  test.each([
    ['that was clipped', 'shortcut', null, [[2025, 3, 1]]],
    ['that came with a file and that nobody has read', 'import', null, undefined],
    ['that a check has read since', 'import', { verdict: 'located' }, [[2025, 4, 2]]],
    ['that a check could not read', 'import', { verdict: 'blocked' }, undefined],
    [
      'of which an archive was read',
      'import',
      { verdict: 'verbatim', reader: 'memento' },
      undefined,
    ],
  ] as const)('say when a page was read: one %s', (_name, origin, found, parts) => {
    const report = new ReportFixture();
    const page = report.source('The river rose', RIVER);
    const clip = report.clip(page, null, { start: 'rose' }, { origin });
    report.section('S').statement(['One ', { cite: clip }]);
    const written = report.build();
    const checks: WrittenCheck[] = [];
    if (found !== null) {
      const pinId = written.pins[0]!.id;
      const at = { checkedAt: '2025-04-02T08:00:00.000Z', finalUrl: RIVER };
      checks.push({ clipId: clip, pinId, reader: 'fetch', ...at, ...found });
    }
    const [item] = citedItems(written, { checks });
    expect(item?.accessed?.['date-parts']).toEqual(parts);
    const [, row = ''] = writeCitationsCsv(written, { checks }).split('\r\n');
    const dates = row.match(/2025-0[34]-\d\dT[^",]*/gu) ?? [];
    expect(dates.length).toBe((parts === undefined ? 0 : 1) + checks.length);
  });

  test('of passages are the keys that the Markdown names', () => {
    const report = floods().build();
    const named = [...writeMarkdown(report, { style: 'pandoc' }).matchAll(/\[@([^\]]+)\]/gu)];
    const ids = citedItems(report, { each: 'passage' }).map(({ id }) => id);
    expect(named.map(([, key]) => key)).toEqual(ids);
  });

  test.each([
    ['Ann Field', 'field2025river'],
    ['Field, Ann', 'field2025river'],
    ['Ludwig van der Field', 'field2025river'],
    ['European Central Bank', 'europeancentralbank2025river'],
    ['Reuters', 'reuters2025river'],
    ['', 'thedailylock2025river'],
  ])('name the author %j in the key %s', (author, key) => {
    const report = new ReportFixture();
    const authors = author === '' ? [] : [author];
    const about = { authors, siteName: 'The Daily Lock', publishedAt: '2025-03-01T08:00:00Z' };
    const page = report.source('The river rose', RIVER, about);
    report.section('S').statement(['One ', { cite: report.clip(page, 'rose') }]);
    expect(citedItems(report.build())[0]?.id).toBe(key);
  });

  test('keep their keys when something is cited before them later', () => {
    const report = floods();
    const before = citedItems(report.build(), { each: 'passage' });
    const late = report.clip(report.sources[0]!.id, 'late', { start: 'late' });
    report.statement(['Late ', { cite: late }], { rank: 'a0' });
    const after = citedItems(report.build(), { each: 'passage' });
    expect(after[0]!.id).toBe('field2025river-3');
    expect(after.slice(1)).toEqual(before);
  });

  test('a page’s key comes from the passage clipped first, so no key gets a number without need', () => {
    const report = new ReportFixture();
    const page = report.source('The river rose', RIVER, { authors: ['Ann Field'] });
    const [first, second] = [report.clip(page, 'rose'), report.clip(page, 'fell')];
    report.section('S').statement(['One ', { cite: second }, ' two ', { cite: first }]);
    expect(citedItems(report.build()).map(({ id }) => id)).toEqual(['fieldriver']);
    expect(writeBibtex(citedItems(report.build()))).not.toContain('-2');
  });

  test('are JSON that reads the same', () => {
    const items = citedItems(floods().build());
    expect(JSON.parse(writeCslJson(items))).toEqual(items);
    expect(JSON.parse(writeCslJson([]))).toEqual([]);
  });
});

interface Read {
  readonly title?: string;
  readonly URL?: string;
  readonly author?: readonly Record<string, string>[];
}
const readWith = (format: string, text: string): Read[] =>
  new Cite(text, { forceType: format, generateGraph: false }).data as Read[];

describe.each([
  ['BibTeX', writeBibtex, '@bibtex/text'],
  ['RIS', writeRis, '@ris/file'],
] as const)('%s, read by another library', (_name, write, format) => {
  test('gives titles, names and addresses', () => {
    const items = citedItems(floods().build(), { each: 'passage' });
    const read = readWith(format, write(items));
    expect(read.map(({ URL }) => URL)).toEqual(items.map(({ URL }) => URL));
    expect(read.map(({ title }) => title)).toEqual(items.map(({ title }) => title));
    const names = read[0]?.author?.map(
      (name) => name['literal'] ?? `${name['given'] ?? ''} ${name['family'] ?? ''}`.trim(),
    );
    expect(names).toEqual(['Ann Field', 'Water Board {North}']);
  });

  test('has an entry for each, for any titles and addresses', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '\\',
        '$',
        '%',
        '&',
        '#',
        '_',
        '^',
        '~',
        '"',
        "'",
        ',',
        '=',
        '@misc{',
        'ER  - ',
        'TY  - ',
      ],
      ...[
        '\r\n',
        '\n',
        ' and ',
        'Word',
        'é',
        '漢',
        '😀',
        '<i>',
        '-',
        '--',
        '``',
        '/',
        '?',
        '%7B',
        '(',
        ')',
      ],
    );
    const words = fc.array(piece, { minLength: 1, maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 4 }), (pages) => {
        const report = new ReportFixture().section('S');
        const urls = pages.map(([title, path], index) => {
          const url = `https://p${index}.example/${encodeURI(path.toWellFormed())}`;
          const clip = report.clip(report.source(title, url, { authors: [title] }), 'q');
          report.statement(['x ', { cite: clip }]);
          return writableUrl(url);
        });
        const read = readWith(format, write(citedItems(report.build())));
        expect(read.map(({ URL }) => URL)).toEqual(urls);
      }),
      { numRuns: 150 },
    );
  });
});

test('persons are sorted by their family names, and organisations stay whole', () => {
  const report = new ReportFixture().section('S');
  const authors = [
    ...['Ann Field', 'Simone de Beauvoir', 'Martin Luther King, Jr.'],
    ...['Department of Health and Human Services', 'Reuters', '肖春芳', 'Le Goff, Hélène'],
  ];
  const source = report.source('T', 'https://e.example/', { authors });
  report.statement([{ cite: report.clip(source, 'q') }]);
  const items = citedItems(report.build());
  const lines = writeRis(items)
    .split('\r\n')
    .filter((line) => line.startsWith('AU'));
  expect(lines).toEqual([
    'AU  - Field, Ann',
    'AU  - de Beauvoir, Simone',
    'AU  - King, Martin Luther, Jr.',
    'AU  - Department of Health and Human Services',
    'AU  - Reuters',
    'AU  - 肖春芳',
    'AU  - Le Goff, Hélène',
  ]);
  expect(JSON.parse(writeCslJson(items))[0].author.at(-1)).toEqual({
    family: 'Le Goff',
    given: 'Hélène',
  });
  expect(writeBibtex(items)).toContain(
    'author = {Field, Ann and de Beauvoir, Simone and King, Jr., Martin Luther and ' +
      '{Department of Health and Human Services} and {Reuters} and {肖春芳} and Le Goff, Hélène}',
  );
  const [read] = readWith('@bibtex/text', writeBibtex(items));
  expect(read?.author).toHaveLength(authors.length);
  expect(read?.author?.[0]).toEqual({ family: 'Field', given: 'Ann' });
  expect(read?.author?.[3]).toMatchObject({ family: 'Department of Health and Human Services' });
});

test('a page keeps its date if one of its clips also has the time', () => {
  const report = new ReportFixture().section('S');
  for (const publishedAt of ['2026-11-20', '2026-11-20T08:00:00Z']) {
    const page = report.source('T', 'https://a.example/', { publishedAt });
    report.statement(['It fell ', { cite: report.clip(page, publishedAt) }]);
  }
  expect(citedItems(report.build()).map(({ issued }) => issued?.['date-parts'])).toEqual([
    [[2026, 11, 20]],
  ]);
});

test('the site itself, and an office, are authors that stay whole in each format and in the key', () => {
  const report = new ReportFixture().section('S');
  for (const [author, siteName] of [
    ['National Statistics', 'Labour market'],
    ['Lake Watch', 'Lake Watch'],
  ] as const) {
    const source = report.source('T', `https://${author.slice(0, 4)}.example/`, {
      authors: [author],
      siteName,
    });
    report.statement([{ cite: report.clip(source, 'q') }]);
  }
  const items = citedItems(report.build());
  expect(items.map(({ id, author }) => [id, author])).toEqual([
    ['nationalstatistics', [{ literal: 'National Statistics' }]],
    ['lakewatch', [{ literal: 'Lake Watch' }]],
  ]);
  expect(writeBibtex(items).match(/author = .*/gu)).toEqual([
    'author = {{National Statistics}},',
    'author = {{Lake Watch}},',
  ]);
  expect(writeRis(items).match(/AU {2}- .*/gu)).toEqual([
    'AU  - National Statistics',
    'AU  - Lake Watch',
  ]);
});

test('an address in RIS is on one line, however long', () => {
  const report = new ReportFixture().section('S');
  const url = `https://long.example/${'a'.repeat(500)}`;
  report.statement([{ cite: report.clip(report.source('T', url), 'q') }]);
  expect(writeRis(citedItems(report.build())).split('\r\n')).toContain(`UR  - ${url}`);
});

test('a title can not end its field, its entry or its line', () => {
  const report = new ReportFixture().section('S');
  const title = 'A}, url = {https://evil.example/}\n\n@misc{x,\r\nUR  - https://evil.example/';
  report.statement([{ cite: report.clip(report.source(title, 'https://e.example/'), 'q') }]);
  const items = citedItems(report.build());
  expect(writeBibtex(items).match(/^@misc/gmu)).toHaveLength(1);
  expect(writeRis(items).match(/^UR {2}- .*/gmu)).toEqual(['UR  - https://e.example/']);
  expect(writableLine(title)).toBe(items[0]?.title);
});
