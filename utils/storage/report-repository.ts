import * as z from 'zod/mini';
import { setPin } from '@/utils/model/clip-operations';
import { type Pin, PinSchema } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { splitOldUpdate } from '@/utils/model/old-documents';
import type { ReportContent } from '@/utils/model/report-content';
import {
  applyReportUpdate,
  createReportDocument,
  encodeReport,
  loadReportDocument,
  type ReportDocument,
  type ReportUpdate,
  readReport,
} from '@/utils/model/report-document';
import { err, type Result } from '@/utils/model/result';
import { isWaiting } from '@/utils/model/yjs-internals';
import { captureUpdate, type LibraryContext, type OpenDocument } from './library-context';
import { nextOrder } from './library-order';
import { PROJECTION_VERSION, type Projection, projectReport, putProjection } from './projections';
import type { PinciteDatabase, StoredUpdate } from './schema';
import { markStale, SEARCH_KEY } from './search-index';
import { Refusal } from './storage-failure';
import { storedRows } from './update-rows';
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
   * Stores a report that came from elsewhere, with valid updates of its documents. If a report with
   * this id exists, nothing is stored. Fails with `not_found` if the report was destroyed here.
   */
  receiveReport(reportId: ReportId, updates: readonly ReportUpdate[]): Reply<void>;
  /**
   * Stores updates of a report's documents, all of them or none. Fails with `bad_message` for invalid
   * bytes and with `not_found` for a missing report. If the documents already have everything,
   * `changed` is false and nothing is stored.
   */
  appendReportUpdates(
    reportId: ReportId,
    updates: readonly ReportUpdate[],
  ): Reply<{ readonly changed: boolean }>;
  /**
   * Stores an update from before notes had their own document. Returns the updates for open pages;
   * none if nothing changed.
   */
  appendOldUpdate(reportId: ReportId, update: Uint8Array): Reply<readonly ReportUpdate[]>;
  /** Edits a stored report. Returns the updates for open pages; none if nothing changed. */
  editReport(
    reportId: ReportId,
    act: (doc: ReportDocument) => void,
  ): Reply<readonly ReportUpdate[]>;
  /**
   * Stores pins of clips and makes each the pin of its clip in a report, in one transaction.
   * Returns the updates for open pages. A pin whose id is already stored is left out; if all are,
   * there are no updates. Refuses with `not_found` when a clip or the report does not exist.
   */
  addPins(reportId: ReportId, pins: readonly Pin[]): Reply<readonly ReportUpdate[]>;
  loadReport(reportId: ReportId): Reply<ReportContent>;
  /** Merges the updates of each document of a report if there are at least `minUpdates`. */
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
    updates: readonly ReportUpdate[],
  ): Promise<void> => {
    const at = now();
    const projection = projectReport(open.doc, reportId, at);
    await writeTransaction(db, PROJECTED_STORES, async (tx) => {
      await addRows(tx, storedRows(reportId, at, updates));
      await putProjection(tx, projection, open.clips);
    });
    open.clips = projection.clips;
  };

  /** Returns whether the updates changed anything. */
  const append = async (
    db: PinciteDatabase,
    reportId: ReportId,
    open: OpenDocument,
    updates: readonly ReportUpdate[],
  ): Promise<boolean> => {
    const { doc } = open;
    if (updates.some(({ update }) => update.length > MAX_UPDATE_BYTES)) {
      throw new Refusal(failure('bad_message', 'update'));
    }
    let legal = true;
    const changes = captureUpdate(doc, () => {
      for (const update of updates) legal &&= applyReportUpdate(doc, update);
    });
    if (!legal) throw new Refusal(failure('bad_message', 'update'));
    // An update that waits for an earlier one changes nothing yet, but is kept.
    const waits = isWaiting(doc) || isWaiting(doc.notes);
    if (changes.length === 0 && !waits) return false;
    await store(db, reportId, open, updates);
    return true;
  };

  return {
    createReport: ({ id, title, language }) =>
      exclusive(() =>
        connection.use(async (db) => {
          const at = now();
          const doc = createReportDocument({ title, language, at });
          const projection = projectReport(doc, id, at);
          const stores = [...PROJECTED_STORES, 'purged'] as const;
          return writeTransaction(db, stores, async (tx) => {
            if ((await tx.objectStore('purged').getKey(id)) !== undefined) {
              throw new Refusal(failure('not_found', id));
            }
            const rows = tx.objectStore('reportUpdates');
            if ((await rows.index('byReport').getKey(id)) !== undefined) return { created: false };
            await addRows(tx, storedRows(id, at, encodeReport(doc)));
            await putProjection(tx, projection, new Map());
            return { created: true };
          });
        }),
      ),

    receiveReport: (reportId, updates) =>
      exclusive(() =>
        connection.use(async (db) => {
          const at = now();
          const doc = loadReportDocument(updates);
          const projection = projectReport(doc, reportId, at);
          const stores = [...PROJECTED_STORES, 'purged'] as const;
          await writeTransaction(db, stores, async (tx) => {
            if ((await tx.objectStore('purged').getKey(reportId)) !== undefined) {
              throw new Refusal(failure('not_found', reportId));
            }
            const rows = tx.objectStore('reportUpdates');
            if ((await rows.index('byReport').getKey(reportId)) !== undefined) return;
            await addRows(tx, storedRows(reportId, at, updates));
            await putProjection(tx, projection, new Map());
          });
        }),
      ),

    appendReportUpdates: (reportId, updates) =>
      withDocument(reportId, async (db, open) => ({
        changed: await append(db, reportId, open, updates),
      })),

    appendOldUpdate: (reportId, update) =>
      withDocument(reportId, async (db, open) => {
        const updates = splitOldUpdate(open.doc, update);
        if (updates === null) throw new Refusal(failure('bad_message', 'update'));
        return (await append(db, reportId, open, updates)) ? updates : [];
      }),

    editReport: (reportId, act) =>
      withDocument(reportId, async (db, open) => {
        const changes = captureUpdate(open.doc, () => open.doc.transact(() => act(open.doc)));
        if (changes.length > 0) await store(db, reportId, open, changes);
        return changes;
      }),

    addPins: async (reportId, input) => {
      const parsed = z.array(PinSchema).safeParse(input);
      if (!parsed.success) return err(failure('bad_message', 'pin'));
      return withDocument(reportId, async (db, open) => {
        const pins: Pin[] = [];
        for (const pin of parsed.data) {
          if ((await db.getKey('pins', pin.id)) === undefined) pins.push(pin);
        }
        if (pins.length === 0) return [];
        const changes = captureUpdate(open.doc, () => {
          for (const { clipId, id } of pins) setPin(open.doc, { clipId, pinId: id });
        });
        const at = now();
        const projection = projectReport(open.doc, reportId, at);
        const stores = [...PROJECTED_STORES, 'clips', 'pins', 'meta'] as const;
        await writeTransaction(db, stores, async (tx) => {
          for (const pin of pins) {
            if ((await tx.objectStore('clips').getKey(pin.clipId)) === undefined) {
              throw new Refusal(failure('not_found', pin.clipId));
            }
            await tx.objectStore('pins').add({ ...pin, order: await nextOrder(tx) });
            await markStale(tx, pin.clipId);
          }
          await addRows(tx, storedRows(reportId, at, changes));
          await putProjection(tx, projection, open.clips);
        });
        open.clips = projection.clips;
        return changes;
      });
    },

    loadReport: (reportId) =>
      withDocument(reportId, async (_db, open) => readReport(open.doc, reportId)),

    compactReport: (reportId, { minUpdates = MIN_UPDATES_TO_COMPACT } = {}) =>
      withDocument(reportId, async (db, open) => {
        const count = await db.countFromIndex('reportUpdates', 'byReport', reportId);
        if (count < Math.max(2, minUpdates)) return { compacted: false };
        await writeTransaction(db, ['reportUpdates'], async (tx) => {
          const rows = tx.objectStore('reportUpdates');
          let at = '';
          let cursor = await rows.index('byReport').openCursor(reportId);
          while (cursor !== null) {
            if (cursor.value.at > at) at = cursor.value.at;
            await cursor.delete();
            cursor = await cursor.continue();
          }
          await addRows(tx, storedRows(reportId, at, encodeReport(open.doc)));
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

interface AddingRows {
  objectStore(name: 'reportUpdates'): { add(row: StoredUpdate): Promise<unknown> };
}

async function addRows(tx: AddingRows, rows: readonly StoredUpdate[]): Promise<void> {
  for (const row of rows) await tx.objectStore('reportUpdates').add(row);
}

export async function rebuildProjections(db: PinciteDatabase): Promise<number> {
  const ids = await listReportIds(db);
  const projections: Projection[] = [];
  for (const id of ids) {
    const rows = await db.getAllFromIndex('reportUpdates', 'byReport', id);
    const doc = loadReportDocument(rows);
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
