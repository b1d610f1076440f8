import { type CheckCounts, type CheckState, countStates } from '@/utils/model/check-state';
import type { ClipId } from '@/utils/model/ids';
import { pageKey } from '@/utils/report/read-address';
import { type CitedPassage, type ClipEvidence, checkStateOf } from './claim-item';

type ReportClip = ClipEvidence & {
  /** Whether the report rests on the clip: `countedClips` in report-tree.ts. */
  readonly isCounted: boolean;
};

/**
 * The numbers of a report's evidence. The panel, the desk and the review report take them from
 * here, so that the same thing has the same number everywhere.
 */
export interface ReportNumbers {
  /** The clips that are not in the bin, cited or not, and the cited clips in the bin. */
  readonly clips: number;
  /** The pages of these clips. Addresses that differ only in their fragment are one page. */
  readonly pages: number;
  /** The number of these clips by check state, without zeros. */
  readonly states: ReadonlyMap<CheckState, number>;
  /** The same by group. */
  readonly groups: CheckCounts;
}

/** Counts a report's clips. Linear. */
export function reportNumbers(views: ReadonlyMap<ClipId, ReportClip>): ReportNumbers {
  const pages = new Set<string>();
  const states = new Map<CheckState, number>();
  const all: CheckState[] = [];
  for (const view of views.values()) {
    if (!view.isCounted) continue;
    const { source } = view;
    if (source !== null) pages.add(URL.canParse(source.url) ? pageKey(source.url) : source.url);
    const state = checkStateOf(view);
    states.set(state, (states.get(state) ?? 0) + 1);
    all.push(state);
  }
  return { clips: all.length, pages: pages.size, states, groups: countStates(all) };
}

/**
 * Counts the clips that claims cite, each once, by the group of their check state. A citation of a
 * clip that this library does not have counts as not checked.
 */
export function citedGroups(
  claims: readonly { readonly passages: readonly CitedPassage[] }[],
): CheckCounts {
  const states = new Map<string, CheckState>();
  for (const { passages } of claims) {
    for (const { citationId, evidence } of passages) {
      states.set(evidence?.clip.id ?? citationId, checkStateOf(evidence));
    }
  }
  return countStates(states.values());
}
