import { liveItems } from '@/components/state/clip-views';
import type { ReportTree } from '@/utils/model/report-tree';

/** Up to so many cards are drawn at once; each takes about a millisecond. */
const MANY = 250;

const known = new WeakMap<ReportTree, boolean>();

/** Whether a report has so many statements and clips that only those in sight are drawn. */
export function isLongReport(tree: ReportTree): boolean {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const isLong = liveItems(tree).length > MANY;
  known.set(tree, isLong);
  return isLong;
}
