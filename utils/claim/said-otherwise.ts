import type { TextRange } from '@/utils/text/text-model';
import { type ComparedText, comparedSentence } from './compared-text';
import type { EvidenceText } from './evidence-text';
import { type Side, sidesOf } from './opposites';
import type { Quantity } from './quantity';
import { quick } from './scan-text';

/*
 * Whether a sentence says a share or a multiple of a claim the other way round: "one third oppose it"
 * for "two thirds want it", and "rain carried half as much as snow" for "snow carried twice as much
 * as rain". All distances are in UTF-16 units.
 */

/** The number of sentences of a passage that are read, and how many a short passage has. */
const MOST_SENTENCES = 4;
const FEW_SENTENCES = 3;
/** A longer sentence is a list or a table. Each of its figures is compared with all its words. */
const LONGEST = 1200;

/** Returns whether one of the closest sentences says a share or a multiple of a claim the other way round. */
export function isSaidOtherwise(
  asked: Quantity,
  claim: ComparedText,
  evidence: EvidenceText,
): boolean {
  if (shareOf(asked) === null && factorOf(claim, asked) === null) return false;
  return evidence.sentences.closest(claim.words, MOST_SENTENCES, FEW_SENTENCES).some((sentence) => {
    if (sentence.text.length > LONGEST) return false;
    const side = comparedSentence(sentence, evidence);
    return side.quantities.some(
      (found) =>
        isRestOf(claim, asked, side, found) || isComparedTheOtherWay(claim, asked, side, found),
    );
  });
}

/** Returns whether a sentence gives the rest of a share of the claim and says the opposite of it, which agree. */
export const saysRestOf = (claim: ComparedText, side: ComparedText): boolean =>
  claim.quantities.some((asked) =>
    side.quantities.some((found) => isRestOf(claim, asked, side, found)),
  );

/** The largest difference of two shares that are one whole. One of them may be rounded. */
const ROUNDED = 0.012;

function shareOf({ meanings }: Quantity): number | null {
  for (const { unit, value } of meanings) {
    if (unit?.dimension === 'share') return value;
    if (unit?.dimension === '%') return value / 100;
  }
  return null;
}

function isRestOf(
  claim: ComparedText,
  asked: Quantity,
  side: ComparedText,
  found: Quantity,
): boolean {
  const [one, other] = [shareOf(asked), shareOf(found)];
  if (one === null || other === null || Math.abs(one + other - 1) > ROUNDED) return false;
  const [mine, theirs] = [saidOf(claim, asked), saidOf(side, found)];
  const turned = stancesOf(claim, mine).flatMap(({ row, side: own }) =>
    stancesOf(side, theirs)
      .filter((stance) => stance.row === row)
      .map((stance) => stance.side !== own),
  );
  if (turned.length > 0) return turned.every(Boolean);
  const [isDenied, isDeniedThere] = [isDeniedIn(claim, mine), isDeniedIn(side, theirs)];
  return isDenied !== isDeniedThere && sharesWord(claim, mine, side, theirs);
}

/** How far behind a share its verb can stand. */
const MOST_SAID = 80;

/** Returns the words behind a figure, up to the next figure or punctuation mark. */
function saidOf({ lower, quantities }: ComparedText, { end }: TextRange): TextRange {
  const next = quantities.find(({ start }) => start >= end)?.start ?? lower.length;
  const mark = /[.,;:!?()—–\n]| (?:and|but|et|mais|while|whereas|tandis|alors) /u.exec(
    lower.slice(end, end + MOST_SAID),
  );
  return { start: end, end: Math.min(next, end + MOST_SAID, end + (mark?.index ?? MOST_SAID)) };
}

const isInside = (inner: TextRange, outer: TextRange): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

const isDeniedIn = ({ denials }: ComparedText, range: TextRange): boolean =>
  denials.some((denial) => !denial.isSoft && isInside(denial, range));

const sharesWord = (
  claim: ComparedText,
  mine: TextRange,
  side: ComparedText,
  theirs: TextRange,
): boolean =>
  claim.words.some(
    (word) =>
      isInside(word, mine) &&
      side.words.some((other) => other.stem === word.stem && isInside(other, theirs)),
  );

/** "For" and "pour" are about a vote only behind such a word. */
const FOR = /^(?:for|pour)$/u;
const IN_A_VOTE = quick(/(?<!\p{L})(?:vot\p{L}*|is|are|was|were|est|sont|étaient|était) $/u);
const LETTERS = /[\p{L}\p{M}]{2,}/gu;

/** Returns the words of a part of a text that have an opposite. A denial turns them around. */
function stancesOf({ lower, denials }: ComparedText, { start, end }: TextRange): Side[] {
  return [...lower.slice(start, end).matchAll(LETTERS)].flatMap(({ 0: word, index }) => {
    const at = start + index;
    if (FOR.test(word) && !IN_A_VOTE.test(lower.slice(Math.max(0, at - 12), at))) return [];
    const isTurned = denials.some(({ scope }) =>
      isInside({ start: at, end: at + word.length }, scope),
    );
    return sidesOf(word).map((each) =>
      isTurned ? { ...each, side: each.side === 0 ? 1 : 0 } : each,
    );
  });
}

const LESS = /^(?: of| de| d'| en)? ?(?:less|fewer|moins)(?!\p{L})/u;
const MORE = /^(?: of| de| d'| en)? ?(?:more|plus)(?!\p{L})/u;

/** Returns how many times as much a figure of a comparison says: 2 for "twice" and "100 % more". */
function factorOf({ lower }: ComparedText, { meanings, end }: Quantity): number | null {
  const ahead = lower.slice(end, end + 12);
  for (const { unit, value } of meanings) {
    const dimension = unit?.dimension;
    if (dimension === 'times') return LESS.test(ahead) ? 1 / value : value;
    if (dimension !== 'share' && dimension !== '%') continue;
    const share = dimension === '%' ? value / 100 : value;
    if (LESS.test(ahead)) return 1 - share;
    if (MORE.test(ahead)) return 1 + share;
    if (AS_MUCH.test(ahead)) return share;
  }
  return null;
}

const AS_MUCH = /^ (?:as (?:much|many)|(?:of )?the) /u;
/** The words between a multiple and what it is compared with: "as much freight as", "the volume of". */
const COMPARED = quick(
  /^(?:(?: of)? the(?: [\p{L}'-]+){1,3}? (?:that |of |than )|(?: as \p{L}+)?(?: [\p{L}\p{N}'-]+){0,5}? (?:as |than |que |qu'|what ))/u,
);
const COMPARED_END = /[.,;:!?()—–\n]| (?:did|does|do|has|had|is|are|was|were)(?!\p{L})/u;
/** The largest error of a multiple, as a share of it. */
const MOST_OFF = 0.02;

/** The two things of a comparison, each as the stems of its words. */
interface Compared {
  readonly subject: readonly string[];
  readonly standard: readonly string[];
}

function comparedBy({ lower, words }: ComparedText, { start, end }: TextRange): Compared | null {
  const match = COMPARED.exec(lower.slice(end));
  if (match === null) return null;
  const from = end + match[0].length;
  const mark = COMPARED_END.exec(lower.slice(from));
  const to = mark === null ? lower.length : from + mark.index;
  return {
    subject: words.filter((word) => word.end <= start).map(({ stem }) => stem),
    standard: words.filter((word) => word.start >= from && word.end <= to).map(({ stem }) => stem),
  };
}

function isComparedTheOtherWay(
  claim: ComparedText,
  asked: Quantity,
  side: ComparedText,
  found: Quantity,
): boolean {
  const [one, other] = [factorOf(claim, asked), factorOf(side, found)];
  if (one === null || other === null || Math.abs(one * other - 1) > MOST_OFF) return false;
  const [mine, theirs] = [comparedBy(claim, asked), comparedBy(side, found)];
  if (mine === null || theirs === null) return false;
  return isSubject(mine, claim, theirs, side) && isSubject(theirs, side, mine, claim);
}

/**
 * Whether what one text compares is what only the other text compares with. Other words before
 * it, such as "the north of", make it something else, unless both texts have them.
 */
function isSubject(
  one: Compared,
  text: ComparedText,
  other: Compared,
  there: ComparedText,
): boolean {
  const only = other.standard.filter((stem) => !one.standard.includes(stem));
  const [name, ...rest] = only;
  if (name === undefined || !one.subject.includes(name)) return false;
  if (!rest.every((stem) => text.stems.has(stem))) return false;
  const last = Math.max(...only.map((stem) => one.subject.lastIndexOf(stem)));
  return one.subject.slice(0, last).every((stem) => there.stems.has(stem));
}
