import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ReportDocument } from '@/utils/model/report-document';
import { captureUpdate, captureUpdates } from '@/utils/storage/library-context';
import { mergeIntoRows } from '@/utils/storage/update-rows';

const UPDATES = 7;
/** A part holds two updates, and a row does not hold all of them. */
const SMALL = { row: 5_000, part: 2_500 };

/** Updates of a little more than a thousand bytes each. */
function written(): { readonly doc: ReportDocument; readonly updates: Uint8Array[] } {
  const doc = new ReportDocument();
  const captured = captureUpdates(doc, () => {
    for (let at = 0; at < UPDATES; at += 1) {
      doc.getText('words').insert(0, `${at} `.repeat(500));
    }
  });
  return { doc, updates: captured.map(({ update }) => update) };
}

const wordsOf = (rows: readonly Uint8Array[]) => {
  const doc = new Y.Doc();
  for (const row of rows) Y.applyUpdate(doc, row);
  expect(doc.store.pendingStructs).toBeNull();
  return doc.getText('words').toString();
};

describe('updates as they are stored', () => {
  test('are one row', () => {
    const { updates } = written();
    expect(mergeIntoRows(updates)).toEqual([Y.mergeUpdates(updates)]);
    expect(mergeIntoRows([])).toEqual([]);
  });

  test('are several where they are long, some merged at a time', () => {
    const { doc, updates } = written();
    const rows = mergeIntoRows(updates, SMALL);
    const pairs = [0, 2, 4, 6].map((at) => Y.mergeUpdates(updates.slice(at, at + 2)));
    expect(rows).toEqual(pairs);
    expect(wordsOf(rows)).toBe(doc.getText('words').toString());
  });

  test('are several where one alone is too long', () => {
    const { doc, updates } = written();
    const rows = mergeIntoRows([Y.mergeUpdates(updates)], SMALL);
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(row.length).toBeLessThan(SMALL.row);
    expect(wordsOf(rows)).toBe(doc.getText('words').toString());
  });
});

test('changes give one update for each transaction, or one for all', () => {
  const { updates } = written();
  const applied = (doc: Y.Doc) => () => {
    for (const update of updates) Y.applyUpdate(doc, update);
  };
  expect(captureUpdates(new ReportDocument(), applied(new ReportDocument()))).toEqual([]);
  expect(captureUpdate(new ReportDocument(), applied(new ReportDocument()))).toEqual([]);
  const [apart, whole] = [new ReportDocument(), new ReportDocument()];
  expect(captureUpdates(apart, applied(apart))).toEqual(updates.map((update) => ({ update })));
  expect(captureUpdate(whole, applied(whole))).toEqual([{ update: Y.mergeUpdates(updates) }]);
});
