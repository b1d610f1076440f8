import type { TextRange } from '@/utils/text/text-model';
import { type ContentWord, stemOf } from './closest-sentence';
import { type ComparedPair, type Difference, sharedStems } from './compared-pair';
import type { ComparedText } from './compared-text';
import type { Denial } from './negations';
import { sidesOf } from './opposites';
import { foldWord } from './same-names';
import { quick } from './scan-text';

/* Whether one of a claim and its passage denies what the other says. */

/** Finds a statement that the claim denies and the passage makes, or the reverse. Whole pages are not compared in this way. */
export function denial({ claim, best, sides, isPage }: ComparedPair): Difference | null {
  if (isPage) return null;
  for (const side of sides) {
    // "Without" and "unlikely" only hint at a denial. If the passage has the same word, it says the same.
    if (claim.denials.some((one) => one.isSoft && !hasWord(side, claim, one))) continue;
    const isDenying = claim.denials.some(({ isSoft }) => !isSoft);
    if (isDenying && side !== best) break;
    // "Declined to pay" in a sentence about somebody else denies nothing of the claim.
    if (sharedStems(claim, side).size * 2 < sharedStems(claim, best).size) continue;
    const found = deniedBetween(claim, side);
    // Another sentence may say it as the claim does.
    if (found !== null && !sides.some((other) => other !== side && saysAs(claim, other, found)))
      return found.difference;
  }
  return null;
}

/** Words that can say in another way what a sentence denies. */
export const NEGATIVE = quick(
  /(?<!\p{L})(?:only|nothing|rien|hardly|barely|less|fewer|moins|against|contre|instead|rather|free of|safe|secret|stays?|stayed|first|alone|silent|despite|malgré|although|though|bien que|but|mais|plutôt|sauf|trop|too|still|toujours|encore|drop(?:s|ped)?|lost?|los(?:e|s|ing)|perdu?e?s?|excuse\p{L}*|end(?:ed|s)?|ends|miss(?:ed|es|ing)?|(?:seul|stop|halt|block|bloqu|doubt|doute|critici|critiqu|exempt|contest|oppos|ignor|overlook|oubli|reste|remain|maint|premi|exclu|abst|absen|except|surviv|surv[ié]cu|indemne|protég|protect|impossib|impun|disagree|disapprov|dismiss|dispens|un\p{L}{4}|inconn|insuffi|incompl|incompat|inaccess|indispos|invalid|inexist|invisib)\p{L}*)(?!\p{L})/u,
);
const CLAUSE_STARTS = quick(/[.,;:!?—\n]|(?<!\p{L})(?:but|mais|and|et) /gu);
const CLAUSE_ENDS = quick(
  /[.,;:!?—\n]|(?<!\p{L})(?:but|mais|because|car|so that|who|qui|(?:that|which) (?:is|are|was|were|has|have)) /u,
);
/** The least number of words that a claim shares with a clause that denies what it says. */
const LEAST_IN_CLAUSE = 2;
/** The share of what the claim has in common with the passage that is in that clause. */
const MOSTLY_THERE = 0.8;
/** The least share of the words of the claim that the clause has. */
const PART_THERE = 0.3;

/**
 * The claim shares its words with one clause of the passage, which denies something, and has no word
 * that denies, limits or turns anything: "worried about the cost" and "without a thought for the
 * cost".
 */
export function clauseDenied({ claim, best, sides, isPage }: ComparedPair): Difference | null {
  if (isPage || claim.denials.length > 0 || best.denials.every(({ isSoft }) => isSoft)) return null;
  if (NEGATIVE.test(claim.lower)) return null;
  const common = claim.words.filter(({ stem }) => sides.some(({ stems }) => stems.has(stem)));
  for (const one of best.denials) {
    if (one.isSoft || isSupposed(best, one) || CONTRAST.test(best.lower.slice(one.cueEnd)))
      continue;
    const before = [...best.lower.slice(0, one.start).matchAll(CLAUSE_STARTS)].at(-1);
    const from = before === undefined ? 0 : before.index + before[0].length;
    const end = one.cueEnd + (CLAUSE_ENDS.exec(best.lower.slice(one.cueEnd))?.index ?? Infinity);
    const inClause = best.words.filter((word) => word.start >= from && word.end <= end);
    const met = common.filter(({ stem }) => inClause.some((word) => word.stem === stem));
    const stems = new Set(met.map(({ stem }) => stem));
    const isDeniedThere = inClause.some((word) => word.start >= one.start && stems.has(word.stem));
    if (!isDeniedThere || stems.size < LEAST_IN_CLAUSE) continue;
    const known = new Set(common.map(({ stem }) => stem)).size;
    if (stems.size < known * MOSTLY_THERE || stems.size < claim.stems.size * PART_THERE) continue;
    const [first] = met;
    const last = met.at(-1);
    if (first === undefined || last === undefined) continue;
    const against = best.text.slice(one.start, one.end);
    const start = Math.min(first.start, behindSubject(claim));
    return { kind: 'negation', start, end: last.end, against };
  }
  return null;
}

/** Returns where the first word or name of a claim ends, and a verb may begin. */
function behindSubject({ words, text }: ComparedText): number {
  let end = 0;
  for (const word of words) {
    if (end > 0 && (!word.capital || word.start - end > 1)) break;
    end = word.end;
  }
  return /^ +/u.test(text.slice(end)) ? end + 1 : end;
}

/** Whether a text has the first word of a denial of another text. */
const hasWord = (side: ComparedText, of: ComparedText, { start, end }: Denial): boolean => {
  const stem = stemOf(foldWord(of.lower.slice(start, end)));
  return side.words.some((word) => word.stem === stem);
};

/** A difference about one word, which the claim says or denies. */
interface DeniedWord {
  readonly difference: Difference;
  readonly stem: string;
}

/** Returns the word that the claim denies and the other text says, or the reverse. */
export const deniedBetween = (claim: ComparedText, side: ComparedText): DeniedWord | null =>
  claim.denials.some(({ isSoft }) => !isSoft)
    ? deniedByClaim(claim, side)
    : deniedBySide(claim, side);

function deniedByClaim(claim: ComparedText, side: ComparedText): DeniedWord | null {
  for (const one of claim.denials) {
    if (one.isSoft || isLimited(claim, one, side)) continue;
    // "Without the loan, the mill would close" supposes what is not so.
    if (WITHOUT.test(claim.lower.slice(one.start, one.cueEnd)) && SUPPOSED.test(claim.lower))
      continue;
    const met = deniedWord(claim, one, side);
    // A passage may have the word twice, and deny it once.
    if (met === null || side.words.some((word) => word.stem === met.stem && isDenied(side, word)))
      continue;
    // What a clause denies may be the same in other words.
    const mayBeSame = (other: Denial): boolean =>
      !isSupposed(side, other) && !hasWord(claim, side, other) && !areApart(side, other, met);
    if (side.denials.some(mayBeSame)) return null;
    const { start, end } = one;
    const against = side.text.slice(met.start, met.end);
    return { difference: { kind: 'negation', start, end, against }, stem: met.stem };
  }
  return null;
}

/** Whether somebody's own words, or a whole clause, stand between a word and a denial behind it. */
const areApart = ({ text }: ComparedText, denial: Denial, word: TextRange): boolean =>
  word.end <= denial.start && /[“«"]|[,;:] [^,;:]{20,}/u.test(text.slice(word.end, denial.start));

function deniedBySide(claim: ComparedText, side: ComparedText): DeniedWord | null {
  for (const one of side.denials) {
    if (one.isSoft || hasLimit(side, one, claim) || isAside(side, one, claim)) continue;
    // The claim may say what it is instead: "not fast, but slowly".
    if (saysInstead(claim, side, one)) continue;
    const met = deniedWord(side, one, claim);
    if (met === null) continue;
    const { start, end } = withVerb(claim, met);
    const against = side.text.slice(one.start, one.end);
    return { difference: { kind: 'negation', start, end, against }, stem: met.stem };
  }
  return null;
}

/** "Left the village without water" says nothing of a claim about water that shares no other word with it. */
function isAside(
  { lower, words }: ComparedText,
  { start, cueEnd }: Denial,
  { stems }: ComparedText,
): boolean {
  if (!WITHOUT.test(lower.slice(start, cueEnd))) return false;
  const clause = [...lower.slice(0, start).matchAll(CLAUSE_STARTS)].at(-1);
  return !words.some(
    (word) => word.start >= (clause?.index ?? 0) && word.end <= start && stems.has(word.stem),
  );
}

const SUPPOSED = quick(/(?<!\p{L})(?:would|could|might|\p{L}+rai(?:t|ent))(?!\p{L})/u);
const WITHOUT = /^(?:without|sans)$/u;

/** "Agreed to hear" and "will have" belong to what is denied. */
const VERB_BEFORE = quick(
  /(?:(?<!\p{L})(?:(?:\p{L}+(?:ed|s|e)) to|has|have|had|will|would|can|could|may|might|must|should|does|did|is|are|was|were|be|been|being|still|already|both|able to|begun|a|ont|est|sont|avait|avaient|aura|auront|était|étaient|sera|seront|peut|peuvent|pourra|pourront|va|vont|doit|doivent|été|déjà|encore|bien|toujours|(?:accept|continu|commenc|réuss|parv|décid)\p{L}+ (?:à|de)) ){1,3}$/u,
);

function withVerb({ lower }: ComparedText, { start, end }: TextRange): TextRange {
  const before = VERB_BEFORE.exec(lower.slice(Math.max(0, start - 40), start))?.[0] ?? '';
  return { start: start - before.length, end };
}

/** Returns whether a claim shares a word with what follows a denial as its opposite. */
function saysInstead(claim: ComparedText, { lower, words }: ComparedText, one: Denial): boolean {
  const contrast = CONTRAST.exec(lower.slice(one.cueEnd))?.[0];
  if (contrast === undefined) return false;
  const start = one.cueEnd + contrast.length;
  const clause = /^[^,.;:]*/u.exec(lower.slice(start))?.[0] ?? '';
  return words.some(
    (word) =>
      word.start >= start && word.end <= start + clause.length && claim.stems.has(word.stem),
  );
}

/** Returns whether a denial is in a condition: "if it fails to pay, …". */
const isSupposed = ({ lower }: ComparedText, { start }: Denial): boolean =>
  /(?:^|[,;:—–(] ?)(?:if|unless|si|s'ils?) [^,;:]*$/u.test(lower.slice(0, start));

/** Returns whether a sentence has the word of a difference, denied if the claim denies it. */
export function saysAs(claim: ComparedText, side: ComparedText, { stem }: DeniedWord): boolean {
  const claimDenies = claim.denials.some(({ isSoft }) => !isSoft);
  return side.words.some((word) => word.stem === stem && isDenied(side, word) === claimDenies);
}

/** Returns whether a denial stands before a word in its clause, or around it. */
function isDenied({ denials, lower }: ComparedText, { start, end }: TextRange): boolean {
  return denials.some(
    (denial) =>
      denial.start < end &&
      (start < denial.scope.end || !ENDS_CLAUSE.test(lower.slice(denial.cueEnd, start))),
  );
}

const ENDS_CLAUSE = /[.,;:!?]/u;

const isLimited = (claim: ComparedText, one: Denial, side: ComparedText): boolean =>
  CONTRAST.test(claim.lower.slice(one.cueEnd)) || hasLimit(claim, one, side);

/**
 * Whether a denial holds only up to a limit: "not before Saturday" is on Saturday. A limit in time
 * counts if the other text has it, or has a figure.
 */
function hasLimit(
  { lower, words }: ComparedText,
  { cueEnd }: Denial,
  other: ComparedText,
): boolean {
  const limit = LIMITED.exec(lower.slice(cueEnd))?.[0];
  if (limit === undefined) return false;
  if (!IN_TIME.test(limit)) return true;
  const behind = words.filter(({ start }) => start >= cueEnd + limit.length);
  return other.quantities.length > 0 || behind.some(({ stem }) => other.stems.has(stem));
}

/** "Effective" and "ineffective", "inhabited" and "uninhabited" */
const NEGATED = quick(/^(?:un|in|im|ir|il|dis|non-?)(?=\p{L}{5})/u);
/** What is left of words that start with such letters and deny nothing, or something else. */
const NO_BASES = new Set(
  `formation formations crease creased creases creasing vested vestment vestments stance stances tense
   valuable flammable coming different count counts counted cover covers covered covering close
   closed closes closing charge charged charges course cours press pressed pression pressions plant
   plants print prison pound sight stall stalled voice position positions posée posés posées portant
   pendant employment employed habit habited habitant habitants`.split(/\s+/u),
);

/** Finds a word in the claim or the passage whose negated form is in the other: "effective" and "ineffective". */
export function oppositeForm({ claim, sides }: ComparedPair): Difference | null {
  for (const side of sides) {
    if (claim.denials.length > 0 || side.denials.length > 0) continue;
    const found = formDenied(claim, side) ?? formDenied(side, claim);
    if (found === null) continue;
    const [mine, theirs] =
      found.of === claim ? [found.denied, found.plain] : [found.plain, found.denied];
    return { kind: 'negation', ...mine, against: side.text.slice(theirs.start, theirs.end) };
  }
  return null;
}

/** Returns a negated word of `of` ("ineffective") and its plain form in `other` ("effective"). */
function formDenied(
  of: ComparedText,
  other: ComparedText,
): { readonly of: ComparedText; readonly denied: TextRange; readonly plain: TextRange } | null {
  for (const { start, end } of of.words) {
    const word = of.lower.slice(start, end);
    const base = word.replace(NEGATED, '');
    if (base === word || NO_BASES.has(base)) continue;
    const plain = wordIn(other, base);
    if (plain === null) continue;
    if (wordIn(other, word) !== null || wordIn(of, base) !== null) continue;
    return { of, denied: { start, end }, plain };
  }
  return null;
}

function wordIn({ words, lower }: ComparedText, word: string): TextRange | null {
  const found = words.find(({ start, end }) => lower.slice(start, end) === word);
  return found === undefined ? null : { start: found.start, end: found.end };
}

/** What follows a denial as its opposite: "not X, but Y" says Y. */
const CONTRAST = /^[^.;]{0,80}, (?:but|mais|rather) /u;
/** "Not before Saturday" is on Saturday, and "not beyond five years" is up to five years. */
const LIMITED = quick(
  /^[^.;,]{0,40}(?<!\p{L})(?:before|beyond|after|until|unless|without|avant|au-delà|après|tant que|sans)(?!\p{L})/u,
);

const IN_TIME = /(?:before|after|avant|après)$/u;

/** "Does not currently supply" and "did not wish to supply" deny "supply". */
const TRANSPARENT = quick(
  /\p{L}{3}[^p]ly$|^(?:encore|actuellement|toujours|pleinement|entièrement|vraiment|yet|able|want(?:s|ed)?|wish(?:es|ed)?|willing|manage[ds]?|plan(?:s|ned)?|intend(?:s|ed)?|seem(?:s|ed)?|appear(?:s|ed)?|going|souhait\p{L}+|voul\p{L}+|veu(?:t|lent)|pouv\p{L}+|pourr\p{L}+|peu(?:t|vent)|réuss\p{L}+|parv\p{L}+|sembl\p{L}+|prévoi\p{L}+|compt(?:e|ent|ait))$/u,
);

/** Returns the word of `other` that the denial is about; null if `other` has no such word. */
function deniedWord(denier: ComparedText, denial: Denial, other: ComparedText): ContentWord | null {
  const inScope = denier.words.filter(
    ({ start, end, stem }) =>
      start >= denial.scope.start &&
      end <= denial.scope.end &&
      !/\d/u.test(stem) &&
      !TRANSPARENT.test(denier.lower.slice(start, end)),
  );
  const inside = inScope.filter(({ end }) => end <= denial.cueEnd);
  const behind = inScope.filter(({ end }) => end > denial.cueEnd).slice(0, denial.denies);
  // "No serious threat" denies the threat, "no difference beyond walking" not the walking.
  const after = behind.filter(
    ({ start }, at) => at === 0 || denial.isClause || start - (behind[at - 1]?.end ?? 0) === 1,
  );
  const ofSubject = isOfSubject(denier, denial);
  if (ofSubject) {
    // "None of the samples were tested" denies the test, and says nothing of the samples.
    const said = inScope.filter(({ start }) => start >= denial.cueEnd);
    const predicate = HAS_SUBJECT.test(denier.lower.slice(denial.start, denial.cueEnd))
      ? said.slice(0, 1)
      : said.slice(1, 2);
    const about = other.words.find((word) => predicate.some(({ stem }) => stem === word.stem));
    return about === undefined || !sharesAnother(inScope, about, other) ? null : about;
  }
  for (const { stem } of [...inside, ...(denial.isClause ? after.toReversed() : after)]) {
    const met = other.words.find((word) => word.stem === stem);
    if (met !== undefined) return met;
  }
  const [first] = after;
  return first === undefined ? null : meansTheSame(denier, first, other);
}

/** Whether a sentence begins with what does not exist, and then says what it does not do: "none of the samples were …". */
const isOfSubject = ({ lower }: ComparedText, { start, cueEnd }: Denial): boolean =>
  QUANTITY.test(lower.slice(start, cueEnd)) && OPENS_CLAUSE.test(lower.slice(0, start));

const OPENS_CLAUSE = quick(/(?:^|[.,;:!?])[^\p{L}\p{N}]*(?:(?:and|but|et|mais) )?$/u);
const QUANTITY = quick(/^(?:no|none of|neither|ni|aucune?|nulle?)(?!\p{L})/u);
/** The words of the denial have its subject: "neither Ann nor Tom". */
const HAS_SUBJECT = /^neither|(?: ne | n'|^n')$/u;

/** Whether a text has a second word of those that are denied, if there is a second one. */
function sharesAnother(
  denied: readonly ContentWord[],
  { stem: known }: ContentWord,
  { stems }: ComparedText,
): boolean {
  const others = denied.filter(({ stem }) => stem !== known);
  return others.length === 0 || others.some(({ stem }) => stems.has(stem));
}

/** Returns a word of the other text that says the same as a denied word: "did not rise" and "grew". */
function meansTheSame(
  { lower, stems }: ComparedText,
  { start, end }: ContentWord,
  other: ComparedText,
): ContentWord | null {
  const sides = sidesOf(lower.slice(start, end)).filter(({ needs }) => needs === 'nothing');
  if (sides.length === 0 || !other.words.some(({ stem }) => stems.has(stem))) return null;
  const others = other.words.map((word) => ({
    word,
    sides: sidesOf(other.lower.slice(word.start, word.end)),
  }));
  const find = (isSame: boolean): ContentWord | undefined =>
    others.find(({ sides: known }) =>
      known.some((one) =>
        sides.some(({ row, side }) => row === one.row && (side === one.side) === isSame),
      ),
    )?.word;
  // What is denied may be said as its opposite: "not in favour" is "hostile".
  return find(false) === undefined ? (find(true) ?? null) : null;
}
