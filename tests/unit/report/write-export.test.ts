import { describe, expect, test } from 'vitest';
import { DEFAULT_EXPORT_OPTIONS, type ExportOptions } from '@/utils/report/export-options';
import { archivedCopies, writeExport } from '@/utils/report/write-export';
import { ReportFixture } from './report-fixture';

/** A cited clip in "Levels", one that nobody cites in "Causes", one in the inbox. */
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

async function written(options: Partial<ExportOptions>, section = false) {
  const { report, levels } = lakes();
  return writeExport(
    {
      report,
      checks: [],
      sectionId: section ? levels : null,
      options: { ...DEFAULT_EXPORT_OPTIONS, ...options },
    },
    () => undefined,
  );
}

describe('each format', () => {
  test('Markdown is in the style asked for', async () => {
    const { text, html } = await written({ format: 'markdown', style: 'footnote' });
    expect(text).toContain('It rose[^1].');
    expect(html).toBeNull();
  });

  test('Pandoc comes with a bibliography that has its keys', async () => {
    const { text, bibliography } = await written({ format: 'markdown', style: 'pandoc' });
    const key = /\[@([^\]]+)\]/.exec(text)?.[1];
    const items: { id: string; URL: string }[] = JSON.parse(bibliography ?? '[]');
    expect(items.find(({ id }) => id === key)?.URL).toContain('#:~:text=44%20centimetres');
  });

  test('rich text is a fragment with its plain form beside it', async () => {
    const { text, html } = await written({ format: 'rich-text', style: 'inline' });
    expect(html).toMatch(/<a href="https:\/\/hydrology\.example\/bulletin#:~:text=44%20cent/);
    expect(html).not.toContain('<html');
    expect(text).not.toContain('<a ');
  });

  test('HTML is a whole document', async () => {
    const { text } = await written({ format: 'html' });
    expect(text).toMatch(/^<!doctype html>/i);
  });

  test.each([
    ['bibtex', '@misc{'],
    ['ris', 'TY  - '],
    ['csl-json', '"URL"'],
    ['annotations', 'TextQuoteSelector'],
    ['csv', '"number"'],
  ] as const)('%s names every source, whatever is ticked for prose', async (format, mark) => {
    const { text } = await written({ format, blockQuotes: false, inbox: false });
    if (format !== 'annotations') expect(text).toContain(mark);
    for (const host of ['hydrology', 'mountains', 'gauges']) {
      expect(text).toContain(`${host}.example`);
    }
  });

  test.each(['bibtex', 'ris', 'csl-json', 'annotations', 'csv'] as const)(
    '%s of a section names what it cites and no more',
    async (format) => {
      const { text } = await written({ format }, true);
      expect(text).toContain('hydrology.example');
      expect(text).not.toContain('mountains.example');
      expect(text).not.toContain('gauges.example');
    },
  );
});

test('progress comes to its end', async () => {
  const { report } = lakes();
  const told: [number, number][] = [];
  await writeExport(
    { report, checks: [], sectionId: null, options: DEFAULT_EXPORT_OPTIONS },
    (done, total) => told.push([done, total]),
  );
  const [done, total] = told.at(-1) ?? [0, 1];
  expect(done).toBe(total);
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
