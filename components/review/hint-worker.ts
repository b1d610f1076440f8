import { checkClaim } from '@/utils/claim/check-claim';
import type { Vocabulary } from '@/utils/claim/find-names';
import { gatherVocabulary } from '@/utils/claim/gather-vocabulary';
import { unreadLanguage } from '@/utils/claim/guess-language';
import type { SnapshotId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import { type PageReading, pageWords } from '@/utils/review/page-trace';
import type { CheckedClaims, ClaimToCheck, HintOptions } from './check-claims';

/** The report whose claims are checked. */
interface Report extends HintOptions {
  readonly vocabulary: Vocabulary;
}

/** The texts by snapshot; null if there is no text with that id. */
type Texts = ReadonlyMap<SnapshotId, string | null>;

export type HintService = ReturnType<typeof hintService>;

/**
 * Checks claims against their passages in a Worker. Each check is for the report that was started
 * last.
 */
export function hintService() {
  let report: Report | null = null;
  return {
    /** @param statements Their plain text, for the spelling that the report uses. */
    begin: (
      options: HintOptions,
      statements: readonly { readonly plain: string }[],
    ): CheckedClaims => {
      // If this report cannot be read, no check is for the previous report.
      report = null;
      report = { ...options, vocabulary: gatherVocabulary({ statements }) };
      return ok([]);
    },
    check: (claims: readonly ClaimToCheck[], texts: Texts): CheckedClaims =>
      ok(claims.map((claim) => check(claim, texts, report))),
  };
}

function check(
  { claim, passages }: ClaimToCheck,
  texts: Texts,
  report: Report | null,
): PageReading {
  if (report === null) throw new Error('No report was named.');
  const withTexts = passages.map(({ snapshotId, ...passage }) => ({
    ...passage,
    pageText: snapshotId === null ? null : (texts.get(snapshotId) ?? null),
  }));
  const pages = withTexts.flatMap(({ clipId, quote, pageText }) =>
    quote === null && pageText !== null ? [[clipId, pageWords(claim.text, pageText)] as const] : [],
  );
  return {
    hints: checkClaim(claim, withTexts, report),
    pages: new Map(pages),
    unread: unreadLanguage(claim.text, report.language, withTexts),
  };
}
