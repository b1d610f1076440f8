import { useEffect, useState } from 'preact/hooks';
import type { ClipView } from '@/components/state/clip-view';
import { verdictOf } from '@/utils/review/claim-item';
import type { DeskClaim } from './use-desk-claims';

export interface ShownPassage {
  /** The index among the claim's passages. */
  readonly at: number;
  /** Its clip; null if the claim cites no clip of this library. */
  readonly view: ClipView | null;
  readonly choose: (at: number) => void;
  /** The index of the passage for which passages of its page are listed; null if none are. */
  readonly findingAt: number | null;
  /** Lists passages of the page of a passage, and shows this page; null closes the list. */
  readonly find: (at: number | null) => void;
  /** Goes to the next passage, and from the last to the first. */
  readonly next: () => void;
}

/**
 * Returns the passage of a claim whose page is shown: the one with the worst verdict until the user
 * chooses another.
 */
export function usePassage(claim: DeskClaim | null): ShownPassage {
  const [chosen, setChosen] = useState({ key: '', at: 0 });
  const key = claim?.item.claim.key ?? '';
  const passages = claim?.item.passages ?? [];
  const worst = passages.findIndex(({ evidence }) => verdictOf(evidence) === claim?.item.worst);
  const at = chosen.key === key ? Math.min(chosen.at, passages.length - 1) : Math.max(worst, 0);
  const choose = (next: number) => setChosen({ key, at: next });
  const [finding, setFinding] = useState<{ key: string; at: number } | null>(null);
  // Whoever comes back to a claim does not expect an open list, which takes the number keys.
  useEffect(() => setFinding(null), [key]);
  const isListed = finding !== null;
  // Whoever types somewhere else has left the list, which offers the number keys.
  useEffect(() => {
    if (!isListed) return;
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.matches('textarea, [type=search]')) setFinding(null);
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [isListed]);
  return {
    at,
    view: passages[at]?.evidence ?? null,
    choose,
    findingAt: finding?.key === key ? finding.at : null,
    find: (next) => {
      setFinding(next === null ? null : { key, at: next });
      if (next !== null) choose(next);
    },
    next: () => choose(passages.length < 2 ? 0 : (at + 1) % passages.length),
  };
}
