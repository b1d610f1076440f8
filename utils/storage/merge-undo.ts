import { clashingPlace, withClashes } from '@/utils/model/clashes';
import { binClip, setPin } from '@/utils/model/clip-operations';
import {
  changedStatement,
  changesBetween,
  type DocumentChange,
  putBack,
  readDocumentState,
} from '@/utils/model/document-changes';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { markRead, markReadAgain } from '@/utils/model/read-again';
import {
  type ReportDocument,
  type ReportUpdate,
  statementText,
} from '@/utils/model/report-document';
import type { Result } from '@/utils/model/result';
import { binSection } from '@/utils/model/section-operations';
import { binStatement } from '@/utils/model/statement-operations';
import { type MergeUndo, mergeUndoKey } from './last-merge';
import type { LibraryContext } from './library-context';
import type { ReportRepository } from './report-repository';
import { Refusal } from './storage-failure';
import { writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

/** The effect of undoing a merge, or of applying it again. */
export interface MergeUndone {
  readonly updates: readonly ReportUpdate[];
  /** Number of later changes, which stay. */
  readonly kept: number;
  /** Number of items that the merge had added and that are now in the bin. */
  readonly binned: number;
}

/** Both refuse with `not_found` if there is no merge to undo, or no undone merge. */
export interface MergeUndoing {
  /**
   * Undoes the last merge into a report: restores what the merge changed, and moves what the merge
   * added into the bin. Later changes stay. Reviews that the merge added stay, because they are
   * evidence. Destroyed records stay destroyed.
   */
  undoMerge(reportId: ReportId): Reply<MergeUndone>;
  /** Applies the last merge again after its undo. Later changes stay. */
  redoMerge(reportId: ReportId): Reply<MergeUndone>;
}

export function createMergeUndoing(
  { connection, now }: LibraryContext,
  { editReport }: Pick<ReportRepository, 'editReport'>,
): MergeUndoing {
  const toggle = async (reportId: ReportId, isUndone: boolean): Reply<MergeUndone> => {
    const key = mergeUndoKey(reportId);
    const read = await connection.use(async (db) => {
      const value = (await db.get('meta', key))?.value as MergeUndo | undefined;
      if (value === undefined || (value.isUndone ?? false) !== isUndone) {
        throw new Refusal(failure('not_found', reportId));
      }
      return value;
    });
    if (!read.ok) return read;
    const undo = read.value;
    let kept = 0;
    let changes: readonly DocumentChange[] = [];
    const edited = await editReport(reportId, (doc) => {
      const before = readDocumentState(doc);
      kept = revert(doc, undo, now());
      restoreMarks(doc, undo);
      const clashing = new Set(undo.changes.flatMap((change) => clashingPlace(change) ?? []));
      const made = changesBetween(before, readDocumentState(doc), clipsOf(undo));
      changes = withClashes(made, clashing, before);
    });
    if (!edited.ok) return edited;
    const { at, marked = [], joined = [] } = undo;
    const value: MergeUndo = { ...ADDED_NOTHING, at, isUndone: !isUndone, changes, marked, joined };
    const stored = await connection.use((db) =>
      writeTransaction(db, ['meta'], (tx) => tx.objectStore('meta').put({ key, value })),
    );
    if (!stored.ok) return stored;
    const { added, clips } = undo;
    const binned = added.statements.length + added.sections.length + clips.length;
    return { ok: true, value: { updates: edited.value, kept, binned } };
  };
  return {
    undoMerge: (reportId) => toggle(reportId, false),
    redoMerge: (reportId) => toggle(reportId, true),
  };
}

/** An undo adds no items. Its record contains the move of the merge's items into the bin. */
const ADDED_NOTHING = {
  added: { sections: [], statements: [], citations: [] },
  clips: [],
  repinned: [],
} as const;

/** Reverts a merge or its undo. Returns the number of items that changed later, which stay. */
function revert(
  doc: ReportDocument,
  { changes, added, clips, repinned }: MergeUndo,
  at: string,
): number {
  const { kept } = putBack(doc, changes, added);
  for (const { clipId, pinId } of repinned) setPin(doc, { clipId, pinId });
  for (const id of added.statements) binStatement(doc, { id, at });
  for (const id of added.sections) binSection(doc, { id, at });
  for (const clipId of clips) binClip(doc, { clipId, at });
  return kept;
}

/** Removes the marks of a merge from the texts that the undo restored. A redo sets them again. */
function restoreMarks(
  doc: ReportDocument,
  { changes, marked = [], isUndone = false }: MergeUndo,
): void {
  for (const change of changes) {
    const id = changedStatement(change);
    if (id === null || !marked.includes(id)) continue;
    if (statementText(doc, id).toString() !== change.before) continue;
    if (isUndone) markReadAgain(doc, [id]);
    else markRead(doc, { id });
  }
}

/** The clips that the document may mention for the first time. */
function clipsOf({ clips, repinned }: MergeUndo): ReadonlyMap<string, null> {
  return new Map([...clips, ...repinned.map(({ clipId }) => clipId)].map((id) => [id, null]));
}
