import { useMemo } from 'preact/hooks';
import type { ReportClaims } from '@/components/review/use-claims';
import type { DeskClaim } from '@/components/review/use-desk-claims';
import { sourceTitle } from '@/components/state/clip-view';
import type { SourceId } from '@/utils/model/ids';
import { needsDecision } from '@/utils/review/review-state';

export interface DeskNumbers {
  /** How many claims need no decision any more. */
  readonly decided: number;
  /** The cited pages, in reading order. */
  readonly pages: readonly { readonly id: SourceId; readonly title: string }[];
}

/** Returns the progress of the review and the cited pages. */
export function useDeskNumbers({ items }: ReportClaims, all: readonly DeskClaim[]): DeskNumbers {
  const decided = useMemo(() => all.filter(({ review }) => !needsDecision(review)).length, [all]);
  const pages = useMemo(() => {
    const cited = items.flatMap(({ passages }) => passages.map(({ evidence }) => evidence));
    const titles = new Map<SourceId, string>();
    for (const view of cited) {
      if (view !== null) titles.set(view.clip.sourceId, sourceTitle(view));
    }
    return [...titles].map(([id, title]) => ({ id, title }));
  }, [items]);
  return { decided, pages };
}
