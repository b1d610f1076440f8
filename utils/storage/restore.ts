import type { Run } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { type ClipId, newId, type ReportId } from '@/utils/model/ids';
import type { MergeChoice, MergePlan } from '@/utils/model/merge-plan';
import { err, ok, type Result } from '@/utils/model/result';
import { createReviewVerifier } from '@/utils/model/verify-review';
import {
  type BackupRecord,
  type FileHeader,
  type FileRecord,
  isBundleHeader,
  type Unreadable,
} from './backup-format';
import { createReferenceCheck, type ReferenceCheck } from './check-references';
import { findEvidenceChanges } from './evidence-changes';
import type { FileUpdate } from './file-documents';
import { findScope } from './file-scope';
import type { LibraryContext } from './library-context';
import { type FiledClip, prepareMerge, type RestorePlan } from './merge-documents';
import { mergeRestored, type Restored } from './merge-restored';
import {
  decideEvidence,
  fingerprintOf,
  type PreparedMerge,
  planMerge,
  undoRecords,
} from './plan-merge';
import { BadLine, readBackup } from './read-backup';
import { RESTORE_CHUNK_BYTES } from './read-backup-file';
import type { PinciteDatabase, StagedPart } from './schema';
import { sha256 } from './sha256';
import { isGenuineSnapshot } from './snapshot-text';
import { Refusal } from './storage-failure';
import { writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

/**
 * The kind of file that the caller expects. `import` is a file that a page of this library has just
 * generated, which may name any record of the library. Pincite never reads a file that the user
 * chose as `import`.
 */
export type FileKind = 'backup' | 'bundle' | 'import';

/**
 * Restores a backup or a bundle, piece by piece. The library does not change before
 * `commitRestore`, which changes everything in one transaction. Existing data stays: records are
 * united, documents merged, and what was purged in either stays purged. So restoring the same file
 * again changes nothing. One restore at a time: a new one drops the previous one.
 */
export interface Restoring {
  /** Starts a restore. Reading fails for a file of another kind than expected. */
  beginRestore(expected: FileKind): Reply<{ readonly restoreId: string }>;
  /** The pieces in order from 0 on, each at most 4 MB. Sending a piece again is harmless. */
  restoreChunk(restoreId: string, index: number, bytes: Uint8Array): Reply<void>;
  /**
   * Reads the whole staged file and returns the changes that it would make. Does not change the
   * library.
   */
  planRestore(restoreId: string): Reply<MergePlan>;
  /**
   * Applies the staged file, without the changes that the user declined. Refuses with
   * `merge_changed` when the plan has changed since the user's choice. The staged file then stays,
   * so the caller can plan again.
   */
  commitRestore(restoreId: string, choice: MergeChoice): Reply<Restored>;
  abortRestore(restoreId: string): Reply<void>;
}

interface CurrentRestore {
  readonly id: string;
  readonly expected: FileKind;
  chunks: number;
  /** Set after the staged file has been read completely. */
  read: StagedFile | null;
}

interface StagedFile {
  readonly plan: RestorePlan;
  readonly check: ReferenceCheck | null;
}

/**
 * The maximum number of records staged in one row, and the maximum length of their text in UTF-16
 * units.
 */
const STAGED_RECORDS = 500;
const STAGED_LENGTH = 4_000_000;

export function createRestoring(context: LibraryContext): Restoring {
  const { connection, exclusive, documents, now } = context;
  let current: CurrentRestore | null = null;

  const clearStaging = (): Reply<void> =>
    connection.use((db) =>
      writeTransaction(db, ['staging'], async (tx) => tx.objectStore('staging').clear()),
    );
  const unknown = (restoreId: string) => err(failure('not_found', restoreId));

  return {
    beginRestore: async (expected) => {
      current = null;
      const cleared = await clearStaging();
      if (!cleared.ok) return cleared;
      current = { id: newId<'restore'>(), expected, chunks: 0, read: null };
      return ok({ restoreId: current.id });
    },

    restoreChunk: async (restoreId, index, bytes) => {
      const restore = current;
      if (restore?.id !== restoreId) return unknown(restoreId);
      if (!Number.isInteger(index) || index < 0 || index > restore.chunks) {
        return err(failure('bad_message', 'index'));
      }
      if (bytes.length > RESTORE_CHUNK_BYTES) return err(failure('bad_message', 'bytes'));
      const part: StagedPart = {
        restoreId,
        kind: 'chunk',
        index,
        bytes: new Uint8Array(bytes),
        records: [],
      };
      const stored = await stage(connection, part);
      if (stored.ok) restore.chunks = Math.max(restore.chunks, index + 1);
      return stored;
    },

    planRestore: async (restoreId) => {
      const restore = current;
      if (restore?.id !== restoreId) return unknown(restoreId);
      const planned = await exclusive(() =>
        connection.use(async (db) => {
          const prepared = await prepare(db, restore, now());
          return planMerge(db, restoreId, prepared);
        }),
      );
      if (planned.ok) return planned;
      current = null;
      await clearStaging();
      return planned;
    },

    commitRestore: async (restoreId, choice) => {
      const restore = current;
      if (restore?.id !== restoreId) return unknown(restoreId);
      const done = await exclusive(() =>
        connection.use(async (db) => {
          const prepared = await prepare(db, restore, now());
          if (choice !== 'everything' && choice.seen !== (await fingerprintOf(prepared))) {
            throw new Refusal(failure('merge_changed'));
          }
          current = null;
          const { plan, check, scope } = prepared;
          const isDeclined =
            choice !== 'everything' &&
            Object.values(choice.declined).some((kinds) => kinds.length > 0);
          const isUnasked = choice === 'everything' && hasClash(prepared);
          const merged =
            isDeclined || isUnasked
              ? await prepareMerge(db, plan, check, choice, !isUnasked)
              : prepared.documents;
          const decided = decideEvidence(choice, prepared);
          const undo = choice === 'everything' ? [] : undoRecords(prepared, choice, decided, now());
          return mergeRestored(db, restoreId, { plan, merged, scope, decided, undo });
        }),
      );
      if (!done.ok && done.error.code === 'merge_changed') return done;
      current = null;
      documents.forgetAll();
      // After a success the staging is emptied; after a failure too, without waiting for the next
      // start.
      const cleared = await clearStaging();
      if (done.ok && !cleared.ok) return cleared;
      return done;
    },

    abortRestore: async (restoreId) => {
      if (current?.id !== restoreId) return unknown(restoreId);
      current = null;
      return clearStaging();
    },
  };
}

/**
 * Reads the staged file if it has not been read yet, and computes the changes that it would make
 * now.
 */
async function prepare(
  db: PinciteDatabase,
  restore: CurrentRestore,
  now: string,
): Promise<PreparedMerge> {
  restore.read ??= await stageRecords(db, restore, now);
  const { plan, check } = restore.read;
  const documents = await prepareMerge(db, plan, check, 'everything');
  const scope = await findScope(db, plan, documents);
  const evidence = await findEvidenceChanges(db, restore.id, plan, scope, documents);
  return { plan, check, documents, scope, evidence };
}

function hasClash({ documents }: PreparedMerge): boolean {
  return documents.merges.some(({ changes }) => changes.some(({ kind }) => kind === 'clashes'));
}

function stage(connection: LibraryContext['connection'], part: StagedPart): Reply<void> {
  return connection.use((db) =>
    writeTransaction(db, ['staging'], async (tx) => {
      await tx.objectStore('staging').put(part);
    }),
  );
}

/** Reads the whole staged file, and stages its records. Refuses a damaged file. */
async function stageRecords(
  db: PinciteDatabase,
  { id: restoreId, expected, chunks }: CurrentRestore,
  now: string,
): Promise<StagedFile> {
  let check: ReferenceCheck | null = null;
  const purged = new Map<string, string>();
  const updates = new Map<ReportId, FileUpdate[]>();
  const clips = new Map<ClipId, FiledClip>();
  const named = new Set<ClipId>();
  const runs: Run[] = [];
  let falsified = 0;
  /** The stores of records that were left out because they depend on a left-out record. */
  const leftOut: string[] = [];
  let batches = 0;
  let batch: BackupRecord[] = [];
  let length = 0;
  const isSigned = createReviewVerifier();
  let forgedReviews = 0;
  const write = async () => {
    if (batch.length === 0) return;
    const records = batch;
    const index = batches;
    await writeTransaction(db, ['staging'], async (tx) => {
      const part: StagedPart = { restoreId, kind: 'records', index, bytes: null, records };
      await tx.objectStore('staging').put(part);
    });
    batches += 1;
    batch = [];
    length = 0;
  };
  const accept = async (entry: FileRecord, line: number, header: FileHeader): Promise<void> => {
    refuseOtherKind(header, expected);
    if (isBundleHeader(header)) {
      check ??= createReferenceCheck(header);
      if (!check.accept(entry, line)) {
        if (entry.store !== 'sectionContents') leftOut.push(entry.store);
        return;
      }
    }
    // Sections are inserted where the user decides; a page makes an import of them.
    if (entry.store === 'sectionContents') throw new BadLine(line);
    if (entry.store === 'reportUpdates') {
      const { reportId, ...filed } = entry.record;
      // Lists of reports begin with the latest change. A future time in a file would keep a report
      // on top for years.
      const update = { ...filed, at: filed.at < now ? filed.at : now, line };
      const known = updates.get(reportId);
      if (known === undefined) updates.set(reportId, [update]);
      else known.push(update);
      return;
    }
    if (entry.store === 'purged') purged.set(entry.record.id, entry.record.at);
    if (entry.store === 'runs') runs.push(entry.record);
    if (entry.store === 'clips') {
      const { id, sourceId, filedUnder } = entry.record;
      clips.set(id, { sourceId, reportId: filedUnder.reportId });
    }
    if ('clipId' in entry.record) named.add(entry.record.clipId);
    if (entry.store === 'reviews' && !(await isSigned(entry.record))) {
      forgedReviews += 1;
      return;
    }
    if (!(await isGenuine(entry))) {
      falsified += 1;
      return;
    }
    batch.push(entry);
    length += lengthOf(entry);
    if (batch.length >= STAGED_RECORDS || length >= STAGED_LENGTH) await write();
  };
  const leaveOut = (record: Unreadable, line: number, header: FileHeader): void => {
    if (!isBundleHeader(header)) return;
    // A bundle without its report document is not usable.
    if (record.store === 'reportUpdates') throw new BadLine(line);
    check ??= createReferenceCheck(header);
    check.leaveOut(record);
  };
  const read = await readBackup(stagedChunks(db, restoreId, chunks), accept, leaveOut);
  if (!read.ok) throw new Refusal(read.error);
  const unreadable = new Map(read.value.unreadable);
  for (const store of leftOut) unreadable.set(store, (unreadable.get(store) ?? 0) + 1);
  refuseOtherKind(read.value.header, expected);
  await write();
  const { header, records } = read.value;
  const found = {
    batches,
    purged,
    updates,
    runs,
    clips,
    named,
    falsified,
    forgedReviews,
    unreadable,
  };
  return { plan: { header, records, ...found }, check };
}

/** Refuses a file of another kind. The message says where the user can open such a file. */
function refuseOtherKind(header: FileHeader, expected: FileKind): void {
  const kind = kindOf(header);
  if (kind === expected) return;
  throw new Refusal(
    expected === 'import' ? failure('bad_message', kind) : failure(`file_is_${kind}`),
  );
}

function kindOf(header: FileHeader): FileKind {
  if (!isBundleHeader(header)) return 'backup';
  return header.kind === 'import' ? 'import' : 'bundle';
}

/** Whether the hash of a record matches its bytes. */
export async function isGenuine(entry: BackupRecord): Promise<boolean> {
  if (entry.store === 'snapshots') return isGenuineSnapshot(entry.record);
  if (entry.store !== 'attachments' || entry.record.hash === null) return true;
  return (await sha256(entry.record.bytes)) === entry.record.hash;
}

/** Estimates the size of a staged record. */
function lengthOf(entry: BackupRecord): number {
  if (entry.store === 'snapshots') return entry.record.text.length;
  if (entry.store === 'reviews') return JSON.stringify(entry.record).length;
  return entry.store === 'attachments' ? 1_000 + entry.record.bytes.length : 1_000;
}

async function* stagedChunks(
  db: PinciteDatabase,
  restoreId: string,
  chunks: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (let index = 0; index < chunks; index += 1) {
    const part = await db.get('staging', [restoreId, 'chunk', index]);
    if (part === undefined || part.bytes === null) {
      throw new Refusal(failure('unexpected', `staging ${index}`));
    }
    yield part.bytes;
  }
}
