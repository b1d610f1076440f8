import type { TextRange } from '@/utils/text/text-model';
import type { ContentWord } from './closest-sentence';
import type { ComparedPair, Difference } from './compared-pair';
import type { ComparedText } from './compared-text';
import type { Denial } from './negations';

/* Whether one of a claim and its passage denies what the other says. */

/** Finds a statement that the claim denies and the passage makes, or the reverse. Whole pages are not compared in this way. */
export function denial({ claim, best, sides, isPage }: ComparedPair): Difference | null {
  if (isPage || claim.denials.some(({ isSoft }) => isSoft)) return null;
  for (const side of sides) {
    const isDenying = claim.denials.length > 0;
    if (isDenying && side !== best) break;
    const found = isDenying ? deniedByClaim(claim, side) : deniedBySide(claim, side);
    // Another sentence may say it as the claim does.
    if (found !== null && !sides.some((other) => other !== side && saysAs(claim, other, found)))
      return found.difference;
  }
  return null;
}

/** A difference about one word, which the claim says or denies. */
interface DeniedWord {
  readonly difference: Difference;
  readonly stem: string;
}

function deniedByClaim(claim: ComparedText, side: ComparedText): DeniedWord | null {
  // What a sentence denies may be the same in other words.
  if (side.denials.some((one) => !isSupposed(side, one))) return null;
  for (const one of claim.denials) {
    if (isLimited(claim, one)) continue;
    const met = deniedWord(claim, one, side);
    if (met === null || isDenied(side, met)) continue;
    const { start, end } = one;
    const against = side.text.slice(met.start, met.end);
    return { difference: { kind: 'negation', start, end, against }, stem: met.stem };
  }
  return null;
}

function deniedBySide(claim: ComparedText, side: ComparedText): DeniedWord | null {
  for (const one of side.denials) {
    if (one.isSoft || LIMITED.test(side.lower.slice(one.cueEnd))) continue;
    // The claim may say what it is instead: "not fast, but slowly".
    if (saysInstead(claim, side, one)) continue;
    const met = deniedWord(side, one, claim);
    if (met === null) continue;
    const { start, end } = met;
    const against = side.text.slice(one.start, one.end);
    return { difference: { kind: 'negation', start, end, against }, stem: met.stem };
  }
  return null;
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
function saysAs(claim: ComparedText, side: ComparedText, { stem }: DeniedWord): boolean {
  const claimDenies = claim.denials.length > 0;
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

function isLimited({ lower }: ComparedText, { cueEnd }: Denial): boolean {
  const behind = lower.slice(cueEnd);
  return CONTRAST.test(behind) || LIMITED.test(behind);
}

/** "Effective" and "ineffective", "inhabited" and "uninhabited" */
const NEGATED = /^(?:un|in|im|ir|il|dis|non-?)(?=\p{L}{5})/u;
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
const LIMITED =
  /^[^.;,]{0,40}(?<!\p{L})(?:before|beyond|after|until|unless|without|avant|au-delà|après|tant que|sans)(?!\p{L})/u;

/** "Does not currently supply" denies "supply". */
const ADVERB =
  /\p{L}{3}[^p]ly$|^(?:encore|actuellement|toujours|pleinement|entièrement|vraiment)$/u;

/** Returns the word of `other` that the denial is about; null if `other` has no such word. */
function deniedWord(denier: ComparedText, denial: Denial, other: ComparedText): ContentWord | null {
  const inScope = denier.words.filter(
    ({ start, end, stem }) =>
      start >= denial.scope.start &&
      end <= denial.scope.end &&
      !/\d/u.test(stem) &&
      !ADVERB.test(denier.lower.slice(start, end)),
  );
  const inside = inScope.filter(({ end }) => end <= denial.cueEnd);
  const behind = inScope.filter(({ end }) => end > denial.cueEnd).slice(0, denial.denies);
  // "No serious threat" denies the threat, "no difference beyond walking" not the walking.
  const after = behind.filter(
    ({ start }, at) => at === 0 || denial.isClause || start - (behind[at - 1]?.end ?? 0) === 1,
  );
  for (const { stem } of [...inside, ...(denial.isClause ? after.toReversed() : after)]) {
    const met = other.words.find((word) => word.stem === stem);
    if (met !== undefined) return met;
  }
  return null;
}
