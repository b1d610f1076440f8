import type { TextRange } from '@/utils/text/text-model';
import { quick } from './scan-text';

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
const HARD = quick(
  new RegExp(
    `${FRONT}(?:${[
      // "Ne" stands alone beside a few verbs.
      "(?:ne (?:peut|peuvent|pouvait|pouvaient|pourra|pourront|saurait|sauraient|put|purent)|n'(?:a|ont|avait|avaient|aura|auront) pu)(?!\\p{L})",
      "ni [^.,;:!?]{2,40}? ni [^.,;:!?]{2,40}? (?:ne |n')",
      "neither (?:[\\p{L}'-]+ ){1,4}nor (?:the |a |an |its |his |her |their )?[\\p{L}'-]+",
      "(?<!not |n't |cannot |to )(?:rule[sd]?|ruling) out(?!\\p{L})",
      "(?<!ne |n'|pas |d')(?:exclu(?:t|ent|ait|aient)|écart(?:e|ent|ait))(?! (?:pas|le |la |les |du |de |des )?(?:que|pas)(?!\\p{L}))(?!\\p{L})",
      '(?:unable|powerless) to(?!\\p{L})',
      "(?:excluded|barred|exempt(?:ed)?|exclue?s?|exemptée?s?|dispensée?s?) (?:from|de|du|des|d')(?!\\p{L})",
      "incapables? (?:de |d')",
      '(?:lacks?|lacked|without|sans)(?!\\p{L})(?! (?:doubt|fail|question|delay|exception|doute|cesse|surprise|précédent|precedent))',
      "(?:unclear|not clear|unknown|unsure|on ignore|nul ne sait|reste à savoir) (?:whether|if|si|s'il)(?!\\p{L})",
      "(?<none>aucune? [\\p{L}' ]{2,40}?) (?:ne |n')",
      "(?:ne |n')(?<mid>[^.;:!?]{1,40}?) ?(?<!\\p{L})(?:pas|plus|jamais|aucun|aucune|rien|personne|guère)(?! (?:seulement|moins|plus d|le (?:seul|premier|dernier)|la (?:seule|première|dernière)|les? seule?s))(?!\\p{L})",
      '(?:not|never|no longer|cannot|nobody|none of|no one|neither(?! (?:has|have|had|is|are|was|were|do|does|did|can|could|will|would)(?!\\p{L})))(?! (?:(?:only|just|least|less|fewer|until)(?!\\p{L})|the (?:only|first|last|sole)(?!\\p{L})|more than|hesitate))(?!\\p{L})(?! hesitat)',
      'no(?! (?:longer|fewer|less|more|one|doubt|later|matter|\\d|\\p{L}+er than))(?= \\p{L})',
      '(?:fail(?:s|ed)?|refus(?:es?|ed)|declin(?:es?|ed)|neglect(?:s|ed)?|omit(?:s|ted)?|forgets?|forgot|yet) to(?!\\p{L})',
      "(?:refus(?:e|ent|é|ait)|renonc(?:e|ent|é|ait)|échou(?:e|ent|é|ait)|omis|omet|oubli(?:e|ent|é)) (?:de |à |d')",
      '(?:den(?:y|ies|ied|ying) that|(?:nie|nient|dément|démentent|démenti) que)(?!\\p{L})',
      "(?:personne|rien|nul|nulle) (?:ne |n')",
    ].join(
      '|',
    )})|\\p{L}n't(?!\\p{L})(?! (?:(?:just|only)(?!\\p{L})|hesitate|the (?:only|first|last|sole)(?!\\p{L})))`,
    'gu',
  ),
);
/** Words of any ending stand together, because every class of letters takes time to compile. */
const SOFT = quick(
  new RegExp(
    `${FRONT}(?:far from|(?:fail|refus|declin|den(?:y|ie)|reject|lack|absen|prevent|avoid|stop|ceas|échou|rejet|manqu|empêch|évit|cess|interdi|prohibit|forbid|outlaw|impossib|dément)\\p{L}*|without|bans?|banned|banning|unable|unlikely|hardly|barely|rarely|scarcely|few|little|dispens\\p{L}*|priv(?:e|é|ée|és|ées|ent) (?:de|d')|passe(?:nt)? (?:de|d')|faute|instead|rather|nor|un(?:known|clear|certain)|sans|ni|non|peu|rarement|forbade|incapable|nie|nient|ne|plutôt|loin)(?![\\p{L}-])`,
    'gu',
  ),
);
/** "No real threat", "without a web server" */
const TWO = /^(?:no|(?:without|sans)(?! \p{L}+(?:ing|er|ir|re)(?!\p{L})))(?!\p{L})/u;
/** The longest text after a denial that it denies, in UTF-16 units. */
const REACH = 32;

/** Finds the denials of a text in lower case, in order. Linear. */
export function findDenials(lower: string): Denial[] {
  const found: Denial[] = [];
  for (const match of lower.matchAll(HARD)) {
    // "N'hésite pas" denies nothing of what follows.
    if (match.groups?.['mid']?.includes('hésit') === true) continue;
    const start = match.index;
    const cue = start + match[0].length;
    const end = endOfScope(lower, cue);
    const isClause = / (?:that|que|whether|if|si|s'il)$/u.test(match[0]);
    const hasMiddle = (match.groups?.['mid'] ?? match.groups?.['none']) !== undefined;
    found.push({
      start,
      end: hasMiddle ? cue : end,
      cueEnd: cue,
      scope: { start: hasMiddle ? start : cue, end },
      denies: isClause || TWO.test(lower.slice(start, start + 24)) ? 2 : 1,
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

const BEFORE = quick(
  /(?:(?<!\p{L})(?:(?:stop|halt|prevent|avoid|refus|declin|fail|ralenti|frein)\p{L}*|not|never|no|nor|without|cannot|less|slower|against|ne|n'|pas|(?:ne |n')\p{L}+ plus|jamais|sans|non|contre|fin de|moins|aucune?|à la place)|n't)(?: (?:to|been|be|being|yet|have|has|of|the|a|an|de|d'|la|le|les|l'|été|encore|avoir|être))*[ ']$/u,
);

/** Whether a word that starts at `start` is denied or turned by what stands before it. */
export function isSoftlyDenied(lower: string, start: number): boolean {
  return BEFORE.test(lower.slice(Math.max(0, start - 32), start));
}
