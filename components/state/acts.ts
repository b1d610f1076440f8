import type { BackupPlan } from '@/utils/model/backup-plan';
import type { Failure } from '@/utils/model/failure';
import type { ReportId, SectionId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import type { ExportOptions } from '@/utils/report/export-options';
import type { ArchiveOptions } from '@/utils/verify/archive-options';
import type { ReadingOptions } from '@/utils/verify/reading-options';
import type { Recheck } from '@/utils/verify/recheck';
import type { HighlightActs } from './highlight-acts';

/** The page in the tab that the user is in. */
export interface ActivePage {
  /** Null where there is no tab to act in. */
  readonly tabId: number | null;
  readonly kind: 'clippable' | 'restricted' | 'pdf';
  readonly hasSelection: boolean;
  /** Whether it is in a private window. */
  readonly incognito: boolean;
  /** Empty where the browser does not tell. */
  readonly url: string;
  readonly title: string;
  /** Of a page that can show no toast: what became of the clip that its menu made last. */
  readonly told?: { readonly kind: 'saved' | 'failed'; readonly title: string } | null;
}

/** Where new clips go. */
export interface Destination {
  readonly reportId: ReportId | null;
  readonly sectionId: SectionId | null;
}

/** A library that the browser lost. Times are ISO 8601 UTC. */
export interface LostLibrary {
  /** When the library was last known to hold something. */
  readonly filledAt: string;
  /** The last backup before the loss. `file` is '' if it is not known, `folder` null for downloads. */
  readonly backup: {
    readonly at: string;
    readonly file: string;
    readonly folder: string | null;
  } | null;
  /** When the library of the latest copy that *Delete everything* kept was deleted, or null. */
  readonly keptAt: string | null;
}

export interface LostLibraryActs {
  /** Returns the loss of which the notice was not dismissed, or null. */
  read(): Promise<LostLibrary | null>;
  /** Calls the listener when a loss was noted or forgotten. Call the result to stop. */
  follow(listener: () => void): () => void;
  /** Removes the notice from all pages. */
  forget(): Promise<void>;
}

/**
 * What pages need of the browser. Components may not reach it themselves, so that each
 * page's entrypoint passes it in, and tests pass in their own.
 */
export interface Acts {
  /**
   * Asks for named origins, given as match patterns. Call it inside the click, before any
   * await. True where all were granted.
   */
  requestOrigins(patterns: readonly string[]): Promise<boolean>;
  /**
   * Opens the side panel or sidebar, with its sheet for an import where that is asked for. Call
   * it inside the click, before any await.
   */
  openPanel(sheet?: 'import'): Promise<void>;
  /** Hears, in the panel, of a sheet that it was opened for; call the result to stop. */
  followPanelSheet(listener: (sheet: 'import') => void): () => void;
  activePage(): Promise<ActivePage>;
  openTab(url: string): Promise<void>;
  openOptions(): Promise<void>;
  /** Returns the name of the person who uses this browser; '' until the person gives a name. */
  readReviewer(): Promise<string>;
  /**
   * Opens the panel's page in an ordinary window. Null where the library can be read here: Firefox
   * keeps the storage of its private windows apart.
   */
  readonly openOrdinarily: (() => void) | null;
  /** Opens the review desk with a report on it, in a tab of its own. */
  openDesk(reportId: ReportId): Promise<void>;
  /** Opens the browser's page of extension shortcuts; false where it can't be opened. */
  openShortcuts(): Promise<boolean>;
  download(name: string, blob: Blob): Promise<Result<undefined, Failure>>;
  /** False where the browser refused. */
  copyText(text: string): Promise<boolean>;
  /**
   * Copies one thing in several flavours, by media type. Call it inside the click: what is
   * still being made is given as promises. False where the browser refused or one was rejected.
   */
  copyFlavours(flavours: Readonly<Record<string, Promise<string>>>): Promise<boolean>;
  /** As the report was last exported, else as any was; null before the first export. */
  readExportOptions(reportId: ReportId): Promise<ExportOptions | null>;
  writeExportOptions(reportId: ReportId, options: ExportOptions): Promise<void>;
  /** How the user last allowed this report to be read; nothing beside fetching before that. */
  readReadingOptions(reportId: ReportId): Promise<ReadingOptions>;
  writeReadingOptions(reportId: ReportId, options: ReadingOptions): Promise<void>;
  /** The archives that the user turned on. */
  readArchiveOptions(): Promise<ArchiveOptions>;
  writeArchiveOptions(options: ArchiveOptions): Promise<void>;
  /** How often the report is checked by itself; `since`, ISO 8601, is when that was last done. */
  readRecheck(reportId: ReportId): Promise<Recheck & { readonly since: string | null }>;
  writeRecheck(reportId: ReportId, recheck: Recheck): Promise<void>;
  /** Asks to show notices of the system. Call it inside the click, before any await. */
  requestNotifications(): Promise<boolean>;
  /** When and how the library is backed up in this browser. */
  readBackupPlan(): Promise<BackupPlan>;
  writeBackupPlan(change: Partial<BackupPlan>): Promise<void>;
  readDestination(): Promise<Destination>;
  writeDestination(destination: Destination): Promise<void>;
  /** Hears of a destination changed in another page; call the result to stop. */
  followDestination(listener: () => void): () => void;
  readonly highlights: HighlightActs;
  readonly lostLibrary: LostLibraryActs;
  /** The key that clips, or null where none is assigned. */
  shortcut(): Promise<string | null>;
  /** Bytes that the extension stores in this browser; null where it can't be told. */
  storageUsed(): Promise<number | null>;
  readonly version: string;
}
