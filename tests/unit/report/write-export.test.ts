import { describe, expect, test } from 'vitest';
import { WRITE_STYLES } from '@/utils/model/citation-styles';
import type { Clip } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { DEFAULT_EXPORT_OPTIONS, type ExportOptions } from '@/utils/report/export-options';
import type { ExportTask, WrittenExport } from '@/utils/report/export-task';
import { ExportJoiner } from '@/utils/report/join-export';
import { archivedCopies, writeExport } from '@/utils/report/write-export';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import type { WrittenCheck } from '@/utils/report/write-options';
import { writePlainText } from '@/utils/report/write-text';
import { importedReport, readReport } from './read-back';
import { ReportFixture } from './report-fixture';

/** A cited clip in "Levels", one without a citation in "Causes", and one in the inbox. */
function lakes() {
  const fixture = new ReportFixture().with({ title: 'Lakes' });
  const bulletin = fixture.source('Bulletin', 'https://hydrology.example/bulletin');
  const survey = fixture.source('Snow survey', 'https://mountains.example/snow');
  const table = fixture.source('Weekly table', 'https://gauges.example/table');
  const level = fixture.clip(bulletin, '44 centimetres', { start: '44 centimetres' });
  const snow = fixture.clip(survey, 'Late snow', { start: 'Late snow' });
  fixture.clip(table, 'A loose row', { start: 'A loose row' });
  fixture.section('Levels').statement(['It rose ', { cite: level, label: 'Bulletin' }, '.']);
  fixture.section('Causes').place(snow);
  return { report: fixture.build(), levels: fixture.sections[0]!.id };
}

/** Joins the parts like the page that receives them from its Worker. */
function joined(task: ExportTask): WrittenExport {
  const joiner = new ExportJoiner(task.options.format);
  for (const part of writeExport(task)) joiner.add(structuredClone(part));
  return joiner.whole();
}

function written(options: Partial<ExportOptions>, section = false): WrittenExport {
  const { report, levels } = lakes();
  return joined({
    report,
    checks: [],
    sectionId: section ? levels : null,
    options: { ...DEFAULT_EXPORT_OPTIONS, ...options },
    images: [],
  });
}

test('an imported page that nothing cites is not printed, but a clipped page is', () => {
  const imported = importedReport(readReport('# T\n\nIt rose ([A page](https://a.example/)).\n'));
  const uncited = {
    ...imported.content,
    statements: imported.content.statements.map((each) => ({
      ...each,
      text: 'It rose.',
      raw: null,
    })),
    citations: [],
  };
  const [clip] = imported.clips;
  const write = (format: ExportOptions['format'], note = '', of: Partial<Clip> = {}) =>
    joined({
      report: {
        ...imported,
        clips: imported.clips.map((each) => ({ ...each, ...of })),
        content: {
          ...uncited,
          placements: [
            {
              ...{ clipId: clip!.id, sectionId: null, rank: 'a0', tags: [] },
              ...{ note, pinId: null, binnedAt: null },
            },
          ],
        },
      },
      checks: [],
      sectionId: null,
      options: { ...DEFAULT_EXPORT_OPTIONS, format, style: 'inline', inbox: true },
      images: [],
    }).text;
  for (const format of ['markdown', 'rich-text', 'html', 'word'] as const) {
    expect(write(format)).not.toContain('A page');
    expect(write(format, 'Read on.')).toContain('A page');
    expect(write(format, '', { origin: 'popup' })).toContain('A page');
  }
  expect(write('csv')).toContain('A page');
});

describe('the inbox of a report', () => {
  const text = (fixture: ReportFixture, inbox = DEFAULT_EXPORT_OPTIONS.inbox) => {
    const options = { ...DEFAULT_EXPORT_OPTIONS, inbox };
    return joined({ report: fixture.build(), checks: [], sectionId: null, options, images: [] })
      .text;
  };
  const withLoose = () => {
    const fixture = new ReportFixture().with({ title: 'Lakes' });
    const page = fixture.source('Weekly table', 'https://gauges.example/table');
    fixture.clip(page, 'A loose row', { start: 'A loose row' });
    return { fixture, page };
  };

  test('a report with statements is exported without its inbox, unless it is ticked', () => {
    const { fixture } = withLoose();
    fixture.section('Levels').statement(['It rose.']);
    expect(text(fixture)).not.toContain('A loose row');
    expect(text(fixture, true)).toContain('A loose row');
    expect(text(fixture, false)).not.toContain('A loose row');
  });

  test('a report with a filed clip is exported without its inbox', () => {
    const { fixture, page } = withLoose();
    const filed = fixture.clip(page, 'A filed row', { start: 'A filed row' });
    fixture.section('Levels').place(filed);
    expect(text(fixture)).toContain('A filed row');
    expect(text(fixture)).not.toContain('A loose row');
  });

  test('a report that has only its inbox is exported with it', () => {
    const { fixture } = withLoose();
    expect(text(fixture)).toContain('A loose row');
    fixture.section('Levels').statement([' ']);
    expect(text(fixture)).toContain('A loose row');
    expect(text(fixture, false)).not.toContain('A loose row');
  });
});

describe('each format', () => {
  test('Markdown has the chosen style', () => {
    const { text, html } = written({ format: 'markdown', style: 'footnote' });
    expect(text).toContain('It rose[^1].');
    expect(html).toBeNull();
  });

  test('the Pandoc style includes a bibliography with its keys', () => {
    const { text, bibliography } = written({ format: 'markdown', style: 'pandoc' });
    const key = /\[@([^\]]+)\]/.exec(text)?.[1];
    const items: { id: string; URL: string }[] = JSON.parse(bibliography ?? '[]');
    expect(items.find(({ id }) => id === key)?.URL).toContain('#:~:text=44%20centimetres');
  });

  test('rich text is a fragment with its plain form beside it', () => {
    const { text, html } = written({ format: 'rich-text', style: 'inline' });
    expect(html).toMatch(/<a href="https:\/\/hydrology\.example\/bulletin#:~:text=44%20cent/);
    expect(html).not.toContain('<html');
    expect(text).not.toContain('<a ');
  });

  test('HTML is a whole document', () => {
    const { text } = written({ format: 'html' });
    expect(text).toMatch(/^<!doctype html>/i);
  });

  test.each([
    ['bibtex', '@misc{'],
    ['ris', 'TY  - '],
    ['csl-json', '"URL"'],
    ['annotations', 'TextQuoteSelector'],
    ['csv', '"number"'],
  ] as const)('%s names every source, whatever is ticked for prose', async (format, mark) => {
    const { text } = written({ format, blockQuotes: false, inbox: false });
    if (format !== 'annotations') expect(text).toContain(mark);
    for (const host of ['hydrology', 'mountains', 'gauges']) {
      expect(text).toContain(`${host}.example`);
    }
  });

  test.each(['bibtex', 'ris', 'csl-json', 'annotations', 'csv'] as const)(
    '%s of a section names only what it cites',
    (format) => {
      const { text } = written({ format }, true);
      expect(text).toContain('hydrology.example');
      expect(text).not.toContain('mountains.example');
      expect(text).not.toContain('gauges.example');
    },
  );
});

describe('the keys of the Pandoc style', () => {
  const fixture = new ReportFixture().with({ title: 'Rivers' });
  const bulletin = fixture.source('River levels', 'https://gauges.example/one');
  const table = fixture.source('River levels', 'https://gauges.example/two');
  const clips = [
    fixture.clip(bulletin, 'rose', { start: 'rose' }),
    fixture.clip(bulletin, 'fell', { start: 'fell' }),
    fixture.clip(table, 'stayed', { start: 'stayed' }),
  ];
  for (const cite of clips) fixture.statement(['It moved ', { cite }, '.']);
  const report = fixture.build();
  const file = (change: Partial<ExportOptions>) => {
    const options = { ...DEFAULT_EXPORT_OPTIONS, ...change };
    return joined({ report, checks: [], sectionId: null, images: [], options }).text;
  };
  const named = [...file({ style: 'pandoc' }).matchAll(/\[@([^\]]+)\]/gu)].map(([, key]) => key);

  test.each([
    ['bibtex', /^@misc\{(.+),$/gmu],
    ['csl-json', /"id":"([^"]+)"/gu],
  ] as const)('are all in a file of %s, unless pages alone are chosen', (format, pattern) => {
    const keysIn = (change: Partial<ExportOptions>) =>
      [...file({ format, ...change }).matchAll(pattern)].map(([, key]) => key);
    expect(named).toHaveLength(3);
    expect(keysIn({ style: 'pandoc' })).toEqual(named);
    expect(keysIn({ style: 'footnote', passages: true })).toEqual(named);
    expect(keysIn({ style: 'pandoc', passages: false })).toEqual([named[0], named[2]]);
  });

  test.each(['bibtex', 'ris', 'csl-json'] as const)(
    'are not asked for: a file of %s has one entry a page, with the page’s own address',
    (format) => {
      const text = file({ format, style: 'footnote' });
      expect(text.match(/https:\/\/gauges\.example\/\w+/gu)).toEqual([
        'https://gauges.example/one',
        'https://gauges.example/two',
      ]);
      expect(text).not.toContain(':~:text=');
    },
  );

  test('name the same page in a file of RIS, which has one entry a page', () => {
    const keys = [...file({ format: 'ris' }).matchAll(/^ID {2}- (.+)\r$/gmu)].map(([, key]) => key);
    expect(keys).toEqual([named[0], named[2]]);
  });
});

describe('a report of many parts', () => {
  const fixture = new ReportFixture().with({ title: 'Rivers' });
  const source = fixture.source('Bulletin', 'https://hydrology.example/bulletin');
  const cite = fixture.clip(source, '44 centimetres', { start: '44 centimetres' });
  const words = 'The river rose by more than anybody had seen before. '.repeat(40);
  for (let each = 0; each < 75; each += 1) {
    fixture.statement([`${each} ${words}`, { cite, label: 'Bulletin' }, '.']);
  }
  const report = fixture.build();
  const options = { ...DEFAULT_EXPORT_OPTIONS, style: 'footnote' } as const;

  test('equals the joined parts letter for letter, and its progress reaches the end', () => {
    const task: ExportTask = { report, checks: [], sectionId: null, options, images: [] };
    const parts = [...writeExport(task)];
    expect(parts.length).toBeGreaterThan(2);
    const whole = writeMarkdown(report, { style: 'footnote', inbox: true });
    expect(parts.map(({ text }) => text).join('')).toBe(whole);
    const done = parts.map((part) => part.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(parts.at(-1)?.done).toBe(parts.at(-1)?.total);
  });
});

describe.each(['markdown', 'rich-text', 'html', 'word'] as const)(
  'what %s tells of checks',
  (format) => {
    const report = importedReport(
      readReport('It rose ([Bulletin](https://hydrology.example/bulletin#:~:text=44)).'),
    );
    const pin = report.pins[0]!;
    const check: WrittenCheck = {
      ...{ clipId: pin.clipId, pinId: pin.id, checkedAt: '2026-05-01T10:00:00.000Z' },
      ...{ verdict: 'altered', reader: 'fetch', finalUrl: null },
    };
    const texts = (change: Partial<ExportOptions>, checks = [check]) => {
      const options = { ...DEFAULT_EXPORT_OPTIONS, ...change, format };
      const { text, html } = joined({ report, checks, sectionId: null, options, images: [] });
      return [text, html ?? ''];
    };

    test.each(WRITE_STYLES)('is nothing unless that is ticked, in the style %s', (style) => {
      expect(texts({ style })).toEqual(texts({ style }, []));
    });

    test('is the day on which a page was read if only access dates are ticked', () => {
      const [text = '', html = ''] = texts({ accessDates: true });
      expect(text).toContain('1 May 2026');
      for (const each of [text, html]) expect(each).not.toMatch(/altered|2026-05-01/u);
    });

    test('the access date is the day when the page was read, also if its passage was pinned later', () => {
      // The check is of an earlier pin, or of the clip from which a claim got one of its own.
      const earlier = { ...check, pinId: newId<'pin'>() };
      expect(texts({ accessDates: true }, [earlier])[0]).toContain('1 May 2026');
      const [clip] = report.clips;
      const apart = { ...clip!, id: newId<'clip'>() };
      const ofApart = {
        ...report,
        clips: [clip!, apart],
        pins: [pin, { ...pin, clipId: apart.id }],
      };
      const content = {
        ...report.content,
        citations: report.content.citations.map((each) => ({ ...each, clipId: apart.id })),
      };
      const { text } = joined({
        report: { ...ofApart, content },
        checks: [check],
        sectionId: null,
        options: { ...DEFAULT_EXPORT_OPTIONS, accessDates: true, format },
        images: [],
      });
      expect(text).toContain('1 May 2026');
      const blocked = { ...earlier, verdict: 'blocked' } as const;
      expect(texts({ accessDates: true }, [blocked])[0]).not.toContain('2026');
    });

    test('is the result if that is ticked, in HTML also for programs', () => {
      const [text = '', html = ''] = texts({ badges: true });
      expect(text).toContain('altered');
      const tells = / data-verdict="altered" data-checked-at="2026-05-01T10:00:00.000Z"/u;
      expect(tells.test(text + html)).toBe(format !== 'markdown');
    });
  },
);

test('the parts of rich text and of its plain form are separate', () => {
  const { report } = lakes();
  const prose = { style: 'footnote', sourceList: null, inbox: true } as const;
  const both = written({ format: 'rich-text', style: 'footnote', inbox: true });
  expect(both.html).toBe(writeHtmlFragment(report, prose));
  expect(both.text).toBe(writePlainText(report, prose));
});

test('archived copies are those that the latest checks read, with the time in their address', () => {
  const check = (n: number, reader: 'memento' | 'fetch', finalUrl: string | null) =>
    ({ clipId: `clip-${n}`, reader, finalUrl, checkedAt: '2026-05-01T10:00:00.000Z' }) as never;
  const copies = archivedCopies([
    check(1, 'memento', 'https://archive.example/web/20250304050607/https://lake.example/'),
    check(2, 'memento', 'https://archive.example/copy/17'),
    check(3, 'fetch', 'https://lake.example/'),
  ]);
  expect([...copies]).toEqual([
    [
      'clip-1',
      {
        url: 'https://archive.example/web/20250304050607/https://lake.example/',
        takenAt: '2025-03-04T05:06:07.000Z',
      },
    ],
    ['clip-2', { url: 'https://archive.example/copy/17', takenAt: '2026-05-01T10:00:00.000Z' }],
  ]);
});
