import type { TextRange } from '@/utils/text/text-model';

/** A denial in a text. */
export interface Denial extends TextRange {
  /** Where the words of the denial itself end. */
  readonly cueEnd: number;
  /** The words that are denied. */
  readonly scope: TextRange;
  /** The number of words after the denial that it denies: "no real threat", but "not a threat". */
  readonly denies: number;
  /** Whether it denies a clause, whose verb it is about: "denied that fees would rise". */
  readonly isClause: boolean;
  /** Whether the words only hint at a denial, such as "failed to" and "without". */
  readonly isSoft: boolean;
}

const FRONT = "(?<![\\p{L}\\p{N}'])";
/** "Not only" and "ne … que" deny nothing. */
const HARD = new RegExp(
  [
    `${FRONT}(?:ne |n')(?<mid>[^.;:!?]{1,40}?) ?(?<!\\p{L})(?:pas|plus|jamais|aucun|aucune|rien|personne|guère)(?! (?:seulement|moins|plus d))(?!\\p{L})`,
    `${FRONT}(?:not|never|no longer|cannot|nobody|none of|no one|neither(?! (?:has|have|had|is|are|was|were|do|does|did|can|could|will|would)(?!\\p{L})))(?! (?:only|just|least|more than|fewer|less|until))(?!\\p{L})`,
    `\\p{L}n't(?!\\p{L})`,
    `${FRONT}no(?! (?:longer|fewer|less|more|one|doubt|later|matter|\\d))(?= \\p{L})`,
    `${FRONT}(?:fail(?:s|ed)?|refus(?:es?|ed)|declin(?:es?|ed)) to(?!\\p{L})`,
    `${FRONT}(?:refus(?:e|ent|é|ait)|renonc(?:e|ent|é|ait)|échou(?:e|ent|é|ait)) (?:de |à |d')`,
    `${FRONT}(?:den(?:y|ies|ied|ying) that|(?:nie|nient|dément|démentent|démenti) que)(?!\\p{L})`,
    `${FRONT}(?:personne|rien|nul|nulle) (?:ne |n')`,
    `${FRONT}(?<none>aucune? [\\p{L}' ]{2,40}?) (?:ne |n')`,
  ].join('|'),
  'gu',
);
const SOFT = new RegExp(
  `${FRONT}(?:far from|without|fail\\p{L}*|refus\\p{L}*|declin\\p{L}*|den(?:y|ie|ied|ies)\\p{L}*|reject\\p{L}*|lack\\p{L}*|unable|unlikely|hardly|barely|rarely|scarcely|few|little|instead|rather|nor|absen\\p{L}*|un(?:known|clear|certain)|prevent\\p{L}*|avoid\\p{L}*|stop\\p{L}*|ceas\\p{L}*|ban\\p{L}*|sans|ni|non|peu|rarement|échou\\p{L}*|rejet\\p{L}*|manqu\\p{L}*|empêch\\p{L}*|évit\\p{L}*|cess\\p{L}*|interdi\\p{L}*|prohibit\\p{L}*|forbid\\p{L}*|forbade|outlaw\\p{L}*|incapable|impossible|impossib\\p{L}*|dément\\p{L}*|nie|nient|ne|plutôt|loin)(?![\\p{L}-])`,
  'gu',
);
/** The longest text after a denial that it denies, in UTF-16 units. */
const REACH = 32;

/** Finds the denials of a text in lower case, in order. Linear. */
export function findDenials(lower: string): Denial[] {
  const found: Denial[] = [];
  for (const match of lower.matchAll(HARD)) {
    const start = match.index;
    const cue = start + match[0].length;
    const end = endOfScope(lower, cue);
    const isClause = / (?:that|que)$/u.test(match[0]);
    const hasMiddle = (match.groups?.['mid'] ?? match.groups?.['none']) !== undefined;
    found.push({
      start,
      end: hasMiddle ? cue : end,
      cueEnd: cue,
      scope: { start: hasMiddle ? start : cue, end },
      denies: isClause || match[0] === 'no' ? 2 : 1,
      isClause,
      isSoft: false,
    });
  }
  for (const { 0: cue, index: start } of lower.matchAll(SOFT)) {
    const end = start + cue.length;
    if (found.some((denial) => start < denial.end && denial.start < end)) continue;
    found.push({
      start,
      end,
      cueEnd: end,
      scope: { start: end, end: endOfScope(lower, end) },
      denies: 1,
      isClause: false,
      isSoft: true,
    });
  }
  return found;
}

/** The denied words end with the clause, or with the last whole word within reach. */
function endOfScope(lower: string, from: number): number {
  const ahead = lower.slice(from, from + REACH);
  const clause = /^[^,.;:!?()—–]*/u.exec(ahead)?.[0] ?? '';
  if (clause.length < REACH) return from + clause.length;
  return from + Math.max(0, clause.lastIndexOf(' '));
}

const BEFORE =
  /(?:(?<!\p{L})(?:not|never|no|nor|without|cannot|less|slower|stop\p{L}*|halt\p{L}*|prevent\p{L}*|avoid\p{L}*|refus\p{L}*|declin\p{L}*|fail\p{L}*|against|ne|n'|pas|(?:ne |n')\p{L}+ plus|jamais|sans|non|contre|fin de|moins|aucune?|à la place|ralenti\p{L}*|frein\p{L}*)|n't)(?: (?:to|been|be|being|yet|have|has|of|the|a|an|de|d'|la|le|les|l'|été|encore|avoir|être))*[ ']$/u;

/** Whether a word that starts at `start` is denied or turned by what stands before it. */
export function isSoftlyDenied(lower: string, start: number): boolean {
  return BEFORE.test(lower.slice(Math.max(0, start - 32), start));
}
