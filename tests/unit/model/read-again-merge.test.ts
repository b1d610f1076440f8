import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findChangedByBoth,
  markRead,
  markReadAgain,
  statementsToReadAgain,
} from '@/utils/model/read-again';
import { mergeReports, type ReportDocument, readReport } from '@/utils/model/report-document';
import { createStatement, editStatement } from '@/utils/model/statement-operations';
import { copyOf, id, REPORT, S1, sampleReport, T1, T2 } from './sample-report';

/** Merges like the library, including the marks. */
function merge(into: ReportDocument, from: ReportDocument): void {
  const both = findChangedByBoth(into, from);
  mergeReports(into, from);
  markReadAgain(into, both);
}

function edited(base: ReportDocument, ...edits: ((doc: ReportDocument) => void)[]): ReportDocument {
  const doc = copyOf(base);
  for (const edit of edits) edit(doc);
  return doc;
}

const says = (statement: typeof T1, text: string) => (doc: ReportDocument) =>
  editStatement(doc, { id: statement, text });

describe('statements to be read again', () => {
  test.each<
    [string, ((doc: ReportDocument) => void)[], ((doc: ReportDocument) => void)[], string[]]
  >([
    [
      'changed in both copies',
      [says(T2, 'Seals keep far away.')],
      [says(T2, 'Most seals keep away.')],
      [T2],
    ],
    ['shortened in the same way in both', [says(T2, 'Seals.')], [says(T2, 'Seals.')], [T2]],
    [
      'given the same word in both',
      [says(T2, 'Seals keep away now.')],
      [says(T2, 'Seals keep away now.')],
      [T2],
    ],
    [
      'shortened in one and lengthened in the other',
      [says(T2, 'Seals.')],
      [says(T2, 'Seals keep away, all of them.')],
      [T2],
    ],
    ['changed in one copy only', [says(T2, 'Seals keep far away.')], [], []],
    ['different ones changed', [says(T1, 'It cost a lot.')], [says(T2, 'Seals.')], []],
    [
      'written in one copy only',
      [(doc) => createStatement(doc, { id: id(29), text: 'New.', position: { sectionId: S1 } })],
      [says(T2, 'Seals.')],
      [],
    ],
  ])('%s', (_name, one, two, marked) => {
    const base = sampleReport();
    const [a, b] = [edited(base, ...one), edited(base, ...two)];
    expect(findChangedByBoth(a, b)).toEqual(marked);
    expect(findChangedByBoth(b, a)).toEqual(marked);
    merge(a, b);
    expect([...statementsToReadAgain(a)]).toEqual(marked);
  });

  test('a change made in the knowledge of the other one is no conflict', () => {
    const a = edited(sampleReport(), says(T2, 'Seals keep far away.'));
    const b = edited(a, says(T2, 'Seals keep far away indeed.'));
    merge(a, b);
    expect(statementsToReadAgain(a).size).toBe(0);
  });

  test('a mark is cleared by reading, stays cleared when merged again, and comes back with the next conflict', () => {
    const base = sampleReport();
    const [a, b] = [edited(base, says(T2, 'Seals rest.')), edited(base, says(T2, 'Seals sleep.'))];
    merge(a, b);
    merge(b, a);
    expect([...statementsToReadAgain(b)]).toEqual([T2]);
    markRead(a, { id: T2 });
    merge(a, b);
    merge(b, a);
    expect([statementsToReadAgain(a).size, statementsToReadAgain(b).size]).toEqual([0, 0]);
    says(T2, 'Seals doze.')(a);
    says(T2, 'Seals hunt.')(b);
    merge(a, b);
    expect([...statementsToReadAgain(a)]).toEqual([T2]);
  });

  test('are the same in whatever order three copies are merged', () => {
    const word = fc.constantFrom('seal', 'tide', ' ', '61', '.');
    const edit = fc
      .tuple(fc.constantFrom(T1, T2), fc.array(word, { maxLength: 6 }))
      .map(([key, text]) => says(key, text.join('')));
    const edits = fc.array(edit, { maxLength: 3 });
    fc.assert(
      fc.property(edits, edits, edits, edits, (shared, one, two, three) => {
        const base = sampleReport();
        const a = edited(base, ...shared, ...one);
        // One copy starts from another one's work, so that their knowledge differs.
        const b = edited(edited(base, ...shared), ...two);
        const c = edited(a, ...three);
        const result = (order: ReportDocument[]) => {
          const doc = copyOf(order[0]!);
          for (const copy of order.slice(1)) merge(doc, copy);
          return { marks: [...statementsToReadAgain(doc)].sort(), report: readReport(doc, REPORT) };
        };
        const expected = result([a, b, c]);
        expect(result([c, b, a])).toEqual(expected);
        expect(result([b, c, a, b])).toEqual(expected);
        const right = copyOf(b);
        merge(right, c);
        expect(result([a, right])).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
