import type { Hint } from '@/utils/claim/claim';
import { type CheckFlag, isPass } from '@/utils/model/evidence';
import { type ClaimItem, isFailure, verdictOf } from './claim-item';

export const TRIAGE_CLASSES = ['failed', 'hinted', 'open', 'weak', 'clean'] as const;
/**
 * How urgently a claim needs a look: a passage failed; something in it is in no passage; a passage
 * is not pinned, only located or not checked; it passed with a reservation; nothing.
 */
export type TriageClass = (typeof TRIAGE_CLASSES)[number];

/** Reservations about a pass. How a page was read is not one of them. */
const RESERVATIONS: ReadonlySet<CheckFlag> = new Set<CheckFlag>([
  'visibility-unknown',
  'ambiguous',
  'weak',
  'dead-link',
  'changed-nearby',
  'marks-unrecorded',
  'hyphen-unsure',
]);

export function triageClass(item: ClaimItem, hints: readonly Hint[]): TriageClass {
  const verdicts = item.passages.map(({ evidence }) => verdictOf(evidence));
  if (verdicts.some(isFailure)) return 'failed';
  if (hints.length > 0) return 'hinted';
  if (verdicts.some((verdict) => verdict === null || !isPass(verdict))) return 'open';
  // A moved quote passes, but its link or its surroundings have changed.
  const reserved =
    verdicts.includes('moved') ||
    item.passages.some(
      ({ evidence }) =>
        // Another person's check did not find the words.
        (evidence?.foreign ?? null) !== null ||
        evidence?.check?.flags.some((flag) => RESERVATIONS.has(flag)),
    );
  return reserved ? 'weak' : 'clean';
}

/** The claims that are read from one page. */
export interface ClaimGroup<Item extends ClaimItem = ClaimItem> {
  /** Null if their sources are not in this library. */
  readonly sourceId: Item['sourceId'];
  readonly items: readonly Item[];
}

/**
 * Groups claims by page, so that each page is read once. Pages are ordered by their most urgent
 * claim, then by their first position in the text; the claims of a page likewise.
 */
export function groupForTriage<Item extends ClaimItem>(
  items: readonly Item[],
  classOf: (item: Item) => TriageClass,
): ClaimGroup<Item>[] {
  const rank = (item: Item) => TRIAGE_CLASSES.indexOf(classOf(item));
  const byPage = new Map<Item['sourceId'], Item[]>();
  for (const item of [...items].sort((a, b) => rank(a) - rank(b) || a.at - b.at)) {
    const list = byPage.get(item.sourceId);
    if (list === undefined) byPage.set(item.sourceId, [item]);
    else list.push(item);
  }
  // A Map keeps the order of its first entries, which are each page's most urgent.
  return [...byPage].map(([sourceId, grouped]) => ({ sourceId, items: grouped }));
}
