import type { Claim, StatementClaims } from '@/utils/claim/claim';
import {
  type Check,
  type Clip,
  isPass,
  type Pin,
  type Source,
  type Verdict,
} from '@/utils/model/evidence';
import type { CitationId, ClipId, SourceId } from '@/utils/model/ids';

/** The evidence of one clip. What is not in this library is null. */
export interface ClipEvidence {
  readonly clip: Clip;
  readonly source: Source | null;
  readonly pin: Pin | null;
  readonly check: Check | null;
  /**
   * A result of another person for the quoted words that no later check of this library has
   * settled.
   */
  readonly foreign?: { readonly check: Check } | null;
}

/** What one citation of a claim leads to. */
export interface CitedPassage<Evidence extends ClipEvidence = ClipEvidence> {
  readonly citationId: CitationId;
  /** Null where the citation is of a clip that is not in this library. */
  readonly evidence: Evidence | null;
}

/** A claim beside its evidence: what a reviewer decides about. */
export interface ClaimItem<Evidence extends ClipEvidence = ClipEvidence> {
  readonly claim: Claim;
  readonly statement: StatementClaims;
  /** In the order of the text. */
  readonly passages: readonly CitedPassage<Evidence>[];
  /** The verdict that marks it: the worst of its passages'; null where one was never checked. */
  readonly worst: Verdict | null;
  /** The page to read for it: of the passage that fared worst. */
  readonly sourceId: SourceId | null;
  /** From 0, in reading order. */
  readonly at: number;
}

/**
 * What the last check found about the wording that holds now; null where there was none. A check
 * of a wording that was pinned anew since says nothing about the new one.
 */
export function verdictOf(evidence: ClipEvidence | null): Verdict | null {
  const check = evidence?.check ?? null;
  if (check === null) return null;
  const pinId = evidence?.pin?.id;
  return pinId !== undefined && pinId !== check.pinId ? null : check.verdict;
}

/** The worst first. */
const BY_SEVERITY: readonly (Verdict | null)[] = [
  'missing',
  'gone',
  'altered',
  'blocked',
  'unreachable',
  'unpinned',
  'located',
  'unchecked',
  null,
  'moved',
  'typographic',
  'verbatim',
];

function severity(verdict: Verdict | null): number {
  return BY_SEVERITY.indexOf(verdict);
}

/** Whether a page was asked and its quote does not stand, or it could not be seen to. */
export function isFailure(verdict: Verdict | null): boolean {
  return verdict !== null && !isPass(verdict) && severity(verdict) < severity('unpinned');
}

/**
 * Puts claims beside what they cite. `clipOf` tells the clip that a citation names. What is as
 * it was in `before` is the same object, and the same array where all of it is. Cost: one look-up
 * a citation.
 */
export function claimItems<Evidence extends ClipEvidence>(
  statements: readonly StatementClaims[],
  clipOf: (id: CitationId) => ClipId | undefined,
  evidence: ReadonlyMap<ClipId, Evidence>,
  before: readonly ClaimItem<Evidence>[] = [],
): readonly ClaimItem<Evidence>[] {
  const known = new Map(before.map((item) => [item.claim.key, item]));
  const items: ClaimItem<Evidence>[] = [];
  for (const statement of statements) {
    for (const claim of statement.claims) {
      const passages = claim.citationIds.map((citationId) => {
        const clipId = clipOf(citationId);
        const found = clipId === undefined ? undefined : evidence.get(clipId);
        return { citationId, evidence: found ?? null };
      });
      const [worst] = [...passages].sort(
        (a, b) => severity(verdictOf(a.evidence)) - severity(verdictOf(b.evidence)),
      );
      const item: ClaimItem<Evidence> = {
        claim,
        statement,
        passages,
        worst: verdictOf(worst?.evidence ?? null),
        sourceId: worst?.evidence?.clip.sourceId ?? null,
        at: items.length,
      };
      const same = known.get(claim.key);
      items.push(same !== undefined && isSame(same, item) ? same : item);
    }
  }
  const unchanged =
    items.length === before.length && items.every((item, at) => item === before[at]);
  return unchanged ? before : items;
}

function isSame(a: ClaimItem, b: ClaimItem): boolean {
  return (
    a.claim === b.claim &&
    a.at === b.at &&
    a.passages.every(({ evidence }, at) => {
      const other = b.passages[at]?.evidence ?? null;
      if (evidence === null || other === null) return evidence === other;
      return (
        evidence.clip === other.clip &&
        evidence.source === other.source &&
        evidence.pin === other.pin &&
        evidence.check === other.check &&
        evidence.foreign?.check === other.foreign?.check
      );
    })
  );
}
