import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { setNote, setTags } from '@/utils/model/clip-operations';
import { encodeWithoutNotes, separateNotes } from '@/utils/model/leave-out-notes';
import { mergeReports, placementNote, readReport } from '@/utils/model/report-document';
import { createReportReplica } from '@/utils/model/report-replica';
import { editStatement } from '@/utils/model/statement-operations';
import { C1, C2, C3, copyOf, REPORT, sampleReport, T1, T2 } from './sample-report';

function withoutNotes(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, encodeWithoutNotes(doc)!);
  return copy;
}

function notesOf(doc: Y.Doc): string[] {
  return readReport(doc, REPORT).placements.map(({ note }) => note);
}

describe('a document without its notes', () => {
  test('has everything else, and no letter of a note', () => {
    const doc = sampleReport();
    setNote(doc, { clipId: C2, note: 'Confidential: ask Weir.' });
    setTags(doc, { clipId: C2, tags: ['cost'] });
    editStatement(doc, { id: T2, text: 'Seals keep far away.' });
    const update = encodeWithoutNotes(doc)!;
    expect(new TextDecoder().decode(update)).not.toContain('Confidential');
    const [whole, part] = [readReport(doc, REPORT), readReport(withoutNotes(doc), REPORT)];
    expect(part).toEqual({
      ...whole,
      placements: whole.placements.map((placement) => ({ ...placement, note: '' })),
    });
    expect(notesOf(doc)).toContain('Confidential: ask Weir.');
  });

  test("does not change the reader's notes, also those that were changed", () => {
    const doc = sampleReport();
    const theirs = copyOf(doc);
    setNote(theirs, { clipId: C1, note: 'Check the year: 2024.' });
    setNote(doc, { clipId: C1, note: '' });
    editStatement(doc, { id: T2, text: 'Seals keep far away.' });
    Y.applyUpdate(theirs, encodeWithoutNotes(doc)!);
    expect(notesOf(theirs)).toEqual(['Check the year: 2024.']);
    expect(readReport(theirs, REPORT).statements.map(({ text }) => text)).toContain(
      'Seals keep far away.',
    );
    expect(theirs.store.pendingStructs).toBeNull();
  });

  test('accepts the notes when they arrive later', () => {
    const doc = sampleReport();
    const part = withoutNotes(doc);
    editStatement(part, { id: T1, text: 'It cost a lot.' });
    mergeReports(part, doc);
    mergeReports(doc, part);
    expect(readReport(part, REPORT)).toEqual(readReport(doc, REPORT));
    expect(notesOf(part)).toEqual(['Check the year.']);
  });

  test('is refused until notes and other edits by one author are separated', () => {
    const doc = sampleReport();
    placementNote(doc, C3).insert(0, 'As one.');
    expect(encodeWithoutNotes(doc)).toBeNull();
    const before = readReport(doc, REPORT);
    expect(separateNotes(doc)).toBe(true);
    expect(readReport(doc, REPORT)).toEqual(before);
    expect(separateNotes(doc)).toBe(false);
    expect(notesOf(withoutNotes(doc)).join('')).toBe('');
  });

  test('is possible after notes were undone and redone', () => {
    const doc = sampleReport();
    const replica = createReportReplica({
      reportId: REPORT,
      updates: [Y.encodeStateAsUpdate(doc)],
      send: async () => true,
      wait: async () => undefined,
    });
    replica.edit((copy) => setNote(copy, { clipId: C3, note: 'Once ' }), { joins: 'note' });
    replica.edit((copy) => setNote(copy, { clipId: C3, note: 'Once more.' }), { joins: 'note' });
    replica.edit((copy) => editStatement(copy, { id: T2, text: 'Seals rest.' }));
    replica.undo();
    replica.undo();
    replica.redo();
    replica.redo();
    replica.edit((copy) => setNote(copy, { clipId: C3, note: 'Gone.' }));
    replica.undo();
    const { placements, statements } = replica.content();
    expect(placements.map(({ note }) => note)).toContain('Once more.');
    expect(statements.map(({ text }) => text)).toContain('Seals rest.');
    const part = readReport(withoutNotes(replica.doc), REPORT);
    expect(part.placements.map(({ note }) => note).join('')).toBe('');
    expect(part.statements).toEqual(statements);
    replica.close();
  });

  test('with any edits of any copies: a part that merges in any order', () => {
    const words = fc.array(fc.constantFrom('seal', 'tide', ' ', '61', '.'), { maxLength: 6 });
    const edit = fc.oneof(
      fc.tuple(fc.constantFrom(C1, C2, C3), words).map(([clipId, text]) => (doc: Y.Doc) => {
        setNote(doc, { clipId, note: text.join('') });
      }),
      fc.tuple(fc.constantFrom(T1, T2), words).map(([id, text]) => (doc: Y.Doc) => {
        editStatement(doc, { id, text: text.join('') });
      }),
    );
    const edits = fc.array(edit, { maxLength: 6 });
    fc.assert(
      fc.property(edits, edits, (one, two) => {
        const base = sampleReport();
        const [a, b] = [copyOf(base), copyOf(base)];
        for (const act of one) act(a);
        for (const act of two) act(b);
        const part = encodeWithoutNotes(a)!;
        const [partFirst, wholeFirst] = [copyOf(b), copyOf(b)];
        Y.applyUpdate(partFirst, part);
        expect(notesOf(partFirst)).toEqual(notesOf(b));
        mergeReports(partFirst, a);
        mergeReports(wholeFirst, a);
        Y.applyUpdate(wholeFirst, part);
        expect(readReport(partFirst, REPORT)).toEqual(readReport(wholeFirst, REPORT));
      }),
      { numRuns: 150 },
    );
  });
});
