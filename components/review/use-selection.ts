import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { needsDecision } from '@/utils/review/review-state';
import type { DeskClaim, DeskClaims } from './use-desk-claims';

export interface Selection {
  readonly claim: DeskClaim | null;
  /** Whether another claim has just taken its place by itself: a key may still be meant for that one. */
  readonly hasJustMoved: () => boolean;
  readonly choose: (key: string) => void;
  /** False at the end of what is shown. */
  readonly step: (by: 1 | -1) => boolean;
  /** To the first claim shown of the next page, or of the one before. */
  readonly stepPage: (by: 1 | -1) => boolean;
  /** To the next claim shown that waits, from the start again after the end; false: none waits. */
  readonly stepWaiting: () => boolean;
  /** To the claim that was chosen before; false where there is none. */
  readonly back: () => boolean;
}

/** How long a person needs to see that another claim is shown, in milliseconds. */
const NOTICED_AFTER = 600;

/**
 * The claim in question. Until a person chooses, it is the first one that waits; then it stays
 * the same claim, wherever new checks move it to.
 */
export function useSelection(claims: DeskClaims): Selection {
  const { order, groups, shown, byKey } = claims;
  const [chosen, setChosen] = useState<string | null>(null);
  const history = useRef<string[]>([]);
  const moved = useRef<{ key: string | null; at: number }>({ key: null, at: 0 });

  const isShown = (claim: DeskClaim) => shown.has(claim.item.claim.key);
  const first = () =>
    order.find((claim) => isShown(claim) && needsDecision(claim.review)) ?? order.find(isShown);
  const claim = (chosen === null ? undefined : byKey.get(chosen)) ?? first() ?? null;
  const key = claim?.item.claim.key ?? null;
  if (moved.current.key !== key) {
    const byItself = chosen === null && moved.current.key !== null;
    moved.current = { key, at: byItself ? performance.now() : 0 };
  }

  const choose = useCallback((next: string) => {
    setChosen((before) => {
      if (before !== null && before !== next) history.current.push(before);
      return next;
    });
  }, []);
  const go = (to: DeskClaim | undefined): boolean => {
    if (to === undefined) return false;
    // What was shown without having been chosen is a place to come back to as well.
    if (chosen === null && key !== null) history.current.push(key);
    choose(to.item.claim.key);
    return true;
  };
  const at = claim === null ? -1 : order.indexOf(claim);

  return {
    claim,
    hasJustMoved: () => {
      const { at } = moved.current;
      return at > 0 && performance.now() - at < NOTICED_AFTER;
    },
    choose,
    step: (by) =>
      go(by === 1 ? order.slice(at + 1).find(isShown) : order.slice(0, at).findLast(isShown)),
    stepPage: (by) => {
      const here = groups.findIndex((group) => claim !== null && group.claims.includes(claim));
      const pages = groups.map((group) => group.claims.find(isShown));
      return go(
        by === 1
          ? pages.slice(here + 1).find((each) => each !== undefined)
          : pages.slice(0, Math.max(here, 0)).findLast((each) => each !== undefined),
      );
    },
    stepWaiting: () => {
      const waits = (each: DeskClaim) =>
        each !== claim && isShown(each) && needsDecision(each.review);
      return go(order.slice(at + 1).find(waits) ?? order.find(waits));
    },
    back: () => {
      const before = history.current.pop();
      if (before === undefined || !byKey.has(before)) return false;
      setChosen(before);
      return true;
    },
  };
}

/** Brings a claim into sight in the column beside. */
export function useInSight(key: string | null, view: string): void {
  useEffect(() => {
    if (key === null) return;
    const mark = document.querySelector(`[data-claim="${CSS.escape(key)}"]`);
    mark?.scrollIntoView({ block: 'nearest' });
  }, [key, view]);
}
