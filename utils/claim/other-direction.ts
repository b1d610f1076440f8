import type { TextRange } from '@/utils/text/text-model';
import type { ContentWord } from './closest-sentence';
import { type ComparedPair, type Difference, sameValue, sharedStems } from './compared-pair';
import { type ComparedText, clausesOf, type Turn } from './compared-text';
import { sidesOf } from './opposites';
import type { Quantity } from './quantity';
import { quick } from './scan-text';

/* Whether one of a claim and its passage has the opposite of a word of the other. */

const EXPECTED = quick(
  /(?<!\p{L})(?:should|expect(?:s|ed)?|forecasts?|predict(?:s|ed)?|hopes?|plans?|devrai(?:t|ent)|prévoi(?:t|ent)|espèrent?|table(?:nt)?)(?!\p{L})/u,
);

/** Words that say that something ended: "the ban was lifted". They turn the meaning of their clause around. */
const UNDOES = quick(
  /(?<!\p{L})(?:lift(?:s|ed|ing)?|end(?:ed|ing)|stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|revers(?:es?|ed|ing)|overturn(?:s|ed|ing)?|scrap(?:s|ped|ping)?|revok(?:es?|ed|ing)|repeal(?:s|ed|ing)?|cancel(?:s|led|ling)?|abolish(?:es|ed|ing)?|drop(?:s|ped|ping)?|str(?:uck|ikes?) down|slow(?:s|ed|ing)?|eas(?:es?|ed|ing)|lèv(?:e|ent)|lev(?:er?|ée?s?)|fin|met(?:tent)? fin|mis fin|abrog\p{L}*|annul\p{L}*|suspend\p{L}*|supprim\p{L}*|ralenti\p{L}*|frein\p{L}*|stopp\p{L}*)(?!\p{L})/gu,
);
/** The largest distance between such a word and the other one, in UTF-16 units. */
const UNDOING_REACH = 30;

/** Whether what stands around a word undoes it, or denies it. */
function isUndone({ lower, denials }: ComparedText, turn: Turn): boolean {
  if (denials.some(({ scope }) => scope.start <= turn.start && turn.end <= scope.end)) return true;
  const from = Math.max(0, turn.start - UNDOING_REACH);
  const near = lower.slice(from, turn.end + UNDOING_REACH);
  return [...near.matchAll(UNDOES)].some(({ 0: word, index }) => {
    const start = from + index;
    const end = start + word.length;
    if (start < turn.end && turn.start < end) return false;
    const between = lower.slice(Math.min(end, turn.end), Math.max(start, turn.start));
    return !/[,.;:!?]| (?:and|but|et|mais) /u.test(between);
  });
}

/** The largest distance between a word and the figure behind it: "fell to 2 %". */
const TO_FIGURE = 16;

const FROM = quick(/(?<!\p{L})(?:from|than|de|d'|par|by|contre)(?!\p{L})/u);

/** Whether two words have different figures behind them, and the passage has both: "fell to 2 %, then rose to 3 %". */
function isAboutOtherFigure(
  claim: ComparedText,
  mine: TextRange,
  side: ComparedText,
  theirs: TextRange,
): boolean {
  const behind = (of: ComparedText, { end }: TextRange): Quantity | undefined =>
    of.quantities.find(
      ({ start }) =>
        start >= end && start - end <= TO_FIGURE && !FROM.test(of.lower.slice(end, start)),
    );
  const one = behind(claim, mine);
  const other = behind(side, theirs);
  if (one === undefined || other === undefined || sameValue(one, other)) return false;
  return side.quantities.some((quantity) => sameValue(one, quantity));
}

const THAN = quick(/(?<!\p{L})(?:than|que|qu')(?!\p{L})/u);

/** Whether two comparisons set the same two things in the other order: "A is lower than B", "B is higher than A". */
function comparesTheOtherWay(
  claim: ComparedText,
  mine: Turn,
  side: ComparedText,
  theirs: TextRange,
): boolean {
  const one = THAN.exec(claim.lower.slice(mine.end));
  const other = THAN.exec(side.lower.slice(theirs.end));
  if (one === null || other === null) return false;
  const behind = claim.words.filter(({ start }) => start >= mine.end + one.index);
  return side.words.some(
    ({ stem, end }) => end <= theirs.start && behind.some((word) => word.stem === stem),
  );
}

/** What is expected may also be told as if it were known: "will climb". */
const FUTURE = quick(
  /(?<!\p{L})(?:will|would|set to|about to|va|vont|s'apprêt\p{L}+|\p{L}+(?:era|eront)|serai(?:t|ent))(?!\p{L})/u,
);

/** Whether a text has a word of a claim as its own language has it: "garder" for "keep". */
function hasSameWord(of: ComparedText, claim: ComparedText, { start, row }: Turn): boolean {
  const stem = claim.words.find((word) => word.start === start)?.stem;
  return of.words.some(
    (word) =>
      word.stem === stem &&
      // A word of the row that is no turn is denied: "did not rise".
      sidesOf(of.lower.slice(word.start, word.end)).every((side) => side.row !== row),
  );
}

const isSameTurn = (a: Turn, b: Turn): boolean => a.row === b.row && a.side === b.side;

/** A clause that begins with an article or a name has a subject of its own. */
const OWN_SUBJECT =
  /^\s*(?:(?:the|an?|its|their|le|la|les|une?|des|leurs?|sa|son|ses)\s|l['’]|\p{Lu})/u;
/** "Those to Spain" are of the kind that the clause before named. */
const STANDS_FOR_NOUN = quick(/(?<!\p{L})(?:those|that|ones?|ceux|celles?|celui)(?!\p{L})/u);
/** The least number of words of the claim that only the clause with the opposite has. */
const LEAST_OF_CLAIM = 2;

/**
 * Whether a sentence that says both says the word of the claim of something else, and its opposite of
 * what the claim is about: "unions rejected the offer, and the company accepted it". Then the
 * subject of the claim, or a name that it has, stands only in the clause with the opposite, and the
 * other clause has a subject or a name of its own.
 */
function isOfAnother(
  claim: ComparedText,
  turn: TextRange,
  side: ComparedText,
  same: TextRange,
  opposite: TextRange,
): boolean {
  const clauses = clausesOf(side);
  const around = ({ start }: TextRange) => clauses.find((clause) => start < clause.end);
  const [mine, theirs] = [around(same), around(opposite)];
  if (mine === undefined || theirs === undefined || mine === theirs) return false;
  const wordsIn = ({ start, end }: TextRange) =>
    side.words.filter((word) => word.start >= start && word.end <= end);
  const [own, others] = [wordsIn(mine), wordsIn(theirs)];
  const has = (words: readonly ContentWord[], { stem }: ContentWord): boolean =>
    words.some((word) => word.stem === stem);
  const asked = claim.words.filter(({ stem, start }) => start !== turn.start && !/\d/u.test(stem));
  const [subject] = asked;
  const only = asked.filter((word) => has(others, word) && !has(own, word));
  if (subject === undefined || only.length === 0) return false;
  const isNew = (word: ContentWord): boolean => !has(asked, word);
  const hasOwnSubject =
    OWN_SUBJECT.test(side.text.slice(mine.start, mine.end)) &&
    own.some((word) => word.end <= same.start && isNew(word));
  const lacksRest = asked.every((word) => has(others, word) || !has(own, word));
  if (hasOwnSubject && lacksRest && only.includes(subject) && only.length >= LEAST_OF_CLAIM)
    return true;
  const isName = (word: ContentWord): boolean => word.capital && word !== subject;
  const isSameKind =
    has(others, subject) || STANDS_FOR_NOUN.test(side.lower.slice(theirs.start, theirs.end));
  return isSameKind && only.some(isName) && own.some((word) => isName(word) && isNew(word));
}

/** Finds where the claim says that something rises and its passage that it falls, or the reverse. */
export function oppositeDirection({ claim, sides }: ComparedPair): Difference | null {
  const mine = claim.turns;
  if (mine.length === 0) return null;
  for (const side of sides) {
    // It fell, and is expected to rise.
    const isExpected = EXPECTED.test(claim.lower);
    const areApart = isExpected !== EXPECTED.test(side.lower);
    if (areApart && !FUTURE.test((isExpected ? side : claim).lower)) continue;
    const theirs = side.turns;
    for (const turn of mine) {
      const ofRow = theirs.filter(({ row }) => row === turn.row);
      const against = ofRow.find((other) => other.side !== turn.side);
      if (against === undefined) continue;
      // A text that says both is about two things.
      const isOfClaim = (other: Turn): boolean =>
        other.side === turn.side && !isOfAnother(claim, turn, side, other, against);
      if (ofRow.some(isOfClaim)) continue;
      if (mine.some((other) => other.row === turn.row && other.side !== turn.side)) continue;
      if (hasSameWord(side, claim, turn)) continue;
      if (isUndone(claim, turn) || isUndone(side, against)) continue;
      if (isAboutOtherFigure(claim, turn, side, against)) continue;
      if (comparesTheOtherWay(claim, turn, side, against)) continue;
      // "Tax cuts" beside rising rates: another sentence may be the one that the claim is about.
      const shared = sharedStems(claim, side).size;
      const isElsewhere = (other: ComparedText): boolean =>
        other !== side &&
        other.turns.some((each) => isSameTurn(each, turn)) &&
        sharedStems(claim, other).size >= shared;
      if (sides.some(isElsewhere)) continue;
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

/** Words that turn the word behind them: "more affected", "before exercise". Each row has two sides. */
const DEGREE_ROWS: readonly (readonly [string, string])[] = [
  ['more|plus', 'less|fewer|moins'],
  ['before|avant|prior to', 'after|après'],
  ["inside|within|à l'intérieur", "outside|hors|en dehors|à l'extérieur"],
  ['above|au-dessus', 'below|beneath|au-dessous|en dessous'],
];
const DEGREES: ReadonlyMap<string, Pick<Degree, 'row' | 'side'>> = new Map(
  DEGREE_ROWS.flatMap((sides, row) =>
    sides.flatMap((words, side) => words.split('|').map((word) => [word, { row, side }] as const)),
  ),
);
/** A quick test: a text without one of these has no degree. */
const DEGREE_SIGN = new RegExp(DEGREE_ROWS.flat().join('|'));
const DEGREE = quick(
  new RegExp(
    `(?<![\\p{L}\\p{N}])(${DEGREE_ROWS.flat().join('|')}) (?:(?:de|of|the|a|an|le|la|les|du|des) |d'|l'|de l')?(?=(\\p{L}{4,}))`,
    'gu',
  ),
);

interface Degree extends TextRange {
  readonly row: number;
  readonly side: number;
  readonly stem: string;
}

function degreesOf(of: ComparedText): Degree[] {
  const { lower, words } = of;
  if (!DEGREE_SIGN.test(lower) || of.denials.length > 0) return [];
  return [...lower.matchAll(DEGREE)].flatMap((match) => {
    const end = match.index + match[0].length + (match[2]?.length ?? 0);
    const word = words.find((each) => each.end === end);
    const degree = DEGREES.get(match[1] ?? '');
    if (word === undefined || degree === undefined) return [];
    return [{ start: match.index, end, ...degree, stem: word.stem }];
  });
}

/** Finds where the claim says "more affected" and its passage "less affected", or the reverse. */
export function oppositeDegree({ claim, sides }: ComparedPair): Difference | null {
  for (const mine of degreesOf(claim)) {
    const theirs = sides.flatMap((side) =>
      degreesOf(side)
        .filter(({ stem, row }) => stem === mine.stem && row === mine.row)
        .map((each) => ({ ...each, text: side.text })),
    );
    const [against] = theirs;
    if (against === undefined || theirs.some(({ side }) => side === mine.side)) continue;
    return {
      kind: 'direction',
      start: mine.start,
      end: mine.end,
      against: against.text.slice(against.start, against.end),
    };
  }
  return null;
}
