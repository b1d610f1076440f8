import type { TextRange } from '@/utils/text/text-model';
import type { ContentWord } from './closest-sentence';
import { type ComparedPair, type Difference, dimensionOf, sameValue } from './compared-pair';
import { type ComparedText, comparedSentence } from './compared-text';
import type { EvidenceText } from './evidence-text';
import { hedgeAround, hedgeStart } from './hedges';
import type { Denial } from './negations';
import { figureOfAnother, swappedFigures } from './other-figure';
import { otherActor, otherSpeaker, reversedNames } from './other-speaker';
import type { Hedge } from './quantity';

/** The number of sentences of a passage that a claim is compared with. */
const MOST_SENTENCES = 4;
/** In UTF-16 units. A longer claim or sentence is mostly a list, so it is not compared. */
const LONGEST = 1200;
/** A passage of at most this many sentences is about one thing, so all of them are compared. */
const FEW_SENTENCES = 3;
/** Of a longer passage, a sentence is compared if it shares this many words with the claim. */
const LEAST_SHARED = 2;
/** The longest quote of the passage in a hint, in UTF-16 units. */
const LONGEST_QUOTED = 60;

/**
 * Returns where a claim and the closest sentences of its passage differ between their figures and
 * names: one rises and the other falls, one denies, a figure belongs to something else. Each is a
 * question, because only the words are compared, and nothing here understands a sentence.
 * `sameLanguage` says whether claim and passage are in one language, `isPage` whether the passage
 * is a whole page. Linear in the claim, and in the sentences that share a word with it.
 */
export function differencesOf(
  claim: ComparedText,
  evidence: EvidenceText,
  { sameLanguage, isPage }: { readonly sameLanguage: boolean; readonly isPage: boolean },
): Difference[] {
  if (claim.text.length > LONGEST) return [];
  const closest = evidence.sentences
    .closest(claim.words, MOST_SENTENCES, FEW_SENTENCES)
    .filter((sentence) => sentence.text.length <= LONGEST);
  const [first] = closest;
  if (first === undefined) return [];
  const best = comparedSentence(first, evidence);
  const shared = sharedStems(claim, best);
  const isShort = evidence.sentences.count <= FEW_SENTENCES;
  const sides = [
    best,
    ...closest
      .slice(1)
      .map((sentence) => comparedSentence(sentence, evidence))
      .filter(
        (side) => isShort || sharedStems(claim, side).size >= Math.min(LEAST_SHARED, shared.size),
      ),
  ];
  if (shared.size === 0 && !isShort) return [];
  const pair: ComparedPair = { claim, best, sides, sameLanguage, isPage };
  const found = [
    oppositeDirection(pair),
    denial(pair),
    oppositeBound(pair),
    pointsForPercent(pair),
    otherPeriod(pair),
    swappedFigures(pair),
    otherSpeaker(pair, closest) ?? reversedNames(pair) ?? otherActor(pair, evidence),
    figureOfAnother(pair),
    otherCause(pair),
  ].flatMap((difference) => difference ?? []);
  return found.map((each) => ({ ...each, against: each.against.slice(0, LONGEST_QUOTED).trim() }));
}

const sharedStems = (a: ComparedText, b: ComparedText): Set<string> =>
  new Set([...a.stems].filter((stem) => b.stems.has(stem)));

const EXPECTED =
  /(?<!\p{L})(?:should|expect(?:s|ed)?|forecasts?|predict(?:s|ed)?|hopes?|plans?|devrai(?:t|ent)|prévoi(?:t|ent)|espèrent?|table(?:nt)?)(?!\p{L})/u;

/** One says that something rises, the other that it falls. */
function oppositeDirection({ claim, sides }: ComparedPair): Difference | null {
  const mine = claim.turns;
  if (mine.length === 0) return null;
  for (const side of sides) {
    // It fell, and is expected to rise.
    if (EXPECTED.test(claim.lower) !== EXPECTED.test(side.lower)) continue;
    const theirs = side.turns;
    for (const turn of mine) {
      const ofRow = theirs.filter(({ row }) => row === turn.row);
      const [against] = ofRow;
      // A text that says both is about two things.
      if (against === undefined || ofRow.some((other) => other.side === turn.side)) continue;
      if (mine.some((other) => other.row === turn.row && other.side !== turn.side)) continue;
      return {
        kind: 'direction',
        start: turn.start,
        end: turn.end,
        against: side.text.slice(against.start, against.end),
      };
    }
    if (theirs.some(({ row }) => mine.some((turn) => turn.row === row))) return null;
  }
  return null;
}

/** One denies what the other says. Of a whole page, this is not asked. */
function denial({ claim, best, isPage }: ComparedPair): Difference | null {
  if (isPage) return null;
  const mine = claim.denials;
  const theirs = best.denials;
  const isDenied = mine.length > 0;
  if (isDenied && theirs.length > 0) return null;
  if ([...mine, ...theirs].every(({ isSoft }) => isSoft)) return null;
  if (mine.some(({ isSoft }) => isSoft)) return null;
  const denier = isDenied ? claim : best;
  const other = isDenied ? best : claim;
  for (const one of isDenied ? mine : theirs) {
    const behind = denier.lower.slice(one.cueEnd);
    if (one.isSoft || CONTRAST.test(behind) || LIMITED.test(behind)) continue;
    const met = deniedWord(denier, one, other);
    if (met === null) continue;
    const range = isDenied ? one : met;
    const against = isDenied ? met : one;
    return {
      kind: 'negation',
      start: range.start,
      end: range.end,
      against: best.text.slice(against.start, against.end),
    };
  }
  return null;
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

/** "Nearly 100" is below 100. */
const isAbove = (hedge: Hedge): boolean => hedge === 'above';
const isBelow = (hedge: Hedge): boolean => hedge === 'below' || hedge === 'nearly';
const LIMIT =
  /(?<!\p{L})(?:max|maximum|maximal|maximale|limit|limits|ceiling|cap|plafond)(?!\p{L})/u;
const FLOOR = /(?<!\p{L})(?:min|minimum|minimal|minimale|floor|plancher)(?!\p{L})/u;

/** Returns how a sentence bounds a figure, also by a word far from it: "the maximum … is 32". */
function boundOf({ lower }: ComparedText, { start, end }: TextRange): Hedge {
  const hedge = hedgeAround(lower, start, end);
  if (hedge !== 'exactly') return hedge;
  if (LIMIT.test(lower)) return 'below';
  return FLOOR.test(lower) ? 'above' : 'exactly';
}

/** One says "at least", the other "at most", of the same figure. */
function oppositeBound({ claim, sides }: ComparedPair): Difference | null {
  for (const quantity of claim.quantities) {
    const mine = hedgeAround(claim.lower, quantity.start, quantity.end);
    // A denied bound is the opposite one: "may not be kept beyond five years".
    if (claim.denials.some(({ isSoft, scope: { start } }) => !isSoft && start <= quantity.start))
      continue;
    const isOpposite = isAbove(mine) ? isBelow : isBelow(mine) ? isAbove : null;
    if (isOpposite === null) continue;
    const matches =
      sides
        .map((side) =>
          side.quantities
            .filter((other) => sameValue(quantity, other))
            .map((other) => ({ side, other, hedge: boundOf(side, other) })),
        )
        .find((found) => found.length > 0) ?? [];
    const [against] = matches.filter(({ hedge }) => isOpposite(hedge));
    if (against === undefined || matches.some(({ hedge }) => !isOpposite(hedge))) continue;
    const { side, other } = against;
    return {
      kind: 'bound',
      start: hedgeStart(claim.lower, quantity.start),
      end: quantity.end,
      against: side.text.slice(hedgeStart(side.lower, other.start), other.end),
    };
  }
  return null;
}

/** One says points, the other per cent, of the same figure. */
function pointsForPercent({ claim, sides }: ComparedPair): Difference | null {
  for (const quantity of claim.quantities) {
    const mine = dimensionOf(quantity);
    if (!/^(?:%|points?)$/u.test(mine)) continue;
    const matches = sides.flatMap((side) =>
      side.quantities
        .filter(
          (other) => sameValue(quantity, other) && /^(?:%|points?)$/u.test(dimensionOf(other)),
        )
        .map((other) => ({ side, other })),
    );
    const isSame = (dimension: string): boolean => (dimension === '%') === (mine === '%');
    const [against] = matches;
    if (against === undefined || matches.some(({ other }) => isSame(dimensionOf(other)))) continue;
    const { side, other } = against;
    return {
      kind: 'points',
      start: quantity.start,
      end: quantity.end,
      against: side.text.slice(other.start, other.end),
    };
  }
  return null;
}

/** One says per month, the other per year, of the same figure. */
function otherPeriod({ claim, sides }: ComparedPair): Difference | null {
  const mine = claim.periods;
  const [period] = mine;
  if (period === undefined) return null;
  for (const side of sides) {
    const shares = side.quantities.some((other) =>
      claim.quantities.some((quantity) => !quantity.loose && sameValue(quantity, other)),
    );
    if (!shares) continue;
    const theirs = side.periods;
    const [against] = theirs;
    if (against === undefined) continue;
    if (mine.some(({ name }) => theirs.some((other) => other.name === name))) return null;
    return {
      kind: 'rate',
      start: period.start,
      end: period.end,
      against: side.text.slice(against.start, against.end),
    };
  }
  return null;
}

/** The claim gives a reason that the passage does not have, or one in spite of which it happened. */
function otherCause({ claim, best, sides, sameLanguage }: ComparedPair): Difference | null {
  const [mine] = claim.causes;
  if (mine === undefined) return null;
  const theirs = best.causes;
  const named = claim.words.filter(
    ({ start, end }) => start >= mine.scope.start && end <= mine.scope.end,
  );
  const known = new Set(sides.flatMap(({ words }) => words.map(({ stem }) => stem)));
  const isOther =
    theirs.length > 0 &&
    sameLanguage &&
    named.length > 0 &&
    !named.some(({ stem }) => known.has(stem));
  const isOpposite = theirs.length > 0 && theirs.every(({ despite }) => despite !== mine.despite);
  if (!isOpposite && (!isOther || mine.despite)) return null;
  const [against] = theirs;
  return {
    kind: 'cause',
    start: mine.start,
    end: mine.scope.end,
    against: against === undefined ? best.text : best.text.slice(against.start, against.scope.end),
  };
}
