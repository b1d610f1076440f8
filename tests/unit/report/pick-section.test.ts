import { describe, expect, test } from 'vitest';
import { pickSection } from '../../../utils/report/pick-section';
import { writeMarkdown } from '../../../utils/report/write-markdown';
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
