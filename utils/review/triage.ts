import type { Hint } from '@/utils/claim/claim';
import { type CheckFlag, isPass } from '@/utils/model/evidence';
import { type ClaimItem, isFailure, verdictOf } from './claim-item';

export const TRIAGE_CLASSES = ['failed', 'hinted', 'open', 'weak', 'clean'] as const;
/**
 * How soon a claim wants a look: a passage failed; something in it stands in no passage; a
 * passage is not pinned, only located or not checked; it passed with a reservation; nothing.
 */
export type TriageClass = (typeof TRIAGE_CLASSES)[number];

/** What a pass is to be taken with. How a page was read is none of it. */
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
  // A quote that moved passes, but its link or its surroundings are not what they were.
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

/** The claims that one page is read for. */
export interface ClaimGroup<Item extends ClaimItem = ClaimItem> {
  /** Null: what they cite is not in this library. */
  readonly sourceId: Item['sourceId'];
  readonly items: readonly Item[];
}

/**
 * Claims by the page that is read for them, so that each page is read once: pages by their
 * claim that most wants a look, then by where they first come in the text; in a page likewise.
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
