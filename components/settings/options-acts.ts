import type { Acts } from '@/components/state/acts';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import type { ExportOptions } from '@/utils/report/export-options';
import type { Recheck } from '@/utils/verify/recheck';

/** A backup of a deleted library, which is kept for some days. */
export interface KeptBackup {
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly deletedAt: string;
  readonly keptUntil: string;
  readonly file: File;
}

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/** The folder in which each device writes its own backup. */
export interface FolderActs {
  /** Whether the browser can give access to folders. */
  readonly available: boolean;
  /**
   * Returns null if no folder was chosen. `allowed` is false if the browser must ask the user
   * again.
   */
  read(): Promise<{ readonly name: string; readonly allowed: boolean } | null>;
  /**
   * Call it inside the click handler, before any await. Returns null if the user chose no folder.
   */
  choose(): Promise<Result<{ readonly name: string } | null, Failure>>;
  /**
   * Asks for access to the chosen folder again. Call it inside the click handler, after the folder
   * was read.
   */
  allow(): Promise<boolean>;
  leave(): Promise<void>;
  /** Returns the backups of other devices in the folder. */
  others(): Promise<Result<readonly File[], Failure>>;
}

/** What the settings need from the browser. */
export interface OptionsActs extends Acts {
  /**
   * Returns the options for the first export of a report. Null: the options of the last export of
   * any report.
   */
  readExportDefault(): Promise<ExportOptions | null>;
  writeExportDefault(options: ExportOptions | null): Promise<void>;
  /** Returns the sites that may be read, as match patterns. */
  sites(): Promise<readonly string[]>;
  /** Returns false if the browser keeps the permission. */
  forgetSites(patterns: readonly string[]): Promise<boolean>;
  /** Calls the listener when a site is allowed or removed. Call the result to stop. */
  followSites(listener: () => void): () => void;
  /** The permission to reach the server of a team. */
  readonly teamHost: {
    /**
     * Asks for the host of this address and, in Firefox, for the kinds of data that go there. Call
     * it inside the click handler, before any await.
     */
    allow(address: string): Promise<boolean>;
    /** Whether the user still allows requests to the server. */
    has(address: string): Promise<boolean>;
    /** `isLast`: no other team is left. */
    forget(address: string, isLast: boolean): Promise<void>;
  };
  /** Returns all reports that are checked regularly. */
  rechecks(): Promise<readonly (Recheck & { readonly reportId: ReportId })[]>;
  /** Returns the bytes that are still available; null if the browser does not tell. */
  storageFree(): Promise<number | null>;
  /** Calls the listener after an automatic backup. Call the result to stop. */
  followBackupPlan(listener: () => void): () => void;
  /**
   * Asks for the permission to save files without a question. Call it inside the click handler,
   * before any await.
   */
  requestDownloads(): Promise<boolean>;
  readonly folder: FolderActs;
  /** Keeps a backup of what will be deleted. */
  keepBackup(stream: Bytes): Promise<Result<KeptBackup, Failure>>;
  /** The latest first. */
  keptBackups(): Promise<readonly KeptBackup[]>;
  dropKeptBackup(name: string): Promise<void>;
}
