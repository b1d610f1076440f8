import type { DBSchema, IDBPDatabase } from 'idb';
import type { Attachment } from '@/utils/model/attachment';
import type { Check, Clip, Job, Pin, Purged, Run, Snapshot, Source } from '@/utils/model/evidence';
import type { ClipId, Id, PinId, ReportId, SectionId } from '@/utils/model/ids';
import type { TakenTitle } from '@/utils/model/report-content';
import type { Author, ReviewRecord } from '@/utils/model/review-records';
import type { BackupRecord } from './backup-format';
import type { SearchChunk } from './search-chunk';

export const DATABASE_NAME = 'pincite';
export const DATABASE_VERSION = 7;

/** The data of a report for lists, computed from its document. */
export interface ReportSummary {
  readonly id: ReportId;
  readonly title: string;
  readonly language: string;
  readonly createdAt: string | null;
  /** When its document last changed. */
  readonly updatedAt: string;
  readonly binnedAt: string | null;
  /** The number of sections, statements and citations that are not in the bin. */
  readonly sections: number;
  readonly statements: number;
  readonly citations: number;
  /** Sections in the bin, or inside a section in the bin. */
  readonly binnedSections: readonly SectionId[];
}

/** A clip that a report's document places, annotates or cites; computed from the document. */
export interface ReportClip {
  readonly reportId: ReportId;
  readonly clipId: ClipId;
  /** Whether it is in the bin, by itself or with its section. */
  readonly binned: boolean;
  /**
   * Whether the document places it. Otherwise it is where it was filed, if that is in this report.
   */
  readonly placed: boolean;
  /** Whether a statement cites it, in the bin or not. */
  readonly cited: boolean;
  readonly note: string;
  readonly tags: readonly string[];
  /** The pin of the clip in this report, or null for the first stored pin. */
  readonly pinId: PinId | null;
  /** The title that the user took from a check of the page; absent if none was taken. */
  readonly pageTitle?: TakenTitle;
  /** The decision that kept it as a duplicate (kept-twins.ts); absent without one. */
  readonly kept?: Id<'twins'>;
}

/** The chunks of the search, and the progress of making them. */
export interface SearchDirectory {
  readonly version: number;
  /** Changes each time the chunks are rebuilt. */
  readonly made: string;
  /** Clips with higher ids must still be added; null if there are none. */
  readonly after: string | null;
  /** The revision of the chunk that was written last. */
  readonly revision: number;
  /** In the order of their first ids. */
  readonly chunks: readonly { readonly first: string; readonly revision: number }[];
}

export interface StoredUpdate {
  readonly reportId: ReportId;
  /** When it was stored; for merged updates, the latest time. */
  readonly at: string;
  readonly update: Uint8Array<ArrayBuffer>;
  /** The update belongs to the document of the notes. */
  readonly notes?: true;
}

/** A part of a restore in progress: a piece of the file, or records made from it. */
export interface StagedPart {
  readonly restoreId: string;
  readonly kind: 'chunk' | 'records';
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  readonly records: readonly BackupRecord[];
}

/** The signing data of this browser. No backup contains it. */
export interface Identity {
  /**
   * `signing`, `author`, or `counter <report>` for the last counter that this browser used in the
   * report.
   */
  readonly id: string;
  readonly privateKey?: CryptoKey;
  readonly author?: Author;
  readonly counter?: number;
}

/** A key that the user compared and named, or ignores. No backup contains it. */
export interface Person {
  readonly author: Author;
  /** Empty for an ignored key. */
  readonly name: string;
  /** ISO 8601 UTC. For an ignored key: the time when the user ignored the key. */
  readonly comparedAt: string;
  readonly ignored?: true;
}

export interface PinciteSchema extends DBSchema {
  sources: { key: string; value: Source; indexes: { byUrl: string } };
  clips: {
    key: string;
    value: Clip;
    indexes: { bySource: string; byReport: string; byCapturedAt: string };
  };
  pins: { key: string; value: Pin; indexes: { byClip: string } };
  /** The key is the clip's id, then the attachment's. */
  attachments: {
    key: [string, string];
    value: Attachment;
    indexes: {
      /** Without snapshots that have no bytes. */
      byHash: [string, string];
      byAlt: [string, string];
    };
  };
  snapshots: {
    key: string;
    value: Snapshot;
    indexes: { bySource: string; byText: [string, string] };
  };
  runs: { key: string; value: Run; indexes: { byReport: string } };
  checks: { key: [string, string]; value: Check; indexes: { byClip: string } };
  /**
   * The key holds report, author, counter and record id, so that a record never replaces a record
   * of another author.
   */
  reviews: {
    key: [string, string, number, string];
    value: ReviewRecord;
    /** The index contains no unsigned records, because they have no act. */
    indexes: { byAct: string };
  };
  identity: { key: string; value: Identity };
  people: { key: string; value: Person };
  jobs: { key: string; value: Job; indexes: { byRun: string } };
  purged: { key: string; value: Purged };
  reports: { key: string; value: ReportSummary };
  reportClips: { key: [string, string]; value: ReportClip; indexes: { byClip: string } };
  reportUpdates: { key: number; value: StoredUpdate; indexes: { byReport: string } };
  searchChunks: { key: string; value: SearchChunk };
  /** Clips whose chunks are out of date. */
  searchStale: { key: string; value: { readonly clipId: ClipId } };
  staging: { key: [string, string, number]; value: StagedPart };
  meta: { key: string; value: { readonly key: string; readonly value: unknown } };
}

export type StoreName =
  | 'sources'
  | 'clips'
  | 'pins'
  | 'attachments'
  | 'snapshots'
  | 'runs'
  | 'checks'
  | 'reviews'
  | 'identity'
  | 'people'
  | 'jobs'
  | 'purged'
  | 'reports'
  | 'reportClips'
  | 'reportUpdates'
  | 'searchChunks'
  | 'searchStale'
  | 'staging'
  | 'meta';

export type PinciteDatabase = IDBPDatabase<PinciteSchema>;
