import { describe, expect, test } from 'vitest';
import type { ClipId } from '@/utils/model/ids';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import { ExportJoiner } from '@/utils/report/join-export';
import { citedItems } from '@/utils/report/write-bibliography';
import { writeExport } from '@/utils/report/write-export';
import { writeHtmlDocument, writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { writePlainText } from '@/utils/report/write-text';
import type { WrittenImage } from '@/utils/report/written-image';
import { ReportFixture } from './report-fixture';

const DATA = 'data:image/png;base64,AAAA';

function image(clipId: ClipId, path: string, alt = 'The level, day by day'): WrittenImage {
  return { clipId, path: `images/${path}`, alt, data: DATA };
}

/** A report with an image that stands by itself, and one that a statement cites. */
function lakes(statement = 'It fell ') {
  const report = new ReportFixture();
  const page = report.source('Charts', 'https://lake.example/charts');
  const loose = report.clip(page, 'Figure 1', { start: 'Figure 1' }, { kind: 'image' });
  const cited = report.clip(page, 'Figure 2', { start: 'Figure 2' }, { kind: 'image' });
  report.section('Levels').statement([statement, { cite: cited }, '.']);
  report.place(loose, { note: 'Redraw it.' }).place(cited);
  return { report: report.build(), images: [image(loose, 'aa.png'), image(cited, 'bb.jpg')] };
}

describe('images', () => {
  test('stand before the quote of their clip, or at the end if a statement cites the clip', () => {
    const { report, images } = lakes();
    const blocks = writeMarkdown(report, { images, sourceList: false }).trim().split('\n\n');
    expect(blocks.slice(-6)).toEqual([
      '![The level, day by day](images/aa.png)',
      expect.stringMatching(/^> “Figure 1” /),
      'Note: Redraw it.',
      '## Images',
      '![The level, day by day](images/bb.jpg)',
      '([Charts](https://lake.example/charts#:~:text=Figure%202))',
    ]);
  });

  test('are in the page itself in HTML, as data addresses, once each', () => {
    const { report, images } = lakes();
    for (const html of [
      writeHtmlFragment(report, { images }),
      writeHtmlDocument(report, { images }),
    ]) {
      expect(html.match(/<img [^>]*>/gu)).toEqual([
        `<img src="${DATA}" alt="The level, day by day">`,
        `<img src="${DATA}" alt="The level, day by day">`,
      ]);
      expect(html).not.toContain('images/');
    }
    expect(writeHtmlDocument(report, { images })).toMatch(/img-src [^;]*data:/);
  });

  test('of the report’s own text still come from the web alone', () => {
    const { report, images } = lakes('![x](data:image/png;base64,BBBB) ![y](images/cc.png) ');
    const html = writeHtmlFragment(report, { images });
    expect(html).not.toContain('BBBB');
    expect(html).not.toContain('images/cc.png');
  });

  test('cannot end their own Markdown, whatever their description is', () => {
    const { report, images } = lakes();
    const alt = 'a](https://evil.example/) ![b\n\n# c "><script>';
    const named = images.map((each) => ({ ...each, alt }));
    const html = writeHtmlFragment(report, { images: named });
    expect(html.match(/<img /gu)).toHaveLength(2);
    expect(html).not.toContain('href="https://evil.example/"');
    expect(html.replaceAll(/ alt="[^"]*"/g, '')).not.toMatch(/<h1|<script|evil/);
  });

  test.each(['footnote', 'numbered', 'pandoc'] as const)(
    'in the style %s cite with a sign that has an entry',
    (style) => {
      const { report, images } = lakes();
      const text = writeMarkdown(report, { images, style, sourceList: false });
      const [, after = ''] = text.split('(images/bb.jpg)');
      if (style === 'footnote') expect(after).toMatch(/^\n\n\[\^1\]\n/);
      if (style === 'numbered') expect(after).toMatch(/^\n\n\[1\]\n/);
      if (style !== 'pandoc') return;
      const keys = citedItems(report, { images, each: 'passage' }).map(({ id }) => id);
      expect(keys).toContain(/\[@([^\]]+)\]/.exec(after)?.[1]);
    },
  );

  test('of clips that are left out are left out', () => {
    const { report, images } = lakes();
    const text = writeMarkdown(report, { images, blockQuotes: false });
    expect(text).not.toContain('aa.png');
    expect(text).toContain('bb.jpg');
  });

  test('are not in plain text, which keeps the rest as it is', () => {
    const { report, images } = lakes();
    expect(writePlainText(report, { images })).toBe(writePlainText(report));
  });

  test('without any, a report is written as before', () => {
    const { report } = lakes();
    expect(writeMarkdown(report, { images: [] })).toBe(writeMarkdown(report));
    expect(writeMarkdown(report)).not.toContain('Images');
  });
});

test.each([
  ['word', 1],
  ['html', 0],
  ['markdown', 0],
] as const)('an image of the text that stays on the web is counted in %s: %i', (format, count) => {
  const { report } = lakes('![y](https://lake.example/y.png) ![x](images/x.png) ');
  const options = { ...DEFAULT_EXPORT_OPTIONS, format };
  const joiner = new ExportJoiner(format);
  const task = { report, checks: [], images: [], sectionId: null, options };
  for (const part of writeExport(task)) joiner.add(part);
  expect(joiner.whole().linkedImages).toBe(count);
});
