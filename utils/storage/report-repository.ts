import * as Y from 'yjs';
import { setPin } from '@/utils/model/clip-operations';
import { type Pin, PinSchema } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import { applyReportUpdate, createReportDocument, readReport } from '@/utils/model/report-document';
import { err, type Result } from '@/utils/model/result';
import { captureUpdate, type LibraryContext, type OpenDocument, ownBytes } from './library-context';
import { nextOrder } from './library-order';
import { PROJECTION_VERSION, type Projection, projectReport, putProjection } from './projections';
import type { PinciteDatabase } from './schema';
import { markStale, SEARCH_KEY } from './search-index';
import { Refusal } from './storage-failure';
import { updateRows } from './update-rows';
import { writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

export interface ReportRepository {
  /** Creates a report. An existing report with that id stays unchanged. */
  createReport(report: {
    readonly id: ReportId;
    readonly title: string;
    readonly language: string;
  }): Reply<{ readonly created: boolean }>;
  /**
   * Stores an update of a report's document. Fails with `bad_message` for invalid bytes and with
   * `not_found` for a missing report. If the document already has everything, `changed` is false
   * and nothing is stored.
   */
  appendReportUpdate(reportId: ReportId, update: Uint8Array): Reply<{ readonly changed: boolean }>;
  /** Edits a stored report. Returns the update for open pages, or null. */
  editReport(reportId: ReportId, act: (doc: Y.Doc) => void): Reply<Uint8Array<ArrayBuffer> | null>;
  /**
   * Stores a pin of a clip and makes it the pin of the clip in a report, in one transaction.
   * Returns the update for open pages. When a pin of that id is already stored, changes nothing and
   * returns null. Refuses with `not_found` when the clip or the report does not exist.
   */
  addPin(reportId: ReportId, pin: Pin): Reply<Uint8Array<ArrayBuffer> | null>;
  loadReport(reportId: ReportId): Reply<ReportContent>;
  /** Merges a report's updates into one if there are at least `minUpdates`. */
  compactReport(
    reportId: ReportId,
    options?: { readonly minUpdates?: number },
  ): Reply<{ readonly compacted: boolean }>;
  /** Deletes the projections of the documents, and computes them again. */
  rebuildProjections(): Reply<{ readonly reports: number }>;
}

/** The stores that an edit of a document writes. */
const PROJECTED_STORES = ['reportUpdates', 'reports', 'reportClips', 'searchStale'] as const;

const MIN_UPDATES_TO_COMPACT = 64;
/** The maximum size of one update in bytes: more than a report of 10,000 clips. */
const MAX_UPDATE_BYTES = 32_000_000;

export function createReportRepository(context: LibraryContext): ReportRepository {
  const { connection, exclusive, documents, now } = context;

  /** After a failure the document in memory may be ahead of the stored one, so it is dropped. */
  const withDocument = <T>(
    reportId: ReportId,
    act: (db: PinciteDatabase, open: OpenDocument) => Promise<T>,
  ): Reply<T> =>
    exclusive(() =>
      connection.use(async (db) => {
        const open = await documents.load(db, reportId);
        if (open === null) throw new Refusal(failure('not_found', reportId));
        try {
          return await act(db, open);
        } catch (error) {
          documents.forget(reportId);
          throw error;
        }
      }),
    );

  const store = async (
    db: PinciteDatabase,
    reportId: ReportId,
    open: OpenDocument,
    update: Uint8Array<ArrayBuffer>,
  ): Promise<void> => {
    const at = now();
    const projection = projectReport(open.doc, reportId, at);
    await writeTransaction(db, PROJECTED_STORES, async (tx) => {
      await tx.objectStore('reportUpdates').add({ reportId, at, update });
      await putProjection(tx, projection, open.clips);
    });
    open.clips = projection.clips;
  };

  return {
    createReport: ({ id, title, language }) =>
      exclusive(() =>
        connection.use(async (db) => {
          const at = now();
          const doc = createReportDocument({ title, language, at });
          const update = ownBytes(Y.encodeStateAsUpdate(doc));
          const projection = projectReport(doc, id, at);
          const stores = [...PROJECTED_STORES, 'purged'] as const;
          return writeTransaction(db, stores, async (tx) => {
            if ((await tx.objectStore('purged').getKey(id)) !== undefined) {
              throw new Refusal(failure('not_found', id));
            }
            const rows = tx.objectStore('reportUpdates');
            if ((await rows.index('byReport').getKey(id)) !== undefined) return { created: false };
            await rows.add({ reportId: id, at, update });
            await putProjection(tx, projection, new Map());
            return { created: true };
          });
        }),
      ),

    appendReportUpdate: (reportId, update) =>
      withDocument(reportId, async (db, open) => {
        if (update.length > MAX_UPDATE_BYTES) throw new Refusal(failure('bad_message', 'update'));
        let legal = false;
        const change = captureUpdate(open.doc, () => {
          legal = applyReportUpdate(open.doc, update);
        });
        if (!legal) throw new Refusal(failure('bad_message', 'update'));
        // An update that waits for an earlier one changes nothing yet, but is kept.
        if (change === null && !isWaiting(open.doc)) return { changed: false };
        await store(db, reportId, open, ownBytes(update));
        return { changed: true };
      }),

    editReport: (reportId, act) =>
      withDocument(reportId, async (db, open) => {
        const change = captureUpdate(open.doc, () => open.doc.transact(() => act(open.doc)));
        if (change !== null) await store(db, reportId, open, change);
        return change;
      }),

    addPin: async (reportId, input) => {
      const parsed = PinSchema.safeParse(input);
      if (!parsed.success) return err(failure('bad_message', 'pin'));
      const pin = parsed.data;
      return withDocument(reportId, async (db, open) => {
        if ((await db.getKey('pins', pin.id)) !== undefined) return null;
        const change = captureUpdate(open.doc, () =>
          setPin(open.doc, { clipId: pin.clipId, pinId: pin.id }),
        );
        const at = now();
        const projection = projectReport(open.doc, reportId, at);
        const stores = [...PROJECTED_STORES, 'clips', 'pins', 'meta'] as const;
        await writeTransaction(db, stores, async (tx) => {
          if ((await tx.objectStore('clips').getKey(pin.clipId)) === undefined) {
            throw new Refusal(failure('not_found', pin.clipId));
          }
          await tx.objectStore('pins').add({ ...pin, order: await nextOrder(tx) });
          if (change !== null) {
            await tx.objectStore('reportUpdates').add({ reportId, at, update: change });
          }
          await putProjection(tx, projection, open.clips);
          await markStale(tx, pin.clipId);
        });
        open.clips = projection.clips;
        return change;
      });
    },

    loadReport: (reportId) =>
      withDocument(reportId, async (_db, open) => readReport(open.doc, reportId)),

    compactReport: (reportId, { minUpdates = MIN_UPDATES_TO_COMPACT } = {}) =>
      withDocument(reportId, async (db, open) => {
        const count = await db.countFromIndex('reportUpdates', 'byReport', reportId);
        if (count < Math.max(2, minUpdates)) return { compacted: false };
        const update = ownBytes(Y.encodeStateAsUpdate(open.doc));
        await writeTransaction(db, ['reportUpdates'], async (tx) => {
          const rows = tx.objectStore('reportUpdates');
          let at = '';
          let cursor = await rows.index('byReport').openCursor(reportId);
          while (cursor !== null) {
            if (cursor.value.at > at) at = cursor.value.at;
            await cursor.delete();
            cursor = await cursor.continue();
          }
          for (const part of updateRows(update)) await rows.add({ reportId, at, update: part });
        });
        return { compacted: true };
      }),

    rebuildProjections: () =>
      exclusive(() =>
        connection.use(async (db) => {
          documents.forgetAll();
          return { reports: await rebuildProjections(db) };
        }),
      ),
  };
}

function isWaiting(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

export async function rebuildProjections(db: PinciteDatabase): Promise<number> {
  const ids = await listReportIds(db);
  const projections: Projection[] = [];
  for (const id of ids) {
    const rows = await db.getAllFromIndex('reportUpdates', 'byReport', id);
    const doc = new Y.Doc();
    for (const { update } of rows) applyReportUpdate(doc, update);
    const updatedAt =
      rows
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? '';
    projections.push(projectReport(doc, id, updatedAt));
  }
  const stores = ['reports', 'reportClips', 'searchStale', 'meta'] as const;
  await writeTransaction(db, stores, async (tx) => {
    await tx.objectStore('reports').clear();
    await tx.objectStore('reportClips').clear();
    for (const projection of projections) await putProjection(tx, projection, new Map());
    // Everything in the search may be out of date, so it is rebuilt.
    await tx.objectStore('searchStale').clear();
    await tx.objectStore('meta').delete(SEARCH_KEY);
    await tx.objectStore('meta').put({ key: 'projections', value: PROJECTION_VERSION });
  });
  return projections.length;
}

async function listReportIds(db: PinciteDatabase): Promise<ReportId[]> {
  const ids: ReportId[] = [];
  const index = db.transaction('reportUpdates', 'readonly').store.index('byReport');
  let cursor = await index.openCursor(null, 'nextunique');
  while (cursor !== null) {
    ids.push(cursor.value.reportId);
    cursor = await cursor.continue();
  }
  return ids;
}
