import type { TextRange } from '@/utils/text/text-model';
import { type ComparedPair, type Difference, dimensionOf, sameValue } from './compared-pair';
import { type ComparedText, distance, isYear } from './compared-text';
import type { Quantity } from './quantity';
import { quick } from './scan-text';
import { SHARE } from './units';

/*
 * Whether a figure of a claim goes with other words than in the passage. A figure goes with the
 * words near it. All distances are in UTF-16 units.
 */

/** The largest distance between a figure and a word that goes with it. */
const GOES_WITH = 140;
/** What a comma or a conjunction, and a dash or a bracket, add to the distance. */
const CLAUSE = 60;
const DASH = 15;
/** A difference counts if at least this many words go with another figure; one may be chance. */
const LEAST_TURNED = 2;
/** The largest distance between the first figure and a word before it that goes with it. */
const BEFORE_FIRST = 5;
/** The same distance for a name beside the figure, if the other figure has a name, too. */
const NAME_BEFORE_FIRST = 30;
/** These words say nothing: "a year earlier" and "in a year" are not the same year. */
const PERIODS = new Set(['year', 'years', 'annee', 'ans']);
/** A figure that the passage has more often than this is not compared. */
const MOST_PLACES = 3;

/** A figure of the claim, and the places where the passage has the same figure. */
interface Placed {
  readonly quantity: Quantity;
  readonly there: readonly (TextRange & { readonly sentence: number })[];
}

const WHOLE_AFTER = quick(
  /^(?: [\p{L}'-]+){0,2} ?(?:(?:out )?of(?: the| its| all)?|sur|des|parmi les) $/u,
);

/** "300 of the 192 seats": no part is larger than its whole. */
function partAboveWhole(
  claim: ComparedText,
  figures: readonly Placed[],
  sides: readonly ComparedText[],
): Difference | null {
  for (const [at, { quantity: part, there }] of figures.entries()) {
    const [place] = there;
    const side = place === undefined ? undefined : sides[place.sentence];
    if (place === undefined || side === undefined) continue;
    const whole = figures[at + 1]?.quantity;
    const some = part.meanings[0];
    const all = whole?.meanings[0];
    if (whole === undefined || some === undefined || all === undefined) continue;
    if (some.unit !== null || all.unit !== null || some.value <= all.value) continue;
    if (!WHOLE_AFTER.test(claim.lower.slice(part.end, whole.start))) continue;
    return {
      kind: 'other-figure',
      start: part.start,
      end: whole.end,
      against: around(side.text, place),
    };
  }
  return null;
}

/** Two figures of the claim have changed their places: each goes with the words of the other. */
export function swappedFigures({ claim, sides }: ComparedPair): Difference | null {
  const placed: Placed[] = claim.quantities.flatMap((quantity) => {
    // "Three of ten" is one share.
    if (quantity.loose || isPart(claim, quantity) || isWhole(claim, quantity)) return [];
    if (hasSamePeriod(claim, quantity, sides)) return [];
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
  const above = partAboveWhole(claim, figures, sides);
  if (above !== null) return above;
  const turnedRole = otherRole(claim, figures, sides);
  if (turnedRole !== null) return turnedRole;
  let against = 0;
  let agree = 0;
  let yearsAgainst = 0;
  let yearsAgree = 0;
  const turned = new Set<Placed>();
  // Each figure has a name: "Lyon had its fair in 1911, and Nantes in 1904".
  const areNamed = claim.words.some(
    ({ capital, start, stem }) =>
      capital && start > one.quantity.end && sides.some(({ stems }) => stems.has(stem)),
  );
  for (const anchor of claim.words) {
    if (PERIODS.has(anchor.stem)) continue;
    if (claim.words.filter(({ stem }) => stem === anchor.stem).length > 1) continue;
    const itself = figures.find(({ quantity }) => distance(quantity, anchor) === 0);
    // An amount goes with its year: "40 in 2018 and 55 in 2019".
    if (itself !== undefined && !isYear(itself.quantity)) continue;
    const others = figures.filter(({ quantity }) => itself === undefined || !isYear(quantity));
    // A word before all figures is often the subject of all of them.
    const most = anchor.capital && areNamed ? NAME_BEFORE_FIRST : BEFORE_FIRST;
    if (one.quantity.start - anchor.end > most) continue;
    if (isBesidePair(claim, figures, anchor)) continue;
    const theirs = sides.flatMap(({ words }, sentence) =>
      words.filter(({ stem }) => stem === anchor.stem).map((word) => ({ ...word, sentence })),
    );
    const [there] = theirs;
    if (there === undefined || theirs.length > 1) continue;
    const mine = nearest(others, (figure) => gap(claim, figure.quantity, anchor));
    const other = nearest(others, (figure) => {
      const side = sides[there.sentence];
      const places = figure.there.filter(({ sentence }) => sentence === there.sentence);
      if (side === undefined) return Number.POSITIVE_INFINITY;
      return Math.min(...places.map((place) => gap(side, place, there)));
    });
    if (mine === null || other === null) continue;
    // Nobody takes a year for an amount, or a price for a time.
    if (!isOneKind(mine.quantity, other.quantity)) continue;
    if (mine === other) {
      // Two years with each other's amounts are enough, whatever the words before them go with.
      if (itself === undefined) agree++;
      else yearsAgree++;
    } else {
      if (itself === undefined) against++;
      else yearsAgainst++;
      turned.add(mine).add(other);
    }
  }
  const areTurned = against + yearsAgainst >= LEAST_TURNED && agree === 0;
  if (yearsAgree > 0 || !(areTurned || yearsAgainst >= LEAST_TURNED)) return null;
  const [first = one, ...others] = [...turned].sort((a, b) => a.quantity.start - b.quantity.start);
  const { start } = first.quantity;
  const { end } = (others.at(-1) ?? first).quantity;
  const [place] = first.there;
  const side = place === undefined ? undefined : sides[place.sentence];
  if (place === undefined || side === undefined) return null;
  return { kind: 'other-figure', start, end, against: around(side.text, place) };
}

/** The role of a figure in its sentence: the earlier value, the later value, or a part of another. */
type Role = 'before' | 'after' | 'part';

const BEFORE_IT: readonly (readonly [Role, RegExp])[] = [
  [
    'part',
    quick(
      /(?:(?<!\p{L})(?:dont|including|of which|of whom|parmi lesquels|among them)) (?:\p{L}+ )?[^\p{L}\d]?$/u,
    ),
  ],
  [
    'before',
    quick(
      /(?:(?<!\p{L})(?:from|contre|against|compared (?:with|to)|passe(?:r|ra|ront|nt)? de|passée?s? de|than)) (?:about |some |environ )?[^\p{L}\d]?$/u,
    ),
  ],
  ['after', quick(/(?<!\p{L})(?:to|à) (?:about |some |environ )?[^\p{L}\d]?$/u)],
];
const AFTER_IT: readonly (readonly [Role, RegExp])[] = [
  ['part', /^(?: of (?:them|that|which|whom|these|those)| d'entre eux)(?!\p{L})/u],
  [
    'before',
    /^ (?:a year|a week|a month|a decade) (?:earlier|before|ago)|^ (?:un an|une semaine|un mois) (?:plus tôt|auparavant|avant)/u,
  ],
];

/** In "against 13 % now", 13 % is the later value. */
const NOW = quick(/^ (?:now|today|désormais|aujourd'hui|maintenant|à présent)(?!\p{L})/u);

function roleOf({ lower }: ComparedText, { start, end }: TextRange): Role | null {
  if (NOW.test(lower.slice(end, end + 16))) return 'after';
  const ahead = lower.slice(Math.max(0, start - 32), start);
  const role = BEFORE_IT.find(([, pattern]) => pattern.test(ahead))?.[0];
  if (role !== undefined) return role;
  const behind = lower.slice(end, end + 24);
  return AFTER_IT.find(([, pattern]) => pattern.test(behind))?.[0] ?? null;
}

/** Finds two figures with each other's role in the claim: "from X to Y", "X, including Y". */
function otherRole(
  claim: ComparedText,
  figures: readonly Placed[],
  sides: readonly ComparedText[],
): Difference | null {
  for (const role of ['before', 'part'] as const) {
    const mine = figures.find(({ quantity }) => roleOf(claim, quantity) === role);
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

/** Whether two figures can be taken for each other. A bare number may have left out its unit. */
function isOneKind(a: Quantity, b: Quantity): boolean {
  const [one, other] = [dimensionOf(a), dimensionOf(b)];
  return one === other || (!isYear(a) && !isYear(b) && (one === '' || other === ''));
}

const isPart = ({ quantities }: ComparedText, { start, end }: TextRange): boolean =>
  quantities.some(
    ({ meanings: [first], ...share }) =>
      first?.unit === SHARE && share.start <= start && end <= share.end,
  );

/** Whether a figure is what a percentage is of: "7 % of the 19,000". */
const isWhole = ({ lower, quantities }: ComparedText, { start }: TextRange): boolean =>
  quantities.some(
    (share) =>
      dimensionOf(share) === '%' &&
      share.end < start &&
      WHOLE_AFTER.test(lower.slice(share.end, start)),
  );

const PAIRS = /^\s?(?:to|à|et|and|or|ou|-|–|,)\s?$/u;
/** Stands between two figures that count the same thing: "500 posts, up from 120". */
const FORMERLY =
  /^(?: [\p{L}'-]+){0,3},? (?:(?:up|down) from|instead of|rather than|compared (?:with|to)|against|contre|au lieu de) $/u;

/**
 * Returns whether a word goes with both figures of a pair: "from £1.20 to £1.45 per cubic metre",
 * "500 posts, up from 120".
 */
function isBesidePair(claim: ComparedText, figures: readonly Placed[], anchor: TextRange): boolean {
  return figures.some(({ quantity }, at) => {
    const next = figures[at + 1]?.quantity;
    if (next === undefined || isYear(quantity) !== isYear(next)) return false;
    const between = claim.lower.slice(quantity.end, next.start);
    if (FORMERLY.test(between)) return anchor.start < next.start;
    if (!PAIRS.test(between)) return false;
    return anchor.start >= next.end || anchor.end <= quantity.start;
  });
}

/**
 * Returns the distance between a figure and a word. A comma, a new clause or a dash between them
 * makes it larger.
 */
function gap(side: ComparedText, figure: TextRange, word: TextRange): number {
  const between = side.text.slice(
    Math.min(figure.end, word.end),
    Math.max(figure.start, word.start),
  );
  const clauses = between.match(/[,;:]|(?<!\p{L})(?:and|et|but|mais|while|tandis)(?!\p{L})/gu);
  const dashes = between.match(/[()—–]/gu);
  return between.length + CLAUSE * (clauses?.length ?? 0) + DASH * (dashes?.length ?? 0);
}

/** Returns the figure that is clearly nearer than all others; null if there is none. */
function nearest(figures: readonly Placed[], far: (figure: Placed) => number): Placed | null {
  const [first, second] = figures
    .map((figure) => ({ figure, far: far(figure) }))
    .sort((a, b) => a.far - b.far);
  if (first === undefined || first.far > GOES_WITH) return null;
  if (second !== undefined && second.far < first.far * 1.5 + 6) return null;
  return first.figure;
}

/** Returns a place of a text with the words around it. */
function around(text: string, { start, end }: TextRange): string {
  const from = text.lastIndexOf(' ', Math.max(0, start - 16)) + 1;
  const to = text.indexOf(' ', Math.min(text.length, end + 20));
  return text.slice(from, to < 0 ? text.length : to);
}
/** The largest distance between a figure and its period: "100 miles of line each year". */
const TO_PERIOD = 40;

function periodOf({ periods, lower }: ComparedText, { end }: TextRange): string | null {
  const period = periods.find(({ start }) => start >= end && start - end <= TO_PERIOD);
  if (period === undefined || /[,.;:]/u.test(lower.slice(end, period.start))) return null;
  return period.name;
}

/** Whether the passage has a figure for the same period as the claim. */
function hasSamePeriod(
  claim: ComparedText,
  quantity: Quantity,
  sides: readonly ComparedText[],
): boolean {
  const period = periodOf(claim, quantity);
  return (
    period !== null &&
    sides.some((side) =>
      side.quantities.some(
        (other) => sameValue(quantity, other) && periodOf(side, other) === period,
      ),
    )
  );
}

/** A figure of the claim goes with words that have another figure in the passage. */
export function figureOfAnother({ claim, sides }: ComparedPair): Difference | null {
  for (const quantity of claim.quantities) {
    if (quantity.loose || isPart(claim, quantity) || isPaired(claim, quantity)) continue;
    if (hasSamePeriod(claim, quantity, sides)) continue;
    let against = 0;
    let agree = 0;
    /** Where a name of the claim has another figure, or else where the claim's own figure is. */
    let theirs: (TextRange & { side: ComparedText }) | null = null;
    for (const anchor of claim.words) {
      if (!anchor.capital && distance(quantity, anchor) > OWNED) continue;
      if (distance(quantity, anchor) === 0 || PERIODS.has(anchor.stem)) continue;
      if (
        claim.quantities.some(
          (other) => other !== quantity && distance(other, anchor) < gap(claim, quantity, anchor),
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
        const { start, end } = nearestOne.other;
        if (anchor.capital) theirs ??= { start, end, side };
      }
    }
    const [own] = sides.flatMap((side) =>
      side.quantities
        .filter((other) => sameValue(quantity, other))
        .map(({ start, end }) => ({ start, end, side })),
    );
    theirs ??= own ?? null;
    if (own === undefined || agree > 0 || against < LEAST_TURNED || theirs === null) continue;
    return {
      kind: 'other-figure',
      start: quantity.start,
      end: quantity.end,
      against: around(theirs.side.text, theirs),
    };
  }
  return null;
}

/** Returns whether a figure is one of a pair: "from £1.20 to £1.45", "500 posts, up from 120". */
const isPaired = ({ lower, quantities }: ComparedText, { start, end }: TextRange): boolean =>
  quantities.some((other) => {
    const between =
      other.end <= start ? lower.slice(other.end, start) : lower.slice(end, other.start);
    return PAIRS.test(between) || FORMERLY.test(between);
  });

/** Returns whether two figures are the same, possibly in other units. */
function isAlike(a: Quantity, b: Quantity): boolean {
  if (sameValue(a, b)) return true;
  const [one] = a.meanings;
  const [other] = b.meanings;
  if (!one?.unit || !other?.unit) return false;
  const ratio = (one.value * one.unit.factor) / (other.value * other.unit.factor);
  return Math.abs(ratio - 1) < CONVERTED;
}

/** The largest error of a converted figure, as a share of the figure. */
const CONVERTED = 0.03;

/** The same for `figureOfAnother`, in the claim and in the passage. */
const OWNED = 40;
const OWNED_THERE = 60;
