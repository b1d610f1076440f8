import type { TextRange } from '@/utils/text/text-model';
import type { Cause } from './causes';
import type { ContentWord } from './closest-sentence';
import {
  type ComparedPair,
  type Difference,
  dimensionOf,
  sameValue,
  sharedStems,
} from './compared-pair';
import { type ComparedText, comparedSentence } from './compared-text';
import type { EvidenceText } from './evidence-text';
import { hedgeAround, hedgeStart } from './hedges';
import { otherAgent, reversedRoles } from './other-agent';
import { ratioOfOtherClause } from './other-clause';
import { clauseDenied, denial, oppositeForm } from './other-denial';
import { oppositeDegree, oppositeDirection } from './other-direction';
import { otherDoer } from './other-doer';
import { figureOfAnother, swappedFigures } from './other-figure';
import { otherActor, otherSpeaker, reversedNames } from './other-speaker';
import type { Hedge, Quantity } from './quantity';
import { saysRestOf } from './said-otherwise';
import { quick } from './scan-text';

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
  const isRest = sides.some((side) => saysRestOf(claim, side));
  const opposed = [oppositeDirection, denial, oppositeForm, clauseDenied];
  const found = [
    ...(isRest ? [] : opposed.map((find) => find(pair))),
    oppositeDegree(pair),
    oppositeBound(pair),
    pointsForPercent(pair),
    otherPeriod(pair),
    swappedFigures(pair),
    otherSpeaker(pair, closest) ??
      reversedNames(pair) ??
      otherActor(pair, evidence) ??
      otherAgent(pair, evidence) ??
      reversedRoles(pair) ??
      otherDoer(pair, closest, evidence),
    figureOfAnother(pair) ?? ratioOfOtherClause(pair),
    otherCause(pair, evidence),
  ].flatMap((difference) => difference ?? []);
  return found.map((each) => ({ ...each, against: each.against.slice(0, LONGEST_QUOTED).trim() }));
}

/** "Nearly 100" is below 100. */
const isAbove = (hedge: Hedge): boolean => hedge === 'above';
const isBelow = (hedge: Hedge): boolean => hedge === 'below' || hedge === 'nearly';
const LIMIT = quick(
  /(?<!\p{L})(?:max|maximum|maximal|maximale|limit|limits|limited|ceiling|cap|caps|capped|plafond|plafonnée?s?)(?!\p{L})/u,
);
const FLOOR = quick(/(?<!\p{L})(?:min|minimum|minimal|minimale|floor|plancher)(?!\p{L})/u);

const UP_TO = /^ ?(?:to|à|-|–) ?[$€£]?$/u;
const AND = /^ (?:and|et) [$€£]?$/u;
const BETWEEN = quick(/(?<!\p{L})(?:between|entre) [$€£]?$/u);

/** Returns whether two figures are a range: "400 to 600", "between 400 and 600". */
function isRange(lower: string, low: TextRange, high: TextRange): boolean {
  const between = lower.slice(low.end, high.start);
  if (UP_TO.test(between)) return true;
  return AND.test(between) && BETWEEN.test(lower.slice(Math.max(0, low.start - 12), low.start));
}

/** Returns how a sentence bounds a figure, also by a word far from it: "the maximum … is 32". */
function boundOf({ lower, quantities }: ComparedText, { start, end }: TextRange): Hedge {
  const hedge = hedgeAround(lower, start, end);
  if (hedge !== 'exactly') return hedge;
  // "Between 400 and 600": at least the one, at most the other.
  for (const other of quantities) {
    if (isRange(lower, { start, end }, other)) return 'above';
    if (isRange(lower, other, { start, end })) return 'below';
  }
  if (LIMIT.test(lower)) return 'below';
  return FLOOR.test(lower) ? 'above' : 'exactly';
}

/** One says "at least", the other "at most", of the same figure. */
function oppositeBound({ claim, sides }: ComparedPair): Difference | null {
  for (const quantity of claim.quantities) {
    const mine = hedgeAround(claim.lower, quantity.start, quantity.end);
    // A denied bound is the opposite one: "may not be kept beyond five years".
    const from = hedgeStart(claim.lower, quantity.start);
    if (claim.denials.some(({ isSoft, start }) => !isSoft && start < from)) continue;
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
    if (against === undefined) {
      const own = claim.quantities.findLast(({ end }) => end <= period.start);
      const month = own === undefined || period.name === 'month' ? null : monthBeside(own, side);
      if (month === null) continue;
      return {
        kind: 'rate',
        start: period.start,
        end: period.end,
        against: side.text.slice(month.start, month.end),
      };
    }
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

/** Returns a figure with the month that a sentence gives it for: "75 in January". */
function monthBeside(figure: Quantity, side: ComparedText): TextRange | null {
  const months = side.numbers.dates.filter(({ dates: [date] }) => date?.month !== undefined);
  for (const other of side.quantities) {
    if (other.loose || !sameValue(figure, other)) continue;
    const month = months.find(
      ({ start, end }) =>
        start >= other.end &&
        start - other.end <= BESIDE &&
        /^[^,.;:]* (?:in|en|au mois de) (?:\p{L}+ )?$/u.test(side.lower.slice(other.end, start)) &&
        end > start,
    );
    if (month !== undefined) return { start: other.start, end: month.end };
  }
  return null;
}

/** The longest text between a figure and its month, in UTF-16 units. */
const BESIDE = 40;

/** If the passage has a smaller share of the words of a reason than this, it gives another reason. */
const LITTLE_KNOWN = 1 / 3;

/** The claim gives a reason that the passage does not have, or one in spite of which it happened. */
function otherCause(pair: ComparedPair, evidence: EvidenceText): Difference | null {
  for (const cause of pair.claim.causes) {
    const found = isOtherCause(pair, evidence, cause);
    if (found !== null) return found;
  }
  return null;
}

function isOtherCause(
  { claim, best, sides, sameLanguage, isPage }: ComparedPair,
  evidence: EvidenceText,
  mine: Cause,
): Difference | null {
  const named = claim.words.filter(
    ({ start, end }) => start >= mine.scope.start && end <= mine.scope.end,
  );
  // What has this reason tells which sentence may give another one.
  const from = [...claim.lower.slice(0, mine.start).matchAll(CLAUSE_END)].at(-1)?.index ?? 0;
  const effect = claim.words.filter(({ start, end }) => start >= from && end <= mine.start);
  const [near] = isPage || effect.length === 0 ? [] : evidence.sentences.closest(effect, 1, 0);
  const side = near === undefined ? best : comparedSentence(near, evidence);
  const theirs = side.causes;
  // A passage may give its reason in a sentence that shares no other word with the claim.
  const isKnown = ({ stem }: ContentWord): boolean =>
    isPage ? sides.some(({ stems }) => stems.has(stem)) : evidence.sentences.has(stem);
  const known = named.filter(isKnown).length;
  const isOther =
    named.length > 0 &&
    (sameLanguage || theirs.length > 0) &&
    (known === 0 || (theirs.length > 0 && known < named.length * LITTLE_KNOWN));
  const isOpposite = theirs.length > 0 && theirs.every(({ despite }) => despite !== mine.despite);
  if (!isOpposite && (!isOther || mine.despite)) return null;
  const [against] = theirs;
  return {
    kind: 'cause',
    start: mine.start,
    end: mine.scope.end,
    against: against === undefined ? side.text : side.text.slice(against.start, against.scope.end),
  };
}

const CLAUSE_END = /[.;:!?()—–\n]/gu;
