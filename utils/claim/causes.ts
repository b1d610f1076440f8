import type { TextRange } from '@/utils/text/text-model';

/** A reason that a text gives, or an obstacle that it names. */
export interface Cause extends TextRange {
  /** The words of the reason. */
  readonly scope: TextRange;
  /** Whether it happened in spite of this. */
  readonly despite: boolean;
}

const BECAUSE =
  "because of|because|due to|owing to|thanks to|as a result of|caused by|driven by|on account of|blamed on|attributed to|parce qu[e']|à cause d(?:es?|u|')|en raison d(?:es?|u|')|grâce (?:à|aux?)|du fait d(?:es?|u|')|faute d(?:es?|u|')|puisqu[e']|provoquée?s? par|causée?s? par|dues? (?:à|aux?)|imputée?s? (?:à|aux?)|sous l'effet d(?:es?|u|')";
const DESPITE =
  "despite|in spite of|even though|although|regardless of|notwithstanding|malgré|en dépit d(?:es?|u|')|bien qu[e']|alors même qu[e']|quoiqu[e']";
const CAUSE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?<because>${BECAUSE})|(?:${DESPITE}))(?:(?<=')|(?!\\p{L}))`,
  'gu',
);
const REACH = 60;

/** Finds the reasons in a text in lower case, in order. Linear. */
export function causesIn(lower: string): Cause[] {
  return [...lower.matchAll(CAUSE)].map((match) => {
    const start = match.index;
    const from = start + match[0].length;
    const clause = /^[^,.;:!?()—–]*/u.exec(lower.slice(from, from + REACH))?.[0] ?? '';
    return {
      start,
      end: from,
      scope: { start: from, end: from + clause.length },
      despite: match.groups?.['because'] === undefined,
    };
  });
}
