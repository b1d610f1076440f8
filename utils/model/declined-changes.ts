import {
  type DocumentChange,
  type DocumentState,
  isSame,
  placeOf,
  putBack,
  rowOf,
  valueIn,
} from './document-changes';
import type { ReportDocument } from './report-document';
import { asRecord, asString } from './rows';
import { citationIdsOf } from './statement-text';

/*
 * A declined change is in the document together with the edit that reverted it, so a merge of the
 * same file finds nothing new. The library keeps the change, and makes it again in the next merge
 * of a file that still has it, so that the user is asked again. A change that the user accepted
 * and undid with its merge is offered in the same way. One whose place the user has edited since
 * is not.
 */

export interface DeclinedChange {
  readonly change: DocumentChange;
  /** The value in the file. The change has another one where it joined two versions of a text. */
  readonly inFile: unknown;
}

/** Adds the values of the file to the changes that the user declined. */
export function declinedChanges(
  changes: readonly DocumentChange[],
  file: DocumentState,
): DeclinedChange[] {
  return changes.map((change) => ({ change, inFile: valueIn(file, change) }));
}

/** Returns the changes whose value is not the file's, with the value of the file. */
export function joinedChanges(
  changes: readonly DocumentChange[],
  file: DocumentState,
): DeclinedChange[] {
  return declinedChanges(changes, file).filter(
    ({ change, inFile }) => !isSame(change.after, inFile),
  );
}

/**
 * Adds what undid a merge to the declined changes, as changes that a file can offer again. `joined`
 * has the changes of the merge that joined a value of the file with another one.
 */
export function withUndone(
  declined: readonly DeclinedChange[],
  undoing: readonly DocumentChange[],
  joined: readonly DeclinedChange[],
): DeclinedChange[] {
  const inFile = new Map(joined.map((each) => [placeOf(each.change), each.inFile]));
  const undone = new Map(undoing.map((change) => [placeOf(change), inverse(change)]));
  return [
    ...declined.filter(({ change }) => !undone.has(placeOf(change))),
    ...[...undone].map(([key, change]) => ({
      change,
      inFile: inFile.has(key) ? inFile.get(key) : change.after,
    })),
  ];
}

/** Returns the earlier declined changes that a merge did not make, and that could still be made. */
export function stillDeclined(
  earlier: readonly DeclinedChange[],
  before: DocumentState,
  made: readonly DocumentChange[],
): DeclinedChange[] {
  const keys = new Set(made.map(placeOf));
  return earlier.filter(
    ({ change }) => !keys.has(placeOf(change)) && isSame(valueIn(before, change), change.before),
  );
}

/** Makes those declined changes again that the file still has and that nothing here replaced. */
export function makeAgain(
  doc: ReportDocument,
  declined: readonly DeclinedChange[],
  { now, file }: { readonly now: DocumentState; readonly file: DocumentState },
): void {
  const wanted = declined
    .filter(({ inFile, change }) => isSame(valueIn(file, change), inFile))
    .map(({ change }) => change)
    .filter((change) => isSame(valueIn(now, change), change.before));
  const texts = new Set(wanted.flatMap((each) => (each.type === 'text' ? [each.name] : [])));
  const all = new Set(declined.map(({ change }) => (change.type === 'text' ? change.name : '')));
  // Without its text, such a change would take a citation or the statement from under the text.
  const whole = wanted.filter((change) => {
    const name = textBehind(change, now);
    return name === null || texts.has(name) || !all.has(name);
  });
  if (whole.length === 0) return;
  const after = whole.flatMap((each) => (each.type === 'text' ? [each.after] : []));
  doc.transact(() => {
    restoreCitations(doc, after, file);
    putBack(doc, whole.map(inverse), { citations: [] });
  });
}

/** Takes from the file the citations of these texts that the document does not have. */
export function restoreCitations(
  doc: ReportDocument,
  texts: readonly string[],
  file: DocumentState,
): void {
  const ids = new Set<string>(texts.flatMap(citationIdsOf));
  const map = doc.getMap('citations');
  const missing = new Set([...ids].filter((id) => !map.has(`${id}/names`)));
  for (const [key, value] of file.fields.get('citations') ?? []) {
    if (missing.has(rowOf(key))) map.set(key, value);
  }
}

/** Returns the name of the text that a change of a field belongs to; null for any other change. */
export function textBehind(change: DocumentChange, now: DocumentState): string | null {
  if (change.type === 'text') return null;
  const { map, key, kind } = change;
  const id = rowOf(key);
  if (map === 'statements' && /\/(raw|common|purgedAt)$/.test(key)) return `statement/${id}`;
  if (map === 'repairs') {
    const what = asRecord(now.fields.get('repairs')?.get(`${id}/what`));
    return `statement/${asString(what['statementId'])}`;
  }
  if (map !== 'citations' || (kind !== 'words' && kind !== 'clashes')) return null;
  const names = asRecord(now.fields.get('citations')?.get(`${id}/names`));
  return `statement/${asString(names['statementId'])}`;
}

function inverse(change: DocumentChange): DocumentChange {
  return { ...change, before: change.after, after: change.before } as DocumentChange;
}

/** Returns the id of the item that a change belongs to; '' for the report itself. */
export function changedItem(change: DocumentChange): string {
  if (change.type === 'text') return change.name.slice(change.name.indexOf('/') + 1);
  return change.map === 'report' ? '' : rowOf(change.key);
}
