import type { Acts, Destination } from '@/components/state/acts';
import type { FileKind } from '@/utils/storage/restore';
import { unpackUpdates } from '../../../utils/messaging/packed-updates';
import type { Change } from '../../../utils/messaging/protocol/change';
import type { Envelope } from '../../../utils/messaging/protocol/envelope';
import type { PackedUpdate } from '../../../utils/messaging/protocol/report-calls';
import type { Attachment } from '../../../utils/model/attachment';
import { DEFAULT_BACKUP_PLAN } from '../../../utils/model/backup-plan';
import { type Check, VERDICTS } from '../../../utils/model/evidence';
import type { FailureCode } from '../../../utils/model/failure';
import type { ClipId, ReportId, RunId } from '../../../utils/model/ids';
import type { MergeChoice } from '../../../utils/model/merge-plan';
import type { ReviewDraft } from '../../../utils/model/review-records';
import { SettingsSchema } from '../../../utils/model/settings';
import { broadcastChange, broadcastUpdates } from '../../../utils/platform/changes';
import type { ExportOptions } from '../../../utils/report/export-options';
import { type Library, openLibrary } from '../../../utils/storage/library';
import { makeAttachment } from '../../../utils/storage/make-attachment';
import { decodeBase64 } from '../../../utils/text/base64';
import { NO_ARCHIVES } from '../../../utils/verify/archive-options';
import { NO_READING_OPTIONS, type ReadingOptions } from '../../../utils/verify/reading-options';
import type { Recheck } from '../../../utils/verify/recheck';
import { REPORT, type SampleRecords } from './samples';

/** The real library behind the messages of a page, without a service worker. */
export interface TestBackground {
  readonly library: Library;
  /** The name and payload of every request, in order. */
  readonly calls: { readonly name: string; readonly payload: unknown }[];
  readonly tell: (change: Change) => void;
  readonly save: (records: SampleRecords) => Promise<void>;
  /** Answers a request with this value from now on. */
  readonly answer: (name: string, value: unknown) => void;
  readonly refuse: (name: string, code: FailureCode) => void;
  /** Undoes an `answer` or a `refuse`. */
  readonly relent: (name: string) => void;
  /** Keeps requests of that name waiting until `release`. */
  readonly hold: (name: string) => void;
  readonly release: () => void;
  readonly finishRun: (runId: RunId, checks: readonly Check[]) => Promise<void>;
}

interface Payload {
  readonly id: ReportId;
  readonly reportId: ReportId;
  readonly title: string;
  readonly language: string;
  readonly update: string;
  readonly updates: PackedUpdate[];
  readonly clipIds: ClipId[];
  readonly mark: string;
  readonly restoreId: string;
  readonly expected: FileKind;
  readonly choice: MergeChoice;
  readonly index: number;
  readonly bytes: string;
}

export async function startBackground(): Promise<TestBackground> {
  await new Promise((resolve) => {
    const gone = indexedDB.deleteDatabase('pincite');
    gone.onsuccess = resolve;
    gone.onerror = resolve;
  });
  const opened = await openLibrary({ now: () => new Date().toISOString() });
  if (!opened.ok) throw new Error(opened.error.code);
  const library = opened.value;
  const calls: { name: string; payload: unknown }[] = [];

  const replies = new Map<string, unknown>();
  const held = new Map<string, Promise<void>>();
  let release: () => void = () => undefined;

  const answer = async (name: string, payload: Payload): Promise<unknown> => {
    await held.get(name);
    if (replies.has(name)) return replies.get(name);
    switch (name) {
      case 'library.mark':
        return library.markLibrary();
      case 'library.erase': {
        const erased = await library.eraseLibrary(payload.mark);
        if (erased.ok) broadcastChange({ kind: 'library' });
        return erased;
      }
      case 'restore.begin':
        return library.beginRestore(payload.expected);
      case 'restore.chunk':
        return library.restoreChunk(payload.restoreId, payload.index, decodeBase64(payload.bytes)!);
      case 'restore.plan':
        return library.planRestore(payload.restoreId);
      case 'restore.commit': {
        const restored = await library.commitRestore(payload.restoreId, payload.choice);
        if (restored.ok) broadcastChange({ kind: 'library' });
        return restored;
      }
      case 'restore.abort':
        return library.abortRestore(payload.restoreId);
      case 'merge.undo':
      case 'merge.redo': {
        const { reportId } = payload;
        const turned = name === 'merge.undo' ? library.undoMerge : library.redoMerge;
        const undone = await turned(reportId);
        if (!undone.ok) return undone;
        const { updates, kept, binned } = undone.value;
        broadcastUpdates(payload.reportId, updates);
        broadcastChange({ kind: 'reports' });
        return { ok: true, value: { kept, binned } };
      }
      case 'report.create': {
        const made = await library.createReport(payload);
        broadcastChange({ kind: 'reports' });
        return made;
      }
      case 'report.update': {
        const updates = unpackUpdates(payload.updates)!;
        const stored = await library.appendReportUpdates(payload.reportId, updates);
        broadcastUpdates(payload.reportId, updates);
        return stored;
      }
      case 'report.oldUpdate': {
        const update = decodeBase64(payload.update)!;
        const stored = await library.appendOldUpdate(payload.reportId, update);
        if (stored.ok) broadcastUpdates(payload.reportId, stored.value);
        return stored;
      }
      case 'review.record': {
        const { reportId, drafts } = payload as unknown as {
          reportId: ReportId;
          drafts: ReviewDraft[];
        };
        const recorded = await library.recordReviews(reportId, drafts);
        if (!recorded.ok) return recorded;
        const { author: own, records } = recorded.value;
        broadcastChange({ kind: 'reviews', reportId, own, records });
        return recorded;
      }
      case 'review.author':
        return library.ownAuthor();
      case 'review.name': {
        const { author, name: given } = payload as unknown as {
          author: string;
          name: string | null;
        };
        const named = await library.namePerson(author, given);
        if (named.ok) broadcastChange({ kind: 'people' });
        return named.ok ? { ok: true, value: {} } : named;
      }
      case 'review.ignore': {
        const { authors, ignored } = payload as unknown as {
          authors: string[];
          ignored: boolean;
        };
        const done = await library.ignorePeople(authors, ignored);
        if (done.ok) broadcastChange({ kind: 'people' });
        return done.ok ? { ok: true, value: {} } : done;
      }
      case 'bin.purge': {
        const purged = await library.purgeClips(payload.reportId, payload.clipIds);
        broadcastChange({ kind: 'evidence', reportId: payload.reportId, clipIds: payload.clipIds });
        return purged;
      }
      case 'image.delete': {
        const { clipId, id } = payload as unknown as Attachment;
        const purged = await library.purgeAttachment(clipId, id);
        if (purged.ok && !purged.value.purged) return { ok: false, error: { code: 'not_found' } };
        broadcastChange({ kind: 'evidence', reportId: REPORT, clipIds: [clipId] });
        return purged;
      }
      case 'image.restore': {
        const { copy, ...about } = payload as unknown as Attachment;
        const read = { bytes: decodeBase64(payload.bytes)!, copy };
        const added = await library.addAttachment(await makeAttachment(about, read));
        broadcastChange({ kind: 'evidence', reportId: REPORT, clipIds: [about.clipId] });
        return added;
      }
      case 'team.list':
        return { ok: true, value: [] };
      case 'team.textsToCome':
        return { ok: true, value: { texts: [] } };
      case 'team.watch':
        return { ok: true, value: { state: null, people: [] } };
      case 'run.progress':
        return { ok: true, value: { progress: null } };
      default:
        return { ok: true, value: {} };
    }
  };
  const scope = globalThis as unknown as { browser: { runtime: Record<string, unknown> } };
  scope.browser.runtime['sendMessage'] = ({ call, payload }: Envelope) => {
    // Pages ask this by themselves, so it is no answer to what a test does.
    if (call !== 'team.watch') calls.push({ name: call, payload });
    return answer(call, payload as Payload);
  };

  return {
    library,
    calls,
    tell: broadcastChange,
    save: async ({ clip, source, pin }) => {
      const saved = await library.saveCapture({ clip, source, pin, snapshot: null });
      if (!saved.ok) throw new Error(saved.error.code);
      broadcastChange({ kind: 'evidence', reportId: REPORT, clipIds: [clip.id] });
    },
    answer: (name, value) => replies.set(name, { ok: true, value }),
    refuse: (name, code) => replies.set(name, { ok: false, error: { code } }),
    relent: (name) => replies.delete(name),
    hold: (name) => {
      held.set(name, new Promise((resolve) => (release = resolve)));
    },
    release: () => release(),
    finishRun: async (runId, checks) => {
      broadcastChange({
        kind: 'run',
        reportId: REPORT,
        checks,
        progress: {
          runId,
          state: 'finished',
          pages: 1,
          pagesDone: 1,
          clips: checks.length,
          clipsDone: checks.length,
          verdicts: Object.fromEntries(
            VERDICTS.map((verdict) => [
              verdict,
              checks.filter((check) => check.verdict === verdict).length,
            ]),
          ),
          reading: null,
          timeLeft: null,
        },
      });
    },
  };
}

export interface TestActs extends Acts {
  readonly asked: (readonly string[])[];
  readonly copied: string[];
  /** By media type. */
  readonly flavours: Readonly<Record<string, string>>[];
  readonly downloads: { readonly name: string; readonly blob: Blob }[];
}

/** Settings that last as long as the test. */
export function settingsActs(
  reviewer: string,
): Pick<Acts, 'readSettings' | 'writeSettings' | 'followSettings'> {
  let settings = SettingsSchema.parse({ reviewer });
  const listeners = new Set<() => void>();
  return {
    readSettings: async () => settings,
    writeSettings: async (change) => {
      settings = { ...settings, ...change };
      for (const listener of listeners) listener();
    },
    followSettings: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A browser that allows everything, copies and downloads, and records the calls. */
export function testActs(changes: Partial<Acts> = {}): TestActs {
  let destination: Destination = { reportId: REPORT, sectionId: null };
  const asked: (readonly string[])[] = [];
  const copied: string[] = [];
  const flavours: Readonly<Record<string, string>>[] = [];
  const exportOptions = new Map<ReportId, ExportOptions>();
  const downloads: { name: string; blob: Blob }[] = [];
  const rechecks = new Map<ReportId, Recheck>();
  let archives = NO_ARCHIVES;
  let backupPlan = DEFAULT_BACKUP_PLAN;
  const readingOptions = new Map<ReportId, ReadingOptions>();
  return {
    asked,
    copied,
    flavours,
    downloads,
    requestOrigins: async (patterns) => {
      asked.push(patterns);
      return true;
    },
    allowsOrigins: async () => false,
    openPanel: async () => undefined,
    followPanelWish: () => () => undefined,
    activePage: async () => ({
      kind: 'clippable',
      tabId: 1,
      hasSelection: true,
      selected: 'the level at the northern gauge',
      incognito: false,
      url: 'https://hydrology.example/bulletin',
      title: 'Monthly bulletin, April 2026',
    }),
    openTab: async () => undefined,
    openOptions: async () => undefined,
    ...settingsActs('A. Weir'),
    openOrdinarily: null,
    openDesk: async () => false,
    followReview: () => () => undefined,
    readKeptArticle: async () => null,
    dropKeptArticle: async () => undefined,
    openShortcuts: async () => true,
    download: async (name, blob) => {
      downloads.push({ name, blob });
      return { ok: true, value: undefined };
    },
    copyText: async (text) => {
      copied.push(text);
      return true;
    },
    copyFlavours: async (given) => {
      const texts = Object.entries(given).map(async ([type, text]) => [type, await text] as const);
      flavours.push(Object.fromEntries(await Promise.all(texts)));
      return true;
    },
    readExportOptions: async (reportId) => exportOptions.get(reportId) ?? null,
    writeExportOptions: async (reportId, options) => {
      exportOptions.set(reportId, options);
    },
    readArchiveOptions: async () => archives,
    writeArchiveOptions: async (options) => {
      archives = options;
    },
    readReadingOptions: async (reportId) => readingOptions.get(reportId) ?? NO_READING_OPTIONS,
    writeReadingOptions: async (reportId, options) => {
      readingOptions.set(reportId, options);
    },
    readRecheck: async (reportId) => ({
      ...(rechecks.get(reportId) ?? { every: 'off', notify: false }),
      since: null,
    }),
    writeRecheck: async (reportId, recheck) => {
      rechecks.set(reportId, recheck);
    },
    requestNotifications: async () => true,
    readBackupPlan: async () => backupPlan,
    writeBackupPlan: async (change) => {
      backupPlan = { ...backupPlan, ...change };
    },
    readDestination: async () => destination,
    writeDestination: async (next) => {
      destination = next;
    },
    followDestination: () => () => undefined,
    highlights: {
      readSites: async () => [],
      followSites: () => () => undefined,
      siteOf: () => null,
      allow: async () => true,
      stop: async () => undefined,
      followFrontTab: () => () => undefined,
    },
    lostLibrary: {
      read: async () => null,
      follow: () => () => undefined,
      forget: async () => undefined,
    },
    openWelcome: async () => undefined,
    browserKeys: async () => ({
      'clip-selection': 'Alt+Shift+C',
      'review-report': 'Alt+Shift+V',
      'open-panel': null,
    }),
    storageUsed: async () => 12_400_000,
    version: '0.1.0',
    ...changes,
  };
}
