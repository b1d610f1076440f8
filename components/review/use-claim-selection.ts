import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { needsDecision } from '@/utils/review/review-state';
import type { DeskClaim, DeskClaims } from './use-desk-claims';

export interface ClaimSelection {
  readonly claim: DeskClaim | null;
  /**
   * Whether new checks have just put another claim in place of the current one. A key may still be
   * meant for the former claim.
   */
  readonly hasJustMoved: () => boolean;
  readonly choose: (key: string) => void;
  /** Keeps the shown claim, so that a decision or a new check does not bring up another one. */
  readonly keep: () => void;
  /** Goes one claim forward or back. Returns false at either end of the shown claims. */
  readonly step: (by: 1 | -1) => boolean;
  /** Goes to the first shown claim of the next or of the previous page. */
  readonly stepPage: (by: 1 | -1) => boolean;
  /**
   * Goes to the next shown claim that waits, and continues from the start after the end. Returns
   * it, or null when none waits. `decided` are claims that were decided in this turn, and still look
   * as if they waited.
   */
  readonly stepWaiting: (decided?: readonly DeskClaim[]) => DeskClaim | null;
  /** Goes to the claim that was chosen before. Returns false when there is none. */
  readonly back: () => boolean;
}

/** The time that a person needs to notice that another claim is shown, in milliseconds. */
const NOTICED_AFTER = 600;

/**
 * Holds the current claim. Until the user chooses one, it is the first claim that waits. After that
 * it stays the same claim, even if new checks move it to another place in the order. It changes if
 * the user narrows the claims to others.
 * @param narrowing The filter and the search; a new object when the user changes one of them.
 */
export function useClaimSelection(claims: DeskClaims, narrowing: object): ClaimSelection {
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
      // The user can also go back to a claim that was shown without being chosen.
      const from = before ?? moved.current.key;
      if (from !== null && from !== next) history.current.push(from);
      return next;
    });
  }, []);
  const go = (to: DeskClaim | undefined): boolean => {
    if (to === undefined) return false;
    choose(to.item.claim.key);
    return true;
  };
  const at = claim === null ? -1 : order.indexOf(claim);
  useEffect(() => {
    if (claim !== null && !isShown(claim)) go(first());
  }, [narrowing]);

  return {
    claim,
    hasJustMoved: () => {
      const { at } = moved.current;
      return at > 0 && performance.now() - at < NOTICED_AFTER;
    },
    choose,
    // A claim may have been chosen since the last rendering.
    keep: () => setChosen((before) => before ?? key),
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
    stepWaiting: (decided = []) => {
      const isDecided = new Set(decided.map(({ item }) => item.claim.key));
      const waits = (each: DeskClaim) =>
        each !== claim &&
        isShown(each) &&
        !isDecided.has(each.item.claim.key) &&
        needsDecision(each.review);
      const next = order.slice(at + 1).find(waits) ?? order.find(waits);
      go(next);
      return next ?? null;
    },
    back: () => {
      const before = history.current.pop();
      if (before === undefined || !byKey.has(before)) return false;
      setChosen(before);
      return true;
    },
  };
}

/**
 * Keeps the current claim in view: its words in the report's column, if the column scrolls by itself;
 * and the claim where the window scrolls as a whole, because there the report is below it.
 */
export function useInSight(key: string | null, view: string): void {
  useEffect(() => {
    if (key === null) return;
    const marked = () => document.querySelector(`[data-claim="${CSS.escape(key)}"]`);
    const column = marked()?.closest('.desk-column') ?? null;
    const text = column?.lastElementChild ?? null;
    if (column === null || text === null) return;
    const show = () => {
      if (scrollsItself(column)) marked()?.scrollIntoView({ block: 'nearest' });
    };
    show();
    // Blocks get their height only near the visible part, and more blocks are added later. Both
    // would push the claim out of view. If the user has scrolled away, the column stays there.
    let isSeen = true;
    const see = () => {
      const { top, bottom } = marked()?.getBoundingClientRect() ?? { top: 0, bottom: -1 };
      const seen = column.getBoundingClientRect();
      isSeen = bottom > seen.top && top < seen.bottom;
    };
    const growth = new ResizeObserver(() => {
      if (isSeen) show();
    });
    growth.observe(text);
    column.addEventListener('scroll', see);
    return () => {
      growth.disconnect();
      column.removeEventListener('scroll', see);
    };
  }, [key, view]);
  useEffect(() => {
    if (key === null) return;
    const claim = document.querySelector('.desk-claim');
    if (claim === null || scrollsItself(claim)) return;
    // The note of a claim to which the reviewer returned.
    const { activeElement } = document;
    if (activeElement?.matches('.desk-claim textarea')) {
      activeElement.scrollIntoView({ block: 'nearest' });
    } else showStart(claim);
  }, [key]);
  // When the window grows, for example because the side panel closes, the head above the claim gets lower.
  useEffect(() => {
    const claim = () => document.querySelector('.desk-claim');
    let isSeen = true;
    const see = () => {
      const { top = -1 } = claim()?.getBoundingClientRect() ?? {};
      // The window scrolls by whole pixels.
      isSeen = top > -1 && top < innerHeight;
    };
    const keep = () => {
      const column = claim();
      if (isSeen && column !== null && !scrollsItself(column)) showStart(column);
    };
    window.addEventListener('scroll', see);
    window.addEventListener('resize', keep);
    return () => {
      window.removeEventListener('scroll', see);
      window.removeEventListener('resize', keep);
    };
  }, []);
  // Hints and passages come later, and push the note that somebody writes out of view.
  useEffect(() => {
    const claim = document.querySelector('.desk-claim > *');
    if (claim === null) return;
    const growth = new ResizeObserver(() => {
      const { activeElement } = document;
      if (activeElement?.matches('.desk-claim textarea')) {
        activeElement.scrollIntoView({ block: 'nearest' });
      }
    });
    growth.observe(claim);
    return () => growth.disconnect();
  }, [key]);
}

/** Scrolls to the start of the current claim if the window scrolls as a whole. */
export function showClaim(): void {
  const claim = document.querySelector('.desk-claim');
  if (claim !== null && !scrollsItself(claim)) showStart(claim);
}

/**
 * Scrolls to the report or to the page if the window scrolls as a whole, because there both are
 * below the claim.
 */
export function showColumn(name: 'report' | 'page'): void {
  const column = document.querySelector(name === 'report' ? '.desk-report' : '.desk-page');
  if (column !== null && !scrollsItself(column)) column.scrollIntoView({ block: 'start' });
}

function scrollsItself(column: Element): boolean {
  return getComputedStyle(column).overflowY !== 'visible';
}

/**
 * Scrolls the window to the claim, unless its start is in the upper quarter of the window and its
 * decision buttons are in view, or somebody types in the search field, which would leave the view.
 */
function showStart(claim: Element): void {
  if (document.activeElement?.matches('input[type=search]')) return;
  const { top } = claim.getBoundingClientRect();
  const { bottom = 0 } = claim.querySelector('.decide')?.getBoundingClientRect() ?? {};
  if (top < 0 || top > innerHeight / 4 || bottom > innerHeight) {
    claim.scrollIntoView({ block: 'start' });
  }
}
