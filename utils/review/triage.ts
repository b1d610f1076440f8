import type { Hint } from '@/utils/claim/claim';
import { groupOf } from '@/utils/model/check-state';
import type { CheckFlag } from '@/utils/model/evidence';
import { type ClaimItem, checkStateOf, isFailure, verdictOf } from './claim-item';

export const TRIAGE_CLASSES = [
  'failed',
  'unread',
  'hinted',
  'unpinned',
  'untold',
  'never',
  'repinned',
  'located',
  'weak',
  'uncompared',
  'clean',
] as const;
/**
 * How urgently a claim needs a look. `failed`: a page was read and does not have a quote. `hinted`:
 * something in the claim is in no passage. `uncompared`: all passages passed, but the claim has not
 * been compared with them yet. `weak`: all passages passed, one with a reservation. `clean`: nothing
 * needs a look. The others are the check groups of the same names.
 */
export type TriageClass = (typeof TRIAGE_CLASSES)[number];

/** Reservations about a pass. How a page was read is not one of them. */
const RESERVATIONS: ReadonlySet<CheckFlag> = new Set<CheckFlag>([
  'visibility-unknown',
  'ambiguous',
  'weak',
  'dead-link',
  'changed-nearby',
  'nearby-unknown',
  'marks-unrecorded',
  'struck-out',
  'parts-unrecorded',
  'image-gone',
  'hyphen-unsure',
]);

/** The groups of passages that neither failed nor passed, the most urgent first. */
const OPEN = ['unpinned', 'untold', 'never', 'repinned', 'located'] as const;

/** @param hints Null until the claim is compared with its passages. */
export function triageClass(item: ClaimItem, hints: readonly Hint[] | null): TriageClass {
  const verdicts = item.passages.map(({ evidence }) => verdictOf(evidence));
  if (verdicts.some(isFailure)) return 'failed';
  const groups = new Set(item.passages.map(({ evidence }) => groupOf(checkStateOf(evidence))));
  if (groups.has('unread')) return 'unread';
  if (hints !== null && hints.length > 0) return 'hinted';
  const open = OPEN.find((group) => groups.has(group));
  if (open !== undefined) return open;
  if (hints === null) return 'uncompared';
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

/** The values by which claims are ordered. */
export interface TriagePlace {
  readonly triage: TriageClass;
  /** The page with which the claim is read. */
  readonly sourceId: ClaimItem['sourceId'];
}

/**
 * Groups claims by page, so that each page is read once. Pages are ordered by their most urgent
 * claim, then by their first position in the text; the claims of a page likewise.
 */
export function groupForTriage<Item extends ClaimItem>(
  items: readonly Item[],
  placeOf: (item: Item) => TriagePlace,
): ClaimGroup<Item>[] {
  const rank = (item: Item) => TRIAGE_CLASSES.indexOf(placeOf(item).triage);
  const byPage = new Map<Item['sourceId'], Item[]>();
  for (const item of [...items].sort((a, b) => rank(a) - rank(b) || a.at - b.at)) {
    const { sourceId } = placeOf(item);
    const list = byPage.get(sourceId);
    if (list === undefined) byPage.set(sourceId, [item]);
    else list.push(item);
  }
  // A Map keeps the order of its first entries, which are each page's most urgent.
  return [...byPage].map(([sourceId, grouped]) => ({ sourceId, items: grouped }));
}

/** The places that claims keep while a reviewer works. */
export interface KeptPlaces {
  /** What each claim was ordered by, by the key of the claim. */
  readonly places: ReadonlyMap<string, TriagePlace>;
  /** All checks that the claims had since they were ordered, each as its run and its clip. */
  readonly checks: ReadonlySet<string>;
  /** Whether all claims were compared since the last new check. If not, places may still change. */
  readonly settled: boolean;
}

/**
 * Returns the place of each claim. A claim keeps the place that it had, so that it does not move away
 * when its passage is pinned. After a new check, all places are computed again. Linear.
 * @param before Null if the claims are ordered anew.
 * @param compared Whether all claims are compared with their pages.
 */
export function keepPlaces(
  before: KeptPlaces | null,
  items: readonly ClaimItem[],
  classOf: (item: ClaimItem) => TriageClass,
  compared: boolean,
): KeptPlaces {
  const checks = new Set(
    items.flatMap(({ passages }) =>
      passages.flatMap(({ evidence }) =>
        evidence?.check ? [`${evidence.check.runId} ${evidence.check.clipId}`] : [],
      ),
    ),
  );
  const isNew = (check: string) => before?.checks.has(check) !== true;
  const known = [...checks].some(isNew) ? null : before;
  const kept = known?.settled === true ? known.places : null;
  return {
    places: new Map(
      items.map((item): [string, TriagePlace] => {
        const { key } = item.claim;
        const now = { triage: classOf(item), sourceId: item.sourceId };
        return [key, kept?.get(key) ?? now];
      }),
    ),
    // After a new pin was undone, an earlier check counts again. It is no new check.
    checks: known === null ? checks : known.checks,
    settled: compared || known?.settled === true,
  };
}
