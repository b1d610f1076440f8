import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';
import type { ReportReplica } from '@/utils/model/report-replica';
import type { ReviewLedger } from '@/utils/model/review-ledger';
import type { ReviewDraft } from '@/utils/model/review-records';

/*
 * Keeps typed text and decisions until they are stored. A replica or a ledger outlives the view of
 * its report, and retries until the background has acknowledged the last edit. When the page is
 * left, all edits that are not acknowledged are handed over at once.
 */

/** An object that keeps the edits of a report until they are stored. */
type Edits = ReportReplica | ReviewLedger;

/** Takes over the edits that are not stored when the page is left. */
interface LastEdits<Unsent> {
  readonly handOver: (unsent: Unsent) => void;
  readonly done: () => void;
}

/** All guarded edits of this page, shown or not, each with a function that hands them over. */
const open = new Map<Edits, () => boolean>();
/**
 * The edits of reports that are not shown any more, with the reason why the last attempt failed.
 */
const left = new Map<Edits, () => Failure | null>();
const listeners = new Set<() => void>();

function warnBeforeUnload(event: BeforeUnloadEvent): void {
  if (handOver()) event.preventDefault();
}

/** An edit that arrives twice is stored once. Returns true if anything was not stored. */
function handOver(): boolean {
  return [...open.values()].map((handOverOne) => handOverOne()).includes(true);
}

/**
 * From now on, leaving the page is questioned while this replica has unsent edits, and they are
 * handed over when the page is left. A side panel closes without a question and gets only
 * `pagehide`. Call the returned function to stop, whatever is unsent.
 */
export function guardEdits<Unsent>(
  edits: Edits,
  unsentOf: () => Unsent | null,
  last: LastEdits<Unsent>,
): () => void {
  if (open.size === 0) {
    addEventListener('beforeunload', warnBeforeUnload);
    addEventListener('pagehide', handOver);
  }
  open.set(edits, () => {
    const unsent = unsentOf();
    if (unsent !== null) last.handOver(unsent);
    return unsent !== null;
  });
  edits.subscribe(() => {
    if (edits.pending() === 0) last.done();
  });
  return () => letGo(edits);
}

function letGo(edits: Edits): void {
  open.delete(edits);
  if (open.size > 0) return;
  removeEventListener('beforeunload', warnBeforeUnload);
  removeEventListener('pagehide', handOver);
}

/** Closes guarded edits once all are sent; `failure` returns why the last attempt failed. */
export function closeWhenSent(edits: Edits, failure: () => Failure | null): void {
  const closeIfSent = () => {
    if (!open.has(edits) || edits.pending() > 0) return;
    edits.close();
    letGo(edits);
    left.delete(edits);
    tell();
  };
  left.set(edits, failure);
  edits.subscribe(closeIfSent);
  closeIfSent();
  if (open.has(edits)) void edits.flush().then(tell);
}

/** Returns what this page has typed into a report earlier and not sent yet, as updates. */
export function unsentUpdates(reportId: ReportId): ReportUpdate[] {
  return [...left.keys()].flatMap((edits) =>
    edits.reportId === reportId && 'whole' in edits ? edits.whole() : [],
  );
}

/** Returns the review drafts that this page made for a report earlier and that are not signed. */
export function unsentReviews(reportId: ReportId): ReviewDraft[] {
  return [...left.keys()].flatMap((edits) =>
    edits.reportId === reportId && !('whole' in edits) ? (edits.unsent() ?? []) : [],
  );
}

/** Returns why edits of a report that was left are not stored yet; null if there is no problem. */
export function unsentFailure(): Failure | null {
  for (const failure of left.values()) {
    const found = failure();
    if (found !== null) return found;
  }
  return null;
}

/** Calls back when `unsentFailure` may have changed, until the returned function is called. */
export function followUnsent(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of [...listeners]) listener();
}
