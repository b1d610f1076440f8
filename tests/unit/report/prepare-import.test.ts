import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { newId, type ReportId, type SectionId } from '@/utils/model/ids';
import type { ImportedReport } from '@/utils/model/imported-report';
import type { ReportContent } from '@/utils/model/report-content';
import {
  applyReportUpdate,
  loadReportDocument,
  ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { createSection } from '@/utils/model/section-operations';
import { parseStatementText } from '@/utils/model/statement-text';
import { findDamage } from '@/utils/report/find-damage';
import {
  type DamageChoices,
  type PreparedImport,
  prepareImport,
} from '@/utils/report/prepare-import';
import { readCitedMarkdown } from '@/utils/report/read-markdown';
import { writeMarkdown } from '@/utils/report/write-markdown';

const AT = '2026-05-02T10:00:00.000Z';
const REPORT: ReportId = newId<'report'>();
const DAMAGED = readFileSync('tests/fixtures/reports/damaged-markers.md', 'utf8');
const NOTHING_DECIDED: DamageChoices = { kept: new Set(), completions: new Map() };

function read(text: string): ImportedReport {
  const filedUnder = { reportId: newId<'report'>(), sectionId: null };
  const result = readCitedMarkdown(text, { filedUnder, now: AT, newId });
  if (!result.ok) throw new Error(result.error.code);
  const damage = findDamage(result.value, newId);
  return { ...result.value, importReport: { ...result.value.importReport, damage } };
}

function prepared(imported: ImportedReport, choices = NOTHING_DECIDED): PreparedImport {
  const { title, language } = imported;
  const plan = { kind: 'new' as const, reportId: REPORT, title, language, choices, at: AT };
  return prepareImport(imported, plan);
}

function asNew(imported: ImportedReport, choices = NOTHING_DECIDED): ReportContent {
  return readReport(loadReportDocument([...prepared(imported, choices).updates]), REPORT);
}

/** Returns a statement's text with each citation as `¤`. */
function words(content: ReportContent): string[] {
  return content.statements.map(({ text }) =>
    parseStatementText(text)
      .map((segment) => (segment.type === 'text' ? segment.text : '¤'))
      .join(''),
  );
}

describe('a new report', () => {
  test('uses the chosen title and language, whatever the file has', () => {
    const plan = { kind: 'new' as const, reportId: REPORT, choices: NOTHING_DECIDED, at: AT };
    const prepared = prepareImport(read(DAMAGED), { ...plan, title: 'Lacs', language: 'fr' });
    const content = readReport(loadReportDocument([...prepared.updates]), REPORT);
    expect(content).toMatchObject({ title: 'Lacs', language: 'fr' });
    expect(prepared).toMatchObject({ title: 'Lacs', language: 'fr', inserted: null });
  });

  test.each([
    [
      'the heading that repeats the title',
      '# Lakes\n\nHigh.\n\n## Lakes\n',
      '# Seas\n\nHigh.\n\n## Lakes\n',
    ],
    [
      'such a heading that is not the first',
      'High.\n\n## Rise\n\n# Lakes\n',
      'High.\n\n## Rise\n\n# Seas\n',
    ],
    [
      'the title in front matter',
      '---\ntitle: Lakes # of us\nlang: en\n---\n\nHigh.\n',
      '---\ntitle: "Seas"\nlang: en\n---\n\nHigh.\n',
    ],
    [
      'both',
      "---\ntitle: 'Lakes'\n---\n\n# Lakes\n\nHigh.\n",
      '---\ntitle: "Seas"\n---\n\n# Seas\n\nHigh.\n',
    ],
    ['no other heading', '## Lakes\n\nHigh.\n\n## Rise\n', '## Lakes\n\nHigh.\n\n## Rise\n'],
  ])('with a new title, changes %s', (_name, text, written) => {
    const imported = read(text);
    expect(imported.title).toBe('Lakes');
    const plan = { kind: 'new' as const, reportId: REPORT, choices: NOTHING_DECIDED, at: AT };
    const { updates, ...rest } = prepareImport(imported, {
      ...plan,
      title: 'Seas',
      language: 'en',
    });
    const content = readReport(loadReportDocument([...updates]), REPORT);
    expect(content.title).toBe('Seas');
    const { sources, pins } = rest;
    expect(writeMarkdown({ content, clips: [...rest.clips], sources, pins })).toBe(written);
  });

  test.each([
    ['spaces around it', '#  Lakes  #\n\nHigh.\n', 'Lakes'],
    ['no words', '# \n\nHigh.\n', 'lakes'],
  ])('with its own title, keeps the bytes of a heading with %s', (_name, text, title) => {
    const imported = read(text);
    const plan = { kind: 'new' as const, reportId: REPORT, choices: NOTHING_DECIDED, at: AT };
    const prepared = prepareImport(imported, { ...plan, title, language: 'en' });
    const content = readReport(loadReportDocument([...prepared.updates]), REPORT);
    expect(writeMarkdown({ content, clips: [], sources: [], pins: [] })).toBe(text);
  });

  test('is written back byte for byte where every original was kept', () => {
    const imported = read(DAMAGED);
    const kept = new Set(imported.importReport.damage.map(({ id }) => id));
    const content = asNew(imported, { ...NOTHING_DECIDED, kept });
    const { clips, sources, pins } = prepared(imported);
    const report = { content, clips: [...clips], sources, pins };
    expect(writeMarkdown(report, { inbox: true })).toBe(DAMAGED);
  });

  test('files every clip under itself, beside the statement that cites it first', () => {
    const imported = read(DAMAGED);
    const plan = { kind: 'new' as const, reportId: REPORT, choices: NOTHING_DECIDED, at: AT };
    const clips = [...prepareImport(imported, { ...plan, title: 'A', language: 'en' }).clips];
    expect(clips.length).toBeGreaterThan(1);
    expect(clips.map(({ filedUnder }) => filedUnder.reportId)).toEqual(clips.map(() => REPORT));
    expect(imported.clips[0]?.filedUnder.reportId).not.toBe(REPORT);
    const [section] = imported.sections;
    expect(clips.map(({ filedUnder }) => filedUnder.sectionId)).toEqual(
      clips.map(() => section?.id),
    );
  });

  test('is repaired where nothing else was decided, and records every place', () => {
    const imported = read(DAMAGED);
    const { damage } = imported.importReport;
    expect(damage.length).toBeGreaterThan(2);
    const content = asNew(imported);
    expect(content.repairs.map(({ id }) => id).sort()).toEqual(damage.map(({ id }) => id).sort());
    for (const text of words(content)) expect(text).not.toContain('】');
  });

  test('keeps the original exactly where that was decided', () => {
    const imported = read(DAMAGED);
    const marker = imported.importReport.damage.find(({ original }) => original.includes('】'));
    if (marker === undefined) throw new Error('The fixture holds no marker.');
    const repaired = words(asNew(imported));
    const kept = words(asNew(imported, { ...NOTHING_DECIDED, kept: new Set([marker.id]) }));
    const differing = repaired.flatMap((text, at) => (text === kept[at] ? [] : [at]));
    expect(differing).toHaveLength(1);
    const at = differing[0] ?? 0;
    expect(kept[at]?.length).toBe((repaired[at]?.length ?? 0) + marker.original.length);
    expect(kept[at]).toContain(marker.original);
  });

  test('keeps all of the text as it was read where everything was kept', () => {
    const imported = read(DAMAGED);
    const kept = new Set(imported.importReport.damage.map(({ id }) => id));
    const content = asNew(imported, { ...NOTHING_DECIDED, kept });
    const texts = new Map(content.statements.map(({ id, text }) => [id, text]));
    for (const { id, text } of imported.statements) expect(texts.get(id)).toBe(text);
  });

  test('completes a cut word with the chosen characters', () => {
    const imported = read(DAMAGED);
    const cut = imported.importReport.damage.find(({ completions }) => completions.length > 0);
    if (cut === undefined) throw new Error('The fixture holds no cut word with a completion.');
    const [completion = ''] = cut.completions;
    const chosen = asNew(imported, {
      ...NOTHING_DECIDED,
      completions: new Map([[cut.id, completion]]),
    });
    const repair = chosen.repairs.find(({ id }) => id === cut.id);
    expect(repair).toMatchObject({ state: 'mended', completion });
    expect(words(chosen).join('\n').length).toBe(
      words(asNew(imported)).join('\n').length + completion.length,
    );
  });
});

describe('under a section of a report that is there', () => {
  const under: SectionId = newId<'section'>();
  function receiving(): ReportDocument {
    const doc = new ReportDocument();
    createSection(doc, { id: under, parentId: null, title: 'Causes', at: AT });
    return doc;
  }

  test('is inserted below it, and adds only what the document lacks', () => {
    const doc = receiving();
    const imported = read(DAMAGED);
    const document = Y.encodeStateAsUpdate(doc);
    const plan = { kind: 'section' as const, reportId: REPORT, choices: NOTHING_DECIDED, at: AT };
    const prepared = prepareImport(imported, { ...plan, under, document });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(document);
    for (const update of prepared.updates) applyReportUpdate(doc, update);
    const content = readReport(doc, REPORT);
    const roots = imported.sections.filter(({ parentId }) => parentId === null);
    expect(roots.length).toBeGreaterThan(0);
    for (const { id } of roots) {
      expect(content.sections.find((section) => section.id === id)?.parentId).toBe(under);
    }
    expect(prepared.inserted?.sections).toEqual(roots.map(({ id }) => id));
    expect(content.title).toBe('');
  });

  test('also has the statements before any heading', () => {
    const imported = read('Before any heading ([A](https://a.example/)).\n\n# Then\n\nMore.\n');
    const document = Y.encodeStateAsUpdate(receiving());
    const plan = { kind: 'section' as const, reportId: REPORT, choices: NOTHING_DECIDED, at: AT };
    const prepared = prepareImport(imported, { ...plan, under, document });
    expect(prepared.inserted?.statements).toEqual([imported.statements[0]?.id]);
    expect([...prepared.clips].map(({ filedUnder }) => filedUnder.sectionId)).toEqual([under]);
    expect(prepared.inserted?.sections).toHaveLength(1);
  });
});

describe('a long report, whose document is made in parts', () => {
  const imported = read(
    `${DAMAGED}\nOne more.\n\n## A heading\n\nAnd ([B](https://b.example/)).\n`,
  );
  const { damage } = imported.importReport;
  const [completed] = damage.filter(({ completions }) => completions.length > 0);
  const choices: DamageChoices = {
    kept: new Set(damage.filter((_, at) => at % 2 === 1).map(({ id }) => id)),
    completions: new Map(completed === undefined ? [] : [[completed.id, 'ry']]),
  };

  test.each([1, 2, imported.statements.length - 1])('%i statements at a time', (partSize) => {
    expect(imported.statements.length).toBeGreaterThan(4);
    const { title, language } = imported;
    const plan = { kind: 'new' as const, reportId: REPORT, title, language, choices, at: AT };
    const { updates: parts, clips, ...rest } = prepareImport(imported, plan, partSize);
    const { updates: whole, clips: same, ...restOfWhole } = prepareImport(imported, plan);
    const content = readReport(loadReportDocument([...parts]), REPORT);
    expect(content).toEqual(readReport(loadReportDocument([...whole]), REPORT));
    expect(rest).toEqual(restOfWhole);
    expect([...clips]).toEqual([...same]);
    const updates = [...parts];
    expect(updates).toHaveLength(Math.ceil(imported.statements.length / partSize));
    // The order does not matter, and no update waits for another one.
    const turned = loadReportDocument(updates.toReversed());
    expect(readReport(turned, REPORT)).toEqual(content);
    for (const update of updates) {
      expect(loadReportDocument([update]).store.pendingStructs).toBeNull();
    }
  });

  test('and is inserted into an existing report', () => {
    const under: SectionId = newId<'section'>();
    const doc = new ReportDocument();
    createSection(doc, { id: under, parentId: null, title: 'Causes', at: AT });
    const document = Y.encodeStateAsUpdate(doc);
    const plan = { kind: 'section' as const, reportId: REPORT, choices, at: AT, under, document };
    const contentOf = ({ updates }: PreparedImport) =>
      readReport(loadReportDocument([{ update: document }, ...updates]), REPORT);
    const parts = contentOf(prepareImport(imported, plan, 2));
    expect(parts).toEqual(contentOf(prepareImport(imported, plan)));
    expect(parts.statements).toHaveLength(imported.statements.length);
  });
});
