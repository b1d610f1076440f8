import type { LastEdits } from '@/utils/messaging/client-report';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { ReportReplica } from '@/utils/model/report-replica';

/*
 * What was typed is not let go before it is stored. A replica outlives the view of its report
 * until the background has acknowledged its last edit, trying again all the while; a page that
 * goes away hands over at once what is still under way or waits behind it.
 */

/** Every replica of this page, shown or not. */
const open = new Map<ReportReplica, LastEdits>();
/** Those whose report is not shown any more, with why their last attempt failed. */
const left = new Map<ReportReplica, () => Failure | null>();
const listeners = new Set<() => void>();

/** The state vector of a document in which nothing is. */
const NOTHING = new Uint8Array([0]);

function warnBeforeUnload(event: BeforeUnloadEvent): void {
  if (handOver()) event.preventDefault();
}

/** What arrives twice is stored as if it had come once. True where anything was unsent. */
function handOver(): boolean {
  let any = false;
  for (const [replica, last] of open) {
    const update = replica.unsent();
    if (update === null) continue;
    any = true;
    last.handOver(update);
  }
  return any;
}

/**
 * From now on leaving the page is asked about while this replica has anything unsent, and that
 * is handed over then. A side panel is closed without a question: `pagehide` is all that it hears.
 * What is returned ends that, whatever is unsent.
 */
export function guardEdits(replica: ReportReplica, last: LastEdits): () => void {
  if (open.size === 0) {
    addEventListener('beforeunload', warnBeforeUnload);
    addEventListener('pagehide', handOver);
  }
  open.set(replica, last);
  replica.subscribe(() => {
    if (replica.pending() === 0) last.done();
  });
  return () => letGo(replica);
}

function letGo(replica: ReportReplica): void {
  open.delete(replica);
  if (open.size > 0) return;
  removeEventListener('beforeunload', warnBeforeUnload);
  removeEventListener('pagehide', handOver);
}

/** Closes a guarded replica once it has nothing unsent; `failure` tells why it still has. */
export function closeWhenSent(replica: ReportReplica, failure: () => Failure | null): void {
  const closeIfSent = () => {
    if (!open.has(replica) || replica.pending() > 0) return;
    replica.close();
    letGo(replica);
    left.delete(replica);
    tell();
  };
  left.set(replica, failure);
  replica.subscribe(closeIfSent);
  closeIfSent();
  if (open.has(replica)) void replica.flush().then(tell);
}

/** What this page has typed into a report before and not sent yet, as updates. */
export function unsentUpdates(reportId: ReportId): Uint8Array[] {
  return [...left.keys()]
    .filter((replica) => replica.reportId === reportId)
    .map((replica) => replica.missingFrom(NOTHING));
}

/** Why edits of a report that was left are not stored yet; null while all is well. */
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
