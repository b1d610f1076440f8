import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { setTags } from '@/utils/model/clip-operations';
import { editText } from '@/utils/model/edit-text';
import { splitOldDocument, splitOldUpdate } from '@/utils/model/old-documents';
import {
  applyReportUpdate,
  encodeForOthers,
  encodeReport,
  loadReportDocument,
  mergeReports,
  placementNote,
  type ReportDocument,
  type ReportUpdate,
  readReport,
  statementText,
} from '@/utils/model/report-document';
import { editStatement } from '@/utils/model/statement-operations';
import { asAuthor, isWaiting, newAuthor } from '@/utils/model/yjs-internals';
import { C1, C2, C3, REPORT, sampleReport, T1, T2 } from './sample-report';

/** A document of an old version, which holds the notes as well. */
function oldDocument(): Y.Doc {
  const whole = oneCopyOf(sampleReport());
  oldNote(whole, C1, 'Check the year.');
  return whole;
}

function oneCopyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

const oldNote = (whole: Y.Doc, clipId: string, note: string) =>
  editText(whole.getText(`note/${clipId}`), note);

/** Writes a note as the last of the old versions did, under an author of its own. */
const apartNote = (whole: Y.Doc, author: number, clipId: string, note: string) =>
  asAuthor(whole, author, () => oldNote(whole, clipId, note));

const split = (whole: Y.Doc): ReportDocument => loadReportDocument(splitOldDocument(whole));

function notesOf(doc: ReportDocument): Record<string, string> {
  const noted = readReport(doc, REPORT).placements.filter(({ note }) => note !== '');
  return Object.fromEntries(noted.map(({ clipId, note }) => [clipId, note]));
}

/** Whether bytes hold a text, as UTF-8 or as UTF-16. */
function holds(bytes: Uint8Array, text: string): boolean {
  const buffer = Buffer.from(bytes);
  return (['utf8', 'utf16le'] as const).some((encoding) =>
    buffer.includes(Buffer.from(text, encoding)),
  );
}

describe('an old document that is split', () => {
  test('gives the same content and the same notes', () => {
    const whole = oldDocument();
    oldNote(whole, C3, 'Unplaced.');
    const doc = split(whole);
    const content = readReport(
      loadReportDocument([{ update: Y.encodeStateAsUpdate(whole) }]),
      REPORT,
    );
    const { placements, ...rest } = readReport(doc, REPORT);
    const { placements: expected, ...expectedRest } = content;
    expect(rest).toEqual(expectedRest);
    expect(notesOf(doc)).toEqual({ [C1]: 'Check the year.', [C3]: 'Unplaced.' });
    expect(
      placements.map((each) => ({ ...each, note: '' })).filter(({ clipId }) => clipId !== C3),
    ).toEqual(expected);
    expect([isWaiting(doc), isWaiting(doc.notes)]).toEqual([false, false]);
  });

  test('has no text, no name and no trace of a note in the content, and no words in the notes', () => {
    const whole = oldDocument();
    oldNote(whole, C2, 'Confidentïal: ask Weir 水.');
    oldNote(whole, C2, '');
    oldNote(whole, C3, 'Secret source');
    oldNote(whole, C3, 'Secret');
    editStatement(whole, { id: T2, text: 'Seals keep far away.' });
    const [content, notes] = splitOldDocument(whole) as [ReportUpdate, ReportUpdate];
    const typed = ['Check the year', 'Confident', 'ask Weir', '水', 'Secret', 'source', 'note/'];
    for (const text of typed) expect(holds(content.update, text), text).toBe(false);
    for (const text of ['Secret', 'note/']) expect(holds(notes.update, text), text).toBe(true);
    for (const text of ['Seals', 'Costs', 'place', 'statement/', T2]) {
      expect(holds(content.update, text), text).toBe(true);
      expect(holds(notes.update, text), text).toBe(false);
    }
  });

  test('has one document where it never had a note', () => {
    const whole = oneCopyOf(sampleReport());
    expect(splitOldDocument(whole)).toEqual([{ update: Y.encodeStateAsUpdate(whole) }]);
  });

  test('keeps in both parts what waits for an update that is lost', () => {
    const whole = oldDocument();
    const gapped = oneCopyOf(whole);
    const updates: Uint8Array[] = [];
    whole.on('update', (update: Uint8Array) => updates.push(update));
    oldNote(whole, C2, 'One');
    oldNote(whole, C2, 'One two');
    editStatement(whole, { id: T2, text: 'Seals keep far away.' });
    for (const update of updates.slice(1)) Y.applyUpdate(gapped, update);
    const doc = split(gapped);
    expect(notesOf(doc)).toEqual({ [C1]: 'Check the year.' });
    expect(holds(encodeForOthers(doc), 'two')).toBe(false);
    // The lost update comes after all, in a file of the old version.
    for (const update of splitOldDocument(whole)) applyReportUpdate(doc, update);
    expect(notesOf(doc)).toEqual({ [C1]: 'Check the year.', [C2]: 'One two' });
    expect(statementText(doc, T2).toString()).toBe('Seals keep far away.');
    expect([isWaiting(doc), isWaiting(doc.notes)]).toEqual([false, false]);
    expect(holds(encodeForOthers(doc), 'two')).toBe(false);
  });

  test('merges with other copies as the old documents do, whoever wrote what', () => {
    const words = fc.array(fc.constantFrom('seal', 'tide', ' ', '61', '.'), { maxLength: 6 });
    const apart = newAuthor();
    const edit = fc.oneof(
      fc
        .tuple(fc.constantFrom(C1, C2, C3), words, fc.boolean())
        .map(([clipId, text, isApart]) => (whole: Y.Doc, author: number) => {
          const write = isApart
            ? apartNote
            : (of: Y.Doc, _: number, ...note: [string, string]) => oldNote(of, ...note);
          write(whole, author, clipId, text.join(''));
        }),
      fc.tuple(fc.constantFrom(T1, T2), words).map(([id, text]) => (whole: Y.Doc) => {
        editStatement(whole, { id, text: text.join('') });
      }),
      words.map((text) => (whole: Y.Doc) => {
        setTags(whole, { clipId: C2, tags: text.filter((tag) => tag.length > 1) });
      }),
    );
    const edits = fc.array(edit, { maxLength: 6 });
    fc.assert(
      fc.property(edits, edits, edits, (before, one, two) => {
        const base = oldDocument();
        for (const act of before) act(base, apart);
        const [a, b] = [oneCopyOf(base), oneCopyOf(base)];
        const [authorA, authorB] = [newAuthor(), newAuthor()];
        for (const act of one) act(a, authorA);
        for (const act of two) act(b, authorB);
        // Split before the merge, or after it; an old file also comes into a new library.
        const [splitA, splitB, late] = [split(a), split(b), split(a)];
        mergeReports(splitA, splitB);
        const merged = oneCopyOf(a);
        Y.applyUpdate(merged, Y.encodeStateAsUpdate(b));
        for (const update of splitOldDocument(b)) applyReportUpdate(late, update);
        const expected = readReport(split(merged), REPORT);
        expect(readReport(splitA, REPORT)).toEqual(expected);
        expect(readReport(late, REPORT)).toEqual(expected);
        for (const clipId of [C1, C2, C3]) {
          expect(placementNote(splitA, clipId).toString()).toBe(
            merged.getText(`note/${clipId}`).toString(),
          );
        }
        mergeReports(splitB, splitA);
        expect(encodeReport(splitB)).toEqual(encodeReport(splitA));
      }),
      { numRuns: 200 },
    );
  });
});

describe('an update of an old document', () => {
  test('changes both documents as it changed the old one, whatever it changed', () => {
    const whole = oldDocument();
    const doc = split(whole);
    const updates: Uint8Array[] = [];
    whole.on('update', (update: Uint8Array) => updates.push(update));
    whole.transact(() => {
      oldNote(whole, C1, 'Check the year and the month.');
      oldNote(whole, C2, 'Hidden words');
      editStatement(whole, { id: T2, text: 'Seals keep far away.' });
    });
    oldNote(whole, C2, '');
    for (const update of updates) {
      for (const part of splitOldUpdate(doc, update) ?? []) applyReportUpdate(doc, part);
    }
    expect(readReport(doc, REPORT)).toEqual(readReport(split(whole), REPORT));
    expect(notesOf(doc)).toEqual({ [C1]: 'Check the year and the month.' });
    const [content] = encodeReport(doc);
    for (const text of ['Hidden', 'month', 'note/']) {
      expect(holds(content?.update ?? new Uint8Array(), text)).toBe(false);
    }
  });

  test('that is none is refused', () => {
    const doc = split(oldDocument());
    const before = encodeReport(doc);
    expect(splitOldUpdate(doc, new Uint8Array([9, 9, 9]))).toBeNull();
    expect(encodeReport(doc)).toEqual(before);
  });
});

describe('the content for others', () => {
  test('leaves the notes of whoever merges it alone, and takes theirs in later', () => {
    const doc = split(oldDocument());
    const theirs = loadReportDocument(encodeReport(doc));
    editText(placementNote(theirs, C1), 'Check the year: 2024.');
    editText(placementNote(doc, C1), '');
    editStatement(doc, { id: T2, text: 'Seals keep far away.' });
    applyReportUpdate(theirs, { update: encodeForOthers(doc) });
    expect(notesOf(theirs)).toEqual({ [C1]: 'Check the year: 2024.' });
    expect(statementText(theirs, T2).toString()).toBe('Seals keep far away.');
    const without = loadReportDocument([{ update: encodeForOthers(doc) }]);
    mergeReports(without, theirs);
    expect(notesOf(without)).toEqual({ [C1]: 'Check the year: 2024.' });
  });

  test('has nothing of a note that somebody put into the content', () => {
    const doc = sampleReport();
    doc.getText(`note/${C2}`).insert(0, 'Smuggled.');
    expect(holds(encodeForOthers(doc), 'Smuggled')).toBe(false);
    expect(readReport(doc, REPORT).placements.map(({ note }) => note)).not.toContain('Smuggled.');
  });
});
