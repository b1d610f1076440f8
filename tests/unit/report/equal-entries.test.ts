import { describe, expect, test } from 'vitest';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import { ExportJoiner } from '@/utils/report/join-export';
import { citedItems, writeBibtex } from '@/utils/report/write-bibliography';
import { writeExport } from '@/utils/report/write-export';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import type { WrittenCheck } from '@/utils/report/write-options';
import { writePlainText } from '@/utils/report/write-text';
import { writeWord } from '@/utils/word/write-word';
import { wordMarkdown } from '../word/word-text';
import { ReportFixture } from './report-fixture';

/*
 * A passage that is pinned for two claims has two clips. In a list they are one entry if nothing
 * that the list says of them differs.
 */

const ROSE = { prefix: '', start: 'rose', end: '', suffix: '' };
const LINK = 'https://lake.example/#:~:text=rose';

function twice(
  second: { label?: string; quote?: string; directive?: typeof ROSE; site?: string } = {},
) {
  const fixture = new ReportFixture();
  const source = fixture.source('Lake office', 'https://lake.example/');
  const other =
    second.site === undefined
      ? source
      : fixture.source('Lake office', 'https://lake.example/', { siteName: second.site });
  const one = fixture.clip(source, 'rose', ROSE);
  const two = fixture.clip(other, second.quote ?? 'rose', second.directive ?? ROSE);
  const label = second.label ?? 'Lake office';
  const report = fixture
    .statement(['The lake rose ', { cite: one, label: 'Lake office' }, '.'])
    .statement(['It rose again ', { cite: two, label }, '.'])
    .build();
  return { report, one, two };
}

const numbered = { style: 'numbered' } as const;

describe('a passage with two clips', () => {
  test('is one entry of numbered references, and one note', async () => {
    const { report } = twice();
    expect(writeMarkdown(report, numbered)).toBe(
      `The lake rose [1].\n\nIt rose again [1].\n\n## References\n\n1. [Lake office](${LINK})\n`,
    );
    expect(writeMarkdown(report, { style: 'footnote' })).toBe(
      `The lake rose[^1].\n\nIt rose again[^1].\n\n[^1]: [Lake office](${LINK})\n`,
    );
    expect(writePlainText(report, numbered)).not.toContain('[2]');
    expect(writeHtmlFragment(report, numbered)).not.toContain('2</a>');
    expect(await wordMarkdown(await writeWord(report, numbered))).not.toContain('[2]');
  });

  test('has one key, the same in all files', () => {
    const { report } = twice();
    const options = { ...DEFAULT_EXPORT_OPTIONS, style: 'pandoc' } as const;
    const joiner = new ExportJoiner('markdown');
    const task = { report, checks: [], images: [], sectionId: null, options };
    for (const part of writeExport(task)) joiner.add(part);
    const { text, bibliography } = joiner.whole();
    expect(text.match(/\[@[^\]]+\]/gu)).toEqual(['[@lakelake]', '[@lakelake]']);
    expect(bibliography?.match(/"id":"[^"]+"/gu)).toEqual(['"id":"lakelake"']);
    const bibtex = writeBibtex(citedItems(report, { each: 'passage' }));
    expect(bibtex.match(/@\w+\{[^,]+,/gu)).toEqual(['@misc{lakelake,']);
  });

  test.each([
    ['another title', { label: 'Office' }],
    ['another passage', { directive: { ...ROSE, start: 'fell' } }],
    ['another site', { site: 'Lakes' }],
  ] as const)('is two entries with %s', (_, second) => {
    expect(writeMarkdown(twice(second).report, numbered)).toContain('[2]');
  });

  test('is two entries if only their words tell the passages apart', () => {
    const fixture = new ReportFixture();
    const source = fixture.source('Lake office', 'https://lake.example/');
    const clips = ['rose', 'fell', 'rose'].map((quote) => fixture.clip(source, quote));
    fixture.statement(clips.flatMap((cite) => ['The lake ', { cite, label: 'Lake office' }]));
    expect(writeMarkdown(fixture.build(), numbered)).toContain(
      'The lake [1] The lake [2] The lake [1]',
    );
  });

  test('is two entries if their results are written and differ', () => {
    const { report, one, two } = twice();
    const checks = [one, two].map((clipId, at): WrittenCheck => {
      const pinId = report.pins[at]?.id;
      if (pinId === undefined) throw new Error('no pin');
      return {
        clipId,
        pinId,
        checkedAt: '2025-03-02T10:00:00.000Z',
        verdict: at === 0 ? 'verbatim' : 'altered',
        reader: 'fetch',
        finalUrl: null,
      };
    });
    const options = { badges: true, checks };
    expect(writeMarkdown(report, { ...options, ...numbered })).toContain('[2]');
    const pandoc = writeMarkdown(report, { ...options, style: 'pandoc' });
    expect(pandoc).toMatch(
      /rose \[@lakelake\] \((.+)\)\.\n\nIt rose again \[@lakelake\] \((?!\1)/u,
    );
    const [item, ...others] = citedItems(report, { ...options, each: 'passage' });
    expect(others).toEqual([]);
    expect(item?.note).toMatch(/^.+; .+$/u);
  });
});
