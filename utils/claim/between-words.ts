import type { TextRange } from '@/utils/text/text-model';
import { MONTHS } from './calendar';
import type { HintKind } from './claim';
import { type ContentWord, contentWords, type Sentence, stemOf } from './closest-sentence';
import { ComparedText, comparedSentence, distance, isYear } from './compared-text';
import type { EvidenceText } from './evidence-text';
import { hedgeAround, hedgeStart } from './hedges';
import type { Denial } from './negations';
import type { Hedge, Quantity } from './quantity';
import { foldName } from './same-names';
import { SHARE } from './units';

/** A place in a claim where the closest sentence of its passage seems to say something else. */
export interface Difference extends TextRange {
  readonly kind: HintKind;
  /** What the passage says there. */
  readonly against: string;
}

/** The sentences of a passage that are compared with a claim. */
const MOST_SENTENCES = 4;
/** A longer claim or sentence is a list, whose parts are not compared. In UTF-16 units. */
const LONGEST = 1200;
/** A passage of so few sentences is about one thing. */
const FEW_SENTENCES = 3;
/** Another sentence is compared if it shares as many words. */
const LEAST_SHARED = 2;
/** The longest text of a hint that is quoted from the passage, in UTF-16 units. */
const LONGEST_QUOTED = 60;

/**
 * Returns where a claim and the closest sentences of its passage differ between their figures and
 * names: one rises and the other falls, one denies, a figure belongs to something else. Each is a
 * question, because only the words are compared. `sameLanguage`: whether claim and
 * passage have one. `isPage`: whether the passage is a whole page.
 *
 * Linear in the claim, and in the sentences that share a word with it.
 */
export function differencesOf(
  claim: string,
  evidence: EvidenceText,
  { sameLanguage, isPage }: { readonly sameLanguage: boolean; readonly isPage: boolean },
): Difference[] {
  if (claim.length > LONGEST) return [];
  const words = contentWords(claim);
  const closest = evidence.sentences
    .closest(words, MOST_SENTENCES, FEW_SENTENCES)
    .filter(({ text }) => text.length <= LONGEST);
  const [first] = closest;
  if (first === undefined) return [];
  const own = new ComparedText(claim, words);
  const best = comparedSentence(first);
  const shared = sharedStems(own, best);
  const isShort = evidence.sentences.count <= FEW_SENTENCES;
  const sides = [
    best,
    ...closest
      .slice(1)
      .map((sentence) => comparedSentence(sentence))
      .filter(
        (side) => isShort || sharedStems(own, side).size >= Math.min(LEAST_SHARED, shared.size),
      ),
  ];
  if (shared.size === 0 && !isShort) return [];
  const pair: Pair = { own, best, sides, shared, sameLanguage, isPage };
  const found = [
    opposite(pair),
    denied(pair),
    bound(pair),
    points(pair),
    rate(pair),
    swapped(pair),
    speaker(pair, closest) ?? reversed(pair) ?? actor(pair, evidence),
    owner(pair),
    cause(pair),
  ].flatMap((difference) => difference ?? []);
  return found.map((each) => ({ ...each, against: each.against.slice(0, LONGEST_QUOTED).trim() }));
}

interface Pair {
  readonly own: ComparedText;
  /** The closest sentence. */
  readonly best: ComparedText;
  /** The closest sentences, the best first. */
  readonly sides: readonly ComparedText[];
  /** The stems that the claim and the closest sentence share. */
  readonly shared: ReadonlySet<string>;
  readonly sameLanguage: boolean;
  readonly isPage: boolean;
}

const sharedStems = (a: ComparedText, b: ComparedText): Set<string> =>
  new Set([...a.stems].filter((stem) => b.stems.has(stem)));

function opposite({ own, sides }: Pair): Difference | null {
  const mine = own.turns;
  if (mine.length === 0) return null;
  for (const side of sides) {
    const theirs = side.turns;
    for (const turn of mine) {
      const ofRow = theirs.filter(({ row }) => row === turn.row);
      const [against] = ofRow;
      // The text that says both speaks of two things.
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

function denied({ own, best, isPage }: Pair): Difference | null {
  if (isPage) return null;
  const mine = own.denials;
  const theirs = best.denials;
  const isDenied = mine.length > 0;
  if (isDenied && theirs.length > 0) return null;
  if ([...mine, ...theirs].every(({ isSoft }) => isSoft)) return null;
  if (mine.some(({ isSoft }) => isSoft)) return null;
  const denier = isDenied ? own : best;
  const other = isDenied ? best : own;
  for (const denial of isDenied ? mine : theirs) {
    if (denial.isSoft || CONTRAST.test(denier.lower.slice(denial.cueEnd))) continue;
    const met = deniedWord(denier, denial, other);
    if (met === null) continue;
    const range = isDenied ? denial : met;
    const against = isDenied ? met : denial;
    return {
      kind: 'negation',
      start: range.start,
      end: range.end,
      against: best.text.slice(against.start, against.end),
    };
  }
  return null;
}

/** "Not X, but Y" says Y. */
const CONTRAST = /^[^.;]{0,80}, (?:but|mais|rather) /u;
/** How many words after a denial are what it denies. */
const DENIED = 1;

/** Returns the word of the other text that one text denies; null if it has none. */
function deniedWord(denier: ComparedText, denial: Denial, other: ComparedText): ContentWord | null {
  const inScope = denier.words.filter(
    ({ start, end, stem }) =>
      start >= denial.scope.start && end <= denial.scope.end && !/\d/u.test(stem),
  );
  const inside = inScope.filter(({ end }) => end <= denial.cueEnd);
  const after = inScope.filter(({ end }) => end > denial.cueEnd);
  const stems = new Set([...inside, ...after.slice(0, DENIED)].map(({ stem }) => stem));
  return other.words.find(({ stem }) => stems.has(stem)) ?? null;
}

const sameValue = (a: Quantity, b: Quantity): boolean =>
  a.meanings.some((one) =>
    b.meanings.some(
      (other) =>
        Math.abs(one.value - other.value) <= Math.abs(one.value) * 1e-6 &&
        one.value !== 0 &&
        (one.unit?.dimension === 'calendar') === (other.unit?.dimension === 'calendar'),
    ),
  );

/** Which hedges say the opposite. "Nearly" is below. */
const isAbove = (hedge: Hedge): boolean => hedge === 'above';
const isBelow = (hedge: Hedge): boolean => hedge === 'below' || hedge === 'nearly';
const LIMIT =
  /(?<!\p{L})(?:max|maximum|maximal|maximale|limit|limits|ceiling|cap|plafond)(?!\p{L})/u;
const FLOOR = /(?<!\p{L})(?:min|minimum|minimal|minimale|floor|plancher)(?!\p{L})/u;

/** How a sentence bounds one of its figures, possibly far from it: "the maximum … is 32". */
function boundOf({ lower }: ComparedText, { start, end }: TextRange): Hedge {
  const hedge = hedgeAround(lower, start, end);
  if (hedge !== 'exactly') return hedge;
  if (LIMIT.test(lower)) return 'below';
  return FLOOR.test(lower) ? 'above' : 'exactly';
}

function bound({ own, sides }: Pair): Difference | null {
  for (const quantity of own.quantities) {
    const mine = hedgeAround(own.lower, quantity.start, quantity.end);
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
      start: hedgeStart(own.lower, quantity.start),
      end: quantity.end,
      against: side.text.slice(hedgeStart(side.lower, other.start), other.end),
    };
  }
  return null;
}

const dimensionOf = ({ meanings }: Quantity): string => meanings[0]?.unit?.dimension ?? '';

function points({ own, sides }: Pair): Difference | null {
  for (const quantity of own.quantities) {
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

function rate({ own, sides }: Pair): Difference | null {
  const mine = own.periods;
  const [period] = mine;
  if (period === undefined) return null;
  for (const side of sides) {
    const shares = side.quantities.some((other) =>
      own.quantities.some((quantity) => !quantity.loose && sameValue(quantity, other)),
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

/** How far a word can be from the figure that it goes with. */
const GOES_WITH = 140;
/** What a comma or a new clause between them counts as. */
const CLAUSE = 60;
const DASH = 15;
/** Fewer words that changed their figure can be a chance. */
const LEAST_TURNED = 2;
/** A word before the first figure goes with it only if at most this many characters are between. */
const BEFORE_FIRST = 5;
/** "A year earlier" and "in a year" are not the same year. */
const PERIODS = new Set(['year', 'years', 'annee', 'ans']);
/** A figure that the passage has more often cannot be told apart. */
const MOST_PLACES = 3;

/** A figure of the claim, and where the passage has the same. */
interface Placed {
  readonly quantity: Quantity;
  readonly there: readonly (TextRange & { readonly sentence: number })[];
}

function swapped({ own, sides }: Pair): Difference | null {
  const placed: Placed[] = own.quantities.flatMap((quantity) => {
    // "Three of ten" is one share.
    if (quantity.loose || isPart(own, quantity)) return [];
    const there = sides.flatMap((side, sentence) =>
      side.quantities
        .filter((other) => sameValue(quantity, other))
        .map(({ start, end }) => ({ start, end, sentence })),
    );
    return there.length > 0 && there.length <= MOST_PLACES ? [{ quantity, there }] : [];
  });
  const figures = placed.filter(
    ({ quantity }, at) =>
      !placed.some(({ quantity: other }, index) => index !== at && sameValue(quantity, other)),
  );
  const [one, two] = figures;
  if (one === undefined || two === undefined) return null;
  const turnedRole = otherRole(own, figures, sides);
  if (turnedRole !== null) return turnedRole;
  let against = 0;
  let agree = 0;
  const turned = new Set<Placed>();
  for (const anchor of own.words) {
    if (PERIODS.has(anchor.stem)) continue;
    if (own.words.filter(({ stem }) => stem === anchor.stem).length > 1) continue;
    if (figures.some(({ quantity }) => distance(quantity, anchor) === 0)) continue;
    // What stands before all figures is often the subject of all.
    if (one.quantity.start - anchor.end > BEFORE_FIRST) continue;
    if (isBesidePair(own, figures, anchor)) continue;
    const theirs = sides.flatMap(({ words }, sentence) =>
      words.filter(({ stem }) => stem === anchor.stem).map((word) => ({ ...word, sentence })),
    );
    const [there] = theirs;
    if (there === undefined || theirs.length > 1) continue;
    const mine = nearest(figures, (figure) => gap(own, figure.quantity, anchor));
    const other = nearest(figures, (figure) => {
      const side = sides[there.sentence];
      const places = figure.there.filter(({ sentence }) => sentence === there.sentence);
      if (side === undefined) return Number.POSITIVE_INFINITY;
      return Math.min(...places.map((place) => gap(side, place, there)));
    });
    if (mine === null || other === null) continue;
    // A year and an amount are not taken for each other.
    if (isYear(mine.quantity) !== isYear(other.quantity)) continue;
    if (mine === other) agree++;
    else {
      against++;
      turned.add(mine).add(other);
    }
  }
  if (against < LEAST_TURNED || agree > 0) return null;
  const [first = one, ...others] = [...turned].sort((a, b) => a.quantity.start - b.quantity.start);
  const { start } = first.quantity;
  const { end } = (others.at(-1) ?? first).quantity;
  const [place] = first.there;
  const side = place === undefined ? undefined : sides[place.sentence];
  if (place === undefined || side === undefined) return null;
  return { kind: 'other-figure', start, end, against: around(side.text, place) };
}

/** What a figure is in its sentence: the earlier value, the later one, or a part of another. */
type Role = 'before' | 'after' | 'part';

const BEFORE_IT: readonly (readonly [Role, RegExp])[] = [
  [
    'part',
    /(?:(?<!\p{L})(?:dont|including|of which|of whom|parmi lesquels|among them)) (?:\p{L}+ )?[^\p{L}\d]?$/u,
  ],
  [
    'before',
    /(?:(?<!\p{L})(?:from|contre|against|compared (?:with|to)|passe(?:r|ra|ront|nt)? de|passée?s? de|than)) (?:about |some |environ )?[^\p{L}\d]?$/u,
  ],
  ['after', /(?<!\p{L})(?:to|à) (?:about |some |environ )?[^\p{L}\d]?$/u],
];
const AFTER_IT: readonly (readonly [Role, RegExp])[] = [
  ['part', /^(?: of (?:them|that|which|whom|these|those)| d'entre eux)(?!\p{L})/u],
  [
    'before',
    /^ (?:a year|a week|a month|a decade) (?:earlier|before|ago)|^ (?:un an|une semaine|un mois) (?:plus tôt|auparavant|avant)/u,
  ],
];

function roleOf({ lower }: ComparedText, { start, end }: TextRange): Role | null {
  const ahead = lower.slice(Math.max(0, start - 32), start);
  const role = BEFORE_IT.find(([, pattern]) => pattern.test(ahead))?.[0];
  if (role !== undefined) return role;
  const behind = lower.slice(end, end + 24);
  return AFTER_IT.find(([, pattern]) => pattern.test(behind))?.[0] ?? null;
}

/** Finds two figures of which the claim takes one for the other: from X to Y, X including Y. */
function otherRole(
  own: ComparedText,
  figures: readonly Placed[],
  sides: readonly ComparedText[],
): Difference | null {
  for (const role of ['before', 'part'] as const) {
    const mine = figures.find(({ quantity }) => roleOf(own, quantity) === role);
    if (mine === undefined) continue;
    for (const other of figures) {
      if (other === mine) continue;
      const has = (figure: Placed): boolean =>
        figure.there.some((place) => {
          const side = sides[place.sentence];
          return side !== undefined && roleOf(side, place) === role;
        });
      const [place] = other.there;
      const side = place === undefined ? undefined : sides[place.sentence];
      if (has(mine) || !has(other) || place === undefined || side === undefined) continue;
      return {
        kind: 'other-figure',
        start: Math.min(mine.quantity.start, other.quantity.start),
        end: Math.max(mine.quantity.end, other.quantity.end),
        against: around(side.text, place),
      };
    }
  }
  return null;
}

const isPart = ({ quantities }: ComparedText, { start, end }: TextRange): boolean =>
  quantities.some(
    ({ meanings: [first], ...share }) =>
      first?.unit === SHARE && share.start <= start && end <= share.end,
  );

const PAIRS = /^\s?(?:to|à|et|and|or|ou|-|–|,)\s?$/u;

/** Whether a word goes with both figures of a pair: "from £1.20 to £1.45 per cubic metre". */
function isBesidePair(own: ComparedText, figures: readonly Placed[], anchor: TextRange): boolean {
  return figures.some(({ quantity }, at) => {
    const next = figures[at + 1]?.quantity;
    if (next === undefined) return false;
    const between = own.lower.slice(quantity.end, next.start);
    if (!PAIRS.test(between)) return false;
    return anchor.start >= next.end || anchor.end <= quantity.start;
  });
}

/** Characters between a figure and a word; a comma, a new clause or a dash counts as many. */
function gap(side: ComparedText, figure: TextRange, word: TextRange): number {
  const between = side.text.slice(
    Math.min(figure.end, word.end),
    Math.max(figure.start, word.start),
  );
  const clauses = between.match(/[,;:]|(?<!\p{L})(?:and|et|but|mais|while|tandis)(?!\p{L})/gu);
  const dashes = between.match(/[()—–]/gu);
  return between.length + CLAUSE * (clauses?.length ?? 0) + DASH * (dashes?.length ?? 0);
}

/** The figure that is clearly nearer than all others; null if none is. */
function nearest(figures: readonly Placed[], far: (figure: Placed) => number): Placed | null {
  const [first, second] = figures
    .map((figure) => ({ figure, far: far(figure) }))
    .sort((a, b) => a.far - b.far);
  if (first === undefined || first.far > GOES_WITH) return null;
  if (second !== undefined && second.far < first.far * 1.5 + 6) return null;
  return first.figure;
}

function around(text: string, { start, end }: TextRange): string {
  const from = text.lastIndexOf(' ', Math.max(0, start - 16)) + 1;
  const to = text.indexOf(' ', Math.min(text.length, end + 20));
  return text.slice(from, to < 0 ? text.length : to);
}

/** Names of a text, one for each run of words with a capital, without the first word. */
function namesIn({ words, text }: ComparedText): ContentWord[][] {
  const runs: ContentWord[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isNext = last !== undefined && /^[ '’-]{1,2}$/u.test(text.slice(last.end, word.start));
    if (!word.capital || MONTHS.has(text.slice(word.start, word.end).toLowerCase())) continue;
    if (run !== undefined && isNext) run.push(word);
    else runs.push([word]);
  }
  return runs;
}

const BY = /(?<!\p{L})(?:by|par)(?!\p{L})/u;

/** "A bought B" and "B bought A": two names on the other sides of the same verb. */
function reversed({ own, best, sameLanguage }: Pair): Difference | null {
  if (!sameLanguage) return null;
  const names = namesIn(own);
  const [first] = names;
  const second = names[1];
  const [subject] = first ?? [];
  const [object] = second ?? [];
  if (first === undefined || second === undefined || !subject || !object) return null;
  const verb = own.words.find(
    ({ start, end, capital }) => !capital && start >= subject.end && end <= object.start,
  );
  const isFirst = /^(?:the|le|la|les|l'|l’)? ?$/iu.test(own.text.slice(0, subject.start));
  if (verb === undefined || !isFirst || object.start - verb.end > REACH) return null;
  const placeOf = ({ stem, capital }: ContentWord): ContentWord | undefined =>
    best.words.find((word) => word.stem === stem && word.capital === capital);
  const there = placeOf(verb);
  const theirSubject = placeOf(subject);
  const theirObject = placeOf(object);
  if (!there || !theirSubject || !theirObject || subject.stem === object.stem) return null;
  const isTurned = theirObject.end <= there.start && there.end <= theirSubject.start;
  const isNear = there.start - theirObject.end <= REACH && theirSubject.start - there.end <= REACH;
  const isPassive =
    BY.test(own.lower.slice(subject.end, object.start)) !==
    BY.test(best.lower.slice(theirObject.end, theirSubject.start));
  if (!isTurned || !isNear || isPassive) return null;
  return {
    kind: 'speaker',
    start: subject.start,
    end: (first.at(-1) ?? subject).end,
    against: best.text.slice(theirObject.start, theirSubject.end),
  };
}

/** How far a name can be from its verb: "Disney's acquisition of Lucasfilm". */
const REACH = 30;

/** The sentence that says it names somebody else, and the claim's name is only in another one. */
function actor({ own, sameLanguage, isPage }: Pair, evidence: EvidenceText): Difference | null {
  if (!sameLanguage || isPage) return null;
  const [name] = namesIn(own);
  const [first] = name ?? [];
  if (name === undefined || first === undefined || first.start > REACH) return null;
  const rest = own.words.filter(({ capital, stem }) => !capital && !/\d/u.test(stem));
  const [closest] = evidence.sentences.closest(rest, 1, 0);
  if (closest === undefined) return null;
  const there = new Set(closest.words.map(({ stem }) => stem));
  const shared = rest.filter(({ stem }) => there.has(stem)).length;
  if (shared < LEAST_SAID || shared < rest.length * MOSTLY || PRONOUN.test(closest.text))
    return null;
  const stems = new Set(name.map(({ stem }) => stem));
  if (name.some(({ stem }) => there.has(stem))) return null;
  const elsewhere = evidence.sentences.closest(name, 1, 0);
  if (elsewhere.length === 0) return null;
  const side = comparedSentence(closest);
  const known = new Set(own.words.map(({ stem }) => stem));
  const other = namesIn(side).find(
    (run) =>
      run.every(({ stem }) => !known.has(stem) && !stems.has(stem)) && (run[0]?.start ?? 0) > 0,
  );
  const [start] = other ?? [];
  const end = other?.at(-1);
  if (start === undefined || end === undefined) return null;
  return {
    kind: 'speaker',
    start: first.start,
    end: (name.at(-1) ?? first).end,
    against: closest.text.slice(start.start, end.end),
  };
}

/** So many words of a claim, and this share of them, show which sentence says it. */
const LEAST_SAID = 3;
const MOSTLY = 0.6;
const PRONOUN = /^\W*(?:\p{L}+ )?(?:she|he|they|it|elle|ils?|elles|on)(?!\p{L})/iu;

/** A figure of the claim goes with other words than in the passage, and these have another figure. */
function owner({ own, sides }: Pair): Difference | null {
  for (const quantity of own.quantities) {
    if (quantity.loose || isPart(own, quantity) || isPaired(own, quantity)) continue;
    let against = 0;
    let agree = 0;
    let theirs: (TextRange & { side: ComparedText }) | null = null;
    for (const anchor of own.words) {
      if (!anchor.capital && distance(quantity, anchor) > OWNED) continue;
      if (distance(quantity, anchor) === 0 || PERIODS.has(anchor.stem)) continue;
      if (
        own.quantities.some(
          (other) => other !== quantity && distance(other, anchor) < gap(own, quantity, anchor),
        )
      )
        continue;
      const found = sides.flatMap((side) =>
        side.words.filter(({ stem }) => stem === anchor.stem).map((word) => ({ side, word })),
      );
      const [there] = found;
      if (there === undefined || found.length > 1) continue;
      const { side, word } = there;
      const near = side.quantities
        .filter((other) => dimensionOf(other) === dimensionOf(quantity) && !other.loose)
        .map((other) => ({ other, far: gap(side, other, word) }))
        .sort((a, b) => a.far - b.far);
      const [nearestOne, next] = near;
      if (nearestOne === undefined || nearestOne.far > OWNED_THERE) continue;
      if (next !== undefined && next.far < nearestOne.far * 1.5 + 6) continue;
      if (isAlike(quantity, nearestOne.other)) agree++;
      else {
        against++;
        theirs = { start: nearestOne.other.start, end: nearestOne.other.end, side };
      }
    }
    const isThere = sides.some((side) =>
      side.quantities.some((other) => sameValue(quantity, other)),
    );
    if (!isThere || agree > 0 || against < LEAST_TURNED || theirs === null) continue;
    return {
      kind: 'other-figure',
      start: quantity.start,
      end: quantity.end,
      against: around(theirs.side.text, theirs),
    };
  }
  return null;
}

/** "From £1.20 to £1.45 per cubic metre" */
const isPaired = ({ lower, quantities }: ComparedText, { start, end }: TextRange): boolean =>
  quantities.some(
    (other) =>
      PAIRS.test(lower.slice(other.end, start)) || PAIRS.test(lower.slice(end, other.start)),
  );

/** Whether two figures are the same, possibly in other units. */
function isAlike(a: Quantity, b: Quantity): boolean {
  if (sameValue(a, b)) return true;
  const [one] = a.meanings;
  const [other] = b.meanings;
  if (!one?.unit || !other?.unit) return false;
  const ratio = (one.value * one.unit.factor) / (other.value * other.unit.factor);
  return Math.abs(ratio - 1) < CONVERTED;
}

/** The largest error of a converted figure, as a share of it. */
const CONVERTED = 0.03;

/** How far a word can be from the figure that it owns, in the claim and in the passage. */
const OWNED = 40;
const OWNED_THERE = 60;

const TITLES = new Set('mr mrs ms dr m mme president'.split(' '));

function speaker(
  { own, best, sameLanguage }: Pair,
  closest: readonly Sentence[],
): Difference | null {
  const [said] = own.speakers;
  if (said === undefined) return null;
  const theirs = best.speakers;
  if (theirs.length === 0) return null;
  const stems = (name: string): string[] =>
    foldName(name)
      .split(' ')
      .filter((word) => !TITLES.has(word))
      .map(stemOf);
  const mine = new Set(stems(said.name));
  const knows = theirs.some(({ name }) => stems(name).some((stem) => mine.has(stem)));
  if (knows) return null;
  // Named elsewhere in the sentence, the same person may speak under another name.
  const isNamed = closest.some(({ words }) =>
    words.some(({ stem, capital }) => capital && mine.has(stem)),
  );
  if (!isNamed && sameLanguage) return null;
  const [against] = theirs;
  if (against === undefined) return null;
  return { kind: 'speaker', start: said.start, end: said.end, against: against.name };
}

function cause({ own, best, sides, sameLanguage }: Pair): Difference | null {
  const [mine] = own.causes;
  if (mine === undefined) return null;
  const theirs = best.causes;
  const named = own.words.filter(
    ({ start, end }) => start >= mine.scope.start && end <= mine.scope.end,
  );
  const known = new Set(sides.flatMap(({ words }) => words.map(({ stem }) => stem)));
  const isOther = sameLanguage && named.length > 0 && !named.some(({ stem }) => known.has(stem));
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
