import type { TextRange } from '@/utils/text/text-model';
import { contradicts, datesHold, isWrittenAmong } from './calendar';
import type { Claim, HintKind } from './claim';
import { contentWords } from './closest-sentence';
import type { ComparedText } from './compared-text';
import { isBetweenDates } from './computed-figures';
import type { EvidenceText, FoundNumbers } from './evidence-text';
import { findNames, type Vocabulary } from './find-names';
import { findInsertions, findQuotations, quotedIn } from './find-quotations';
import { hedgeAround, isChangeAt } from './hedges';
import { type Cited, hasOtherName, isLeftOut } from './left-out';
import { findPlainFigures } from './plain-figures';
import { type Quantity, quantityKind } from './quantity';
import { bareNumberAmong, isNegativeCell, isNumberAmong, quantityHolds } from './quantity-holds';
import { isDateOpposed, isFigureOpposed, isPrecise } from './rivals';
import { isSaidOtherwise } from './said-otherwise';
import { foldName, isKnownPhrase, opensKnownPhrase } from './same-names';
import { quick } from './scan-text';
import { SHARE } from './units';

/* What of a claim is searched for in its passages and pages, and how each item is found there. */

export interface SoughtOptions {
  /**
   * How the report spells its words. Without it, a capitalised word at the start of a sentence
   * rarely counts as a name.
   */
  readonly vocabulary?: Vocabulary;
  /** The day of the report, as an ISO time, for "last March". */
  readonly date?: string;
}

/** The maximum number of items of a claim. Each is searched for in every passage. */
const MOST_SOUGHT = 300;

/** Where a text comes from. */
export interface Origin {
  readonly isPage: boolean;
  /** The text's language if it is not the claim's. */
  readonly language: string | null;
  /** The numbers of the text; of a cited page, only those near what the claim is about. */
  readonly numbers: () => FoundNumbers;
  /** Of a passage, the text of its page before it, where the head of its table can be. */
  readonly before?: string;
}

/** A part of a claim, and how to search for it. */
export interface Sought extends TextRange {
  readonly kind: HintKind;
  /** Whether the number is part of a name or a version. A passage may leave such a number out. */
  readonly names: boolean;
  readonly isIn: (text: EvidenceText, from: Origin) => boolean;
  /** Whether the words stand in the text, rather than others that mean the same or that they follow from. */
  readonly isWholeIn: (text: EvidenceText, from: Origin) => boolean;
  /** Whether a passage need not repeat it, because its readers know it. */
  readonly isLeftOut?: (cited: Cited) => boolean;
  /** Returns what a passage has that can be the figure without its unit; null if it has nothing. */
  readonly bareIn?: (text: EvidenceText, from: Origin) => string | null;
  /** Whether a text without the name has another one in its place. True if this function is absent. */
  readonly isOpposed?: (text: EvidenceText, from: Origin) => boolean;
}

/** Returns what can be searched for whatever the language: figures in digits, and quotations. */
export function plainlySoughtOf(claim: Claim): Sought[] {
  const { text } = claim;
  const figures = findPlainFigures(text).map((figure) => ({
    kind: figureKind('figure', text, figure),
    names: false,
    start: figure.start,
    end: figure.end,
    isIn: ({ figures: known }: EvidenceText) => known.holds(figure),
    isWholeIn: ({ figures: known }: EvidenceText) =>
      known.holdsWhole(text.slice(figure.start, figure.end)),
  }));
  return inOrder([...figures, ...quotationsOf(claim)]);
}

const YEAR = /^(?:19|20)\d\d$/u;
/** Words before a year, also in languages that are only partly compared. */
const BEFORE_YEAR =
  /(?<!\p{L})(?:the|in|since|until|before|after|year|en|depuis|dès|avant|après|année|jahre?|seit|año|desde|hasta|anno|nel|dal|ano|em)[ \u00a0\u202f]$/iu;
const NEXT_YEAR = /^[/–-]\d\d(?!\d)/u;

/**
 * Returns `date` for a figure that is a year, as in "in 2018 farmers" and "2024/25". It is compared
 * as a figure, because only the words around it say what it is.
 */
function figureKind(kind: HintKind, text: string, { start, end }: TextRange): HintKind {
  if (kind !== 'figure' || !YEAR.test(text.slice(start, end))) return kind;
  const [before, after] = [text.slice(Math.max(0, start - 10), start), text.slice(end, end + 4)];
  const isYear =
    BEFORE_YEAR.test(before) ||
    NEXT_YEAR.test(after) ||
    (before.endsWith('(') && after.startsWith(')'));
  return isYear ? 'date' : kind;
}

function quotationsOf({ text, isQuoted, sourceFrom, quotationRest = '' }: Claim): Sought[] {
  const whole = text + quotationRest;
  return (isQuoted ? quotedIn(text.slice(0, sourceFrom)) : findQuotations(whole)).flatMap(
    ({ start, end: wholeEnd }) => {
      const quoted = whole.slice(start, wholeEnd);
      // A hint is on words of the claim.
      const end = Math.min(wholeEnd, text.length);
      const holds = ({ quotations }: EvidenceText) => quotations.holds(quoted);
      const holdsAround = ({ quotations }: EvidenceText) => quotations.holdsAroundBrackets(quoted);
      const insertions = findInsertions(text, { start, end }).map((range) => ({
        kind: 'quotation-brackets' as const,
        names: false,
        ...range,
        isIn: holds,
        isWholeIn: holds,
        // If the other words are not there either, the hint is for all of them.
        isOpposed: holdsAround,
      }));
      const isIn = (passage: EvidenceText) => holds(passage) || holdsAround(passage);
      const isWholeIn = holds;
      return [
        { kind: 'quotation' as const, names: false, start, end, isIn, isWholeIn },
        ...insertions,
      ];
    },
  );
}

function inOrder(sought: readonly Sought[]): Sought[] {
  return sought.toSorted((a, b) => a.start - b.start || a.end - b.end).slice(0, MOST_SOUGHT);
}

/** The most words of a known name that starts with a number. */
const MOST_WORDS = 4;

/** Whether a number is the first word of a known name: "Second World War". */
function opensKnownName(text: string, start: number, end: number): boolean {
  if (!/\p{Lu}/u.test(text.charAt(start)) || !opensKnownPhrase(foldName(text.slice(start, end))))
    return false;
  const words = text.slice(start, start + 60).split(/[^\p{L}\p{N}]+/u);
  return Array.from({ length: MOST_WORDS }, (_, more) => words.slice(0, more + 1).join(' ')).some(
    (name) => isKnownPhrase(foldName(name)),
  );
}

/** Before a share, these words turn it around: "all but a third" is two thirds. */
const ALL_BUT = /(?:(?:all|everyone|everything) (?:but|except)|(?:tous|toutes|tout) sauf) $/u;
/** The length of the longest of them, in UTF-16 units. */
const ALL_BUT_REACH = 18;

/** Returns the rest of a share: "all but one in twenty" is 95 %. */
const restOf = (share: Quantity): Quantity => ({
  ...share,
  meanings: share.meanings.map((each) => ({ ...each, value: 1 - each.value })),
});

/** Whether both numbers of a share are counts: "35 of the 189", but not "one in five". */
const isOfCounts = (share: TextRange, quantities: readonly Quantity[]): boolean => {
  const within = quantities.filter(({ start, end }) => share.start <= start && end <= share.end);
  return (
    within.some(isPrecise) &&
    !within.some(
      ({ meanings: [first] }) => first?.unit === null && Number.isInteger(Math.log10(first.value)),
    )
  );
};

/** A passage that names a version does not leave another one out. */
const VERSION = /\d\.(?:\d|x)|(?<!\p{L})versions? \d/iu;

/** Returns the dates, figures, names and quotations of a claim, in their order. */
export function soughtOf(claim: Claim, read: ComparedText, options: SoughtOptions): Sought[] {
  const { text, scan, numbers } = read;
  const { dates } = numbers;
  const today = options.date === undefined ? null : new Date(options.date).getUTCFullYear();
  const isCount = ({ start, end }: TextRange): boolean => !opensKnownName(text, start, end);
  const quantities = numbers.quantities.filter(isCount).map((quantity) => ({
    ...quantity,
    about:
      quantity.about === 'exactly'
        ? hedgeAround(scan.lower, quantity.start, quantity.end)
        : quantity.about,
    isChange: isChangeAt(scan.lower, quantity),
  }));
  const shares = quantities.filter(
    (each) => each.meanings[0]?.unit === SHARE && !isOfCounts(each, quantities),
  );
  const counted = quantities.filter(({ loose, version }) => !loose && !version);
  const names = findNames(scan, {
    opensSentence: claim.start <= claim.sentence.start,
    taken: [...dates, ...counted].sort((a, b) => a.start - b.start),
    vocabulary: options.vocabulary ?? null,
  });
  const isInName = (range: TextRange): boolean =>
    names.some(({ start, end }) => start < range.start && range.end <= end);
  const sought: Sought[] = [
    ...dates.map(({ start, end, dates: asked }) => ({
      kind: 'date' as const,
      names: false,
      start,
      end,
      isIn: (_text: EvidenceText, { numbers }: Origin) =>
        asked.some((date) => datesHold(date, numbers().dates, today)) ||
        // A number that looks like a year may be a count.
        asked.some(
          ({ year, ...rest }) =>
            year !== undefined &&
            Object.keys(rest).length === 0 &&
            numbers().quantities.some(({ meanings }) =>
              meanings.some(({ value }) => value === year),
            ),
        ),
      isWholeIn: (_text: EvidenceText, { numbers }: Origin) =>
        asked.some((date) => isWrittenAmong(date, numbers().dates)),
      isLeftOut: ({ passage, around, knownDates }: Cited) => {
        if (contradicts(asked, passage.numbers.dates)) return false;
        const found = [passage, around().beside].flatMap((text) => text.numbers.dates);
        return asked.some((date) => datesHold(date, [...found, ...knownDates()], today));
      },
      isOpposed: (_text: EvidenceText, { numbers }: Origin) =>
        isDateOpposed(asked, numbers().dates),
    })),
    ...quantities
      .filter(({ loose, version, start, end }) => !loose && !(version && isInName({ start, end })))
      .map((quantity) => ({
        kind: figureKind(quantityKind(quantity), text, quantity),
        names: quantity.version,
        start: quantity.start,
        end: quantity.end,
        isIn: (evidence: EvidenceText, { isPage, numbers, before = '' }: Origin) => {
          const { text: passage, names: index } = evidence;
          return (
            quantityHolds(quantity, numbers().quantities, passage) ||
            (!isPage && isNegativeCell(quantity, read, numbers().quantities, before + passage)) ||
            (isPage && countsTheSame(quantity, read, evidence)) ||
            (isPage && isInParagraph(quantity, read, evidence)) ||
            isListed(quantity, passage) ||
            (!isPage && isBetweenDates(quantity, numbers().dates)) ||
            isSaidOtherwise(quantity, read, evidence) ||
            // "One in five" may be 20 % in the passage.
            shares.some(
              (share) =>
                share.start <= quantity.start &&
                quantity.end <= share.end &&
                (quantityHolds(share, numbers().quantities, passage) ||
                  isSaidOtherwise(share, read, evidence) ||
                  (ALL_BUT.test(
                    scan.lower.slice(Math.max(0, share.start - ALL_BUT_REACH), share.start),
                  ) &&
                    quantityHolds(restOf(share), numbers().quantities, passage))),
            ) ||
            (quantity.version && index.holds(text.slice(quantity.start, quantity.end), true)) ||
            (quantity.version && index.holds(`v${text.slice(quantity.start, quantity.end)}`, true))
          );
        },
        isWholeIn: (evidence: EvidenceText, { numbers }: Origin) =>
          isNumberAmong(quantity, numbers().quantities, evidence.text) ||
          (quantity.version && evidence.names.holdsWhole(text.slice(quantity.start, quantity.end))),
        bareIn: ({ text: passage }: EvidenceText, { isPage, numbers }: Origin) => {
          const bare = isPage ? null : bareNumberAmong(quantity, numbers().quantities, passage);
          return bare && passage.slice(bare.start, bare.end);
        },
        isOpposed: (evidence: EvidenceText, { isPage, numbers }: Origin) =>
          isFigureOpposed(quantity, read, evidence, { ...numbers(), isPage }),
        ...(quantity.version
          ? {
              isLeftOut: (cited: Cited) => {
                const { start, end } = quantity;
                if (VERSION.test(cited.passage.text)) return false;
                return isLeftOut({ words: text.slice(start, end), start, end }, read, cited);
              },
            }
          : {}),
      })),
    ...names.map(({ kind, start, end, personFrom }) => ({
      kind,
      names: true,
      start,
      end,
      isIn: ({ names: index }: EvidenceText, { isPage, language }: Origin) =>
        index.holds(text.slice(start, end), isPage, language) ||
        (personFrom !== undefined && index.holdsPerson(text.slice(personFrom, end))),
      isWholeIn: ({ names: index }: EvidenceText, { language }: Origin) =>
        index.holdsWhole(text.slice(start, end), language) ||
        (personFrom !== undefined && index.holdsPerson(text.slice(personFrom, end))),
      isLeftOut: (cited: Cited) =>
        isLeftOut({ words: text.slice(start, end), start, end }, read, cited),
      // "PC" and "TV" are words rather than names.
      isOpposed: (evidence: EvidenceText, { isPage, language }: Origin) =>
        isPage || end - start > 2 || hasOtherName(read, evidence, language),
    })),
    ...quotationsOf(claim),
  ];
  return inOrder(sought);
}

/** "Two heavyweights" and "three films" may be counted from their names. */
function isListed({ meanings: [first] }: Quantity, passage: string): boolean {
  if (first?.unit !== null) return false;
  return (
    (first.value === 2 && NAMED_PAIR.test(passage)) ||
    (first.value === 3 && NAMED_THREE.test(passage))
  );
}

/** Whether the paragraph that a claim is about has a precise number of it, in another sentence. */
function isInParagraph(quantity: Quantity, { words }: ComparedText, page: EvidenceText): boolean {
  if (!isPrecise(quantity)) return false;
  const paragraph = page.paragraphAbout(words);
  return paragraph !== null && isNumberAmong(quantity, paragraph.quantities, paragraph.text);
}

/** Maximum number of words between a number and what it counts, as in "10 wealthy countries". */
const BEFORE_COUNTED = 2;
/** The longest text between a number and the end of the word that it counts, in UTF-16 units. */
const NEAR_NUMBER = 60;

/**
 * Whether a page counts the same things somewhere, however it speaks of them there: "10 wealthy
 * countries" for "ten countries", "10 countries" and "ten rich countries".
 */
function countsTheSame(
  { end, meanings: [asked] }: Quantity,
  { words }: ComparedText,
  page: EvidenceText,
): boolean {
  if (asked?.unit !== null) return false;
  const counted: string[] = [];
  let at = end;
  for (const word of words.filter(({ start }) => start >= end).slice(0, BEFORE_COUNTED + 1)) {
    // In "208 | 181", which a page has too, the next cell of the row is not what 208 counts.
    if (word.start > at + 1 || /\d/u.test(word.stem)) break;
    counted.push(word.stem);
    at = word.end;
  }
  return page.read.quantities.some(
    (found) =>
      found.meanings.some(({ value, unit }) => unit === null && value === asked.value) &&
      contentWords(page.text.slice(found.end, found.end + NEAR_NUMBER))
        .slice(0, BEFORE_COUNTED + 1)
        .some(({ stem }) => counted.includes(stem)),
  );
}

const NAMED_THREE =
  /\p{Lu}[^,.;\n]{2,40}, (?:the )?\p{Lu}[^,.;\n]{2,40},? (?:and|et|ou|or) (?:the )?\p{Lu}/u;
const NAMED_PAIR = quick(
  /(?<!\p{L})\p{Lu}\p{L}{1,30} \p{Lu}\p{L}{1,30} (?:and|or|et|ou) \p{Lu}\p{L}+ \p{Lu}\p{L}+/u,
);
