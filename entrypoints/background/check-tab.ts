import type { PageCheckSummary } from '@/utils/messaging/protocol/capture-calls';
import { PageReadingSchema } from '@/utils/messaging/protocol/page-reading';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import { type Check, isPass, type Verdict } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { newId, type ReportId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { titleGiven } from '@/utils/page/page-metadata';
import { TOO_COMPLEX } from '@/utils/page/page-over-limit';
import { broadcastChange } from '@/utils/platform/changes';
import { isPrivateTab } from '@/utils/platform/private-windows';
import { readTab, readUnseenIn, urlOf } from '@/utils/platform/tabs';
import type { ClipWithSource } from '@/utils/storage/queries';
import { makeSnapshot } from '@/utils/storage/snapshot-text';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { mayKeep } from './ask-in-private';
import { capturedLength } from './captured-length';
import { passagesOfPage } from './clips-of-page';
import { flagFromLast } from './flag-from-last';
import { judgeShown } from './judge-shown';
import { now, useLibrary } from './open-library';
import { sameSite } from './same-site';

/** The verdicts of citations that name a page, or a passage by its link, but have no quote. */
const TO_PIN: readonly Verdict[] = ['located', 'unpinned'];

/**
 * Judges all saved quotes of the page in the user's tab, as the user sees it: rendered, signed in,
 * past walls. Finds the passages of citations without a quote, so that they can be pinned. Needs
 * only the user's act. Each report gets a run. In a private window nothing is stored before the
 * user agrees, because a check would tell that the user was there, and what they saw.
 */
export async function checkTab(
  tabId: number,
  privateAnswer?: PrivateAnswer,
): Promise<Result<PageCheckSummary, Failure>> {
  const asked = await readTab(tabId);
  if (!asked.ok) return asked;
  if (asked.value === TOO_COMPLEX) return err(failure('page_too_complex'));
  // The value comes from a process that is shared with the page.
  const reading = PageReadingSchema.safeParse(asked.value);
  if (!reading.success) return err(failure('bad_message', 'read'));
  const { url, page, facts, metadata } = reading.data;
  const told = [url, facts.requestedUrl, facts.finalUrl];
  const shown = await urlOf(tabId);
  if (!told.every((address) => sameSite(address, shown))) {
    return err(failure('wrong_sender', 'read'));
  }

  const quotes = await passagesOfPage(url);
  if (!quotes.ok) return quotes;
  if (quotes.value.length === 0) return err(failure('nothing_to_check'));

  const model = createPlainTextModel(page.text, page.blocks, page.marks);
  const judged = quotes.value.flatMap((quote) =>
    quote.pin === null ? [] : [{ ...quote, pin: quote.pin }],
  );
  const snapshotLength = await capturedLength(judged.map(({ clip }) => clip));
  const check = {
    facts: { ...facts, text: page.text, snapshotLength },
    givenTitle: titleGiven(metadata, url),
    model,
    quotes: judged,
    reader: 'tab',
  } as const;
  const judgements = await judgeShown(check, () => readUnseenIn(tabId));
  const incognito = await isPrivateTab(tabId);
  const kept = await mayKeep({ incognito, url }, privateAnswer);
  const checkedAt = now();
  const byReport = new Map<ReportId, { clip: ClipWithSource; check: Omit<Check, 'runId'> }[]>();
  judged.forEach((quote, at) => {
    const judgement = judgements[at];
    if (judgement === undefined) return;
    const check = {
      clipId: quote.clip.id,
      pinId: quote.pin.id,
      checkedAt,
      ...judgement,
      snapshotId: null,
      finalUrl: facts.finalUrl,
      reader: 'tab' as const,
    };
    const of = byReport.get(quote.reportId) ?? [];
    byReport.set(quote.reportId, [...of, { clip: quote, check }]);
  });
  for (const [reportId, found] of kept ? byReport : []) {
    const recorded = await record(reportId, facts.requestedUrl, page.text, found);
    if (!recorded.ok) return recorded;
  }
  const toPin = judgements.filter(({ verdict }) => TO_PIN.includes(verdict)).length;
  const checked = judgements.length - toPin;
  const passed = judgements.filter(({ verdict }) => isPass(verdict)).length;
  return ok({ checked, passed, failed: checked - passed, toPin, kept });
}

async function record(
  reportId: ReportId,
  pageKey: string,
  text: string,
  found: readonly { readonly clip: ClipWithSource; readonly check: Omit<Check, 'runId'> }[],
): Promise<Result<undefined, Failure>> {
  const sourceId = found[0]?.clip.clip.sourceId;
  if (sourceId === undefined) return ok(undefined);
  const runId = newId<'run'>();
  const takenAt = now();
  const snapshot = await makeSnapshot(
    { id: newId<'snapshot'>(), sourceId, takenAt, readBy: 'tab' },
    text,
  );
  const judged: Check[] = found.map(({ check }) => ({ ...check, runId, snapshotId: snapshot.id }));
  const before = new Map(
    found.flatMap(({ clip: { clip, check } }) => (check === null ? [] : [[clip.id, check]])),
  );
  const checks = await flagFromLast(judged, before, () => text);
  const job = {
    id: newId<'job'>(),
    runId,
    pageKey,
    clipIds: checks.map((check) => check.clipId),
    state: 'waiting' as const,
    leaseUntil: null,
    attempts: 0,
    notBefore: null,
  };
  const run = {
    id: runId,
    reportId,
    trigger: 'page' as const,
    startedAt: takenAt,
    finishedAt: null,
    cancelled: false,
  };
  const stored = await useLibrary(async (library) => {
    const started = await library.startRun(run, [job]);
    if (!started.ok) return started;
    const completed = await library.completeJob(job.id, { checks, snapshots: [snapshot] });
    if (!completed.ok) return completed;
    return library.finishRun(runId);
  });
  if (!stored.ok) return stored;
  for (const checked of [{ reportId, clipIds: job.clipIds }, ...stored.value]) {
    broadcastChange({ kind: 'evidence', ...checked });
  }
  return ok(undefined);
}
