import { lastEdits, sendReportUpdates } from '@/utils/messaging/client-report';
import { lastReviews, sendReviews } from '@/utils/messaging/client-review';
import type { Change } from '@/utils/messaging/protocol/change';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId } from '@/utils/model/ids';
import type { ReviewRecords } from '@/utils/model/project-reviews';
import type { ReportContent } from '@/utils/model/report-content';
import { createReportReplica, type ReportReplica } from '@/utils/model/report-replica';
import type { Result } from '@/utils/model/result';
import { createReviewLedger, type ReviewLedger } from '@/utils/model/review-ledger';
import type { LibraryReader, ReportEvidence } from '@/utils/storage/read';
import { closeWhenSent, guardEdits, unsentReviews, unsentUpdates } from './unsent-edits';

/** A report as this page has loaded it. */
export interface LoadedReport {
  readonly replica: ReportReplica;
  readonly content: ReportContent;
  readonly ledger: ReviewLedger;
  /** The review records in the ledger. */
  readonly reviews: ReviewRecords;
  readonly evidence: ReportEvidence;
  readonly unsaved: Failure | null;
  readonly progress: RunProgress | null;
}

export interface ReportListener {
  /** Called when the report is loaded, and with a new object after each change. */
  readonly loaded: (report: LoadedReport) => void;
  readonly failed: (failure: Failure) => void;
}

/** Reads a report and tells about its changes. */
export interface ReportSource
  extends Pick<LibraryReader, 'loadReportUpdates' | 'loadEvidence' | 'loadReviews'> {
  follow(listener: (change: Change) => void): () => void;
}

/** Kinds of change whose message contains the new data, so nothing has to be read again. */
const CARRIED: readonly Change['kind'][] = ['run', 'report-update', 'reviews'];

/** Loads a report and follows it until the returned function is called. */
export function openReport(
  source: ReportSource,
  reportId: ReportId,
  listener: ReportListener,
): () => void {
  let loaded: LoadedReport | null = null;
  let closed = false;
  let unsaved: Failure | null = null;
  let unsubscribe: () => void = () => undefined;
  // Changes that arrive while the report is being read must not be missed.
  const early: Change[] = [];

  const changed = (part: Partial<LoadedReport>) => {
    if (loaded === null) return;
    loaded = { ...loaded, ...part };
    listener.loaded(loaded);
  };
  /** Most sendings succeed, one for each key that is typed, and change nothing that is shown. */
  const sentAway = (sent: Result<unknown, Failure>) => {
    unsaved = sent.ok ? null : sent.error;
    if (!closed && loaded?.unsaved !== unsaved) changed({ unsaved });
  };
  /** The clips whose evidence was read or asked for. Some may be in no library. */
  const known = new Set<string>();
  const reloadEvidence = async () => {
    const evidence = await source.loadEvidence(reportId);
    if (closed) return;
    if (evidence.ok) {
      for (const { id } of evidence.value.clips) known.add(id);
      changed({ evidence: evidence.value });
    } else listener.failed(evidence.error);
  };
  const reloadDocument = async () => {
    const updates = await source.loadReportUpdates(reportId);
    if (closed || !updates.ok) return;
    for (const update of updates.value) loaded?.replica.applyRemote(update);
  };

  const reloadReviews = async () => {
    const stored = await source.loadReviews(reportId);
    if (!closed && stored.ok) loaded?.ledger.applyRemote(stored.value);
  };

  const follow = (change: Change) => {
    if (change.kind === 'reports' || change.kind === 'team') return;
    if ('reportId' in change && change.reportId !== reportId) return;
    if (loaded === null) early.push(change);
    else if (change.kind === 'library') {
      void reloadDocument();
      void reloadEvidence();
      void reloadReviews();
    } else if (change.kind === 'people') void reloadReviews();
    else if (change.kind === 'reviews') loaded.ledger.applyRemote(change);
    else if (change.kind === 'evidence') void reloadEvidence();
    else if (change.kind === 'run') changed(withChecks(loaded, change));
    else for (const update of change.updates) loaded.replica.applyRemote(update);
  };
  const stop = source.follow(follow);

  const load = async () => {
    const reading = source.loadEvidence(reportId);
    const readingReviews = source.loadReviews(reportId);
    const updates = await source.loadReportUpdates(reportId);
    if (closed) return;
    if (!updates.ok) return listener.failed(updates.error);
    const last = lastEdits(reportId);
    const replica: ReportReplica = createReportReplica({
      reportId,
      updates: [...updates.value, ...unsentUpdates(reportId)],
      unsent: last.before,
      send: async (updates) => {
        const sent = await sendReportUpdates(reportId, updates);
        sentAway(sent);
        // A report that was closed here and destroyed since cannot be stored any more.
        return sent.ok || (closed && sent.error.code === 'not_found');
      },
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    // Reads the document while the database reads the evidence.
    replica.content();
    let evidence = await reading;
    // The first state that is shown includes the changes that arrived meanwhile.
    while (!closed && evidence.ok) {
      const carried = early.filter(({ kind }) => CARRIED.includes(kind));
      if (carried.length === early.length) break;
      early.splice(0, early.length, ...carried);
      const again = await source.loadReportUpdates(reportId);
      for (const update of again.ok ? again.value : []) replica.applyRemote(update);
      evidence = await source.loadEvidence(reportId);
    }
    const stored = await readingReviews;
    if (closed || !evidence.ok || !stored.ok) {
      replica.close();
      const failed = evidence.ok ? stored : evidence;
      if (!closed && !failed.ok) listener.failed(failed.error);
      return;
    }
    const lastOnes = lastReviews(reportId);
    const ledger = createReviewLedger({
      reportId,
      ...stored.value,
      unsent: [...unsentReviews(reportId), ...lastOnes.before],
      send: async (drafts) => {
        const sent = await sendReviews(reportId, drafts);
        sentAway(sent);
        return sent;
      },
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      now: () => new Date().toISOString(),
    });
    guardEdits(replica, replica.unsent, last);
    guardEdits(ledger, ledger.unsent, lastOnes);
    for (const { id } of evidence.value.clips) known.add(id);
    for (const clipId of namedClips(replica.content())) known.add(clipId);
    const followLedger = ledger.subscribe(() => changed({ reviews: ledger.records() }));
    const followReplica = replica.subscribe(() => {
      const content = replica.content();
      // The replica also tells that its edits are stored.
      if (content === loaded?.content) return;
      changed({ content });
      // A clip of another report belongs to this report's evidence when the document names it.
      const named = namedClips(content).filter((id) => !known.has(id));
      if (named.length === 0) return;
      for (const id of named) known.add(id);
      void replica.flush().then(reloadEvidence);
    });
    unsubscribe = () => {
      followLedger();
      followReplica();
    };
    loaded = {
      replica,
      content: replica.content(),
      ledger,
      reviews: ledger.records(),
      evidence: evidence.value,
      unsaved: null,
      progress: null,
    };
    listener.loaded(loaded);
    for (const change of early) follow(change);
  };
  void load();

  return () => {
    closed = true;
    stop();
    unsubscribe();
    if (loaded === null) return;
    closeWhenSent(loaded.replica, () => unsaved);
    closeWhenSent(loaded.ledger, () => unsaved);
  };
}

/** Returns the clips that a document cites or has a place for. */
function namedClips({ citations, placements }: ReportContent): ClipId[] {
  return [...citations, ...placements].map(({ clipId }) => clipId);
}

/** Returns the evidence with the new checks of a run in place of the earlier ones. */
function withChecks(
  before: LoadedReport,
  change: Extract<Change, { kind: 'run' }>,
): Partial<LoadedReport> {
  const { progress } = change;
  if (change.checks.length === 0) return { progress };
  const fresh = new Map(change.checks.map((check) => [check.clipId, check]));
  const checks = [
    ...before.evidence.checks.filter((check) => !fresh.has(check.clipId)),
    ...fresh.values(),
  ];
  // A new check of this library replaces the foreign finding about the same pin.
  const foreign = before.evidence.foreign.filter(
    ({ check }) => fresh.get(check.clipId)?.pinId !== check.pinId,
  );
  return { progress, evidence: { ...before.evidence, checks, foreign } };
}
