import type { TextRange } from '@/utils/text/text-model';
import { quick } from './scan-text';

/** A reason that a text gives, or an obstacle that it names. */
export interface Cause extends TextRange {
  /** The words of the reason. */
  readonly scope: TextRange;
  /** Whether it happened in spite of this. */
  readonly despite: boolean;
}

const BECAUSE =
  "because of|because|due to|owing to|thanks to|as a result of|caused by|driven by|on account of|blamed (?:on|for)|attributed to|triggered by|sparked by|prompted by|brought on by|fuelled by|fueled by|explained by|stem(?:s|med)? from|result(?:s|ed)? from|for lack of|for fear of|in order to|so as to|in (?:anger|protest|response|retaliation|revenge|reaction) (?:at|to|against|for|over)|at the request of|put down to|following(?= an? )|parce qu[e']|à cause d(?:es?|u|')|en raison d(?:es?|u|')|grâce (?:à|aux?)|du fait d(?:es?|u|')|faute d(?:es?|u|')|puisqu[e']|à la suite d(?:es?|u|')|suite (?:à|aux?)|par manque d(?:es?|u|')|par crainte d(?:es?|u|')|résult(?:e|ent) d(?:es?|u|')|découl(?:e|ent) d(?:es?|u|')|s'expliqu(?:e|ent|ait) par|expliquée?s? par|entraînée?s? par|déclenchée?s? par|provoquée?s? par|causée?s? par|(?:dû|dus|dues?) (?:à|aux?)|imputée?s? (?:à|aux?)|sous l'effet d(?:es?|u|')|afin d(?:e|')|en réaction (?:à|aux?)|à la demande d(?:es?|u|')";
const DESPITE =
  "despite|in spite of|even though|although|regardless of|notwithstanding|malgré|en dépit d(?:es?|u|')|bien qu[e']|alors même qu[e']|quoiqu[e']";
const CAUSE = quick(
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:(?<because>${BECAUSE})|(?:${DESPITE}))(?:(?<=')|(?!\\p{L}))`,
    'gu',
  ),
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
