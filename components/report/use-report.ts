import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ClipView } from '@/components/clip/clip-view';
import { followChanges } from '@/utils/messaging/client';
import {
  keptUpdates,
  lastEdits,
  sendKeptUpdates,
  sendReportUpdate,
} from '@/utils/messaging/client-report';
import type { Change } from '@/utils/messaging/protocol/change';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId, StatementId } from '@/utils/model/ids';
import { statementsToReadAgain } from '@/utils/model/read-again';
import type { ReportContent } from '@/utils/model/report-content';
import { createReportReplica, type ReportReplica } from '@/utils/model/report-replica';
import { arrangeReport, type ReportTree } from '@/utils/model/report-tree';
import type { LibraryReader, ReportEvidence } from '@/utils/storage/read';
import { clipViews, liveItems } from './clip-views';
import {
  closeWhenSent,
  followUnsent,
  guardEdits,
  unsentFailure,
  unsentUpdates,
} from './unsent-edits';

export interface OpenReport {
  readonly replica: ReportReplica;
  readonly tree: ReportTree;
  readonly views: ReadonlyMap<ClipId, ClipView>;
  readonly evidence: ReportEvidence;
  /** Statements that two people changed at once and nobody has read since. */
  readonly readAgain: ReadonlySet<StatementId>;
  /** Why the latest edits, of this report or of one shown before, are not stored yet. */
  readonly unsaved: Failure | null;
  /** The verification that this page last heard of. */
  readonly progress: RunProgress | null;
}

export type ReportState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly report: OpenReport };

interface Loaded {
  readonly replica: ReportReplica;
  readonly content: ReportContent;
  readonly evidence: ReportEvidence;
  readonly unsaved: Failure | null;
  readonly progress: RunProgress | null;
}

/**
 * One report, open in this page: its own replica of the document, its evidence, and both kept
 * in step with what other pages and the background do.
 */
export function useReport(reader: LibraryReader | null, reportId: ReportId | null): ReportState {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [unsent, setUnsent] = useState(unsentFailure);

  useEffect(() => followUnsent(() => setUnsent(unsentFailure())), []);
  useEffect(() => void sendKeptUpdates(), []);
  useEffect(() => {
    setLoaded(null);
    setFailure(null);
    if (reader === null || reportId === null) return;
    return openReport(reader, reportId, {
      loaded: setLoaded,
      changed: (part) => setLoaded((before) => (before === null ? null : { ...before, ...part })),
      checked: (change) =>
        setLoaded((before) => (before === null ? null : withChecks(before, change))),
      failed: setFailure,
    });
  }, [reader, reportId]);

  const content = loaded?.content;
  const evidence = loaded?.evidence;
  const shown = useMemo(() => {
    if (content === undefined || evidence === undefined) return null;
    const tree = arrangeReport(content, evidence.clips);
    return { tree, views: clipViews(tree, evidence) };
  }, [content, evidence]);
  // The content is another object after every change of the document.
  const replica = loaded?.replica;
  const readAgain = useMemo(
    () =>
      liveOnly(shown?.tree, replica === undefined ? new Set() : statementsToReadAgain(replica.doc)),
    [replica, shown],
  );

  if (reportId === null || reader === null) return { kind: 'none' };
  if (failure !== null) return { kind: 'failed', failure };
  // For one drawing after a switch, what is loaded is still the report before.
  if (loaded === null || shown === null || loaded.replica.reportId !== reportId) {
    return { kind: 'loading' };
  }
  const unsaved = loaded.unsaved ?? unsent;
  return { kind: 'open', report: { ...loaded, ...shown, readAgain, unsaved } };
}

interface Listener {
  readonly loaded: (loaded: Loaded) => void;
  readonly changed: (part: Partial<Loaded>) => void;
  readonly checked: (change: Extract<Change, { kind: 'run' }>) => void;
  readonly failed: (failure: Failure) => void;
}

/** Loads a report and follows it until the returned function is called. */
function openReport(reader: LibraryReader, reportId: ReportId, listener: Listener): () => void {
  let replica: ReportReplica | null = null;
  let closed = false;
  let unsaved: Failure | null = null;
  let unsubscribe: () => void = () => undefined;
  // What arrives while the document is being read must not be missed.
  const early: Uint8Array[] = [];

  /** Clips whose evidence was read, or asked for: some may be in nobody's library. */
  const known = new Set<string>();
  const reloadEvidence = async () => {
    const evidence = await reader.loadEvidence(reportId);
    if (closed) return;
    if (evidence.ok) {
      for (const { id } of evidence.value.clips) known.add(id);
      listener.changed({ evidence: evidence.value });
    } else listener.failed(evidence.error);
  };
  const reloadDocument = async () => {
    const updates = await reader.loadReportUpdates(reportId);
    if (closed || !updates.ok) return;
    for (const update of updates.value) replica?.applyRemote(update);
  };

  const stop = followChanges((change) => {
    if (change.kind === 'library') {
      void reloadDocument();
      void reloadEvidence();
    } else if (change.kind !== 'reports' && change.reportId === reportId) {
      if (change.kind === 'evidence') void reloadEvidence();
      else if (change.kind === 'run') listener.checked(change);
      else if (replica === null) early.push(change.update);
      else replica.applyRemote(change.update);
    }
  });

  const load = async () => {
    const [updates, evidence] = await Promise.all([
      reader.loadReportUpdates(reportId),
      reader.loadEvidence(reportId),
    ]);
    if (closed) return;
    if (!updates.ok) return listener.failed(updates.error);
    if (!evidence.ok) return listener.failed(evidence.error);
    const opened: ReportReplica = createReportReplica({
      reportId,
      updates: [...updates.value, ...early, ...keptUpdates(reportId), ...unsentUpdates(reportId)],
      send: async (update) => {
        const sent = await sendReportUpdate(reportId, update);
        unsaved = sent.ok ? null : sent.error;
        if (!closed) listener.changed({ unsaved });
        // A report that was left and is destroyed by now has nothing left to be stored in.
        return sent.ok || (closed && sent.error.code === 'not_found');
      },
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    replica = opened;
    guardEdits(opened, lastEdits(reportId));
    for (const { id } of evidence.value.clips) known.add(id);
    for (const { clipId } of opened.content().citations) known.add(clipId);
    unsubscribe = opened.subscribe(() => {
      const content = opened.content();
      listener.changed({ content });
      // A clip of another report is part of this one's evidence once its citation is stored.
      const cited = content.citations.map(({ clipId }) => clipId).filter((id) => !known.has(id));
      if (cited.length === 0) return;
      for (const id of cited) known.add(id);
      void opened.flush().then(reloadEvidence);
    });
    listener.loaded({
      replica: opened,
      content: opened.content(),
      evidence: evidence.value,
      unsaved: null,
      progress: null,
    });
  };
  void load();

  return () => {
    closed = true;
    stop();
    unsubscribe();
    if (replica !== null) closeWhenSent(replica, () => unsaved);
  };
}

/** Those of them that are not in the bin, in the report's order. */
function liveOnly(tree: ReportTree | undefined, ids: ReadonlySet<StatementId>) {
  if (tree === undefined || ids.size === 0) return new Set<StatementId>();
  return new Set(
    liveItems(tree).flatMap((item) =>
      item.kind === 'statement' && ids.has(item.id) ? [item.id] : [],
    ),
  );
}

/** The evidence with a run's new checks in the place of those before. */
function withChecks(before: Loaded, change: Extract<Change, { kind: 'run' }>): Loaded {
  const fresh = new Map(change.checks.map((check) => [check.clipId, check]));
  const checks = [
    ...before.evidence.checks.filter((check) => !fresh.has(check.clipId)),
    ...fresh.values(),
  ];
  return {
    ...before,
    progress: change.progress,
    evidence: fresh.size === 0 ? before.evidence : { ...before.evidence, checks },
  };
}
