import type { Hint } from '@/utils/claim/claim';
import { quotedClaim } from '@/utils/claim/quoted-claim';
import {
  type CheckGroup,
  type CheckState,
  type LeadingFact,
  leadingFact,
} from '@/utils/model/check-state';
import {
  type CheckReason,
  type DifferencePart,
  FALLS,
  leavesOutImage,
  type Verdict,
} from '@/utils/model/evidence';
import type { CitationId, ClipId, SectionId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import type { ReportTree } from '@/utils/model/report-tree';
import { UNSIGNED } from '@/utils/model/review-records';
import { clipUrl } from '@/utils/report/citation-target';
import { writableUrl } from '@/utils/report/markup/writable-url';
import { readingOrder } from '@/utils/report/reading-order';
import {
  type ClaimItem,
  type ClipEvidence,
  checkStateOf,
  claimNumber,
  verdictOf,
} from './claim-item';
import type { ReadStep } from './claims-of-tree';
import { countUncovered } from './content-hash';
import { type OverviewClaim, overview } from './overview';
import type { ReportNumbers } from './report-numbers';
import type { ClaimReview } from './review-state';
import type { SignOffState } from './sign-off';
import { countUncited } from './uncited-sentences';

/** The results of a review as plain values. */
export interface ReviewReport {
  readonly title: string;
  /** BCP 47 of the report's text; its claims and notes are probably in this language. */
  readonly language: string;
  /** ISO 8601. */
  readonly writtenAt: string;
  readonly reviewers: readonly Reviewer[];
  readonly decisions: ReturnType<typeof overview>['decisions'];
  /** How many sentences of the report have no citation. */
  readonly uncitedSentences: number;
  /** The numbers of all clips of the report, as the panel and the desk show them. */
  readonly numbers: ReportNumbers;
  /** The state of each sign-off, the most important first. */
  readonly signOffs: readonly SignOffState[];
  /** How many clips of the report the sign-off does not cover. */
  readonly uncovered: number;
  /** All claims, in reading order. */
  readonly entries: readonly ReviewEntry[];
  /** The quotes that no statement cites, and that a check found altered, missing or gone. */
  readonly uncited: readonly UncitedPassage[];
}

/** A person as the records name them. Two keys count as two people, even with the same name. */
export type Named = Pick<Review, 'author' | 'standing' | 'name' | 'reviewer'>;

export interface Reviewer extends Named {
  /** Other names in decisions of the same key, latest first. Empty if this library names the key. */
  readonly earlier: readonly string[];
  readonly claims: number;
  readonly first: string;
  readonly last: string;
}

export interface ReviewEntry {
  /** Counted from 1 in reading order, as on the desk. */
  readonly number: number;
  /** '' before the first heading. */
  readonly section: string;
  readonly words: string;
  /** What the sentence of the claim says behind its citations; '' if nothing. */
  readonly rest: string;
  /** In the order of the text. */
  readonly citationIds: readonly CitationId[];
  /** The address of its place in the article; null if the report was not read from a page. */
  readonly articleLink: string | null;
  /** The decision that counts, the decisions of others, what changed since. */
  readonly review: ClaimReview;
  readonly excepted: boolean;
  readonly passages: readonly ReviewedPassage[];
  readonly hints: readonly Hint[];
}

/** The groups of results that a review names at the claim, whatever was decided about it. */
export const NOT_HELD: ReadonlySet<CheckGroup> = new Set<CheckGroup>([
  'altered',
  'missing',
  'gone',
  'unread',
  'untold',
]);

export interface ReviewedPassage {
  /** False if the clip is not in this library; nothing else is then known about it. */
  readonly known: boolean;
  readonly quote: string | null;
  /** If no quote was recorded: the text that the link finds, or else the words that it names. */
  readonly located: string | null;
  /** The title of the page. */
  readonly title: string;
  /** An http(s) address that can be written unchanged; null if there is none. */
  readonly url: string | null;
  /** BCP 47 of the page; null if the page does not say. */
  readonly language: string | null;
  readonly verdict: CheckState;
  readonly checkedAt: string | null;
  /** Why it is not a pass, if the check says. */
  readonly reason: CheckReason | null;
  /** For an altered quote, the most important change. */
  readonly fact: LeadingFact | null;
  /** The difference of an altered quote; empty for every other. */
  readonly difference: readonly DifferencePart[];
  /** The verdict of another person's check. Null if a later check of this library settled it. */
  readonly foreign: Verdict | null;
  /** Whether a check passed that compared only the words of a clip with an image. */
  readonly onlyWords: boolean;
}

interface UncitedPassage extends ReviewedPassage {
  readonly clipId: ClipId;
}

interface ReportedClaim extends OverviewClaim {
  readonly item: ClaimItem;
  readonly hints: readonly Hint[];
}

export interface Reviewed {
  readonly tree: ReportTree;
  /** All claims, in reading order. */
  readonly claims: readonly ReportedClaim[];
  /** The headings and statements of the report, in reading order. */
  readonly steps: readonly ReadStep[];
  readonly numbers: ReportNumbers;
  readonly views: ReadonlyMap<ClipId, ClipEvidence>;
  /** The sign-offs, the most important first. */
  readonly signOffs: readonly SignOffState[];
  readonly writtenAt: string;
}

/** Collects the content of a review report. Linear. */
export function reviewReport(of: Reviewed): ReviewReport {
  const { tree, claims, signOffs } = of;
  const { decisions } = overview(claims, new Map());
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
    uncitedSentences: countUncited(of.steps),
    numbers: of.numbers,
    signOffs,
    uncovered: countUncovered(tree),
    entries: claims.map(({ item, review, hints }) => ({
      number: claimNumber(item),
      section: titles.get(item.claim.sectionId) ?? '',
      ...quotedClaim(item.claim, item.statement),
      citationIds: item.claim.citationIds,
      articleLink: articleLinkOf(item.claim.citationIds, tree),
      review,
      excepted: excepted.has(item.claim.key),
      passages: item.passages.map(({ evidence }) => passageOf(evidence)),
      hints,
    })),
    uncited: uncitedOf(of),
  };
}

/** An export quotes these clips by themselves. */
function uncitedOf({ tree, views }: Reviewed): UncitedPassage[] {
  return [...readingOrder(tree, true)].flatMap((step): UncitedPassage[] => {
    if (step.type !== 'item' || step.item.kind !== 'clip' || step.item.citedBy.length > 0)
      return [];
    const passage = passageOf(views.get(step.item.id) ?? null);
    const isFall = FALLS.some((fall) => fall === passage.verdict);
    return isFall || passage.foreign !== null ? [{ ...passage, clipId: step.item.id }] : [];
  });
}

/** The fields of a document can come from other people, so every address is checked. */
function articleLinkOf(ids: readonly CitationId[], { citations }: ReportTree): string | null {
  const links = ids.flatMap((id) => citations.get(id)?.articleLink ?? []);
  return links.map(writableUrl).find((link) => link !== null) ?? null;
}

/** Returns who decided how much and when, the most active first. */
function reviewersOf(claims: readonly ReportedClaim[]): readonly Reviewer[] {
  const byAuthor = Map.groupBy(
    claims.flatMap(({ review: { all } }) => all),
    // For unsigned records, only the name distinguishes the authors.
    ({ author, reviewer }) => (author === UNSIGNED ? ` ${reviewer}` : author),
  );
  const found = [...byAuthor.values()].flatMap((reviews): Reviewer[] => {
    const [latest, ...others] = reviews.toSorted((a, b) => b.counter - a.counter);
    if (latest === undefined) return [];
    const { author, standing, name, reviewer } = latest;
    const names = new Set(name === null ? others.map((each) => each.reviewer) : []);
    names.delete(reviewer);
    const times = reviews.map(({ reviewedAt }) => reviewedAt).sort();
    return [
      {
        ...{ author, standing, name, reviewer, earlier: [...names], claims: reviews.length },
        first: times[0] ?? latest.reviewedAt,
        last: times.at(-1) ?? latest.reviewedAt,
      },
    ];
  });
  return found.sort((a, b) => b.claims - a.claims || (a.reviewer < b.reviewer ? -1 : 1));
}

function passageOf(evidence: ClipEvidence | null): ReviewedPassage {
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
    verdict: checkStateOf(evidence),
    checkedAt: check?.checkedAt ?? null,
    reason: check?.evidence.reason ?? null,
    fact: verdict === 'altered' ? leadingFact(check?.evidence.changes) : null,
    difference: verdict === 'altered' ? (check?.evidence.difference ?? []) : [],
    foreign: evidence?.foreign?.check.verdict ?? null,
    onlyWords:
      evidence !== null &&
      verdict !== null &&
      leavesOutImage(verdict, evidence.clip, evidence.images),
  };
}

function locatedWords(evidence: ClipEvidence | null): string | null {
  const verdict = verdictOf(evidence);
  const found = evidence?.check?.evidence.passage ?? null;
  if (verdict === 'located' && found !== null) return found.text;
  const directive = evidence?.pin?.directive ?? null;
  if (directive === null) return null;
  const { start, end } = directive;
  return end === undefined ? start : `${start} … ${end}`;
}
