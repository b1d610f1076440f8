import type { TextRange } from '@/utils/text/text-model';
import type { ComparedPair, Difference } from './compared-pair';
import { ComparedText, isYear } from './compared-text';
import type { Quantity } from './quantity';
import { quantityHolds } from './quantity-holds';
import { quick } from './scan-text';

/*
 * Whether a share or a multiple of a claim stands in another clause of the passage than the year or
 * the thing that the claim says it of: "doubled in 2023" where the passage says "halved in 2023 and doubled in 2024".
 */

const isRatio = ({ meanings: [first] }: Quantity): boolean =>
  /^(?:times|share|%)$/u.test(first?.unit?.dimension ?? '');

/** Where a clause can begin. Between two years, "and" joins no clauses. */
const BREAK = quick(
  /[;:]|,(?!\d)|(?<!\p{L})(?:and|but|while|whereas|then|et|mais|puis|tandis que|alors que)(?!\p{L})/gu,
);
const YEAR_BEFORE = /\d{4} $/u;
const YEAR_AFTER = /^ \d{4}(?!\d)/u;

/** A time that is told from another one: "a year later". */
const NEXT_YEAR = quick(
  /(?<!\p{L})(?:(?:the )?(?:following|next|previous) (?:year|month|quarter)|(?:a|one) (?:year|month|quarter) (?:later|earlier|before)|l'année (?:suivante|précédente|d'après|d'avant)|un an (?:plus tard|plus tôt|après|avant))(?!\p{L})/u,
);
/** Words before a year that mean a longer time than this year: "since 2020". */
const NOT_IN = quick(
  /(?<!\p{L})(?:since|before|after|until|till|from|to|by|between|depuis|dès|avant|après|jusqu'en|entre|de|à|d'ici) ?$/u,
);

/**
 * Returns the clauses of a sentence, each with one share or multiple; null if they cannot be told. What
 * stands before the first one belongs to it. Linear.
 */
function ratioClausesOf(side: ComparedText): ComparedText[] | null {
  const ratios = side.quantities.filter(isRatio);
  if (ratios.length < 2) return null;
  const parts: string[] = [];
  let from = 0;
  for (const { 0: mark, index } of side.lower.matchAll(BREAK)) {
    const end = index + mark.length;
    if (
      YEAR_BEFORE.test(side.lower.slice(Math.max(0, index - 5), index)) &&
      YEAR_AFTER.test(side.lower.slice(end))
    )
      continue;
    parts.push(side.text.slice(from, index));
    from = end;
  }
  parts.push(side.text.slice(from));
  const clauses: ComparedText[] = [];
  let lead = '';
  for (const part of parts) {
    const read = new ComparedText(lead + part);
    const own = read.quantities.filter(isRatio).length;
    if (own > 1) return null;
    if (own === 1) {
      clauses.push(read);
      lead = '';
    } else if (clauses.length === 0) lead = `${lead}${part} `;
    // A year between two clauses can belong to either of them.
    else if (yearsOf(read).length > 0 || NEXT_YEAR.test(read.lower)) return null;
  }
  return clauses.length > 1 ? clauses : null;
}

/** Returns the years of a text, also one before a word, as in "in 2023 costs halved". */
const yearsOf = ({ quantities }: ComparedText): number[] =>
  quantities.flatMap((quantity) => {
    const [first] = quantity.meanings;
    if (first === undefined) return [];
    const isBare = first.unit === null && /^(?:19|20)\d\d$/u.test(String(first.value));
    return isBare || isYear(quantity) ? [first.value] : [];
  });

const isNumber = ({ stem }: { readonly stem: string }): boolean => /\d/u.test(stem);
const isAdverb = (word: string): boolean => /(?:ly|ment)$/u.test(word);

/** Returns the words of a text that say what its share or multiple is of: those before its verb, or all. */
function subjectOf(text: ComparedText): readonly string[] {
  const ratio = text.quantities.find(isRatio);
  const verb = Math.min(ratio?.start ?? 0, ...text.turns.map(({ start }) => start));
  return text.words
    .filter((word) => word.end <= verb && !isNumber(word))
    .filter(({ start, end }) => !isAdverb(text.lower.slice(start, end)))
    .map(({ stem }) => stem);
}

/** Whether a claim is about the year that only the first clause has, and the second has another. */
function isOfYear(claim: ComparedText, own: ComparedText, other: ComparedText): boolean {
  const [year, ...more] = claim.quantities.filter(isYear);
  const value = year?.meanings[0]?.value;
  if (year === undefined || value === undefined || more.length > 0) return false;
  if (NOT_IN.test(claim.lower.slice(Math.max(0, year.start - 12), year.start))) return false;
  const theirs = yearsOf(other);
  return (
    yearsOf(own).includes(value) &&
    !theirs.includes(value) &&
    (theirs.length > 0 || NEXT_YEAR.test(other.lower))
  );
}

/** Whether a claim is about what only the first clause speaks of, and the second is about something else. */
function isOfSubject(claim: ComparedText, own: ComparedText, other: ComparedText): boolean {
  if (claim.quantities.some(isYear)) return false;
  const subject = subjectOf(claim);
  const isOfFigure = (word: TextRange): boolean =>
    claim.quantities.some(({ start, end }) => word.start < end && start < word.end);
  const isElsewhere = claim.words.some(
    (word) => !isOfFigure(word) && other.stems.has(word.stem) && !own.stems.has(word.stem),
  );
  return (
    !isElsewhere &&
    subject.every((stem) => own.stems.has(stem)) &&
    subject.some((stem) => !other.stems.has(stem)) &&
    subjectOf(other).some((stem) => !claim.stems.has(stem) && !own.stems.has(stem))
  );
}

/** Finds a share or a multiple that the passage has only in a clause about another year or thing. */
export function ratioOfOtherClause({ claim, sides }: ComparedPair): Difference | null {
  const [asked, ...more] = claim.quantities.filter(isRatio);
  if (asked === undefined || more.length > 0 || asked.loose) return null;
  // A text has many percentages, and some of them by chance.
  if (asked.meanings[0]?.unit?.dimension === '%') return null;
  const holds = ({ quantities, text }: ComparedText): boolean =>
    quantityHolds(asked, quantities, text);
  for (const side of sides) {
    const clauses = ratioClausesOf(side);
    if (clauses === null || sides.some((other) => other !== side && holds(other))) continue;
    const having = clauses.filter(holds);
    const [there] = having;
    if (there === undefined || having.length > 1) continue;
    for (const isOf of [isOfYear, isOfSubject]) {
      const about = clauses.filter((own) => own !== there && isOf(claim, own, there));
      const [own] = about;
      const ratio = own?.quantities.find(isRatio);
      if (own === undefined || ratio === undefined || about.length > 1) continue;
      return {
        kind: 'other-figure',
        start: asked.start,
        end: asked.end,
        against: own.text.slice(ratio.start).trim(),
      };
    }
  }
  return null;
}
