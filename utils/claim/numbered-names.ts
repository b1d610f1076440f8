import type { TextRange } from '@/utils/text/text-model';
import { NUMBER_VALUES } from './number-words';
import { foldName, isCountry, spellingsOf } from './same-names';
import { quick, type ScanText } from './scan-text';

/* Whether a number identifies what stands before it, or counts what follows. */

/** A word after a bare number that says what the number counts. */
export const COUNTED = quick(
  /^ (?!(?:un|une|le|la|les|il|elle|a|an|the|one|last|this|on|in|at|to|and|or|as|for|from|with|against|versus|points?|en|et|ou|sur|pour|contre|dans|par|puis|depuis|avec)(?!\p{L}))\p{Ll}{2,}/u,
);

/** Capitalised words before a number that can start a sentence and are not names. */
const NO_NAME = new Set(
  'les le la des un une en au aux il elle ils elles quelque quelques environ près plus moins selon sur dans de du ces ses nos the a an in of on at some about around over nearly almost roughly more less only both between entre from with for by its their et and ou or mais but à avec pour par depuis since after before après avant dont soit total january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);

const ALWAYS_NUMBERED =
  /^(?:versions?|v|release|série|series|chapter|chapitre|article|phase|type|windows)$/u;
/** A number behind one of these is a part of the name, also before a noun: "in Boeing 737 cabins". */
const NUMBERED = new Set(
  `boeing airbus apollo ariane falcon soyouz soyuz android chrome firefox python java galaxy pixel
   playstation xbox channel canal formula formule ligue league serie division group groupe section
   title titre part partie act acte rule règle figure table tableau annex annexe appendix schedule
   level niveau grade stage stade step étape tier class classe category catégorie unit unité zone
   area district sector secteur ward block bloc room salle gate porte terminal platform route road
   highway autoroute line ligne flight vol bus experiment expérience study étude test trial essai
   cohort cohorte model modèle case cas day jour week semaine year année season saison episode
   épisode volume tome book livre page lot paragraph paragraphe clause amendment amendement
   resolution résolution question euro expo covid mach leopard mirage tesla generation génération`.split(
    /\s+/u,
  ),
);

/** How far before a number a place is searched, in UTF-16 units. */
const REACH = 72;
/** A place directly before a number, with its preposition: "in southern France ". */
const PLACE_BEFORE = quick(
  /(?<![\p{L}\p{N}])(?<preposition>[Ii]n|[Aa]t|[Nn]ear|[Ii]nside|[Oo]utside|[Aa]cross|[Tt]hroughout|[Ee]n|[Aa]ux?|[ÀAà]|[Dd]ans|[Cc]hez) (?:(?:the|la|le|les) |l')?(?:(?:(?:north|south|east|west)(?:ern)?|central|nearby|neighbou?ring|rural|mainland) ){0,2}(?<place>\p{Lu}[\p{L}'-]*(?: (?:(?:of|and|the|de|du|des|et|la|le|les|sur) ){0,2}\p{Lu}[\p{L}'-]*){0,3}) $/u,
);
const FRENCH = /^(?:en|aux?|à|a|dans|chez)$/iu;
/** The text before a place that opens a clause. The subject of the clause then follows the place. */
const CLAUSE_START = quick(
  /(?:^|[.!?:;,\n("“«—–]|(?<!\p{L})(?:and|but|that|while|where|et|mais|que|où))\s?$/u,
);
/** A noun in the plural behind a number, also behind an adjective: " deputies", " young people". */
const PLURAL_AHEAD = quick(
  /^ (?!(?:is|was|has|does|as|its|this|his|les|des|ses|ces|nos|pas|plus|dans|sans|sous|vers|très|puis)(?!\p{L}))(?:[\p{Ll}'-]{3,} )??(?:\p{Ll}{2,}[sx]|people|men|women|children)(?!\p{L})/u,
);
/** People who are counted by a name of their group: "12 Germans". */
const MEMBERS_AHEAD = /^ \p{Lu}\p{Ll}+s(?!\p{L})/u;
const YEAR = /^(?:19|20)\d\d$/u;

/**
 * Whether a number counts what stands behind it, although a place stands before it.
 * "438" counts in "in France 438 deputies", and "12" in "À Lyon 12 personnes".
 * "Lorzac 12" at the end of a clause counts nothing and may be a name.
 */
function isCountedInPlace({ plain }: ScanText, { start, end }: TextRange): boolean {
  const behind = plain.slice(end, end + 40);
  if (!/^ \p{L}/u.test(behind) || YEAR.test(plain.slice(start, end))) return false;
  const before = plain.slice(Math.max(0, start - REACH), start);
  const found = PLACE_BEFORE.exec(before);
  const { preposition = '', place = '' } = found?.groups ?? {};
  if (found === null || isNumbered(place)) return false;
  // "In Italy 19 were killed": a place that opens a clause is no subject of the verb.
  if (/^\p{Lu}/u.test(preposition) || CLAUSE_START.test(before.slice(0, found.index)))
    return COUNTED.test(behind) || MEMBERS_AHEAD.test(behind);
  // In English, a verb such as "lets" looks like a noun in the plural.
  const isPlace = FRENCH.test(preposition) || spellingsOf(foldName(place)) !== null;
  return isPlace && PLURAL_AHEAD.test(behind);
}

/** Whether names such as this usually have numbers: "COP", "iPhone" and "Channel", but not "UK". */
function isNumbered(name: string): boolean {
  const word = name.slice(name.lastIndexOf(' ') + 1);
  if (NUMBERED.has(word.toLowerCase()) || ALWAYS_NUMBERED.test(word.toLowerCase())) return true;
  return /\p{L}\p{Lu}/u.test(word) && !isCountry(foldName(name));
}

/** Whether the number at a place belongs to the name or the word before it, and counts nothing. */
export function isInName(scan: ScanText, { start, end }: TextRange): boolean {
  const before = /(?<![\p{L}\p{N}])([\p{L}][\p{L}\p{N}.'-]*)[ -]$/u.exec(
    scan.plain.slice(Math.max(0, start - 32), start),
  );
  const word = before?.[1];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  if (ALWAYS_NUMBERED.test(lower)) return true;
  const firstOfSentence = /(?:^|[.!?:;\n«“"(]\s*)$/u.test(
    scan.plain.slice(0, start - word.length - 1).slice(-4),
  );
  if (!/\p{Lu}/u.test(word) || NO_NAME.has(lower) || NUMBER_VALUES.has(lower)) return false;
  if (firstOfSentence && /^\p{Lu}\p{Ll}+(?:ent|s|x)?$/u.test(word) && lower.length < 4)
    return false;
  return !isCountedInPlace(scan, { start, end });
}
