import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { moveClip, setNote, setTags } from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import { insertSection } from '@/utils/model/insert-section';
import { mergeWording } from '@/utils/model/merge-wording';
import { statementsToReadAgain } from '@/utils/model/read-again';
import {
  createReportDocument,
  encodeReport,
  mergeReports,
  type ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { emptyBin } from '@/utils/model/report-operations';
import { createReportReplica } from '@/utils/model/report-replica';
import { arrangeReport, type SectionNode } from '@/utils/model/report-tree';
import { findDanglingRow, type SectionContent } from '@/utils/model/section-content';
import { createSection, renameSection } from '@/utils/model/section-operations';
import { sectionOrigin } from '@/utils/model/section-origin';
import {
  binStatement,
  createStatement,
  editStatement,
  insertCitation,
} from '@/utils/model/statement-operations';
import { takeSections } from '@/utils/model/take-sections';
import {
  C1,
  C2,
  C3,
  clip,
  copyOf,
  id,
  REPORT,
  S1,
  S2,
  S3,
  sampleReport,
  T1,
  T2,
  time,
} from './sample-report';

const CLIPS = [clip(C1), clip(C2, S1), clip(C3)];
const TARGET = id<'report'>(2);
const [CHAPTER, OWN] = [id<'section'>(91), id<'statement'>(92)] as const;

function treeOf(doc: ReportDocument, reportId = REPORT, clips: readonly Clip[] = CLIPS) {
  return arrangeReport(readReport(doc, reportId), clips);
}

function take(
  doc: ReportDocument,
  minute: number,
  sectionIds: readonly (typeof S1)[] | null = [S1],
  notes = false,
): SectionContent {
  return takeSections(doc, treeOf(doc), { sectionIds, notes, at: time(minute) });
}

/** A report of another person: one chapter with one statement. */
function target(): ReportDocument {
  const doc = createReportDocument({ title: 'Coast', language: 'en', at: time(0) });
  createSection(doc, { id: CHAPTER, parentId: null, title: 'Energy', level: 2, at: time(1) });
  createStatement(doc, { id: OWN, text: 'Own words.', position: { sectionId: CHAPTER } });
  return doc;
}

function outline(nodes: readonly SectionNode[]): unknown[] {
  return nodes.map(({ section, content, children }) => [
    `${'#'.repeat(section.level)} ${section.title}`,
    content.map((item) => (item.kind === 'clip' ? item.id : item.statement.text)),
    outline(children),
  ]);
}

const textOf = (doc: ReportDocument, key: string) =>
  readReport(doc, TARGET).statements.find((row) => row.id === key)?.text;
const says = (key: typeof T1, text: string) => (doc: ReportDocument) =>
  editStatement(doc, { id: key, text });

describe('a section of another report', () => {
  test('nests in its target with all its content, and records its origin', () => {
    const doc = target();
    const content = take(sampleReport(), 20);
    expect(findDanglingRow(content)).toBeNull();
    const inserted = insertSection(doc, content, { under: CHAPTER, at: time(30) });
    expect(inserted).toEqual({ sections: [S1, S2], statements: [T1], readAgain: [] });
    expect(outline(treeOf(doc, TARGET).sections)).toEqual([
      [
        '## Energy',
        ['Own words.'],
        [
          [
            '### Costs',
            [readReport(doc, TARGET).statements.find((row) => row.id === T1)?.text, C1, C2],
            [['#### Turbines', [], []]],
          ],
        ],
      ],
    ]);
    expect(readReport(doc, TARGET).citations).toEqual(readReport(sampleReport(), REPORT).citations);
    expect(sectionOrigin(doc, S1)).toEqual({
      reportId: REPORT,
      title: 'Tidal power',
      heading: 'Costs',
      takenAt: time(20),
      insertedAt: time(30),
    });
    expect(sectionOrigin(doc, CHAPTER)).toBeNull();
  });

  test('with a date in the future is updated by a section that was exported later', () => {
    const source = sampleReport();
    const doc = target();
    const taken = take(source, 20);
    const future = { ...taken, from: { ...taken.from, takenAt: '2099-01-01T00:00:00.000Z' } };
    insertSection(doc, future, { under: null, at: time(30) });
    renameSection(source, { id: S1, title: 'What it cost' });
    insertSection(doc, take(source, 40), { under: null, at: time(41) });
    expect(readReport(doc, TARGET).sections.find(({ id: key }) => key === S1)?.title).toBe(
      'What it cost',
    );
  });

  test('brings notes only if they were included, into the document of notes', () => {
    const source = sampleReport();
    setTags(source, { clipId: C1, tags: ['cost'] });
    const [without, withNotes] = [target(), target()];
    insertSection(without, take(source, 20), { under: null, at: time(30) });
    insertSection(withNotes, take(source, 20, [S1], true), { under: null, at: time(30) });
    const placement = (doc: ReportDocument) =>
      readReport(doc, TARGET).placements.find(({ clipId }) => clipId === C1);
    expect(placement(without)).toMatchObject({ note: '', tags: ['cost'] });
    expect(placement(withNotes)).toMatchObject({ note: 'Check the year.', tags: ['cost'] });
    expect(String.fromCharCode(...Y.encodeStateAsUpdate(withNotes))).not.toContain(
      'Check the year.',
    );
    expect(String.fromCharCode(...Y.encodeStateAsUpdate(withNotes.notes))).toContain(
      'Check the year.',
    );
  });

  test('three reports make one', () => {
    const doc = target();
    const parts = [S1, S3, null].map((root, at) => {
      const source = sampleReport();
      if (root !== null) return take(source, 20 + at, [root]);
      const other = createReportDocument({ title: 'Ports', language: 'en', at: time(0) });
      createStatement(other, {
        id: id(71),
        text: 'Before any heading.',
        position: { sectionId: null },
      });
      createSection(other, { id: id(72), parentId: null, title: 'Ports', at: time(1) });
      moveClip(other, { clipId: C3, position: { sectionId: null } });
      return takeSections(other, treeOf(other), { sectionIds: null, notes: false, at: time(22) });
    });
    for (const part of parts) insertSection(doc, part, { under: CHAPTER, at: time(30) });
    const [chapter] = treeOf(doc, TARGET).sections;
    expect(chapter?.children.map(({ section }) => section.title)).toEqual([
      'Costs',
      'Wildlife',
      'Ports',
    ]);
    expect(chapter?.content.map(({ id: key }) => key)).toEqual([OWN, id(71), C3]);
  });

  test('put in again, or before a sibling, changes nothing more', () => {
    const doc = target();
    const content = take(sampleReport(), 20);
    insertSection(doc, content, { under: CHAPTER, at: time(30) });
    const before = Y.encodeStateAsUpdate(doc);
    const again = insertSection(doc, content, { under: null, before: CHAPTER, at: time(31) });
    expect(again).toEqual({ sections: [], statements: [], readAgain: [] });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('put in by two copies apart is there once when they meet', () => {
    const base = target();
    const [a, b] = [copyOf(base), copyOf(base)];
    const content = take(sampleReport(), 20, [S1], true);
    insertSection(a, content, { under: CHAPTER, at: time(30) });
    insertSection(b, content, { under: CHAPTER, at: time(31) });
    mergeReports(a, b);
    expect(textOf(a, T1)).toBe(content.statements[0]?.text);
    expect(readReport(a, TARGET).placements.find(({ clipId }) => clipId === C1)?.note).toBe(
      'Check the year.',
    );
  });

  test('is there again after undo and a second insertion', () => {
    const replica = createReportReplica({
      reportId: TARGET,
      updates: encodeReport(target()),
      send: async () => true,
      wait: async () => undefined,
    });
    const content = take(sampleReport(), 20);
    const put = () =>
      replica.edit((doc) => insertSection(doc, content, { under: CHAPTER, at: time(30) }));
    put();
    const there = replica.content();
    replica.undo();
    expect(replica.content().sections.map(({ id: key }) => key)).toEqual([CHAPTER]);
    put();
    expect(replica.content()).toEqual(there);
    replica.close();
  });

  test.each<
    [string, ((doc: ReportDocument) => void)[], ((doc: ReportDocument) => void)[], string, boolean]
  >([
    ['there', [], [says(T1, 'It cost 62 million.')], 'It cost 62 million.', false],
    ['here', [says(T1, 'It cost 63 million.')], [], 'It cost 63 million.', false],
    ['nowhere', [], [], 'The array cost 61 million euros.', false],
    [
      'on both sides',
      [says(T1, 'The whole array cost 61 million euros.')],
      [says(T1, 'The array cost 61 million euros in all.')],
      'The whole array cost 61 million euros in all.',
      true,
    ],
  ])('that comes again, changed %s', (_name, here, there, text, marked) => {
    const source = sampleReport();
    // Without its citation, so that the expected text is easy to read.
    says(T1, 'The array cost 61 million euros.')(source);
    const doc = target();
    insertSection(doc, take(source, 20), { under: CHAPTER, at: time(30) });
    for (const edit of here) edit(doc);
    for (const edit of there) edit(source);
    const content = take(source, 21);
    const { readAgain } = insertSection(doc, content, { under: CHAPTER, at: time(31) });
    expect(textOf(doc, T1)).toBe(text);
    expect(readAgain).toEqual(marked ? [T1] : []);
    expect([...statementsToReadAgain(doc)]).toEqual(readAgain);
    const before = Y.encodeStateAsUpdate(doc);
    expect(insertSection(doc, content, { under: CHAPTER, at: time(32) }).readAgain).toEqual([]);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('goes there and back, and there again, without a false alarm', () => {
    const home = sampleReport();
    const away = target();
    insertSection(away, take(home, 20), { under: null, at: time(30) });
    says(T1, 'Away: 61.')(away);
    const back = takeSections(away, treeOf(away, TARGET), {
      sectionIds: [S1],
      notes: false,
      at: time(31),
    });
    expect(insertSection(home, back, { under: null, at: time(32) }).readAgain).toEqual([]);
    says(T1, 'Home: 61.')(home);
    expect(insertSection(away, take(home, 33), { under: null, at: time(34) }).readAgain).toEqual(
      [],
    );
    expect(textOf(away, T1)).toBe('Home: 61.');
    expect(sectionOrigin(home, S1)).toBeNull();
  });

  test('keeps a heading that changed here, and accepts one that changed only there', () => {
    const [source, doc] = [sampleReport(), target()];
    insertSection(doc, take(source, 20), { under: null, at: time(30) });
    renameSection(doc, { id: S2, title: 'Machines' });
    renameSection(source, { id: S1, title: 'Prices' });
    renameSection(source, { id: S2, title: 'Rotors' });
    insertSection(doc, take(source, 21), { under: null, at: time(31) });
    const titles = readReport(doc, TARGET).sections.map(({ title }) => title);
    expect(titles.sort()).toEqual(['Energy', 'Machines', 'Prices']);
  });

  test('does not restore what was purged here', () => {
    const [source, doc] = [sampleReport(), target()];
    insertSection(doc, take(source, 20), { under: null, at: time(30) });
    binStatement(doc, { id: T1, at: time(31) });
    emptyBin(doc, { tree: treeOf(doc, TARGET), at: time(32) });
    insertSection(doc, take(source, 21), { under: null, at: time(33) });
    expect(textOf(doc, T1)).toBeUndefined();
  });

  test('that was given new citations brings their records', () => {
    const [source, doc] = [sampleReport(), target()];
    insertSection(doc, take(source, 20), { under: null, at: time(30) });
    const citation = { id: id<'citation'>(47), statementId: T1, clipId: C2, label: 'Two' };
    insertCitation(source, { ...citation, offset: 4 });
    insertSection(doc, take(source, 21), { under: null, at: time(31) });
    expect(textOf(doc, T1)).toContain(citation.id);
    expect(readReport(doc, TARGET).citations.map(({ id: key }) => key)).toContain(citation.id);
  });

  test.each<[string, (content: SectionContent) => object]>([
    [
      'a section in itself',
      (content) => ({ sections: content.sections.map((row) => ({ ...row, parentId: row.id })) }),
    ],
    ['a statement of no section', () => ({ sections: [] })],
    ['a citation of no statement', () => ({ statements: [] })],
  ])('is known not to be whole: %s', (_name, spoil) => {
    const content = take(sampleReport(), 20);
    expect(findDanglingRow({ ...content, ...spoil(content) })).not.toBeNull();
  });
});

const word = fc.constantFrom('seal', 'tide', 'not', ' ', '61', '.', '😀');
const words = fc.array(word, { maxLength: 8 }).map((parts) => parts.join(''));

test('two wordings merge the same way from either side, and again', () => {
  fc.assert(
    fc.property(words, words, fc.array(words, { maxLength: 2 }), (mine, theirs, bases) => {
      const merged = mergeWording(mine, theirs, bases);
      expect(mergeWording(theirs, mine, bases)).toEqual(merged);
      if (bases.length === 0) {
        // The two have no known common text, so no letter of either is lost.
        expect(mergeWording(merged.text, theirs, []).text).toBe(merged.text);
      }
    }),
    { numRuns: 300 },
  );
});

test('whatever was edited here and there, a section that comes again comes once, in any copy', () => {
  const edits = fc.array(
    fc.tuple(fc.constantFrom(T1, T2), words).map(([key, text]) => says(key, text)),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(edits, edits, edits, (first, here, there) => {
      const source = sampleReport();
      for (const edit of first) edit(source);
      const doc = target();
      insertSection(doc, take(source, 20, null), { under: CHAPTER, at: time(30) });
      for (const edit of here) edit(doc);
      for (const edit of there) edit(source);
      setNote(source, { clipId: C1, note: 'More.' });
      const content = take(source, 21, null, true);
      const other = copyOf(doc);
      insertSection(doc, content, { under: CHAPTER, at: time(31) });
      insertSection(other, content, { under: CHAPTER, at: time(31) });
      const once = readReport(doc, TARGET);
      mergeReports(doc, other);
      expect(readReport(doc, TARGET)).toEqual(once);
      expect(insertSection(doc, content, { under: null, at: time(32) }).readAgain).toEqual([]);
      expect(readReport(doc, TARGET)).toEqual(once);
    }),
    { numRuns: 100 },
  );
});
