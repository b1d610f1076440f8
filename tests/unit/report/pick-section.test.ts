import { describe, expect, test } from 'vitest';
import { madePin } from '@/scripts/made-evidence';
import { WRITE_STYLES } from '@/utils/model/citation-styles';
import { newId } from '@/utils/model/ids';
import { pickSection, pickSectionReport } from '../../../utils/report/pick-section';
import { writeMarkdown } from '../../../utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';
import { ReportFixture } from './report-fixture';

/** Two chapters. The second has a section whose statement cites a clip of the first. */
function twoChapters() {
  const fixture = new ReportFixture().with({ title: 'Lakes', preamble: '---\ntags: a\n---\n' });
  const bulletin = fixture.source('Bulletin', 'https://hydrology.example/bulletin');
  const level = fixture.clip(bulletin, '44 centimetres', { start: '44 centimetres' });
  fixture
    .section('Levels')
    .place(level)
    .statement(['It rose ', { cite: level }, '.']);
  fixture.section('Causes', 2, { raw: '## Causes' }).statement(['Snow.']);
  const causes = fixture.sections[1]?.id ?? null;
  fixture.section('Weirs', 3, { parentId: causes }).statement(['Held back ', { cite: level }, '.']);
  return { fixture, levels: fixture.sections[0]!.id, causes: causes! };
}

describe('a picked section', () => {
  test('becomes a report of its own, with its subsections and nothing else', () => {
    const { fixture, causes } = twoChapters();
    const report = fixture.build();
    const markdown = writeMarkdown({ ...report, content: pickSection(report.content, causes) });
    expect(markdown).toContain('# Causes\n\nSnow.\n\n## Weirs\n\nHeld back');
    expect(markdown).not.toContain('Levels');
    expect(markdown).not.toContain('tags:');
    expect(markdown).not.toContain('> 44 centimetres');
  });

  test('keeps a citation whose clip is elsewhere', () => {
    const { fixture, causes } = twoChapters();
    const report = fixture.build();
    const markdown = writeMarkdown({ ...report, content: pickSection(report.content, causes) });
    expect(markdown).toContain('https://hydrology.example/bulletin#:~:text=44%20centimetres');
  });

  test('keeps the passage that was pinned for a cited clip elsewhere, and not its note', () => {
    const { fixture, causes } = twoChapters();
    const [placement] = fixture.placements;
    const clipId = placement?.clipId ?? newId<'clip'>();
    const pinned = madePin({
      id: newId<'pin'>(),
      clipId,
      madeAt: '2025-03-02T10:00:00.000Z',
      quote: 'in spring',
      directive: { start: 'in spring' },
    });
    fixture.pins.push(pinned);
    fixture.placements.splice(0, 1, { ...placement!, pinId: pinned.id, note: 'For later.' });
    const picked = pickSectionReport(fixture.build(), causes);
    expect(writeMarkdown(picked)).toContain('/bulletin#:~:text=in%20spring');
    expect(JSON.stringify(picked.content)).not.toContain('For later.');
  });

  test.each(WRITE_STYLES.filter((each) => each !== 'pandoc'))(
    'brings the definitions that it names, in the style %s',
    (style) => {
      const report = importedReport(
        readReport(
          '# Lakes\n\n## One\n\nNo count for bins[^a]. It rose[^b].\n\n### Sub\n\nIt fell[^c].\n\n## Two\n\nAn end[^d].\n\n' +
            '[^a]: The author found nothing.\n[^b]: [Gauges](https://gauges.example/), p. 3.\n' +
            '[^c]: Interview, May.\n[^d]: Not here.\n',
        ),
      );
      const one = report.content.sections.find(({ title }) => title === 'One')?.id;
      const written = writeMarkdown(pickSectionReport(report, one!), {
        style,
        whole: report.content,
      });
      expect(written.startsWith('# One\n')).toBe(true);
      expect(written.match(/^\[\^a\]: The author found nothing\.$/gmu)).toHaveLength(1);
      expect(written.match(/^\[\^c\]: Interview, May\.$/gmu)).toHaveLength(1);
      expect(written).not.toContain('Not here.');
      expect(written.indexOf('[^a]: ')).toBeGreaterThan(written.indexOf('It fell'));
      expect(claimsOf(written).filter((claim) => claim.includes('gauges.example/'))).toHaveLength(
        1,
      );
    },
  );

  test('keeps only the citations of its own statements', () => {
    const { fixture, levels } = twoChapters();
    const { content } = fixture.build();
    const picked = pickSection(content, levels);
    expect(picked.citations).toEqual([content.citations[0]]);
    expect(picked.title).toBe('Levels');
  });

  test('of sections that contain each other ends', () => {
    const { fixture, causes } = twoChapters();
    const { content } = fixture.build();
    const weirs = content.sections[2]!.id;
    const circle = content.sections.map((section) =>
      section.id === causes ? { ...section, parentId: weirs } : section,
    );
    expect(pickSection({ ...content, sections: circle }, causes).sections).toHaveLength(2);
  });

  test('that does not exist is empty', () => {
    const { fixture } = twoChapters();
    const gone = new ReportFixture().section('x').sections[0]!.id;
    const picked = pickSection(fixture.build().content, gone);
    expect([picked.sections, picked.statements, picked.citations]).toEqual([[], [], []]);
  });
});
