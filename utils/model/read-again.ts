import type * as Y from 'yjs';
import type { StatementId } from './ids';
import { isNoteName, type ReportDocument } from './report-document';
import { asId, readRows, setField } from './rows';
import { clockOf, groupRuns, runsWithin, type TextRun, textRuns } from './yjs-internals';

/*
 * A statement that two people changed without knowing of each other contains both changes, and
 * perhaps nonsense. A merge marks it to be read again. The mark does not depend on the order of
 * merges: it is set as soon as two such changes meet, and stores nothing else. If one copy clears a
 * mark and another sets it at the same time, it stays set.
 */

const BOTH = 'both';
const STATEMENT_TEXT = 'statement/';

function attention(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('attention');
}

/** Marks statements to be read again. */
export function markReadAgain(doc: Y.Doc, ids: Iterable<StatementId>): void {
  doc.transact(() => {
    for (const id of ids) setField(attention(doc), id, BOTH, true);
  });
}

/** Clears the mark after somebody has read the statement. */
export function markRead(doc: Y.Doc, change: { readonly id: StatementId }): void {
  setField(attention(doc), change.id, BOTH, null);
}

/** Returns the statements that two people changed at the same time and nobody has read since. */
export function statementsToReadAgain(doc: Y.Doc): ReadonlySet<StatementId> {
  const ids = new Set<StatementId>();
  for (const [key, row] of readRows(attention(doc))) {
    const id = asId<'statement'>(key);
    if (id !== null && row.get(BOTH) === true) ids.add(id);
  }
  return ids;
}

/**
 * Returns the statements that both copies changed without knowing of the other's change. Text that
 * was typed and deleted counts, because a third copy may know it. Linear in the documents; n log n
 * in the deleted text.
 */
export function findChangedByBoth(mine: Y.Doc, theirs: Y.Doc): StatementId[] {
  return statementsChangedByBoth(mine, theirs).flatMap(
    (name) => asId<'statement'>(name.slice(STATEMENT_TEXT.length)) ?? [],
  );
}

/** Returns the names of the texts of statements that both copies changed, each without knowing of the other. */
export function statementsChangedByBoth(mine: Y.Doc, theirs: Y.Doc): string[] {
  return textsChangedByBoth(mine, theirs, (name) => name.startsWith(STATEMENT_TEXT));
}

/** Returns the names of the notes that both copies changed without knowing of the other's change. */
export function notesChangedByBoth(mine: ReportDocument, theirs: ReportDocument): string[] {
  return textsChangedByBoth(mine.notes, theirs.notes, isNoteName);
}

function textsChangedByBoth(
  mine: Y.Doc,
  theirs: Y.Doc,
  isText: (name: string) => boolean,
): string[] {
  const names: string[] = [];
  for (const name of mine.share.keys()) {
    if (!(isText(name) && theirs.share.has(name))) continue;
    const [a, b] = [mine.getText(name), theirs.getText(name)];
    if (changedBeyond(a, mine, b, theirs) && changedBeyond(b, theirs, a, mine)) names.push(name);
  }
  return names;
}

/** Returns whether text `a` has a change that copy `b` does not know. */
function changedBeyond(a: Y.Text, docA: Y.Doc, b: Y.Text, docB: Y.Doc): boolean {
  const deletedInA: TextRun[] = [];
  for (const run of textRuns(a)) {
    if (run.end > clockOf(docB, run.client)) return true;
    if (run.deleted) deletedInA.push(run);
  }
  if (deletedInA.length === 0) return false;
  const deleted = groupRuns(deletedInA);
  for (const run of textRuns(b)) {
    if (run.deleted || run.start >= clockOf(docA, run.client)) continue;
    if (runsWithin(deleted.get(run.client), run).length > 0) return true;
  }
  return false;
}
