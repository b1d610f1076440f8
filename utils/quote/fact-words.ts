import { wordSet } from './figure-words';

/*
 * Words and what they state, in lower case: English, French, and the most frequent words of other
 * languages.
 */

export const NEGATIONS = wordSet(
  `not no never none nor neither nobody nothing nowhere cannot without hardly barely unless except
   ne pas jamais aucun aucune non sans ni rien personne nul nulle guère sauf nullement
   nicht kein keine keinen keiner keinem nie niemals ohne nunca jamás sin senza mai nessuno niet geen`,
);
export const MONTHS_AND_DAYS = wordSet(
  `january february march april may june july august september october november december monday
   tuesday wednesday thursday friday saturday sunday today yesterday tomorrow
   janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi
   mercredi jeudi vendredi samedi dimanche hier demain
   januar februar märz juni juli oktober dezember montag dienstag mittwoch donnerstag freitag
   samstag sonntag gestern heute`,
);
export const COMPARATIVES = wordSet(
  `more less most least fewer fewest greater greatest larger largest smaller smallest higher highest
   lower lowest better best worse worst older younger faster slower longer shorter earlier later
   minimum maximum almost nearly about around approximately exactly over under above below only every
   all some many few each any at up exceed exceeds same equal
   plus moins mieux meilleur meilleure pire majeur mineur supérieur supérieure inférieur inférieure
   presque environ exactement seulement tous toutes chaque quelques certains certaines < > ≤ ≥ ≈ ~`,
);
/** Words that often start a sentence. A capital there does not make them names. */
export const SMALL_WORDS = wordSet(
  `a an the this that these those it its he his she her hers they their them we our us you your i my
   who what which when where why how there here then thus so and or but if as at by for from in into
   of on to with after before since while also both such other another much many one
   le la les un une des du de ce cet cette ces il elle ils elles on nous vous je leur leurs son sa ses
   mon ma mes notre nos votre vos qui que quoi dont où quand comment ici là alors ainsi et ou mais si
   comme à au aux en dans par pour sur avec après avant depuis aussi autre tel telle
   der die das ein eine er sie es wir ihr und oder aber wenn als an auf aus bei mit nach von zu`,
);
const DIRECTIONS = new RegExp(
  `^(?:${[
    'up|down|(?:up|down|in|out|for|back)wards?|ris(?:e|es|en|ing)|rose|fall(?:s|en|ing)?|fell',
    '(?:in|de)creas(?:e|es|ed|ing|ingly)|gr[eo]w(?:s|n|th|ing)?|shr[iau]nk(?:s|ing|en)?',
    'declin(?:e|es|ed|ing)|climb(?:s|ed|ing)?|drop(?:s|ped|ping)?|gain(?:s|ed|ing)?',
    'los(?:e|es|t|s|ses|ing)|w[io]n(?:s|ning)?|surg(?:e|es|ed|ing)|plung(?:e|es|ed|ing)',
    'improv(?:e|es|ed|ing|ements?)|worsen(?:s|ed|ing)?|(?:north|south|east|west)(?:ern|erly|wards?)?',
    'left|right|before|after|from|(?:im|ex)port(?:s|ed|ing|ers?)?|accept(?:s|ed|ing|ance)?',
    'reject(?:s|ed|ing|ion)?|support(?:s|ed|ing|ers?)?|oppos(?:e|es|ed|ing|ition)|b(?:uy|ought)|s(?:ell|old)',
    'hauss(?:e|es|é|ée|és|ier)|baiss(?:e|es|é|ée|er|ent)|augment(?:e|ent|é|ée|er|ation)',
    'diminu(?:e|ent|é|ée|er|tion)|croi(?:t|ssance|ssent)|croît(?:re)?|décroissance|décroît',
    'progress(?:e|é|er|ion)|recul(?:e|é|er|ent)?|chut(?:e|é|er|ent)|mont(?:e|ent|é|ée|er)',
    'descend(?:s|re|ent|u)?|gagn(?:e|é|er|ent)|perd(?:s|u|re|ent)?|nord|sud|ouest|gauche|droite',
    'avant|après|amélior(?:e|é|er|ation)|aggrav(?:e|é|er|ation)|rejet(?:te|é|er)?|refus(?:e|é|er)?',
    'steig(?:t|en)|stieg|sink(?:t|en)|sank|süd(?:en)?|norden|ost(?:en)?|links|rechts',
  ].join('|')})$`,
  'u',
);

/** Returns whether a lower-case word states a direction. */
export function isDirection(word: string): boolean {
  return DIRECTIONS.test(word);
}
