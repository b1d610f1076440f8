import type { Claim, StatementClaims } from '@/utils/claim/claim';
import type { CheckState } from '@/utils/model/check-state';
import {
  type Check,
  type Clip,
  FALLS,
  type Pin,
  type Source,
  type Verdict,
} from '@/utils/model/evidence';
import type { CitationId, ClipId, SnapshotId, SourceId } from '@/utils/model/ids';
import type { PageReading } from './page-trace';

/** The evidence of one clip. Null for what this library does not have. */
export interface ClipEvidence {
  readonly clip: Clip;
  readonly source: Source | null;
  readonly pin: Pin | null;
  readonly check: Check | null;
  /** Another person's finding about the quote, unless a later check of this library replaced it. */
  readonly foreign?: { readonly check: Check } | null;
  /** Whether the latest check was of an earlier pin. */
  readonly pinnedSince?: boolean;
  /** The text of the page in the latest check, also if that was of an earlier pin. */
  readonly lastText?: SnapshotId | null;
  /** The ids of its images and screenshots. Absent if they were not read. */
  readonly images?: readonly string[];
}

/** What one citation of a claim leads to. */
export interface CitedPassage<Evidence extends ClipEvidence = ClipEvidence> {
  readonly citationId: CitationId;
  /** Null if this library does not have the clip. */
  readonly evidence: Evidence | null;
}

/** A claim with its evidence, about which a reviewer decides. */
export interface ClaimItem<Evidence extends ClipEvidence = ClipEvidence> {
  readonly claim: Claim;
  readonly statement: StatementClaims;
  /** In the order of the text. */
  readonly passages: readonly CitedPassage<Evidence>[];
  /** The worst verdict of its passages; null if one was never checked. */
  readonly worst: Verdict | null;
  /** The page to read for the claim: that of the passage with the worst verdict. */
  readonly sourceId: SourceId | null;
  /** From 0, in reading order. */
  readonly at: number;
  /** What was read of its pages. Absent until the claim is compared with them. */
  readonly reading?: PageReading;
}

/** Returns the number of a claim, from 1 in reading order: the same everywhere, whatever is shown. */
export function claimNumber({ at }: Pick<ClaimItem, 'at'>): number {
  return at + 1;
}

/**
 * Returns the verdict of the last check of the current pin; null if there is none. A check of an
 * earlier pin says nothing about the current one.
 */
export function verdictOf(evidence: ClipEvidence | null): Verdict | null {
  const check = evidence?.check ?? null;
  if (check === null) return null;
  const pinId = evidence?.pin?.id;
  return pinId !== undefined && pinId !== check.pinId ? null : check.verdict;
}

/**
 * Returns the evidence with the reading of the page that a reviewer sees: this library's check of
 * the current pin, or else another person's. Another person's is no verdict of this library.
 */
export function asShown<Evidence extends ClipEvidence>(evidence: Evidence): Evidence {
  const { check, foreign } = evidence;
  return check !== null || !foreign ? evidence : { ...evidence, check: foreign.check };
}

/**
 * Returns the text of a clip's page: the last reading of this library, or else the text when it was
 * clipped, or else another person's reading. Null if no text is known.
 */
export function snapshotOf(evidence: ClipEvidence): SnapshotId | null {
  const { check, lastText, clip } = evidence;
  return (
    check?.snapshotId ?? lastText ?? clip.snapshotId ?? asShown(evidence).check?.snapshotId ?? null
  );
}

/** Returns what is known about the current quote of a clip; `never` if the clip is missing. */
export function checkStateOf(evidence: ClipEvidence | null): CheckState {
  const verdict = verdictOf(evidence);
  if (verdict !== null) return verdict;
  const isRepinned =
    evidence !== null && (evidence.pinnedSince === true || evidence.check !== null);
  return isRepinned ? 'repinned' : 'never';
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

/** Returns whether the page was read and does not contain the quote, or is gone. */
export function isFailure(verdict: Verdict | null): boolean {
  return verdict !== null && FALLS.includes(verdict);
}

/**
 * Adds the evidence to claims. `clipOf` returns the clip of a citation. An item that is the same as
 * in `before` is the same object, and if all are the same, so is the array. Costs one look-up for
 * each citation.
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
        // Of the values of a source, only its title can change: a pin can take a new one.
        evidence.source?.id === other.source?.id &&
        evidence.source?.title === other.source?.title &&
        evidence.pin === other.pin &&
        evidence.check === other.check &&
        evidence.images?.length === other.images?.length &&
        evidence.foreign?.check === other.foreign?.check
      );
    })
  );
}

const withReadings = new WeakMap<PageReading, ClaimItem>();

/** Adds what was read of its pages to a claim. The same object for the same reading. */
export function withReading<Evidence extends ClipEvidence>(
  item: ClaimItem<Evidence>,
  reading: PageReading | undefined,
): ClaimItem<Evidence> {
  if (reading === undefined) return item;
  const known = withReadings.get(reading);
  if (known?.claim === item.claim && known.passages === item.passages && known.at === item.at) {
    return known as ClaimItem<Evidence>;
  }
  const made = { ...item, reading };
  withReadings.set(reading, made);
  return made;
}
