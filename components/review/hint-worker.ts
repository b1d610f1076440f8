import { checkClaim } from '@/utils/claim/check-claim';
import type { Hint } from '@/utils/claim/claim';
import type { Vocabulary } from '@/utils/claim/find-names';
import { gatherVocabulary } from '@/utils/claim/gather-vocabulary';
import type { SnapshotId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import type { CheckedClaims, ClaimToCheck } from './check-claims';

/** The report whose claims are checked. */
interface Report {
  readonly language: string;
  readonly vocabulary: Vocabulary;
}

/** Text by snapshot; null where there is no text of that id. */
type Texts = ReadonlyMap<SnapshotId, string | null>;

export type HintService = ReturnType<typeof hintService>;

/** Checks claims against their passages, in a Worker. Every check is of the report begun last. */
export function hintService() {
  let report: Report | null = null;
  return {
    /** @param language BCP 47. @param statements What they say, for the report's own spelling. */
    begin: (language: string, statements: readonly { readonly plain: string }[]): CheckedClaims => {
      // No check is of the report before, should this one be beyond reading.
      report = null;
      report = { language, vocabulary: gatherVocabulary({ statements }) };
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
): readonly Hint[] {
  if (report === null) throw new Error('No report was named.');
  const withTexts = passages.map(({ snapshotId, ...passage }) => ({
    ...passage,
    pageText: snapshotId === null ? null : (texts.get(snapshotId) ?? null),
  }));
  return checkClaim(claim, withTexts, report);
}
