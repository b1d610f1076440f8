import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { askBackground } from '@/scripts/browser/ask-background';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { selectText } from '@/scripts/browser/text-position';
import { importedClip, importedPin, madeSource } from '@/scripts/made-evidence';
import type { PageServer } from '@/scripts/serve-pages.mjs';
import { storeRecords } from '@/scripts/tour/store-records';
import { packUpdates } from '@/utils/messaging/packed-updates';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';
import { binClip } from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import { type ClipId, newId, type ReportId } from '@/utils/model/ids';
import { encodeReport, ReportDocument, statementText } from '@/utils/model/report-document';
import { setTitle } from '@/utils/model/report-operations';
import { createStatement, editStatement } from '@/utils/model/statement-operations';
import type { BackupRecord } from '@/utils/storage/backup-format';
import { bundleLines } from '@/utils/storage/bundle';
import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundleHeader } from '@/utils/storage/bundle-format';
import { packLines } from '@/utils/storage/pack-lines';
import { articleWith } from '../e2e/harness/made-pages';
import { makePng } from '../e2e/harness/make-png';
import { type Ledger, type Merge, mergedText, type SharedText } from './kill-ledger';

/** The acts during which the kill bench stops the worker and kills the browser. */

export interface Life {
  readonly extension: ExtensionBrowser;
  /** Two pages of the extension that edit one report. */
  readonly windows: readonly [Page, Page];
  readonly article: Page;
  readonly tabId: number;
  readonly server: PageServer;
  readonly ledger: Ledger;
}

/** Returns false if there was nothing to do. Throws if the act was not acknowledged. */
type Act = (life: Life) => Promise<boolean>;

const CLIPS_OF_IMPORT = 12;
const CLIPS_OF_MERGE = 5;
/** Minimum number of clips in the library before the bin is emptied. */
const LEAST_CLIPS = 8;
const PASSAGES = 200;
const LONGEST_ANSWER_MS = 15_000;
const AT = '2026-01-01T09:00:00.000Z';

export const ARTICLE = 'http://kills.example/article';
export const ARTICLE_PASSAGES = Array.from({ length: PASSAGES }, (_, at) => passage(at));

function passage(at: number): string {
  return `On day ${at} the gauge at the upper lock stood at ${300 + at} centimetres after rain.`;
}

export const pick = <T>(values: readonly T[]): T | undefined =>
  values[Math.floor(Math.random() * values.length)];
export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Sends a call to the background. Throws if the background stopped without an acknowledgement. */
export async function ask(page: Page, call: string, payload: object): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const noAnswer = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${call}: no answer`)), LONGEST_ANSWER_MS);
  });
  return Promise.race([askBackground(page, call, payload), noAnswer]).finally(() =>
    clearTimeout(timer),
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function documentFrom(state: string): ReportDocument {
  const doc = new ReportDocument();
  Y.applyUpdate(doc, Buffer.from(state, 'base64'));
  return doc;
}

/** The copy of a report that one window holds. */
interface Replica {
  readonly doc: ReportDocument;
  /** The library that the copy belongs to. */
  readonly generation: number;
  /** State vector of what the background has acknowledged. */
  acknowledged: Uint8Array;
  /** Tokens that were typed and not acknowledged. */
  pending: string[];
  isBusy: boolean;
}

/** By window. The copies survive the kill of the browser, as the kept edits of a real page do. */
const replicas = new Map<number, Replica>();
/** Reports into which a bundle is being merged. */
const merging = new Set<ReportId>();

function replicaOf(window: number, { base }: SharedText, generation: number): Replica {
  const known = replicas.get(window);
  if (known?.generation === generation) return known;
  const doc = documentFrom(base);
  const acknowledged = Y.encodeStateVector(doc);
  const replica: Replica = { doc, generation, acknowledged, pending: [], isBusy: false };
  replicas.set(window, replica);
  return replica;
}

export const ACTS: Readonly<Record<string, Act>> = {
  /** Adds a statement. */
  edit: async ({ windows, ledger: { library } }) => {
    const reportId = pick(library.reports.slice(0, 2));
    const page = pick(windows);
    if (reportId === undefined || page === undefined) return false;
    const id = newId<'statement'>();
    const text = `Statement ${id}`;
    const doc = new ReportDocument();
    createStatement(doc, { id, text, position: { sectionId: null } });
    await ask(page, 'report.update', { reportId, updates: packUpdates(encodeReport(doc)) });
    library.statements.push({ reportId, id, text });
    return true;
  },

  /** Types a token into the statement that both windows edit, each in its own copy. */
  type: async ({ windows, ledger: { library, generation } }) => {
    const { shared } = library;
    const window = Math.random() < 0.5 ? 0 : 1;
    if (shared === null) return false;
    const replica = replicaOf(window, shared, generation);
    if (replica.isBusy) return false;
    replica.isBusy = true;
    try {
      const token = newId<'statement'>().slice(-12);
      replica.pending.push(token);
      const text = statementText(replica.doc, shared.statementId).toString();
      editStatement(replica.doc, { id: shared.statementId, text: `${text} ${token}` });
      const update = base64(Y.encodeStateAsUpdate(replica.doc, replica.acknowledged));
      const sent = Y.encodeStateVector(replica.doc);
      const tokens = replica.pending;
      await ask(windows[window], 'report.update', {
        reportId: shared.reportId,
        updates: [{ update }],
      });
      replica.acknowledged = sent;
      replica.pending = [];
      shared.tokens.push(...tokens);
      return true;
    } finally {
      replica.isBusy = false;
    }
  },

  clip: async ({ windows, article, tabId, ledger: { library } }) => {
    const at = Math.floor(Math.random() * PASSAGES);
    await selectText(article, { text: passage(at) });
    const reply = await ask(windows[0], 'capture.start', { tabId, clipPage: false });
    for (const { clipId } of (reply as ClippedPassages).saved) {
      if (!library.clips.includes(clipId)) library.clips.push(clipId);
    }
    return true;
  },

  create: async ({ windows, ledger: { library } }) => {
    const id = newId<'report'>();
    await ask(windows[0], 'report.create', { id, title: 'Another', language: 'en' });
    library.reports.push(id);
    return true;
  },

  import: async ({ windows, server, ledger: { library } }) => {
    const entry = { reportId: newId<'report'>(), clips: CLIPS_OF_IMPORT, acknowledged: false };
    library.imports.push(entry);
    const doc = new ReportDocument();
    setTitle(doc, { title: 'Imported' });
    const made = { reportId: entry.reportId, title: 'Imported', language: 'en' };
    const { records } = pageWithClips(entry.reportId, CLIPS_OF_IMPORT, server);
    await storeRecords(windows[1], { ...made, updates: encodeReport(doc), records }, AT);
    entry.acknowledged = true;
    return true;
  },

  /**
   * Merges a bundle of another person's copy of a report, with new clips and with a new text of a
   * statement. Like the dialog, it reads the plan of the merge and accepts it.
   */
  merge: async ({ windows, server, ledger: { library } }) => {
    const reportId = pick(library.imports.filter(({ acknowledged }) => acknowledged))?.reportId;
    if (reportId === undefined || merging.has(reportId)) return false;
    merging.add(reportId);
    try {
      const merge = library.merges.find((each) => each.reportId === reportId) ?? {
        reportId,
        statementId: newId<'statement'>(),
        state: '',
        attempts: [],
        acknowledged: 0,
      };
      if (merge.attempts.length === 0) library.merges.push(merge);
      const { records, clipIds } = pageWithClips(reportId, CLIPS_OF_MERGE, server);
      const state = changedCopy(merge);
      merge.state = base64(state);
      merge.attempts.push(clipIds);
      const version = merge.attempts.length;
      await mergeBundle(windows[1], reportId, [
        ...records,
        { store: 'reportUpdates', record: { reportId, at: AT, update: new Uint8Array(state) } },
      ]);
      merge.acknowledged = version;
      return true;
    } finally {
      merging.delete(reportId);
    }
  },

  verify: async ({ windows, ledger: { library } }) => {
    const report = pick(library.imports.filter(({ acknowledged }) => acknowledged));
    if (report === undefined) return false;
    const runId = newId<'run'>();
    await ask(windows[1], 'run.start', { runId, reportId: report.reportId, clipIds: null });
    library.runs.push({ id: runId, clips: report.clips });
    return true;
  },

  image: async ({ windows, ledger: { library } }) => {
    const clipId = pick(library.clips.filter((id) => !library.purged.includes(id)));
    if (clipId === undefined) return false;
    const id = newId<'attachment'>();
    const colour = [1, 2, 3].map(() => Math.floor(Math.random() * 256));
    const bytes = makePng(40, 30, [colour[0] ?? 0, colour[1] ?? 0, colour[2] ?? 0]);
    const about = { id, clipId, kind: 'image', takenAt: AT, url: null, alt: '', caption: '' };
    const size = { width: 40, height: 30, copy: 'file', bytes: base64(bytes) };
    await ask(windows[0], 'image.restore', { ...about, ...size });
    library.images.push({ clipId, id, bytes: size.bytes });
    return true;
  },

  purge: async ({ windows, ledger: { library } }) => {
    const clipId = pick(library.clips.filter((id) => !library.purged.includes(id)));
    if (clipId === undefined || library.clips.length < LEAST_CLIPS) return false;
    const reportId = await reportOf(windows[0], clipId);
    if (reportId === null) return false;
    const doc = new ReportDocument();
    binClip(doc, { clipId, at: AT });
    await ask(windows[0], 'report.update', {
      reportId,
      updates: packUpdates(encodeReport(doc)),
    });
    // From here on the clip may be gone, even without an acknowledgement.
    library.clips = library.clips.filter((id) => id !== clipId);
    library.images = library.images.filter((image) => image.clipId !== clipId);
    await ask(windows[0], 'bin.purge', { reportId, clipIds: [clipId] });
    library.purged.push(clipId);
    return true;
  },
};

/** Creates the report that both windows edit, and the statement in it. */
export async function createShared({ windows, ledger: { library } }: Life): Promise<void> {
  const reportId = newId<'report'>();
  const statementId = newId<'statement'>();
  await ask(windows[0], 'report.create', { id: reportId, title: 'Edited twice', language: 'en' });
  library.reports.push(reportId);
  const doc = new ReportDocument();
  createStatement(doc, { id: statementId, text: 'Typed:', position: { sectionId: null } });
  const base = base64(Y.encodeStateAsUpdate(doc));
  await ask(windows[0], 'report.update', { reportId, updates: [{ update: base }] });
  library.shared = { reportId, statementId, base, tokens: [] };
}

/** The report that a clip is filed under, or null for a clip that is gone. */
function reportOf(page: Page, clipId: ClipId): Promise<ReportId | null> {
  return page.evaluate(async (id) => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await settled(indexedDB.open('pincite'));
    try {
      const clip: Clip | undefined = await settled(
        db.transaction('clips').objectStore('clips').get(id),
      );
      return clip?.filedUnder.reportId ?? null;
    } finally {
      db.close();
    }
  }, clipId);
}

/** The other person's copy of the report, with the statement in its next version. */
function changedCopy({ state, statementId, attempts }: Merge): Uint8Array {
  const id = statementId;
  const text = mergedText(id, attempts.length + 1);
  const doc = new ReportDocument();
  if (state === '') createStatement(doc, { id, text, position: { sectionId: null } });
  else {
    Y.applyUpdate(doc, Buffer.from(state, 'base64'));
    editStatement(doc, { id, text });
  }
  return Y.encodeStateAsUpdate(doc);
}

async function mergeBundle(
  page: Page,
  reportId: ReportId,
  records: readonly BackupRecord[],
): Promise<void> {
  const header: BundleHeader = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    createdAt: AT,
    kind: 'report',
    reportId,
    title: 'Imported',
    language: 'en',
    leftOut: [],
    counts: {},
    absent: [],
  };
  const begun = await ask(page, 'restore.begin', { expected: 'bundle' });
  const { restoreId } = begun as { restoreId: string };
  let index = 0;
  for await (const piece of packLines(bundleLines(header, records))) {
    await ask(page, 'restore.chunk', { restoreId, index, bytes: base64(piece) });
    index += 1;
  }
  const plan = await ask(page, 'restore.plan', { restoreId });
  const { seen } = plan as { seen: string };
  await ask(page, 'restore.commit', { restoreId, choice: { seen, declined: {} } });
}

/** Serves a page on a site of its own, and makes clips of it. */
function pageWithClips(
  reportId: ReportId,
  count: number,
  server: PageServer,
): { readonly records: readonly BackupRecord[]; readonly clipIds: ClipId[] } {
  const sourceId = newId<'source'>();
  // Each page has its own site, because Pincite pauses between two pages of one site.
  const url = `http://${sourceId}.example/levels`;
  const quotes = ARTICLE_PASSAGES.slice(0, count);
  server.replace(url, articleWith(quotes));
  const clips = quotes.map((quote) => {
    const clipId = newId<'clip'>();
    const clip = importedClip({ id: clipId, sourceId }, reportId, AT);
    const pin = importedPin({ id: newId<'pin'>(), clipId }, quote, AT);
    return {
      clipId,
      records: [
        { store: 'clips', record: clip },
        { store: 'pins', record: pin },
      ] as const,
    };
  });
  const source = madeSource({ id: sourceId, url, title: 'Levels', accessedAt: AT });
  const records: BackupRecord[] = [
    { store: 'sources', record: source },
    ...clips.flatMap((each) => each.records),
  ];
  return { records, clipIds: clips.map(({ clipId }) => clipId) };
}
