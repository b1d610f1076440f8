import type { WorkerClient } from '@/components/state/start-worker';
import type { Library } from '@/components/state/use-library';
import type { OpenReport } from '@/components/state/use-report';
import { type Restored, restoreBackup } from '@/utils/messaging/client-restore';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId, SectionId } from '@/utils/model/ids';
import type { InsertedSections } from '@/utils/model/insert-section';
import type { MergeChoice, MergePlan } from '@/utils/model/merge-plan';
import { err, ok, type Result } from '@/utils/model/result';
import type { BundlePlace } from '@/utils/storage/insert-bundle';
import { openReader } from '@/utils/storage/read';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import type { BundleService, BundleSummary } from './bundle-worker';
import { type CameIn, cameIn, NOTHING_SHOWN, readShown, type Shown } from './came-in';

export type OpenedSummary = Exclude<BundleSummary, { kind: 'backup' }>;

/** What the user wants to do with a bundle. */
export type BundleUse =
  /** Merges the report's document with the copy in this library, or adds it if there is none. */
  | { readonly kind: 'merge' }
  /** Makes a new report from the bundle. */
  | { readonly kind: 'new' }
  /** Inserts the bundle into the open report. */
  | { readonly kind: 'section'; readonly under: SectionId | null };

export interface Received {
  readonly reportId: ReportId;
  readonly use: BundleUse['kind'];
  readonly came: CameIn;
  readonly readAgain: number;
  /** Whether the report is new in this library. */
  readonly made: boolean;
  readonly restored: Restored;
}

interface Receiving {
  readonly file: File;
  readonly summary: OpenedSummary;
  readonly use: BundleUse;
  readonly bundle: WorkerClient<BundleService>;
  readonly library: Library;
  readonly report: OpenReport | null;
  readonly decide: (plan: MergePlan) => Promise<MergeChoice | null>;
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number, total: number) => void;
}

/**
 * Stores a bundle, all of it at once. Returns null if the user cancelled; then nothing has changed.
 */
export async function receiveBundle(
  receiving: Receiving,
): Promise<Result<Received, Failure> | null> {
  const { file, use, library, report, decide, signal, onProgress } = receiving;
  // Stores unsent edits first. Otherwise the merge would treat them as edits by somebody who had
  // not seen the file.
  if (report !== null && !((await report.replica.flush()) && (await report.ledger.flush()))) {
    return err(failure('background_unreachable'));
  }
  const into = targetOf(receiving);
  const made = !library.reports.some(({ id }) => id === into);
  const before = await shownNow(library, into);
  if (!before.ok) return before;

  let inserted: InsertedSections | null = null;
  let pieces: Parameters<typeof restoreBackup>[0] = () => readBackupFile(file);
  let total = file.size;
  if (use.kind !== 'merge') {
    const place = await placeOf(use, receiving);
    if (!place.ok) return place;
    const packed = await receiving.bundle.ask((service) => service.pack(place.value));
    if (packed === null || !packed.ok) return packed;
    inserted = packed.value.inserted;
    total = packed.value.pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
    pieces = () => packed.value.pieces;
  }
  const restored = await restoreBackup(pieces, {
    // For a section of another report or a new report, this page makes a new import file.
    expected: use.kind === 'merge' ? 'bundle' : 'import',
    decide,
    signal,
    onProgress: (bytes) => onProgress(bytes, total),
  });
  if (restored === null) return null;
  if (!restored.ok) return restored;

  await library.refresh();
  const after = await shownNow(library, into);
  if (!after.ok) return after;
  return ok({
    reportId: into,
    made,
    use: use.kind,
    came: cameIn(before.value, after.value),
    restored: restored.value,
    readAgain: inserted?.readAgain.length ?? restored.value.readAgain,
  });
}

/**
 * Whether the user can undo it. A bundle that adds only reviews or results of checks changes
 * nothing in the report's document, so there is no merge to undo.
 */
export function canTakeBack({ made, reportId, restored }: Received): boolean {
  return made || restored.undoable.includes(reportId);
}

function targetOf({ summary, use, report }: Receiving): ReportId {
  if (use.kind === 'merge') return summary.header.reportId;
  if (use.kind === 'new') return summary.ownReportId;
  return report?.replica.reportId ?? summary.ownReportId;
}

async function placeOf(
  use: Exclude<BundleUse, { kind: 'merge' }>,
  { summary, library, report }: Receiving,
): Promise<Result<BundlePlace, Failure>> {
  const at = new Date().toISOString();
  if (use.kind === 'section' && report !== null) {
    const { replica } = report;
    const document = replica.whole();
    return ok({ kind: 'section', reportId: replica.reportId, under: use.under, document, at });
  }
  const { title, language } = summary.header;
  const { ownReportId: reportId } = summary;
  if (!library.reports.some(({ id }) => id === reportId)) {
    return ok({ kind: 'new', title, language, at });
  }
  // If the bundle was made into a report before, that report is updated.
  const updates = await library.reader?.loadReportUpdates(reportId);
  if (updates === undefined) return err(failure('not_found', reportId));
  if (!updates.ok) return updates;
  const document = updates.value;
  return ok({ kind: 'section', reportId, under: null, document, at });
}

/** Before the first record was stored, the page has no reader and there is nothing to read. */
async function shownNow(library: Library, reportId: ReportId): Promise<Result<Shown, Failure>> {
  if (library.reader !== null) return readShown(library.reader, reportId);
  const opened = await openReader();
  if (!opened.ok) return opened;
  if (opened.value === null) return ok(NOTHING_SHOWN);
  const shown = await readShown(opened.value, reportId);
  opened.value.close();
  return shown;
}
