import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { madeClip, madePin, madeSource } from '@/scripts/made-evidence';
import type { Attachment } from '@/utils/model/attachment';
import type { Check, Clip, Job, Pin, Run, Snapshot, Source } from '@/utils/model/evidence';
import type { Id } from '@/utils/model/ids';
import type { MergeChoice, MergePlan } from '@/utils/model/merge-plan';
import type { Capture } from '@/utils/storage/evidence-repository';
import { type Library, openLibrary } from '@/utils/storage/library';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import type { FileKind } from '@/utils/storage/restore';
import { makeSnapshot } from '@/utils/storage/snapshot-text';
import { id, time } from '../model/sample-report';

export { id, time };
export const REPORT = id<'report'>(1);
export const OTHER = id<'report'>(2);
export const PAGE_TEXT =
  'The array cost 61 million euros.\nSeals keep away from the turbines. 海の力';

export function sourceOf(n: number, url = `https://harbour.example/page-${n}`): Source {
  return madeSource({
    id: id<'source'>(1_000 + n),
    url,
    title: `Page ${n}`,
    authors: ['A. Weir'],
    siteName: 'Harbour',
    publishedAt: '2025-02-01',
    language: 'en',
    accessedAt: time(n % 60),
  });
}

export function clipOf(n: number, source = sourceOf(n)): Clip {
  return madeClip({
    id: id<'clip'>(2_000 + n),
    sourceId: source.id,
    snapshotId: id<'snapshot'>(3_000 + n),
    capturedAt: time(n % 60),
    filedUnder: { reportId: REPORT, sectionId: null },
  });
}

export function pinOf(n: number, quote = `quote number ${n}`): Pin {
  return madePin({
    id: id<'pin'>(4_000 + n),
    clipId: id<'clip'>(2_000 + n),
    madeAt: time(n % 60),
    quote,
    selectors: {
      quote: { exact: quote, prefix: 'before ', suffix: ' after' },
      position: { start: n, end: n + quote.length },
    },
    directive: { start: quote },
  });
}

export async function snapshotOf(
  n: number,
  source: Id<'source'> = sourceOf(n).id,
  text = `${PAGE_TEXT} ${n}`,
): Promise<Snapshot> {
  const about = { id: id<'snapshot'>(3_000 + n), sourceId: source, takenAt: time(n % 60) };
  return makeSnapshot({ ...about, readBy: 'tab' }, text);
}

export async function captureOf(n: number): Promise<Capture> {
  const source = sourceOf(n);
  return { source, snapshot: await snapshotOf(n), clip: clipOf(n, source), pin: pinOf(n) };
}

/** A PNG of one pixel, with bytes of its own after its end. */
export function pngOf(n: number): Uint8Array<ArrayBuffer> {
  const base64 =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==';
  return Uint8Array.from([...atob(base64), String.fromCharCode(n)], (each) => each.charCodeAt(0));
}

/** The image of clip `n`. */
export function attachmentOf(n: number, bytes = pngOf(n)): Attachment {
  return {
    id: id<'attachment'>(7_000 + n),
    clipId: id<'clip'>(2_000 + n),
    kind: 'image',
    takenAt: time(n % 60),
    url: `https://harbour.example/figure-${n}.png`,
    alt: 'A chart of the tide',
    caption: '',
    width: 1,
    height: 1,
    copy: 'file',
    mediaType: 'image/png',
    hash: bytesToHex(sha256(bytes)),
    bytes,
    noImageReason: null,
  };
}

/** The same, if its site did not allow a download. */
export function attachmentWithoutBytes(n: number): Attachment {
  const nothing = { mediaType: null, hash: null, bytes: new Uint8Array() };
  return { ...attachmentOf(n), ...nothing, noImageReason: 'other-site' };
}

export function runOf(n: number, reportId = REPORT): Run {
  return {
    id: id<'run'>(5_000 + n),
    reportId,
    trigger: 'manual',
    startedAt: time(n),
    finishedAt: null,
    cancelled: false,
  };
}

export function jobOf(n: number, run: Run, clips: readonly Id<'clip'>[]): Job {
  return {
    id: id<'job'>(6_000 + n),
    runId: run.id,
    pageKey: sourceOf(n).url,
    clipIds: [...clips],
    state: 'waiting',
    leaseUntil: null,
    attempts: 0,
    notBefore: null,
  };
}

export function checkOf(run: Run, n: number, minute = 30): Check {
  return {
    runId: run.id,
    clipId: id<'clip'>(2_000 + n),
    pinId: id<'pin'>(4_000 + n),
    checkedAt: time(minute),
    verdict: 'verbatim',
    flags: [],
    evidence: {
      reason: null,
      detail: null,
      httpStatus: 200,
      passage: {
        before: '',
        text: 'x2',
        after: '',
        marks: [{ start: 1, end: 2, kind: 'raised' }],
      },
      position: { start: 0, end: 1 },
      difference: [],
      changes: [],
    },
    snapshotId: id<'snapshot'>(3_500 + n),
    finalUrl: null,
    reader: 'fetch',
  };
}

let databases = 0;
export function newName(): string {
  databases += 1;
  return `pincite-test-${databases}-${Math.random().toString(36).slice(2)}`;
}

/** A library with one report, and a clock that advances a second with each reading. */
export async function newLibrary(name = newName()): Promise<{ library: Library; name: string }> {
  let ticks = 0;
  const now = () => {
    ticks += 1;
    return new Date(Date.UTC(2025, 2, 2) + ticks * 1_000).toISOString();
  };
  const opened = await openLibrary({ name, now });
  if (!opened.ok) throw new Error(opened.error.code);
  await opened.value.createReport({ id: REPORT, title: 'Tides', language: 'en' });
  return { library: opened.value, name };
}

/** Saves the capture with this number. */
export async function save(library: Library, n: number) {
  return must(await library.saveCapture(await captureOf(n)));
}

/** Opens a file in pieces, like the background. */
export async function restoreFile(
  library: Library,
  file: Uint8Array<ArrayBuffer>,
  expected: FileKind,
  decide: (plan: MergePlan) => MergeChoice = () => 'everything',
) {
  const { restoreId } = must(await library.beginRestore(expected));
  let index = 0;
  for await (const chunk of readBackupFile(new Blob([file]))) {
    must(await library.restoreChunk(restoreId, index, chunk));
    index += 1;
  }
  const plan = await library.planRestore(restoreId);
  if (!plan.ok) return plan;
  return library.commitRestore(restoreId, decide(plan.value));
}

/** Returns the value of a result. Throws for a failure. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The stores with evidence, which a backup restores record by record. */
export const EVIDENCE_STORES = [
  ...[
    'clips',
    'sources',
    'pins',
    'attachments',
    'snapshots',
    'runs',
    'checks',
    'purged',
    'reviews',
  ],
];

/** Returns every record of a database by store, with the key if the record does not contain it. */
export async function dump(
  name: string,
  without: readonly string[] = [],
): Promise<Record<string, unknown[]>> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const stores = [...db.objectStoreNames].filter((store) => !without.includes(store));
  const tx = db.transaction(stores);
  const all = await Promise.all(
    stores.map(
      (store) =>
        new Promise<[string, unknown[]]>((resolve, reject) => {
          const request = tx.objectStore(store).getAll();
          request.onsuccess = () => resolve([store, request.result]);
          request.onerror = () => reject(request.error);
        }),
    ),
  );
  db.close();
  return Object.fromEntries(all);
}
