import { checkClaim } from '@/utils/claim/check-claim';
import type { Hint } from '@/utils/claim/claim';
import type { Vocabulary } from '@/utils/claim/find-names';
import { gatherVocabulary } from '@/utils/claim/gather-vocabulary';
import { messageOf } from '@/utils/model/failure';
import type { ClaimToCheck, HintAnswer, HintTask } from './hint-task';

/** The report that claims are checked for. */
interface Report {
  readonly language: string;
  readonly vocabulary: Vocabulary;
}

/** Makes this Worker check claims against their passages. */
export function serveHints(): void {
  let report: Report | null = null;
  addEventListener('message', ({ data }: MessageEvent<HintTask>) => {
    if (data.kind === 'report') {
      // No check is of the report before, should this one be beyond reading.
      report = null;
      report = { language: data.language, vocabulary: gatherVocabulary(data) };
      return;
    }
    const { task, claims, texts } = data;
    try {
      answer({ kind: 'checked', task, hints: claims.map((claim) => check(claim, texts, report)) });
    } catch (cause) {
      const detail = messageOf(cause);
      answer({ kind: 'failed', task, detail });
    }
  });
}

function check(
  { claim, passages }: ClaimToCheck,
  texts: Extract<HintTask, { kind: 'check' }>['texts'],
  report: Report | null,
): readonly Hint[] {
  if (report === null) throw new Error('No report was named.');
  const withTexts = passages.map(({ snapshotId, ...passage }) => ({
    ...passage,
    pageText: snapshotId === null ? null : (texts.get(snapshotId) ?? null),
  }));
  return checkClaim(claim, withTexts, report);
}

function answer(words: HintAnswer): void {
  postMessage(words);
}
