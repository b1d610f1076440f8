import type { IDBPDatabase, IDBPTransaction } from 'idb';
import * as Y from 'yjs';
import type { ReportId } from '@/utils/model/ids';
import { readLegacyReviews } from '@/utils/model/legacy-reviews';
import { holdsNotes, splitOldDocument } from '@/utils/model/old-documents';
import { applyUpdate, loadReportDocument } from '@/utils/model/report-document';
import { orderExisting } from './order-existing';
import type { DATABASE_VERSION, PinciteSchema, StoreName } from './schema';
import { storedRows } from './update-rows';

type Database = IDBPDatabase<PinciteSchema>;
type Upgrade = IDBPTransaction<PinciteSchema, StoreName[], 'versionchange'>;

/** One step of a database upgrade. It runs in the upgrade's transaction. */
export interface Migration<From extends number, To extends number> {
  readonly from: From;
  readonly to: To;
  migrate(db: Database, transaction: Upgrade): void | Promise<void>;
}

interface NextVersion {
  0: 1;
  1: 2;
  2: 3;
  3: 4;
  4: 5;
  5: 6;
  6: 7;
}

/** The steps up to version `At`. The type allows only the step from `At` to follow. */
export interface MigrationChain<At extends number> {
  readonly version: At;
  add<To extends At extends keyof NextVersion ? NextVersion[At] : never>(
    step: Migration<At, To>,
  ): MigrationChain<To>;
  /** Runs the missing steps for a database of `version`, one after the other. */
  run(version: number, db: Database, transaction: Upgrade): Promise<void>;
}

export function startMigrations(): MigrationChain<0> {
  return chain(0, []);
}

function chain<At extends number>(
  version: At,
  steps: readonly Migration<number, number>[],
): MigrationChain<At> {
  return {
    version,
    add: (step) => chain(step.to, [...steps, step]),
    run: async (from, db, transaction) => {
      for (const step of steps) {
        if (step.from >= from) await step.migrate(db, transaction);
      }
    },
  };
}

const createStores: Migration<0, 1> = {
  from: 0,
  to: 1,
  migrate: (db) => {
    db.createObjectStore('sources', { keyPath: 'id' }).createIndex('byUrl', 'url');
    const clips = db.createObjectStore('clips', { keyPath: 'id' });
    clips.createIndex('bySource', 'sourceId');
    clips.createIndex('byReport', 'filedUnder.reportId');
    clips.createIndex('byCapturedAt', 'capturedAt');
    db.createObjectStore('pins', { keyPath: 'id' }).createIndex('byClip', 'clipId');
    const snapshots = db.createObjectStore('snapshots', { keyPath: 'id' });
    snapshots.createIndex('bySource', 'sourceId');
    snapshots.createIndex('byText', ['sourceId', 'textHash']);
    db.createObjectStore('runs', { keyPath: 'id' }).createIndex('byReport', 'reportId');
    const checks = db.createObjectStore('checks', { keyPath: ['runId', 'clipId'] });
    checks.createIndex('byClip', 'clipId');
    db.createObjectStore('jobs', { keyPath: 'id' }).createIndex('byRun', 'runId');
    db.createObjectStore('purged', { keyPath: 'id' });
    db.createObjectStore('reports', { keyPath: 'id' });
    const reportClips = db.createObjectStore('reportClips', { keyPath: ['reportId', 'clipId'] });
    reportClips.createIndex('byClip', 'clipId');
    const updates = db.createObjectStore('reportUpdates', { autoIncrement: true });
    updates.createIndex('byReport', 'reportId');
    db.createObjectStore('staging', { keyPath: ['restoreId', 'kind', 'index'] });
    db.createObjectStore('meta', { keyPath: 'key' });
  },
};

const createSearch: Migration<1, 2> = {
  from: 1,
  to: 2,
  migrate: (db) => {
    db.createObjectStore('searchChunks', { keyPath: 'first' });
    db.createObjectStore('searchStale', { keyPath: 'clipId' });
  },
};

const createAttachments: Migration<2, 3> = {
  from: 2,
  to: 3,
  migrate: (db) => {
    const attachments = db.createObjectStore('attachments', { keyPath: ['clipId', 'id'] });
    attachments.createIndex('byHash', ['clipId', 'hash']);
  },
};

const indexAlternativeTexts: Migration<3, 4> = {
  from: 3,
  to: 4,
  migrate: (_db, transaction) => {
    transaction.objectStore('attachments').createIndex('byAlt', ['clipId', 'alt']);
  },
};

const countRecords: Migration<4, 5> = {
  from: 4,
  to: 5,
  migrate: (_db, transaction) => orderExisting(transaction),
};

/** Moves the decisions about reports from the documents to the reviews, one document at a time. */
const createReviews: Migration<5, 6> = {
  from: 5,
  to: 6,
  migrate: async (db, transaction) => {
    const reviews = db.createObjectStore('reviews', {
      keyPath: ['reportId', 'author', 'counter', 'id'],
    });
    reviews.createIndex('byAct', 'act');
    db.createObjectStore('identity', { keyPath: 'id' });
    db.createObjectStore('people', { keyPath: 'author' });
    const updates = transaction.objectStore('reportUpdates').index('byReport');
    let cursor = await updates.openKeyCursor(null, 'nextunique');
    for (; cursor !== null; cursor = await cursor.continue()) {
      const reportId = cursor.key as ReportId;
      const rows = await updates.getAll(reportId);
      const doc = loadReportDocument(rows);
      for (const record of readLegacyReviews(doc, reportId)) await reviews.put(record);
      doc.destroy();
    }
  },
};

/**
 * Gives the notes of each report their own document, one report at a time. Does not change reports
 * without notes, or updates that cannot be read.
 */
const separateNotes: Migration<6, 7> = {
  from: 6,
  to: 7,
  migrate: async (_db, transaction) => {
    const store = transaction.objectStore('reportUpdates');
    const index = store.index('byReport');
    const reportIds: ReportId[] = [];
    let cursor = await index.openKeyCursor(null, 'nextunique');
    for (; cursor !== null; cursor = await cursor.continue()) {
      reportIds.push(cursor.key as ReportId);
    }
    for (const reportId of reportIds) {
      const [keys, rows] = await Promise.all([index.getAllKeys(reportId), index.getAll(reportId)]);
      const whole = new Y.Doc();
      const read = whole.transact(() =>
        rows.map(({ at, update }) => !Number.isNaN(Date.parse(at)) && applyUpdate(whole, update)),
      );
      const replaced = keys.filter((_, at) => read[at] === true);
      if (replaced.length > 0 && holdsNotes(whole)) {
        const updates = splitOldDocument(whole);
        await Promise.all(replaced.map((key) => store.delete(key)));
        const times = rows.flatMap((row, index) =>
          read[index] === true ? Date.parse(row.at) : [],
        );
        const at = new Date(Math.max(...times)).toISOString();
        for (const row of storedRows(reportId, at, updates)) {
          await store.add(row);
        }
      }
      whole.destroy();
    }
  },
};

/** Every version since the first. A released step is never edited: write the next one. */
export const migrations: MigrationChain<typeof DATABASE_VERSION> = startMigrations()
  .add(createStores)
  .add(createSearch)
  .add(createAttachments)
  .add(indexAlternativeTexts)
  .add(countRecords)
  .add(createReviews)
  .add(separateNotes);
