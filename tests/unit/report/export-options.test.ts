import { describe, expect, test } from 'vitest';
import { arrangeReport } from '../../../utils/model/report-tree';
import { gatherEvidence } from '../../../utils/report/citation-target';
import {
  DEFAULT_EXPORT_OPTIONS,
  EXPORT_FORMATS,
  ExportOptionsSchema,
  isFromFile,
  listsSources,
  ticksOf,
} from '../../../utils/report/export-options';
import { planReport } from '../../../utils/report/plan-report';
import { ReportFixture } from './report-fixture';

test('stored options keep valid values and use the default for others', () => {
  const stored = { format: 'papyrus', style: 'footnote', notes: false, inbox: 'yes', other: 1 };
  expect(ExportOptionsSchema.parse(stored)).toEqual({
    ...DEFAULT_EXPORT_OPTIONS,
    style: 'footnote',
    notes: false,
  });
});

describe('ticks', () => {
  test('front matter is offered for Markdown alone', () => {
    const offering = EXPORT_FORMATS.filter((format) => ticksOf(format).includes('frontMatter'));
    expect(offering).toEqual(['markdown']);
  });

  test.each(['bibtex', 'csl-json'] as const)(
    'passages are offered for %s, which has keys',
    (format) => expect(ticksOf(format)).toEqual(['passages']),
  );

  test.each(['ris', 'csv', 'bundle'] as const)(
    'nothing is offered for %s, which holds no prose',
    (format) => expect(ticksOf(format)).toEqual([]),
  );
});

describe('a list of sources, unless asked for,', () => {
  const written = () => new ReportFixture().section('Levels').statement(['It rose.']);

  test('is written for a report made here', () => {
    const { content } = written().build();
    expect(isFromFile(content)).toBe(false);
    expect(listsSources(content, 'inline')).toBe(true);
  });

  test.each(['footnote', 'numbered', 'pandoc'] as const)(
    'is not written where citations are in the style %s, which names them',
    (style) => expect(listsSources(written().build().content, style)).toBe(false),
  );

  test('is not written for a report from a file', () => {
    const { content } = new ReportFixture()
      .section('Levels', 2, { raw: '## Levels' })
      .statement(['It rose.'])
      .build();
    expect(isFromFile(content)).toBe(true);
    expect(listsSources(content, 'inline')).toBe(false);
  });

  test('is not written beside one of its own, unless that lies in the bin', () => {
    const own = (binnedAt: string | null) =>
      written().statement(['The bulletin.'], { kind: 'sources', binnedAt }).build().content;
    expect(listsSources(own(null), 'inline')).toBe(false);
    expect(listsSources(own('2026-05-01T10:00:00.000Z'), 'inline')).toBe(true);
  });

  const REPORTS: readonly (readonly [string, () => ReportFixture])[] = [
    ['made here', written],
    ['with the heading of a file', () => new ReportFixture().section('A', 2, { raw: '## A' })],
    ['with only the last bytes of a file', () => written().with({ finalBytes: '\n' })],
    ['with its own list', () => written().statement(['The bulletin.'], { kind: 'sources' })],
  ];
  const STYLES = ['as-written', 'inline', 'footnote', 'numbered', 'pandoc'] as const;
  test.each(REPORTS.flatMap(([name, make]) => STYLES.map((style) => [name, style, make] as const)))(
    'is ticked for a report %s in the style %s if the export writes it',
    (_name, style, make) => {
      const { content, clips, sources, pins } = make().build();
      const tree = arrangeReport(content, clips);
      const evidence = gatherEvidence(clips, sources, pins, content.placements);
      expect(listsSources(content, style)).toBe(planReport(tree, evidence, { style }).listed);
    },
  );
});
