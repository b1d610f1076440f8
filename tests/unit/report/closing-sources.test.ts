import { describe, expect, test } from 'vitest';
import { madePin } from '@/scripts/made-evidence';
import { newId } from '@/utils/model/ids';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import { ExportJoiner } from '@/utils/report/join-export';
import { citedItems } from '@/utils/report/write-bibliography';
import { writeExport } from '@/utils/report/write-export';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { importedReport, readReport } from './read-back';
import { ReportFixture } from './report-fixture';

test.each<[string, string, number]>([
  ['the same address', 'https://tides.example/locks', 1],
  ['an address that a newsletter marked', 'https://tides.example/locks?utm_source=mail', 1],
  ['the default port and a host in capitals', 'https://TIDES.example:443/locks', 1],
  ['another page', 'https://tides.example/locks/2', 2],
  ['another query', 'https://tides.example/locks?page=2', 2],
])('sources of two people are one in the list where they have %s', (_name, other, listed) => {
  const report = new ReportFixture();
  const urls = ['https://tides.example/locks', other];
  const clips = urls.map((url) => report.clip(report.source('The locks', url), 'They closed.'));
  for (const cite of clips) report.statement(['They closed ', { cite }, '.']);
  const written = writeMarkdown(report.build(), { sourceList: true });
  const list = written.slice(written.indexOf('## Sources'));
  expect(list.match(/^[-*] /gm)).toHaveLength(listed);
  // Each citation keeps the address of the source that it was made from.
  expect(written.split('## Sources')[0]?.toLowerCase()).toContain(new URL(other).search);
});

describe('a page whose title changed between its clips has in the list', () => {
  const page = 'https://tides.example/locks';
  /** Writes a report with clips of one page. Each has a first title, a pinned title and an order. */
  const listed = (...clips: readonly (readonly [string, string?, number?])[]) => {
    const report = new ReportFixture();
    const pinned = clips.map(([first, title, order]) => {
      const cite = report.clip(report.source(first, page), 'They closed.');
      report.statement(['They closed ', { cite }, '.']);
      if (title === undefined) return { cite, pinId: null };
      const pin = { id: newId<'pin'>(), clipId: cite, madeAt: '2025-01-01T00:00:00.000Z', title };
      report.pins.push(
        madePin({ ...pin, quote: 'They opened.', ...(order === undefined ? {} : { order }) }),
      );
      return { cite, pinId: pin.id };
    });
    for (const { cite, pinId } of pinned) report.place(cite, { pinId });
    const written = report.build();
    const list = writeMarkdown(written, { sourceList: true }).split('## Sources\n\n')[1];
    const items = citedItems(written, { each: 'page' });
    return [list, ...items.map(({ title }) => title)];
  };
  const entry = (title: string) => [`- [${title}](${page})\n`, title];

  test('the title that came with a pin', () => {
    expect(listed(['29 locks', '31 locks', 1])).toEqual(entry('31 locks'));
  });

  test('that title even if an earlier clip is cited before it, or after it', () => {
    expect(listed(['29 locks'], ['29 locks', '31 locks', 1])).toEqual(entry('31 locks'));
    expect(listed(['29 locks', '31 locks', 1], ['29 locks'])).toEqual(entry('31 locks'));
  });

  test('the one that the library stored last', () => {
    expect(listed(['29', '31 locks', 2], ['29', '30 locks', 1])).toEqual(entry('31 locks'));
    expect(listed(['29', '30 locks', 1], ['29', '31 locks', 2])).toEqual(entry('31 locks'));
  });
});

describe('the title of a page whose sentence links to a part of it', () => {
  const page = 'https://www.tides.example/locks';
  const exported = (list: string) => {
    const text = `They closed [1](${page}#gates).\n\n## Sources\n\n${list}\n`;
    const report = importedReport(readReport(text));
    return (['as-written', 'inline'] as const).map((style) => {
      const joiner = new ExportJoiner('markdown');
      const options = { ...DEFAULT_EXPORT_OPTIONS, style, sourceList: true };
      const task = { report, checks: [], images: [], sectionId: null, options };
      for (const part of writeExport(task)) joiner.add(part);
      const { text: written, wordless } = joiner.whole();
      return { list: written.split('## Sources\n\n')[1], wordless };
    });
  };

  test('is taken from the old list into the new one', () => {
    const found = { list: `- [The locks](${page})\n`, wordless: 0 };
    expect(exported(`- [The locks](${page})`)).toEqual([found, found]);
  });

  test('is counted as left out if the old list has another title for the page', () => {
    const passage = `([passage](${page}#spring))`;
    const found = { list: `- [The locks](${page}) ${passage}\n`, wordless: 1 };
    const other = `- [Gates in spring](${page}#spring)`;
    expect(exported(`- [The locks](${page})\n${other}`)).toEqual([found, found]);
  });
});

describe('in a new numbered list, a page whose link in the text has a label of its own', () => {
  const entry = 'Dupont, I. (2025). [Locks and tides](https://a.example/x)';
  const numbered = (label: string, item: string) => {
    const text = `They closed ([${label}](https://a.example/x)).\n\n## References\n\n${item}${entry}\n`;
    const joiner = new ExportJoiner('markdown');
    const options = { ...DEFAULT_EXPORT_OPTIONS, style: 'numbered' } as const;
    const report = importedReport(readReport(text));
    for (const part of writeExport({ report, checks: [], images: [], sectionId: null, options })) {
      joiner.add(part);
    }
    const { text: written, wordless } = joiner.whole();
    return { list: written.split('## References\n\n')[1], wordless };
  };

  test.each(['1. ', '- '])(
    'gets the title of the old list, which has the words of the label: %s',
    (item) => {
      expect(numbered('Dupont, 2025', item)).toEqual({ list: `1. ${entry}\n`, wordless: 0 });
    },
  );

  test('keeps a label with words of its own, and the title is counted as left out', () => {
    const list = '1. Dupont, I. (2025). [the ministry](https://a.example/x)\n';
    expect(numbered('the ministry', '1. ')).toEqual({ list, wordless: 1 });
  });
});
