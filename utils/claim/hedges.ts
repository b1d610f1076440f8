import type { TextRange } from '@/utils/text/text-model';
import type { Hedge } from './quantity';
import { quick } from './scan-text';

const BETWEEN =
  "(?: (?:les?|la|l'|des|du|une?|an?|quelque|some|the|barre|cap|seuil|mark|désormais|aujourd'hui|another|well|its|his|her|their|son|sa|ses|leurs?|original|initial|initiale|de|d'))*";
const before = (words: string): RegExp =>
  quick(new RegExp(`(?<!\\p{L})(?:${words})${BETWEEN} ?$`, 'u'));
const after = (words: string): RegExp => quick(new RegExp(`^,? (?:${words})(?!\\p{L})`, 'u'));

/** The first row that fits counts, so "pas moins de" stands before "moins de". */
const BEFORE: readonly (readonly [Hedge, RegExp])[] = [
  [
    'above',
    before(
      "(?:pas|guère) moins d(?:es?|u|')|(?:no|not) (?:fewer|less|lower|smaller|shorter|younger|earlier) than",
    ),
  ],
  [
    'below',
    before(
      "(?:pas|jamais) plus d(?:es?|u|')|(?:no|not|never) (?:more|longer|wider|larger|bigger|higher|older|taller|heavier|later|greater) than|(?:must|may|should|can|could|would|will) not (?:exceed|be over|be above)|cannot exceed|(?:ne |n')?dépass\\p{L}* pas|does not exceed|do not exceed|did not exceed|not exceeding",
    ),
  ],
  [
    'nearly',
    before(
      "(?:tout )?près d(?:es?|u|')|presque|pratiquement|un peu moins d(?:es?|u|')|à peine moins d(?:es?|u|')|frôl(?:e|ent|é|ait|ant)|approch(?:e|ent|é|ait|ant)(?: d(?:es?|u|'))?|nearly|almost|close to|just under|just below|just short of|a little under|approaching|approaches|approached",
    ),
  ],
  [
    'near',
    before(
      "environ|autour d(?:es?|u|')|aux alentours d(?:es?|u|')|quelque|quelques|à peu près|grosso modo|de l'ordre d(?:es?|u|')|avoisin(?:e|ent|ait|ant)|plus ou moins|more or less|[~≈±]|about|around|roughly|some|approximately|approx\\.|circa|in the region of|or so",
    ),
  ],
  [
    'above',
    before(
      "plus d(?:es?|u|')|au moins|au-delà d(?:es?|u|')|au-dessus d(?:es?|u|')|(?:un )?minimum(?: d(?:es?|u|'))?|dépass(?:e|ent|é|ait|aient|ant|er)(?: (?:la|le) (?:barre|cap|seuil) d(?:es?|u|'))?|excèd(?:e|ent)|franchi(?:t|ssent)?(?: (?:la|le) (?:barre|cap|seuil) d(?:es?|u|'))?|supérieure?s? à|(?:passe|passent|passed)(?! (?:de|from) )|more than|over|at least|above|beyond|upwards of|exceed(?:s|ed|ing)?|top(?:s|ped|ping)|surpass(?:es|ed|ing)|in excess of|greater than|higher than|plus (?:cher|chère|élevée?s?|grande?s?) qu(?:e|')|a minimum of",
    ),
  ],
  [
    'below',
    before(
      "moins d(?:es?|u|')|jusqu'à|jusqu'aux|jusque|au plus|au maximum|sous(?: (?:la|le) (?:barre|cap|seuil) d(?:es?|u|'))?|en dessous d(?:es?|u|')|inférieure?s? à|less than|fewer than|under|below|up to|as many as|as much as|at most|a maximum of|lower than|cheaper than|moins (?:cher|chère|élevée?s?) qu(?:e|')|short of",
    ),
  ],
];
const AFTER: readonly (readonly [Hedge, RegExp])[] = [
  [
    'above',
    after(
      'or (?:more|longer|older|higher|larger|above)|ou (?:plus|davantage|au-delà)|et au-delà|and (?:above|up|older)|at a minimum|et plus|or above|and over|and (?:often|sometimes|even) more|et (?:souvent|parfois|même) plus|au moins|at least|minimum|au minimum',
    ),
  ],
  [
    'below',
    after(
      'or (?:less|fewer|under|below|younger|shorter)|ou moins|at a maximum|tout au plus|at most|au plus|maximum|au maximum',
    ),
  ],
  ['near', after('environ|or so|approximately|à peu près')],
];
/** The longest words before a number, and after it. */
const REACH = 40;
const REACH_AFTER = 28;

/** Returns how the words before a number qualify it. `lower` is the text in lower case. */
export function hedgeBefore(lower: string, start: number): Hedge {
  const words = lower.slice(Math.max(0, start - REACH), start);
  if (!/[\p{L}~≈±.'] ?$/u.test(words)) return 'exactly';
  return BEFORE.find(([, pattern]) => pattern.test(words))?.[0] ?? 'exactly';
}

/** Returns how the words around a number from `start` to `end` qualify it. */
export function hedgeAround(lower: string, start: number, end: number): Hedge {
  const ahead = hedgeBefore(lower, start);
  if (ahead !== 'exactly') return ahead;
  const words = lower.slice(end, end + REACH_AFTER);
  if (!words.startsWith(' ') && !words.startsWith(',')) return 'exactly';
  // The counted word may stand between: "300 people or more".
  const rest = words.replace(
    /^(?: of| de)? \p{L}+(?: of \p{L}+)?(?= (?:or|ou|et|and|au|at) )/u,
    '',
  );
  return AFTER.find(([, pattern]) => pattern.test(words) || pattern.test(rest))?.[0] ?? 'exactly';
}

/** Returns where the words that qualify a number start; the number's own start if there are none. */
export function hedgeStart(lower: string, start: number): number {
  const from = Math.max(0, start - REACH);
  const words = lower.slice(from, start);
  for (const [, pattern] of BEFORE) {
    const match = pattern.exec(words);
    if (match !== null) return from + match.index;
  }
  return start;
}

/* Whether a number is what something changes or differs by: "rose by 14", "an increase of 14", "14 more". */

const RISES =
  'rose|ris(?:e|es|en|ing)|grew|grow(?:s|n|ing|th)?|increas(?:e|es|ed|ing)|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|add(?:s|ed|ing)?|expand(?:s|ed|ing)?|rais(?:e|es|ed|ing)|up|widen(?:s|ed|ing)?|augment\\p{L}*|progress(?:e|é|és|ée|ées|ent|ait|ion)|hausse|gagn\\p{L}+|grimp\\p{L}+|bond(?:i|it)?|accr\\p{L}+|ajout\\p{L}+|relev(?:é|ée|és|ées|ant|er)';
const FALLS =
  'fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|los(?:t|e|es|s|ses|ing)|shr[aiu]nk(?:s|ing)?|cut(?:s|ting)?|reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?|slid|slip(?:s|ped)?|sank|sunk|plung(?:e|es|ed)|tumbl(?:e|es|ed)|down|narrow(?:s|ed|ing)?|sav(?:e|es|ed|ing|ings)|baiss\\p{L}*|recul\\p{L}*|chut\\p{L}*|diminu\\p{L}+|rédui\\p{L}+|réduction|perd\\p{L}*|perte|économi\\p{L}+';
const DIFFERS =
  'differ(?:s|ed|ing)?|chang(?:e|es|ed|ing)|var(?:y|ies|ied|iation)|exceed(?:s|ed|ing)?|outnumber(?:s|ed|ing)?|outsold|beat(?:s|en|ing)?|w[io]n(?:s|ning)?|lead(?:s|ing)?|led|trail(?:s|ed|ing)?|surpass(?:es|ed)?|overtook|dépass\\p{L}+|devanc\\p{L}+|distanc\\p{L}+|varié|changé';
const COMPARES =
  'more|fewer|less|higher|lower|larger|smaller|bigger|longer|shorter|older|younger|earlier|later|ahead|behind';
/** Nouns that name a change or a difference: "increase", "gap". */
const NAMES =
  'difference|gap|margin|lead|distance|shortfall|surplus|balance|net|rises?|growth|increases?|gains?|jump|surge|falls?|drops?|declines?|decreases?|loss(?:es)?|cuts?|reduction|savings?|change|écart|différence|marge|avance|retard|hausse|augmentation|progression|bond|baisse|recul|chute|diminution|réduction|perte|variation|évolution|solde|excédent';
const FURTHER = 'another|extra|additional|further|autres?';

const AHEAD = quick(
  new RegExp(
    `(?<!\\p{L})(?:(?:${RISES}|${FALLS}|${DIFFERS}|${COMPARES})(?:[^\\p{L}.;:!?\\n][^.;:!?\\n]{0,60})? (?:by|de|d'|par)|(?:${NAMES})(?: [^.;:!?\\n]{0,60})? (?:of|is|was|were|are|de|d'|est|était|reached|came to|by)|(?:${RISES}|${FALLS})(?: \\p{L}+ly)?|(?:an? )?(?:${FURTHER}))[ :]?[€$£]? ?$`,
    'u',
  ),
);
const BEHIND = quick(
  new RegExp(
    `^(?:[^\\p{L}.,;:!?\\n]{0,3}(?: ?[\\p{L}'-]+){0,3})?[ -](?:(?:${COMPARES})(?= than|[ ]?[.,;)]|$)|apart|de plus|de moins|(?:${NAMES})(?!\\p{L}))|^ (?:${COMPARES}|extra|additional|supplémentaires?|en plus|en moins)(?!\\p{L})`,
    'u',
  ),
);
const CHANGE_REACH = 100;

/** Whether the words around a number of a claim say that it is the amount of a change. */
export function isChangeAt(lower: string, { start, end }: TextRange): boolean {
  const from = hedgeStart(lower, start);
  const ahead = lower.slice(Math.max(0, from - CHANGE_REACH), from);
  return (
    AHEAD.test(ahead) ||
    AHEAD.test(lower.slice(Math.max(0, start - CHANGE_REACH), start)) ||
    BEHIND.test(lower.slice(end, end + CHANGE_REACH))
  );
}
