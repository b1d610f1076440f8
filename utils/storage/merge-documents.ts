import type * as Y from 'yjs';
import type { ChangeKind } from '@/utils/model/change-kinds';
import {
  clashingPlace,
  isMixed,
  splitTexts,
  splitWordings,
  takeWhole,
  takeWordings,
  withClashes,
} from '@/utils/model/clashes';
import {
  type DeclinedChange,
  declinedChanges,
  joinedChanges,
  makeAgain,
  stillDeclined,
} from '@/utils/model/declined-changes';
import {
  type AddedRows,
  addedRows,
  changedStatement,
  changesBetween,
  type DocumentChange,
  putBack,
  readDocumentState,
  statementIn,
  statementName,
  valueIn,
} from '@/utils/model/document-changes';
import type { Run } from '@/utils/model/evidence';
import type { ClipId, ReportId, RunId, SourceId, StatementId } from '@/utils/model/ids';
import { readLegacyReviews } from '@/utils/model/legacy-reviews';
import { declinedOf, type MergeChoice } from '@/utils/model/merge-plan';
import {
  findChangedByBoth,
  markRead,
  markReadAgain,
  statementsToReadAgain,
} from '@/utils/model/read-again';
import { settleRepairs } from '@/utils/model/repair-operations';
import type { ReportContent } from '@/utils/model/report-content';
import {
  encodeReport,
  keepOnlyCharacters,
  loadReportDocument,
  ReportDocument,
  readReport,
  statementText,
} from '@/utils/model/report-document';
import type { ReviewRecord } from '@/utils/model/review-records';
import { dropWaiting, isEmptyDocument } from '@/utils/model/yjs-internals';
import { type FileHeader, hasLegacyReviews, isBundleHeader } from './backup-format';
import type { ReferenceCheck } from './check-references';
import { checkUpdates } from './check-updates';
import { applyFileUpdates, currentUpdates, type FileUpdate, latestOf } from './file-documents';
import { changesToOffer } from './last-merge';
import { captureUpdates } from './library-context';
import { type Projection, projectReport } from './projections';
import { BadLine, failureOf } from './read-backup';
import type { PinciteDatabase, StoredUpdate } from './schema';
import { Refusal } from './storage-failure';
import { storedRows } from './update-rows';

/** What is known about a backup after it was read. */
export interface RestorePlan {
  readonly header: FileHeader;
  readonly records: number;
  /** The number of rows in the staging store. */
  readonly batches: number;
  /** The purged ids of the backup, with their times. */
  readonly purged: ReadonlyMap<string, string>;
  readonly updates: Map<ReportId, readonly FileUpdate[]>;
  readonly clips: ReadonlyMap<ClipId, FiledClip>;
  /** The clips that the pins, images and checks of the file belong to. */
  readonly named: ReadonlySet<ClipId>;
  /**
   * Number of page texts and images that were left out because their hash does not match their
   * bytes.
   */
  readonly falsified: number;
  /** Number of reviews that were left out because their signature is not valid. */
  readonly forgedReviews: number;
  /** The runs of the file, in file order. */
  readonly runs: readonly Run[];
  /** Runs of a team that came earlier: their checks may come later. */
  readonly teamRuns?: ReadonlySet<RunId>;
  /** Number of invalid records, and of records that depend on them, by store. */
  readonly unreadable: Map<string, number>;
}

/** The data of a clip in the file that Pincite needs before it stores the clip. */
export interface FiledClip {
  readonly sourceId: SourceId;
  readonly reportId: ReportId;
}

/** What a file adds to one report. */
export interface ReportMerge {
  readonly reportId: ReportId;
  /** What the library's documents lack, in rows as they are stored. */
  readonly rows: readonly StoredUpdate[];
  readonly projection: Projection;
  readonly readAgain: number;
  /** The statements that this merge marked for another reading. */
  readonly marked: readonly StatementId[];
  /** The changes that joined a value of the file with another one. */
  readonly joined: readonly DeclinedChange[];
  /** Decisions of the report from before Pincite signed reviews. */
  readonly legacyReviews: readonly ReviewRecord[];
  /** The changes to the existing report. Empty for a new report. */
  readonly changes: readonly DocumentChange[];
  readonly added: AddedRows;
  /** The changes that the user declined, now or before. A file that has them offers them again. */
  readonly declined: readonly DeclinedChange[];
  /** Whether the report, if it exists, has another content after the merge. */
  readonly isUpdated: boolean;
  /**
   * The content of the report before the merge (null for a new report), and its content with every
   * change.
   */
  readonly before: ReportContent | null;
  readonly after: ReportContent;
  /** The statements with words that the file does not have. */
  readonly unseen: readonly StatementId[];
}

/** The documents of a file, merged with the existing documents. */
export interface MergedDocuments {
  readonly merges: readonly ReportMerge[];
  /** The clips that the documents of the file place, annotate or cite. */
  readonly named: ReadonlySet<ClipId>;
}

/**
 * Merges the documents before the write transaction, which cannot wait for the merge, and marks the
 * texts that both sides changed. Reverts changes of the kinds that the user declined. If nobody is
 * asked, a text of which both sides changed the same words joins both versions. Refuses a bundle with
 * an invalid update, or with a report that names missing clips.
 */
export async function prepareMerge(
  db: PinciteDatabase,
  plan: RestorePlan,
  check: ReferenceCheck | null,
  choice: MergeChoice,
  isAsked = true,
): Promise<MergedDocuments> {
  const { header } = plan;
  try {
    const merges: ReportMerge[] = [];
    const named = new Set<ClipId>();
    for (const [reportId, rows] of plan.updates) {
      const declined = declinedOf(choice, reportId);
      const file = { reportId, rows, header, check, named, declined, isAsked };
      const merge = await mergeReadable(db, file, plan);
      if (merge !== null) merges.push(merge);
    }
    if (check !== null) await findOutside(db, check);
    return { merges, named };
  } catch (error) {
    throw error instanceof BadLine ? new Refusal(failureOf(plan.header.format, error)) : error;
  }
}

interface FileReport {
  readonly reportId: ReportId;
  readonly rows: readonly FileUpdate[];
  readonly header: FileHeader;
  readonly check: ReferenceCheck | null;
  /** Collects the clips that the document names. */
  readonly named: Set<ClipId>;
  readonly declined: readonly ChangeKind[];
  readonly isAsked: boolean;
}

/** Leaves invalid updates of a backup out. A bundle has only one update of each document. */
async function mergeReadable(
  db: PinciteDatabase,
  file: FileReport,
  plan: RestorePlan,
): Promise<ReportMerge | null> {
  let { rows } = file;
  while (rows.length > 0) {
    try {
      checkUpdates(rows);
      return await mergeReport(db, { ...file, rows: currentUpdates(file.header, rows) });
    } catch (error) {
      const isOfBackup = error instanceof BadLine && !isBundleHeader(file.header);
      const kept = isOfBackup ? rows.filter(({ line }) => line !== error.line) : rows;
      if (kept.length === rows.length) throw error;
      const { unreadable } = plan;
      unreadable.set('reportUpdates', (unreadable.get('reportUpdates') ?? 0) + 1);
      rows = kept;
      // A second merge does not count this update again.
      plan.updates.set(file.reportId, kept);
    }
  }
  return null;
}

type MergedParts = 'changes' | 'added' | 'after' | 'unseen' | 'isUpdated' | 'declined' | 'joined';

/** Returns null if the library's document already has everything. */
async function mergeReport(db: PinciteDatabase, file: FileReport): Promise<ReportMerge | null> {
  const { reportId, rows, header, check } = file;
  const stored = await db.getAllFromIndex('reportUpdates', 'byReport', reportId);
  if (stored.length === 0) return addReport(file);
  const doc = loadReportDocument(stored);
  const isImport = isBundleHeader(header) && header.kind === 'import';
  // The ids that the report named before do not concern the file.
  if (isImport) check?.knowReport(readReport(doc, reportId));
  // An import is made from the document that receives it, and is only what it adds.
  const theirs = isImport ? doc : new ReportDocument();
  let readAgain: readonly StatementId[] = [];
  let clashing = new Set<string>();
  const filed = new Map(
    (await db.getAllFromIndex('clips', 'byReport', reportId)).map(({ id, filedUnder }) => [
      id as string,
      filedUnder.sectionId,
    ]),
  );
  const [contentBefore, stateBefore] = [readReport(doc, reportId), readDocumentState(doc)];
  const markedBefore = statementsToReadAgain(doc);
  const { offered, marked: markedOnce } = await changesToOffer(db, reportId);
  let merged: Pick<ReportMerge, MergedParts> | null = null;
  const updatesMade = captureUpdates(doc, () => {
    applyFileUpdates(theirs, rows);
    if (!isImport) {
      readAgain = findChangedByBoth(doc, theirs);
      const split = file.isAsked ? splitTexts(doc, theirs) : [];
      const wordings = file.isAsked ? splitWordings(doc, theirs) : [];
      applyFileUpdates(doc, rows);
      const inFile = readDocumentState(theirs);
      const isOffered = new Set(offered.flatMap(({ change }) => clashingPlace(change) ?? []));
      const mixed = split.filter((each) => isOffered.has(each.name) || isMixed(doc, each));
      clashing = new Set(mixed.map(({ name }) => name));
      takeWhole(doc, clashing, inFile);
      for (const place of takeWordings(doc, wordings, theirs)) clashing.add(place);
      const wanted = offered.filter(({ change }) => !file.declined.includes(change.kind));
      if (wanted.length > 0) {
        makeAgain(doc, wanted, { now: readDocumentState(doc), file: inFile });
      }
      const now = readDocumentState(doc);
      for (const { change } of wanted) {
        const place = clashingPlace(change);
        if (place !== null && valueIn(now, change) === change.after) clashing.add(place);
      }
      settleRepairs(doc);
      readAgain = [...new Set([...readAgain, ...madeAgain(doc, wanted, markedOnce)])].filter(
        (id) => !clashing.has(statementName(id)),
      );
      markReadAgain(doc, readAgain);
    }
    keepOnlyCharacters(doc);
    const stateAfter = readDocumentState(doc);
    const changes = withClashes(
      changesBetween(stateBefore, stateAfter, filed),
      clashing,
      stateBefore,
    );
    const added = addedRows(stateBefore, stateAfter);
    const after = readReport(doc, reportId);
    const waiting = stillDeclined(offered, stateBefore, changes);
    const inFile = readDocumentState(theirs);
    const joined = isImport ? [] : joinedChanges(changes, inFile);
    const unseen = after.statements.flatMap(({ id, text }) =>
      statementIn(inFile, id) === text ? [] : [id],
    );
    merged = { changes, added, after, unseen, isUpdated: true, declined: waiting, joined };
    const declined = changes.filter(({ kind }) => file.declined.includes(kind));
    if (declined.length === 0) return;
    putBack(doc, declined, added);
    // A text whose change was declined has one version only, even if the file marks it.
    const oneVersion = new Set(declined.flatMap((change) => changedStatement(change) ?? []));
    readAgain = readAgain.filter((id) => !oneVersion.has(id));
    for (const id of statementsToReadAgain(doc)) {
      if (oneVersion.has(id) && !markedBefore.has(id)) markRead(doc, { id });
    }
    const kept = JSON.stringify(readReport(doc, reportId));
    const isUpdated = kept !== JSON.stringify(contentBefore);
    // The next import compares the section with this report, and offers the changes again by itself.
    const now = isImport ? [] : declinedChanges(declined, inFile);
    merged = { ...merged, isUpdated, declined: [...waiting, ...now] };
  });
  acceptReport(theirs, file);
  // Changes that wait for missing ones are not stored: they would take effect later, unasked.
  if (updatesMade.length === 0 || merged === null) return null;
  const at = latestOf([...stored, ...rows]);
  const projection = projectReport(doc, reportId, at);
  const newRows = storedRows(reportId, at, updatesMade);
  const { changes, added, after, unseen, isUpdated, declined, joined } = merged as Pick<
    ReportMerge,
    MergedParts
  >;
  return {
    reportId,
    rows: newRows,
    projection,
    readAgain: readAgain.length,
    marked: [...statementsToReadAgain(doc)].filter((id) => !markedBefore.has(id)),
    changes,
    added,
    declined,
    joined,
    isUpdated,
    before: contentBefore,
    after,
    unseen,
    legacyReviews: isImport ? [] : legacyOf(theirs, file),
  };
}

/** Returns those of the marked statements whose change was made again, with both versions in it. */
function madeAgain(
  doc: ReportDocument,
  offered: readonly DeclinedChange[],
  marked: readonly StatementId[],
): StatementId[] {
  return offered.flatMap(({ change }) => {
    const id = changedStatement(change);
    if (id === null || !marked.includes(id)) return [];
    return statementText(doc, id).toString() === change.after ? [id] : [];
  });
}

/** Returns a report that the library does not have; null if it is empty. */
function addReport(file: FileReport): ReportMerge | null {
  const { reportId, rows } = file;
  const doc = new ReportDocument();
  applyFileUpdates(doc, rows);
  const waited = [doc, doc.notes].map(dropWaiting).includes(true);
  const cleaned = captureUpdates(doc, () => keepOnlyCharacters(doc)).length > 0;
  if (isEmptyDocument(doc) && isEmptyDocument(doc.notes)) return null;
  const after = acceptReport(doc, file);
  const at = latestOf(rows);
  const projection = projectReport(doc, reportId, at);
  const added = { sections: [], statements: [], citations: [] };
  return {
    reportId,
    rows: storedRows(reportId, at, waited || cleaned ? encodeReport(doc) : rows),
    projection,
    readAgain: 0,
    marked: [],
    changes: [],
    added,
    declined: [],
    joined: [],
    isUpdated: true,
    before: null,
    after,
    unseen: [],
    legacyReviews: legacyOf(doc, file),
  };
}

function legacyOf(doc: Y.Doc, { reportId, header }: FileReport): ReviewRecord[] {
  return hasLegacyReviews(header) ? readLegacyReviews(doc, reportId) : [];
}

/** Checks the references of the file's document, collects its clips, and returns its content. */
function acceptReport(doc: ReportDocument, file: FileReport): ReportContent {
  const content = readReport(doc, file.reportId);
  file.check?.acceptReport(content, lastLine(file));
  for (const { clipId } of [...content.citations, ...content.placements]) file.named.add(clipId);
  return content;
}

function lastLine({ rows }: FileReport): number {
  return rows.at(-1)?.line ?? 1;
}

/** An import may name records of the library, but no missing records. */
async function findOutside(db: PinciteDatabase, { outside }: ReferenceCheck): Promise<void> {
  const found = await Promise.all(
    outside.map(({ store, id }) => Promise.all([db.getKey(store, id), db.getKey('purged', id)])),
  );
  outside.forEach(({ line }, index) => {
    if (found[index]?.every((key) => key === undefined)) throw new BadLine(line, 'dangling');
  });
}
