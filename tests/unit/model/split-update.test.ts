import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { setNote } from '@/utils/model/clip-operations';
import { readReport } from '@/utils/model/report-document';
import { splitUpdate } from '@/utils/model/split-update';
import { editStatement } from '@/utils/model/statement-operations';
import { C1, copyOf, REPORT, sampleReport, T1, T2 } from './sample-report';

test('the pieces of an update together have the same effect, with deletions and other authors', () => {
  const words = fc.string({ maxLength: 40 });
  fc.assert(
    fc.property(words, words, words, fc.integer({ min: 1, max: 2_000 }), (a, b, note, bytes) => {
      const doc = sampleReport();
      editStatement(doc, { id: T1, text: a });
      const other = copyOf(doc);
      editStatement(other, { id: T2, text: b });
      setNote(other, { clipId: C1, note });
      const update = Y.encodeStateAsUpdate(other);
      const pieces = splitUpdate(update, bytes);
      if (bytes < 200) expect(pieces.length).toBeGreaterThan(3);
      const whole = new Y.Doc();
      for (const piece of pieces) Y.applyUpdate(whole, piece);
      expect(whole.store.pendingStructs).toBeNull();
      expect(readReport(whole, REPORT)).toEqual(readReport(other, REPORT));
      expect(Y.encodeStateVector(whole)).toEqual(Y.encodeStateVector(copyOf(other)));
    }),
    { numRuns: 100 },
  );
});
