import type { Acts } from '@/components/state/acts';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import type { ExportOptions } from '@/utils/report/export-options';
import type { Recheck } from '@/utils/verify/recheck';

/** A backup of what was deleted, kept for some days. */
export interface KeptBackup {
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly deletedAt: string;
  readonly keptUntil: string;
  readonly file: File;
}

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/** The folder in which every device writes its own backup. */
export interface FolderActs {
  /** Whether the browser lends folders at all. */
  readonly available: boolean;
  /** Null where none was chosen; not `allowed` where the browser has to be asked again. */
  read(): Promise<{ readonly name: string; readonly allowed: boolean } | null>;
  /** Call it inside the click, before any await. Null where the user chose none. */
  choose(): Promise<Result<{ readonly name: string } | null, Failure>>;
  /** Asks for the chosen folder again. Call it inside the click, once it was read. */
  allow(): Promise<boolean>;
  leave(): Promise<void>;
  /** The backups of other devices in it. */
  others(): Promise<Result<readonly File[], Failure>>;
}

/** What the settings need of the browser. */
export interface OptionsActs extends Acts {
  /** Who reviews in this browser; '' until they said. */
  readReviewer(): Promise<string>;
  writeReviewer(name: string): Promise<void>;
  /** How reports are exported that were not yet; null: as any was exported last. */
  readExportDefault(): Promise<ExportOptions | null>;
  writeExportDefault(options: ExportOptions | null): Promise<void>;
  /** The sites that may be read, as match patterns. */
  sites(): Promise<readonly string[]>;
  /** False where the browser keeps the permission. */
  forgetSites(patterns: readonly string[]): Promise<boolean>;
  /** Hears of sites allowed or forgotten; call the result to stop. */
  followSites(listener: () => void): () => void;
  /** Every report that is checked by itself. */
  rechecks(): Promise<readonly (Recheck & { readonly reportId: ReportId })[]>;
  /** Bytes that the browser would still give; null where it can't be told. */
  storageFree(): Promise<number | null>;
  /** Hears of backups made by themselves; call the result to stop. */
  followBackupPlan(listener: () => void): () => void;
  /** Asks to save files without a question each time. Call it inside the click, before any await. */
  requestDownloads(): Promise<boolean>;
  readonly folder: FolderActs;
  /** Keeps a backup of what is about to be deleted. */
  keepBackup(stream: Bytes): Promise<Result<KeptBackup, Failure>>;
  /** The latest first. */
  keptBackups(): Promise<readonly KeptBackup[]>;
  dropKeptBackup(name: string): Promise<void>;
  openWelcome(): Promise<void>;
}
