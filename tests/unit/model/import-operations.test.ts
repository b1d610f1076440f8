import { describe, expect, test } from 'vitest';
import type { SectionId } from '@/utils/model/ids';
import { applyImportedReport } from '@/utils/model/import-operations';
import { createReportDocument, readReport } from '@/utils/model/report-document';
import { arrangeReport, type SectionNode } from '@/utils/model/report-tree';
import { createSection } from '@/utils/model/section-operations';
import { createStatement, editStatement } from '@/utils/model/statement-operations';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { countedIds, NOW, REPORT, read } from '../report/read-report';

const TEXT =
  '\uFEFF---\ntitle: T\n---\n\nOpening ([A](https://a.example/)).\n\n# One\n\n- a\n  - b ([B](https://b.example/))\n\n### Two\nWords.\n# Three\n\n';

function outline(nodes: readonly SectionNode[]): string[] {
  return nodes.flatMap(({ section, content, children }) => [
    `${'#'.repeat(section.level)} ${section.title}${section.raw === null ? ' (anew)' : ''}`,
    ...content.map((item) => (item.kind === 'statement' ? item.statement.kind : 'clip')),
    ...outline(children),
  ]);
}

describe('applyImportedReport', () => {
  test('fills an empty document with the whole file', () => {
    const report = read(TEXT);
    const doc = createReportDocument({ title: '', language: 'fr', at: NOW });
    applyImportedReport(doc, report, { under: null, at: NOW });
    const content = readReport(doc, REPORT);
    expect(content).toMatchObject({
      title: 'One',
      language: 'en',
      preamble: '\uFEFF---\ntitle: T\n---\n\n',
    });
    const { clips, sources, pins } = report;
    const tree = arrangeReport(content, clips);
    expect(tree.opening.map((item) => item.kind)).toEqual(['statement']);
    expect(outline(tree.sections)).toEqual([
      '# One',
      'item',
      'item',
      '### Two',
      'paragraph',
      '# Three',
    ]);
    expect(content.citations.map(({ href, raw }) => [href, raw])).toEqual([
      ['https://a.example/', '([A](https://a.example/))'],
      ['https://b.example/', '([B](https://b.example/))'],
    ]);
    expect(writeMarkdown({ content, clips, sources, pins })).toBe(TEXT);
  });

  test('a report with content of its own keeps its title in exports after an import', () => {
    const report = read('# Theirs\n\nWords ([A](https://a.example/)).\n');
    const doc = createReportDocument({ title: 'Mine', language: 'en', at: NOW });
    const home = '00000000-0000-7000-9000-000000000001' as SectionId;
    createSection(doc, { id: home, parentId: null, title: 'Home', at: NOW });
    applyImportedReport(doc, report, { under: null, at: NOW });
    const { clips, sources, pins } = report;
    expect(writeMarkdown({ content: readReport(doc, REPORT), clips, sources, pins })).toBe(
      '# Mine\n\n## Home\n\n# Theirs\n\nWords ([A](https://a.example/)).',
    );
  });

  test.each(['# Theirs\n\nWords.', 'Words.\n\nMore.\n', 'Words.\n\n# Theirs\n'])(
    'a section that is added to the file %j writes no second title',
    (text) => {
      const report = read(text);
      const doc = createReportDocument({ title: '', language: 'en', at: NOW });
      applyImportedReport(doc, report, { under: null, at: NOW });
      const { clips, sources, pins } = report;
      const id = '00000000-0000-7000-9000-000000000001' as SectionId;
      const before = report.sections[0]?.id ?? null;
      createSection(doc, { id, parentId: null, title: 'New', before, at: NOW });
      const written = writeMarkdown({ content: readReport(doc, REPORT), clips, sources, pins });
      expect(written.match(/^# .*$/gmu) ?? []).toEqual(text.includes('#') ? ['# Theirs'] : []);
    },
  );

  test('makes one update of it', () => {
    const doc = createReportDocument({ title: '', language: 'en', at: NOW });
    let updates = 0;
    doc.on('update', () => {
      updates += 1;
    });
    applyImportedReport(doc, read(TEXT), { under: null, at: NOW });
    expect(updates).toBe(1);
  });

  test('changes nothing when it is done again', () => {
    const doc = createReportDocument({ title: '', language: 'en', at: NOW });
    const report = read(TEXT);
    applyImportedReport(doc, report, { under: null, at: NOW });
    const once = readReport(doc, REPORT);
    applyImportedReport(doc, report, { under: null, at: NOW });
    expect(readReport(doc, REPORT)).toEqual(once);
  });

  test('puts it under a section, after the existing content, with its headings below that one', () => {
    const doc = createReportDocument({ title: 'Mine', language: 'fr', at: NOW });
    const home = '00000000-0000-7000-9000-000000000001' as SectionId;
    const child = '00000000-0000-7000-9000-000000000002' as SectionId;
    createSection(doc, { id: home, parentId: null, title: 'Home', level: 2, at: NOW });
    createSection(doc, { id: child, parentId: home, title: 'Child', at: NOW });
    const ids = countedIds();
    createStatement(doc, {
      id: ids(),
      text: 'First.',
      kind: 'quote',
      position: { sectionId: home },
    });
    applyImportedReport(doc, read(TEXT, { newId: ids }), { under: home, at: NOW });
    const content = readReport(doc, REPORT);
    expect(content).toMatchObject({ title: 'Mine', language: 'fr', preamble: '' });
    expect(outline(arrangeReport(content, []).sections)).toEqual([
      '## Home (anew)',
      'quote',
      'paragraph',
      '### Child (anew)',
      '### One (anew)',
      'item',
      'item',
      '##### Two (anew)',
      'paragraph',
      '### Three (anew)',
    ]);
  });

  test('after one edit only the bytes of that block differ', () => {
    const report = read(TEXT);
    const doc = createReportDocument({ title: '', language: 'en', at: NOW });
    applyImportedReport(doc, report, { under: null, at: NOW });
    const edited = report.statements.find(({ text }) => text === 'a');
    if (edited === undefined) throw new Error('no such item');
    editStatement(doc, { id: edited.id, text: 'an edit' });
    const { clips, sources, pins } = report;
    expect(writeMarkdown({ content: readReport(doc, REPORT), clips, sources, pins })).toBe(
      TEXT.replace('- a\n', '- an edit\n'),
    );
  });
});
