/*
 * A lead-in is the words before a citation that say nothing without the words behind it. Examples:
 * "According to" in "According to [1], the river rose".
 * "The agency" in "The agency [1] found a leak".
 */

/** In UTF-16 units and in words. Longer words before a citation are rather a claim. */
const LONGEST = 120;
const MOST_WORDS = 9;
/** Words of a phrase without a comma behind it, as in "Laut der Behörde [1] stieg der Fluss". */
const MOST_WITHOUT_COMMA = 3;

const JOINS = /^(?:and|but|yet|while|et|mais|und|aber|y|pero|e|ma)\s+/iu;
/** What begins a new claim or says more about the words before the citation. */
const JOINS_ON =
  /^(?:and|or|but|nor|yet|while|whereas|which|who|whose|because|since|so|et|ou|mais|tandis|alors|qui|que|dont|car|und|oder|aber|während|wobei|was|y|o|pero|e|ma)(?![\p{L}\p{M}'’])/iu;
const ATTRIBUTES =
  /^(?:according to|as per|based on|drawing on|selon|d['’]après|laut|gemäß|según|de acuerdo con|secondo|segundo|volgens)(?:\s|$)/iu;
/** Prepositions and the like that a phrase begins with. None of them also begins a clause. */
const PREPOSITION =
  /^(?:in|on|at|for|from|by|during|under|within|per|see|cf\.?|dans|en|à|au|aux|sur|pour|par|pendant|voir|im|am|bei|für|nach|aus|siehe|vgl\.?|nel|nella|para|zie|vedi|véase)(?:\s|$)/iu;
const COMPARES = /^(?:as|comme|wie|como|come|zoals)(?:\s|$)/iu;
/** What a phrase ends with whose noun is the citation itself, as in "Data from [1] show". */
const NEEDS_NOUN = /(?:^|\s)(?:in|by|from|of|dans|par|de|von|aus)$/iu;
/** "As the report shows" in French, where the verb stands before its subject. */
const COMME = /^comme\s(?:le\s|l['’])\p{L}+(?:\s|$)/iu;
const REPORTED =
  /^(?:it|es|il)\s(?:is|was|has been|wurde|wird|est|a été)\s\p{L}+\s(?:in|by|dans|par|in|von)$/iu;
/** Words that make a clause. A participle of a publication is none, as in "a report published". */
const VERB =
  /(?<![\p{L}\p{M}'’-])(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|rose|rise|rises|fell|fall|falls|grew|grows?|went|goes|came|comes?|became|becomes?|gave|gives?|made|makes?|took|takes?|won|wins?|lost|hit|saw|began|left|stood|held|kept|cost|costs|said|says?|(?!(?:publish|releas|issu|commission|dat|updat|present|unit|limit)ed)\p{L}{2,}ed|est|sont|était|étaient|ont|avait|avaient|sera|seront|peut|peuvent|doit|doivent|fait|font|ist|sind|war|waren|hat|haben|hatte|wird|werden|wurde|wurden|kann|können|muss|es|son|fue|era|ha|han|è|sono)(?![\p{L}\p{M}'’-])/iu;
const SAYS =
  /^(?:(?:also|has|have|had|itself|aussi|ont|a|hat|auch)\s){0,2}(?:finds?|found|shows?|showed|shown|says?|said|reports?|reported|states?|stated|argues?|argued|suggests?|suggested|estimates?|estimated|concludes?|concluded|notes?|noted|claims?|claimed|writes?|wrote|written|explains?|explained|observes?|observed|indicates?|indicated|confirms?|confirmed|demonstrates?|demonstrated|reveals?|revealed|predicts?|predicted|montr(?:e|ent|é)|affirm(?:e|ent|é)|indiqu(?:e|ent|é)|estim(?:e|ent|é)|rapport(?:e|ent|é)|conclut|concluent|conclu|précis(?:e|ent|é)|expliqu(?:e|ent|é)|constat(?:e|ent|é)|soulign(?:e|ent|é)|écri(?:t|vent)|révèl(?:e|ent)|révélé|zeig(?:t|en|te|ten)|gezeigt|bericht(?:et|en|ete|eten)|schreib(?:t|en)|schrieb|meld(?:et|en|ete|eten)|schätz(?:t|en|te|ten)|ergab|ergeben|belegt|belegen)(?![\p{L}\p{M}'’-])/iu;
const FIGURE = /(?<![\p{L}\d])(?!(?:1[5-9]|20)\d\d(?!\d))\d/u;

/** The end of a sentence. A full stop of an abbreviation is none, as in "Smith et al. [1] found". */
const ENDED = /(?<!(?<![\p{L}\p{N}])(?:al|cf|Dr|Mr|St|\p{Lu}))[.!?…。][)\]*_]*\s*$/u;
const STOP = /[.!?…。]["”»’)\]]*\s+(?=\P{Ll})|\n/gu;

/** Returns the end of a text that begins behind the last full stop in it. */
export function lastSentence(text: string): string {
  if (ENDED.test(text)) return '';
  const last = [...text.matchAll(STOP)].at(-1);
  return last === undefined ? text : text.slice(last.index + last[0].length);
}

/** Returns the start of a text up to a full stop and another sentence. */
export function firstSentence(text: string): string {
  return text.split(STOP, 1)[0] ?? '';
}

/** Whether a citation is the subject of the words behind it, as in "It fell. [1] found that …". */
export function isSubject(before: string, after: string): boolean {
  return lastSentence(before).trim() === '' && SAYS.test(after.trimStart());
}

function withoutJoint(words: string): string {
  return `${words.trim()} `.replace(JOINS, '').trim();
}

/**
 * Whether the second of two citations is the subject of a new clause, as in "The river rose [1], and
 * [2] found that it fell". In "Data from [1], [2], and [3] show that it fell" it is not.
 */
export function opensClause(before: string, between: string, after: string): boolean {
  if (!/^[,;]\s\p{L}/u.test(between) || !SAYS.test(after.trimStart())) return false;
  if (withoutJoint(between.slice(2)) !== '') return false;
  const words = lastSentence(before);
  return words.trim() !== '' && leadInBefore(words, firstSentence(after)) === null;
}

/**
 * Returns where the lead-in before a citation starts in `before`, the words since the citation or
 * the sentence before; null if they are a claim of their own. `after` begins behind the citation
 * and goes on to the next one or the end of the sentence. Linear.
 */
export function leadInBefore(before: string, after: string): number | null {
  if (!/\p{L}/u.test(after) || before.length > 2 * LONGEST) return null;
  const clause = before.search(/\S/u);
  if (clause < 0) return SAYS.test(after.trimStart()) ? before.length : null;
  const whole = before.trim();
  if (isLeadIn(whole.replace(JOINS, ''), after)) return clause;
  // Behind a clause with a claim: ", and according to [2], the town flooded".
  const joint = [...before.matchAll(/[,;]\s(?=\p{L})/gu)].at(-1);
  if (joint === undefined) return null;
  const own = before.slice(joint.index + joint[0].length);
  const joined = withoutJoint(own);
  const isJoined = joined !== own.trim() || joint[0].startsWith(';');
  const leads = joined === '' ? SAYS.test(after.trimStart()) : isLeadIn(joined, after);
  return isJoined && leads ? joint.index : null;
}

/** What joins two citations that are one noun, as in "In [1] and [2], the authors agree". */
const AND = 'and|et|und|y|e|&|or|ou|oder';
const AND_AT_END = new RegExp(`(?:^|\\s)(?:${AND})\\s?$`, 'iu');
const AND_AT_START = new RegExp(`^\\s?(?:${AND})(?=[\\s,])`, 'iu');

/** Whether a citation itself is the noun that its sentence needs, as in "As [1] shows". */
export function standsForNoun(text: string, after: string): boolean {
  const before = lastSentence(text).replace(AND_AT_END, '');
  const at = leadInBefore(before, firstSentence(after).replace(AND_AT_START, ''));
  if (at === null) return false;
  const words = before
    .slice(at)
    .replace(/^[,;\s]+/u, '')
    .replace(JOINS, '')
    .trim();
  return words === '' || endsOpen(words) || /^comme\s(?:le\s|l['’])\p{L}+$/iu.test(words);
}

function endsOpen(words: string): boolean {
  const isWhole = (pattern: RegExp) => pattern.exec(words)?.[0].trim() === words;
  return [ATTRIBUTES, PREPOSITION, COMPARES].some(isWhole) || NEEDS_NOUN.test(words);
}

/** Whether words are a quotation. Those behind it only say whose, as in "“It froze.” [1] said Lee". */
function isQuotation(words: string): boolean {
  return /^[*_]*["“«„]|[.!?…]["”»’]$/u.test(words);
}

function isLeadIn(phrase: string, after: string): boolean {
  // "In a report, the agency [1] says": the verb behind the mark shows that both go with it.
  const said = PREPOSITION.test(phrase) && SAYS.test(after.trimStart());
  const words = said ? phrase.replace(/,\s/u, ' ') : phrase;
  if (words === '' || words.length > LONGEST || /[,;:!?…\n\t]/u.test(words)) return false;
  if (isQuotation(words)) return false;
  const count = words.split(/\s+/u).length;
  if (count > MOST_WORDS || FIGURE.test(words)) return false;
  const [comma = ''] = /^[\s"”»’)\]*_]*,?\s*/u.exec(after) ?? [];
  const rest = after.slice(comma.length);
  const hasComma = comma.includes(',');
  if (JOINS_ON.test(rest) || !/^[\p{L}\p{N}«“"„(]\S*\s+\S/u.test(rest)) return false;
  if (REPORTED.test(words)) return true;
  const open = endsOpen(words);
  if (COMPARES.test(words)) {
    return (
      open || (hasComma && COMME.test(words)) || (!hasComma && SAYS.test(rest) && !VERB.test(words))
    );
  }
  if (VERB.test(words)) return false;
  if (open) return !hasComma || ATTRIBUTES.test(words) || PREPOSITION.test(words);
  if (!hasComma && SAYS.test(rest)) return true;
  if (ATTRIBUTES.test(words)) return hasComma || count <= MOST_WITHOUT_COMMA + 1;
  return hasComma && PREPOSITION.test(words);
}
