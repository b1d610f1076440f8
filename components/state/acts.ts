import type { BackupPlan } from '@/utils/model/backup-plan';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId, SectionId } from '@/utils/model/ids';
import type { PageArticle } from '@/utils/model/page-article';
import type { Result } from '@/utils/model/result';
import type { Settings } from '@/utils/model/settings';
import type { BrowserKeys } from '@/utils/model/shortcuts';
import type { ExportOptions } from '@/utils/report/export-options';
import type { ArchiveOptions } from '@/utils/verify/archive-options';
import type { ReadingOptions } from '@/utils/verify/reading-options';
import type { Recheck } from '@/utils/verify/recheck';
import type { HighlightActs } from './highlight-acts';

/** The page in the user's current tab. */
export interface ActivePage {
  /** Null if there is no tab to act in. */
  readonly tabId: number | null;
  readonly kind: 'clippable' | 'restricted' | 'pdf';
  /** Null if the page has not answered yet. */
  readonly hasSelection: boolean | null;
  /** The first selected words; empty or absent if none are known. */
  readonly selected?: string;
  /** Whether the tab is in a private window. */
  readonly incognito: boolean;
  /** Empty if the browser does not tell. */
  readonly url: string;
  readonly title: string;
  /** For a page that can show no toast: the result of its last clip. For others: its failure. */
  readonly told?: { readonly kind: 'saved' | 'failed'; readonly title: string } | null;
}

/** The report and the section for new clips. */
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

/** A clip and the report that has it. */
export interface ClipPlace {
  readonly reportId: ReportId;
  readonly clipId: ClipId;
}

/**
 * What pages need from the browser. Components must not use the browser themselves: each page's
 * entrypoint passes this in, and tests pass in their own.
 */
export interface Acts {
  /**
   * Asks for origins, given as match patterns. Call it inside the click handler, before any await.
   * Returns true if all were granted.
   */
  requestOrigins(patterns: readonly string[]): Promise<boolean>;
  /** Whether `requestOrigins` would get all of these without a question. */
  allowsOrigins(patterns: readonly string[]): Promise<boolean>;
  /**
   * Opens the side panel or sidebar, with the import dialog if `sheet` asks for it. Call it inside
   * the click handler, before any await.
   */
  openPanel(sheet?: 'import'): Promise<void>;
  /**
   * Calls the listener, in the panel, when the panel was opened for a dialog or a clip. Call the
   * result to stop.
   */
  followPanelWish(listener: (wish: 'import' | ClipPlace) => void): () => void;
  /**
   * Returns the page in the current tab after 300 ms at the latest. `onLater` is called if more
   * becomes known afterwards.
   */
  activePage(onLater: (page: ActivePage) => void): Promise<ActivePage>;
  openTab(url: string): Promise<void>;
  /** Opens the settings, at one of their parts if it is named. */
  openOptions(part?: 'backup' | 'restore' | 'teams'): Promise<void>;
  /** Opens the introduction in a tab of its own. */
  openWelcome(): Promise<void>;
  readSettings(): Promise<Settings>;
  writeSettings(change: Partial<Settings>): Promise<void>;
  /** Calls the listener when any page changes a setting. Returns a function to stop. */
  followSettings(listener: () => void): () => void;
  /**
   * Opens the panel's page in an ordinary window. Null if this window can read the library; Firefox
   * keeps the storage of private windows apart.
   */
  readonly openOrdinarily: (() => void) | null;
  /**
   * Opens the review desk with a report in a tab of its own, or goes to the tab that shows it.
   * Returns whether that tab was in front already: then the focus stays in the panel.
   */
  openDesk(reportId: ReportId): Promise<boolean>;
  /**
   * Calls the listener, in a desk, each time `openDesk` goes to its tab. Call the result to stop.
   */
  followReview(listener: () => void): () => void;
  /** Returns the article that the desk was opened for; null if the browser lost it. */
  readKeptArticle(id: string): Promise<PageArticle | null>;
  dropKeptArticle(id: string): Promise<void>;
  /** Opens the browser's page for extension shortcuts. Returns false if it cannot be opened. */
  openShortcuts(): Promise<boolean>;
  download(name: string, blob: Blob): Promise<Result<undefined, Failure>>;
  /** Returns false if the browser refused. */
  copyText(text: string): Promise<boolean>;
  /**
   * Copies content in several formats, by media type. Call it inside the click handler; content
   * that is still being made is passed as a promise. Returns false if the browser refused or a
   * promise was rejected.
   */
  copyFlavours(flavours: Readonly<Record<string, Promise<string>>>): Promise<boolean>;
  /**
   * Returns the options of the report's last export, or else of the last export of any report; null
   * before the first export.
   */
  readExportOptions(reportId: ReportId): Promise<ExportOptions | null>;
  writeExportOptions(reportId: ReportId, options: ExportOptions): Promise<void>;
  /**
   * Returns how the user last allowed this report to be read. Before that, only fetching is
   * allowed.
   */
  readReadingOptions(reportId: ReportId): Promise<ReadingOptions>;
  writeReadingOptions(reportId: ReportId, options: ReadingOptions): Promise<void>;
  /** Returns the archives that the user turned on. */
  readArchiveOptions(): Promise<ArchiveOptions>;
  writeArchiveOptions(options: ArchiveOptions): Promise<void>;
  /**
   * Returns how often the report is checked regularly. `since`, ISO 8601, is the time of the last
   * such check.
   */
  readRecheck(reportId: ReportId): Promise<Recheck & { readonly since: string | null }>;
  writeRecheck(reportId: ReportId, recheck: Recheck): Promise<void>;
  /**
   * Asks for the permission to show system notifications. Call it inside the click handler, before
   * any await.
   */
  requestNotifications(): Promise<boolean>;
  /** Returns when and how the library is backed up in this browser. */
  readBackupPlan(): Promise<BackupPlan>;
  writeBackupPlan(change: Partial<BackupPlan>): Promise<void>;
  readDestination(): Promise<Destination>;
  writeDestination(destination: Destination): Promise<void>;
  /** Calls the listener when another page changes the destination. Call the result to stop. */
  followDestination(listener: () => void): () => void;
  readonly highlights: HighlightActs;
  readonly lostLibrary: LostLibraryActs;
  /** Returns the current keys of the browser's shortcuts. */
  browserKeys(): Promise<BrowserKeys>;
  /**
   * Returns the bytes that the extension stores in this browser; null if the browser does not tell.
   */
  storageUsed(): Promise<number | null>;
  readonly version: string;
}
