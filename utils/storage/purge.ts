import { isAwaited } from '@/utils/model/clip-operations';
import type { Purged } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId, Id, ReportId } from '@/utils/model/ids';
import { readReport } from '@/utils/model/report-document';
import { arrangeReport, clipsToDestroy } from '@/utils/model/report-tree';
import type { Result } from '@/utils/model/result';
import { attachmentsOfClip } from './attachments';
import { forgetMerges } from './last-merge';
import type { LibraryContext } from './library-context';
import { membersKey, reviewsOfReport } from './load-reviews';
import { loadEvidence } from './queries';
import { dropFromSearch, markStale } from './search-index';
import { Refusal } from './storage-failure';
import { type WriteTransaction, writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

export interface Purging {
  /**
   * Destroys clips in the bin of a report: the clip, pins, images and checks, and the source and
   * snapshots if no other clip uses them. Skips clips that are not in its bin, that were filed
   * under another report, that another report has too, and that a page will cite. A merge does not
   * restore them.
   */
  purgeClips(
    reportId: ReportId,
    clipIds: readonly ClipId[],
  ): Reply<{ readonly purged: readonly ClipId[] }>;
  /**
   * Destroys a report that is in the bin, with its runs, its reviews, and the clips that no other
   * report contains.
   */
  purgeReport(reportId: ReportId): Reply<{ readonly purged: readonly ClipId[] }>;
  /** Destroys one image or screenshot; its clip stays. A merge does not restore it. */
  purgeAttachment(clipId: ClipId, id: Id<'attachment'>): Reply<{ readonly purged: boolean }>;
}

/** The stores that destroying or merging uses; a merge also reads the staged data. */
export const PURGE_STORES = [
  'clips',
  'pins',
  'attachments',
  'checks',
  'sources',
  'snapshots',
  'purged',
  'reports',
  'reportClips',
  'reportUpdates',
  'searchStale',
  'searchChunks',
  'reviews',
  'runs',
  'jobs',
  'staging',
  'meta',
] as const;
const IMAGE_STORES = ['attachments', 'purged', 'searchStale', 'searchChunks', 'meta'] as const;
export type PurgeTransaction = WriteTransaction<(typeof PURGE_STORES)[number]>;

export function createPurging(context: LibraryContext): Purging {
  const { connection, documents, exclusive, now } = context;
  return {
    purgeClips: (reportId, clipIds) =>
      exclusive(() =>
        connection.use(async (db) => {
          const open = await documents.load(db, reportId);
          if (open === null) throw new Refusal(failure('not_found', reportId));
          const { clips } = await loadEvidence(db, reportId);
          const own = clips.filter(({ filedUnder }) => filedUnder.reportId === reportId);
          const tree = arrangeReport(readReport(open.doc, reportId), own);
          const wanted = new Set(clipIds);
          const at = now();
          const binned = clipsToDestroy(tree).filter(
            (id) => wanted.has(id) && !isAwaited(open.doc, id, at),
          );
          const purged = await writeTransaction(db, PURGE_STORES, async (tx) => {
            const erased: ClipId[] = [];
            for (const id of binned) {
              if (await isInOtherReport(tx, id, reportId)) continue;
              await eraseClip(tx, id, at);
              erased.push(id);
            }
            await dropFromSearch(tx, erased);
            // The data of merges may contain notes about the destroyed clips.
            if (erased.length > 0) await forgetMerges(tx.objectStore('meta'), reportId);
            return erased;
          });
          return { purged };
        }),
      ),

    purgeReport: (reportId) =>
      exclusive(() =>
        connection.use(async (db) => {
          const open = await documents.load(db, reportId);
          if (open === null || readReport(open.doc, reportId).binnedAt === null) {
            throw new Refusal(failure('not_found', reportId));
          }
          const at = now();
          const purged = await writeTransaction(db, PURGE_STORES, (tx) =>
            eraseReport(tx, reportId, at),
          );
          documents.forget(reportId);
          return { purged };
        }),
      ),

    purgeAttachment: (clipId, id) =>
      connection.use((db) =>
        writeTransaction(db, IMAGE_STORES, async (tx) => {
          const attachments = tx.objectStore('attachments');
          if ((await attachments.getKey([clipId, id])) === undefined) return { purged: false };
          await attachments.delete([clipId, id]);
          await markPurged(tx, id, now());
          // Its alternative text is removed from the search at once; the clip's other words are
          // added again.
          await dropFromSearch(tx, [clipId]);
          await markStale(tx, clipId);
          return { purged: true };
        }),
      ),
  };
}

/** Returns whether another report places or cites a clip, even in its bin. */
async function isInOtherReport(
  tx: PurgeTransaction,
  id: ClipId,
  reportId: ReportId,
): Promise<boolean> {
  const named = await tx.objectStore('reportClips').index('byClip').getAll(id);
  return named.some((each) => each.reportId !== reportId && (each.placed || each.cited));
}

/**
 * Deletes a clip and everything that only it uses, and records its id as destroyed. The caller must
 * remove it from the search.
 */
export async function eraseClip(tx: PurgeTransaction, id: ClipId, at: string): Promise<void> {
  const clip = await tx.objectStore('clips').get(id);
  await markPurged(tx, id, at);
  if (clip === undefined) return;
  await tx.objectStore('clips').delete(id);
  await markStale(tx, id);
  await eraseAll(tx.objectStore('pins').index('byClip'), id);
  await eraseAll(tx.objectStore('checks').index('byClip'), id);
  await tx.objectStore('attachments').delete(attachmentsOfClip(id));
  const { sourceId } = clip;
  if ((await tx.objectStore('clips').index('bySource').count(sourceId)) > 0) return;
  await tx.objectStore('sources').delete(sourceId);
  await markPurged(tx, sourceId, at);
  for (const key of await tx.objectStore('snapshots').index('bySource').getAllKeys(sourceId)) {
    await tx.objectStore('snapshots').delete(key);
    await markPurged(tx, key, at);
  }
}

/**
 * Deletes a report. A clip of it that another report places or cites stays.
 * @param spared Further clips that stay, because another library has them in a report that it kept.
 */
export async function eraseReport(
  tx: PurgeTransaction,
  reportId: ReportId,
  at: string,
  spared?: { has(id: ClipId): boolean },
): Promise<ClipId[]> {
  await markPurged(tx, reportId, at);
  await tx.objectStore('reports').delete(reportId);
  await forgetMerges(tx.objectStore('meta'), reportId);
  await tx.objectStore('meta').delete(membersKey(reportId));
  await eraseAll(tx.objectStore('reportUpdates').index('byReport'), reportId);
  await tx.objectStore('reviews').delete(reviewsOfReport(reportId));
  const reportClips = tx.objectStore('reportClips');
  const inReport = IDBKeyRange.bound([reportId], [reportId, []]);
  const named = (await reportClips.getAll(inReport)).map(({ clipId }) => clipId);
  for (const clipId of named) await markStale(tx, clipId);
  await reportClips.delete(inReport);
  const purged: ClipId[] = [];
  for (const clip of await tx.objectStore('clips').index('byReport').getAll(reportId)) {
    if (spared?.has(clip.id) || (await isInOtherReport(tx, clip.id, reportId))) {
      // The checks that the report made of it are deleted too.
      await markStale(tx, clip.id);
      continue;
    }
    await eraseClip(tx, clip.id, at);
    purged.push(clip.id);
  }
  // The notes of other reports' clips are deleted with the report, so these clips are added to the
  // search again.
  await dropFromSearch(tx, [...new Set([...purged, ...named])]);
  for (const run of await tx.objectStore('runs').index('byReport').getAll(reportId)) {
    await tx.objectStore('runs').delete(run.id);
    await tx.objectStore('checks').delete(IDBKeyRange.bound([run.id], [run.id, []]));
    await eraseAll(tx.objectStore('jobs').index('byRun'), run.id);
  }
  return purged;
}

interface Marking {
  objectStore(name: 'purged'): {
    getKey(id: string): Promise<unknown>;
    add(record: Purged): Promise<unknown>;
  };
}

/** The first time counts. Purging again changes nothing. */
async function markPurged(tx: Marking, id: string, at: string): Promise<void> {
  const store = tx.objectStore('purged');
  if ((await store.getKey(id)) === undefined) await store.add({ id, at });
}

interface Erasable {
  openCursor(query: string): Promise<Erasing | null>;
}
interface Erasing {
  delete(): Promise<void>;
  continue(): Promise<Erasing | null>;
}

async function eraseAll(index: Erasable, key: string): Promise<void> {
  let cursor = await index.openCursor(key);
  while (cursor !== null) {
    await cursor.delete();
    cursor = await cursor.continue();
  }
}
