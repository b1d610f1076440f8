import { type Failure, failure } from '@/utils/model/failure';
import { type ClipId, newId, type ReportId, type SourceId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import {
  type BackupRecord,
  type FileHeader,
  type FileRecord,
  isBundleHeader,
} from './backup-format';
import { createReferenceCheck, type ReferenceCheck } from './check-references';
import type { LibraryContext } from './library-context';
import { type FileUpdate, prepareMerge, type RestorePlan } from './merge-documents';
import { mergeRestored, type Restored } from './merge-restored';
import { BadLine, readBackup } from './read-backup';
import { RESTORE_CHUNK_BYTES } from './read-backup-file';
import type { PinciteDatabase, StagedPart } from './schema';
import { Refusal } from './storage-failure';
import { writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

/**
 * Restoring a backup or a bundle, piece by piece. Nothing of the library changes before
 * `commitRestore`, and then everything in one transaction. What the library has stays: records
 * are united, documents merged, what was purged in either stays purged; so restoring the same
 * file again changes nothing. One restore at a time: beginning one drops another.
 */
export interface Restoring {
  beginRestore(): Reply<{ readonly restoreId: string }>;
  /** The pieces in order, from 0 on, at most 4 MB each. Sending a piece again is harmless. */
  restoreChunk(restoreId: string, index: number, bytes: Uint8Array): Reply<void>;
  commitRestore(restoreId: string): Reply<Restored>;
  abortRestore(restoreId: string): Reply<void>;
}

/** Records staged in one row, and at most so much of their text, in UTF-16 units. */
const STAGED_RECORDS = 500;
const STAGED_LENGTH = 4_000_000;

export function createRestoring(context: LibraryContext): Restoring {
  const { connection, exclusive, documents } = context;
  let current: { readonly id: string; chunks: number } | null = null;

  const clearStaging = (): Reply<void> =>
    connection.use((db) =>
      writeTransaction(db, ['staging'], async (tx) => tx.objectStore('staging').clear()),
    );
  const unknown = (restoreId: string) => err(failure('not_found', restoreId));

  return {
    beginRestore: async () => {
      current = null;
      const cleared = await clearStaging();
      if (!cleared.ok) return cleared;
      current = { id: newId<'restore'>(), chunks: 0 };
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

    commitRestore: async (restoreId) => {
      const restore = current;
      if (restore?.id !== restoreId) return unknown(restoreId);
      const { chunks } = restore;
      current = null;
      const done = await exclusive(() =>
        connection.use(async (db) => {
          const { plan, check } = await stageRecords(db, restoreId, chunks);
          const merge = await prepareMerge(db, plan, check);
          return mergeRestored(db, restoreId, plan, merge);
        }),
      );
      documents.forgetAll();
      // After a success it is empty; after a failure it need not wait for the next start.
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

function stage(connection: LibraryContext['connection'], part: StagedPart): Reply<void> {
  return connection.use((db) =>
    writeTransaction(db, ['staging'], async (tx) => {
      await tx.objectStore('staging').put(part);
    }),
  );
}

/** Reads the staged file through, and stages the records in it; refuses a damaged file. */
async function stageRecords(
  db: PinciteDatabase,
  restoreId: string,
  chunks: number,
): Promise<{ readonly plan: RestorePlan; readonly check: ReferenceCheck | null }> {
  let check: ReferenceCheck | null = null;
  const purged = new Map<string, string>();
  const updates = new Map<ReportId, FileUpdate[]>();
  const clipSources = new Map<ClipId, SourceId>();
  let batches = 0;
  let batch: BackupRecord[] = [];
  let length = 0;
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
    if (isBundleHeader(header)) {
      check ??= createReferenceCheck(header);
      check.accept(entry, line);
    }
    // Sections are inserted where somebody says; a page makes an import of them.
    if (entry.store === 'sectionContents') throw new BadLine(line);
    if (entry.store === 'reportUpdates') {
      const { reportId, at, update } = entry.record;
      const known = updates.get(reportId);
      if (known === undefined) updates.set(reportId, [{ at, update, line }]);
      else known.push({ at, update, line });
      return;
    }
    if (entry.store === 'purged') purged.set(entry.record.id, entry.record.at);
    if (entry.store === 'clips') clipSources.set(entry.record.id, entry.record.sourceId);
    batch.push(entry);
    length += lengthOf(entry);
    if (batch.length >= STAGED_RECORDS || length >= STAGED_LENGTH) await write();
  };
  const read = await readBackup(stagedChunks(db, restoreId, chunks), accept);
  if (!read.ok) throw new Refusal(read.error);
  await write();
  return { plan: { ...read.value, batches, purged, updates, clipSources }, check };
}

/** About how much room a staged record takes. */
function lengthOf(entry: BackupRecord): number {
  if (entry.store === 'snapshots') return entry.record.text.length;
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
