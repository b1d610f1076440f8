import type { Hint } from '@/utils/claim/claim';
import type { ChangedFact, CheckReason, DifferencePart, Verdict } from '@/utils/model/evidence';
import type { SectionId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import type { ReportTree } from '@/utils/model/report-tree';
import { UNSIGNED } from '@/utils/model/review-records';
import { clipUrl } from '@/utils/report/citation-target';
import { readingOrder } from '@/utils/report/reading-order';
import { type CitedPassage, type ClaimItem, verdictOf } from './claim-item';
import { type OverviewClaim, overview } from './overview';
import type { ClaimReview } from './review-state';
import type { SignOffState } from './sign-off';

/** What a review found, as plain values, for whoever writes it down. */
export interface ReviewReport {
  readonly title: string;
  /** BCP 47 of the report's prose, in which its words and notes most likely are. */
  readonly language: string;
  /** ISO 8601. */
  readonly writtenAt: string;
  readonly reviewers: readonly Reviewer[];
  readonly decisions: ReturnType<typeof overview>['decisions'];
  readonly verdicts: ReturnType<typeof overview>['verdicts'];
  /** The state of each sign-off, the most important first. */
  readonly signOffs: readonly SignOffState[];
  /** Every claim, in reading order. */
  readonly entries: readonly ReviewEntry[];
}

/** A person as the records name them. Two keys count as two people, even with the same name. */
export type Named = Pick<Review, 'author' | 'standing' | 'name' | 'reviewer'>;

export interface Reviewer extends Named {
  readonly claims: number;
  readonly first: string;
  readonly last: string;
}

export interface ReviewEntry {
  /** From 1. */
  readonly number: number;
  /** '' before every heading. */
  readonly section: string;
  readonly words: string;
  /** The one that counts, others' decisions, what changed since. */
  readonly review: ClaimReview;
  readonly excepted: boolean;
  readonly passages: readonly ReviewedPassage[];
  readonly hints: readonly Hint[];
}

export interface ReviewedPassage {
  /** False where the clip is not in this library: nothing else is known of it then. */
  readonly known: boolean;
  readonly quote: string | null;
  /** Where no words were recorded: those that the link finds, else those that it names. */
  readonly located: string | null;
  /** Of the page. */
  readonly title: string;
  /** An http(s) address that can be written as it is; null where there is none. */
  readonly url: string | null;
  /** BCP 47 of the page; null where it doesn't say. */
  readonly language: string | null;
  readonly verdict: Verdict;
  readonly checkedAt: string | null;
  /** Why it is no pass, where the check says. */
  readonly reason: CheckReason | null;
  /** Of an altered quote, the change that matters most. */
  readonly fact: ChangedFact | null;
  /** What became of an altered quote; empty for every other. */
  readonly difference: readonly DifferencePart[];
  /** The verdict of another person's check. Null if a later check of this library settled it. */
  readonly foreign: Verdict | null;
}

interface ReportedClaim extends OverviewClaim {
  readonly item: ClaimItem;
  readonly hints: readonly Hint[];
}

export interface Reviewed {
  readonly tree: ReportTree;
  /** All of them, in reading order. */
  readonly claims: readonly ReportedClaim[];
  /** The sign-offs, the most important first. */
  readonly signOffs: readonly SignOffState[];
  readonly writtenAt: string;
}

/** Gathers what a review report says. Linear. */
export function reviewReport(of: Reviewed): ReviewReport {
  const { tree, claims, signOffs } = of;
  const { decisions, verdicts } = overview(claims, new Map());
  const titles = new Map<SectionId | null, string>();
  for (const step of readingOrder(tree, false)) {
    if (step.type === 'section') titles.set(step.node.section.id, step.node.section.title.trim());
  }
  const excepted = new Set(signOffs[0]?.signOff.exceptions.map(({ claimKey }) => claimKey));
  return {
    title: tree.content.title.trim(),
    language: tree.content.language,
    writtenAt: of.writtenAt,
    reviewers: reviewersOf(claims),
    decisions,
    verdicts,
    signOffs,
    entries: claims.map(({ item, review, hints }, at) => ({
      number: at + 1,
      section: titles.get(item.claim.sectionId) ?? '',
      words: item.claim.text.trim(),
      review,
      excepted: excepted.has(item.claim.key),
      passages: item.passages.map(passageOf),
      hints,
    })),
  };
}

/** Who decided how much and when, the one who did most first. */
function reviewersOf(claims: readonly ReportedClaim[]): readonly Reviewer[] {
  const found = new Map<string, Reviewer>();
  for (const review of claims.flatMap(({ review: { all } }) => all)) {
    const { author, standing, name, reviewer, reviewedAt } = review;
    // For unsigned records, only the name distinguishes the authors.
    const key = author === UNSIGNED ? ` ${reviewer}` : author;
    const known = found.get(key);
    found.set(key, {
      ...{ author, standing, name, reviewer },
      claims: (known?.claims ?? 0) + 1,
      first: known === undefined || reviewedAt < known.first ? reviewedAt : known.first,
      last: known === undefined || reviewedAt > known.last ? reviewedAt : known.last,
    });
  }
  return [...found.values()].sort(
    (a, b) => b.claims - a.claims || (a.reviewer < b.reviewer ? -1 : 1),
  );
}

function passageOf({ evidence }: CitedPassage): ReviewedPassage {
  const verdict = verdictOf(evidence);
  const check = verdict === null ? null : (evidence?.check ?? null);
  const source = evidence?.source ?? null;
  const pin = evidence?.pin ?? null;
  return {
    known: evidence !== null,
    quote: pin?.quote ?? null,
    located: (pin?.quote ?? null) === null ? locatedWords(evidence) : null,
    title: source?.title.trim() || source?.url || '',
    url: evidence === null || source === null ? null : clipUrl(evidence.clip, source, pin),
    language: source?.language ?? null,
    verdict: verdict ?? 'unchecked',
    checkedAt: check?.checkedAt ?? null,
    reason: check?.evidence.reason ?? null,
    fact: verdict === 'altered' ? (check?.evidence.changes[0]?.fact ?? null) : null,
    difference: verdict === 'altered' ? (check?.evidence.difference ?? []) : [],
    foreign: evidence?.foreign?.check.verdict ?? null,
  };
}

function locatedWords(evidence: CitedPassage['evidence']): string | null {
  const verdict = verdictOf(evidence);
  const found = evidence?.check?.evidence.passage ?? null;
  if (verdict === 'located' && found !== null) return found.text;
  const directive = evidence?.pin?.directive ?? null;
  if (directive === null) return null;
  const { start, end } = directive;
  return end === undefined ? start : `${start} … ${end}`;
}
