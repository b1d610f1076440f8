import type { Verdict } from '@/utils/model/evidence';
import type { TextRange } from '@/utils/text/text-model';
import { differencesOf } from './between-words';
import { datesHold } from './calendar';
import type { Claim, Hint, HintKind, Passage } from './claim';
import type { Difference } from './compared-pair';
import { ComparedText } from './compared-text';
import { type EvidenceText, evidenceText, type FoundNumbers } from './evidence-text';
import { findNames, type Vocabulary } from './find-names';
import { findQuotations } from './find-quotations';
import { baseLanguage, guessLanguage, isUnread, languageOf } from './guess-language';
import { hedgeAround } from './hedges';
import { findPlainFigures } from './plain-figures';
import { type Quantity, quantityHolds, quantityKind } from './quantity';
import { SHARE } from './units';

export interface CheckOptions {
  /** BCP 47 of the report. */
  readonly language: string;
  /**
   * How the report spells its words. Without it, a capitalised word at the start of a sentence
   * rarely counts as a name.
   */
  readonly vocabulary?: Vocabulary;
  /** The day of the report, as an ISO time, for "last March". */
  readonly date?: string;
  /** Whether also to compare what stands between the figures and the names. On unless false. */
  readonly between?: boolean;
}

/** A page names its subject at least this often. */
const SUBJECT = 3;
/** A person with a title. */
const TITLED = /(?:présidente?|president|ministre|minister|mr|mrs|ms|mme|m)\.? $/iu;
const OTHER_TITLED =
  /(?:[Pp]résidente?|[Pp]resident|[Mm]inistre|[Mm]inister|Mr|Mrs|Ms|Mme|M)\.?,? \p{Lu}/u;
/** A passage that starts so is about somebody whom the text before it names. */
const STARTS_WITH_PRONOUN = /^[\s"“«]*(?:\p{L}+ )?(?:she|he|they|it|elle|ils?|elles)(?!\p{L})/iu;
/** The maximum number of items of a claim. Each is searched for in every passage. */
const MOST_SOUGHT = 300;

/** Where a text comes from. */
interface Origin {
  readonly isPage: boolean;
  /** The text's language if it is not the claim's. */
  readonly language: string | null;
  /** The numbers of the text; of a cited page, only those near what the claim is about. */
  readonly numbers: () => FoundNumbers;
}

/** A part of a claim, and how to search for it. */
interface Sought extends TextRange {
  readonly kind: HintKind;
  readonly isIn: (text: EvidenceText, from: Origin) => boolean;
}

const FAILED: ReadonlySet<Verdict> = new Set([
  'altered',
  'missing',
  'gone',
  'blocked',
  'unreachable',
]);

/**
 * Returns what a claim says that its cited passages do not say: figures, dates, names and
 * quotations, in the order of the claim, each with where it was searched. For a passage without a
 * quote, the whole page is searched. If that page was not read, nothing is reported. A hint can be
 * wrong: a figure may be written in words that this code does not know, and a figure that is found
 * may belong to something else.
 *
 * Linear in the claim and in the passages. A passage or page is read once for all its claims.
 */
export function checkClaim(
  claim: Claim,
  passages: readonly Passage[],
  options: CheckOptions,
): readonly Hint[] {
  const hints: Hint[] = [];
  const failed =
    passages.length > 0 && passages.every(({ verdict }) => verdict !== null && FAILED.has(verdict));
  if (failed) {
    hints.push({
      kind: 'citations-failed',
      words: claim.text,
      start: 0,
      end: claim.text.length,
      soughtIn: passages.map(({ clipId }) => clipId),
      found: 'nowhere',
    });
  }
  const readable = passages.filter(({ quote, pageText }) => (quote ?? pageText) !== null);
  if (readable.length === 0) return hints;
  const own = languageOf(claim.text, options.language);
  const read = new ComparedText(claim.text);
  const cited = readable.map((passage) => originated(passage, own, read));
  const pages = readable.flatMap((passage, at) => {
    const { quote, pageText } = passage;
    const language = cited[at]?.from.language ?? null;
    if (quote === null || pageText === null) return [];
    const text = evidenceText(pageText);
    return [{ text, from: { isPage: true, language, numbers: () => text.numbers } }];
  });
  const soughtIn = readable.map(({ clipId }) => clipId);
  const notFound = readable.some(({ quote }) => quote === null) ? 'not-on-page' : 'nowhere';
  const told = new Set<string>();
  const isRead = !isUnread(own) && !cited.some(({ from }) => isUnread(from.language));
  for (const { kind, start, end, isIn } of isRead
    ? soughtOf(claim, read, options)
    : plainlySoughtOf(claim)) {
    // A repeated item is searched for once.
    const print = `${kind} ${claim.text.slice(start, end).toLowerCase()}`;
    if (told.has(print)) continue;
    told.add(print);
    if (cited.some(({ text, from }) => isIn(text, from))) continue;
    const onPage = pages.some(({ text, from }) => isIn(text, from));
    const words = claim.text.slice(start, end);
    // The passage calls it "the city", and the rest of the page gives its name again and again.
    const isNamed = (kind === 'name' || kind === 'acronym') && onPage;
    if (isNamed && isLeftOut(claim.text.slice(0, start), words, cited, pages)) continue;
    const quotationKind = (): HintKind => {
      if (onPage) return 'quotation-elsewhere';
      return isTranslated(words, readable, options.language) ? 'quotation-translated' : 'quotation';
    };
    hints.push({
      kind: kind === 'quotation' ? quotationKind() : kind,
      words,
      start,
      end,
      soughtIn,
      found: onPage ? 'page-only' : notFound,
    });
  }
  if (isRead && options.between !== false) {
    for (const difference of betweenOf(read, cited)) {
      // A figure that is in no passage needs no second hint.
      if (hints.some(({ start, end }) => start < difference.end && difference.start < end))
        continue;
      const { kind, start, end, against } = difference;
      const words = claim.text.slice(start, end);
      hints.push({ kind, words, start, end, soughtIn, found: 'nowhere', against });
    }
  }
  return hints.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Returns the differences that every passage shows: with several, one may say it as the claim. */
function betweenOf(claim: ComparedText, cited: readonly Origined[]): readonly Difference[] {
  const [first, ...others] = cited.map(({ text, from }) =>
    differencesOf(claim, text, { sameLanguage: from.language === null, isPage: from.isPage }),
  );
  return (first ?? []).filter(({ kind }) =>
    others.every((found) => found.some((other) => other.kind === kind)),
  );
}

/** "Two heavyweights" and "three films" may be counted from their names. */
function isListed({ meanings: [first] }: Quantity, passage: string): boolean {
  if (first?.unit !== null) return false;
  return (
    (first.value === 2 && NAMED_PAIR.test(passage)) ||
    (first.value === 3 && NAMED_THREE.test(passage))
  );
}

const NAMED_THREE =
  /\p{Lu}[^,.;\n]{2,40}, (?:the )?\p{Lu}[^,.;\n]{2,40},? (?:and|et|ou|or) (?:the )?\p{Lu}/u;
const NAMED_PAIR =
  /(?<!\p{L})\p{Lu}\p{L}{1,30} \p{Lu}\p{L}{1,30} (?:and|or|et|ou) \p{Lu}\p{L}+ \p{Lu}\p{L}+/u;

interface Origined {
  readonly text: EvidenceText;
  readonly from: Origin;
}

/**
 * Whether a passage need not repeat a name of its page: it calls it "the city" or "she". A person
 * with a title is not left out where the passage names another one.
 */
function isLeftOut(
  before: string,
  name: string,
  cited: readonly Origined[],
  pages: readonly Origined[],
): boolean {
  if (TITLED.test(before) && cited.some(({ text }) => OTHER_TITLED.test(text.text))) return false;
  return (
    cited.some(({ text }) => STARTS_WITH_PRONOUN.test(text.text)) ||
    pages.some(({ text }) => text.names.names(name, SUBJECT))
  );
}

function originated(passage: Passage, own: string | null, claim: ComparedText): Origined {
  const text = evidenceText(passage.quote ?? passage.pageText ?? '');
  const language = languageOf(text.text, passage.language, text.weighed);
  const isPage = passage.quote === null;
  let near: FoundNumbers | null = null;
  const numbers = (): FoundNumbers => {
    // Two languages share too few words to tell which sentences are about the same thing.
    if (!isPage || language !== own) return text.numbers;
    near ??= text.numbersNear(claim.words);
    return near;
  };
  return { text, from: { isPage, language: language === own ? null : language, numbers } };
}

/** Returns what can be searched for whatever the language: figures in digits, and quotations. */
function plainlySoughtOf({ text }: Claim): Sought[] {
  const figures = findPlainFigures(text).map(({ start, end }) => ({
    kind: 'figure' as const,
    start,
    end,
    isIn: ({ figures: known }: EvidenceText) => known.holds(text.slice(start, end)),
  }));
  return inOrder([...figures, ...quotationsOf(text)]);
}

function quotationsOf(text: string): Sought[] {
  return findQuotations(text).map(({ start, end }) => ({
    kind: 'quotation' as const,
    start,
    end,
    isIn: ({ quotations }: EvidenceText) => quotations.holds(text.slice(start, end)),
  }));
}

function inOrder(sought: readonly Sought[]): Sought[] {
  return sought.toSorted((a, b) => a.start - b.start || a.end - b.end).slice(0, MOST_SOUGHT);
}

function soughtOf(claim: Claim, read: ComparedText, options: CheckOptions): Sought[] {
  const { text, scan, numbers } = read;
  const { dates } = numbers;
  const today = options.date === undefined ? null : new Date(options.date).getUTCFullYear();
  const quantities = numbers.quantities.map((quantity) => ({
    ...quantity,
    about:
      quantity.about === 'exactly'
        ? hedgeAround(scan.lower, quantity.start, quantity.end)
        : quantity.about,
  }));
  const shares = quantities.filter(({ meanings }) => meanings[0]?.unit === SHARE);
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
    })),
    ...quantities
      .filter(({ loose, version, start, end }) => !loose && !(version && isInName({ start, end })))
      .map((quantity) => ({
        kind: quantityKind(quantity),
        start: quantity.start,
        end: quantity.end,
        isIn: ({ text: passage, names: index }: EvidenceText, { numbers }: Origin) =>
          quantityHolds(quantity, numbers().quantities, passage) ||
          isListed(quantity, passage) ||
          // "One in five" may be 20 % in the passage.
          shares.some(
            (share) =>
              share.start <= quantity.start &&
              quantity.end <= share.end &&
              quantityHolds(share, numbers().quantities, passage),
          ) ||
          (quantity.version && index.holds(text.slice(quantity.start, quantity.end), true)) ||
          (quantity.version && index.holds(`v${text.slice(quantity.start, quantity.end)}`, true)),
      })),
    ...names.map(({ kind, start, end }) => ({
      kind,
      start,
      end,
      isIn: ({ names: index }: EvidenceText, { isPage, language }: Origin) =>
        index.holds(text.slice(start, end), isPage, language),
    })),
    ...quotationsOf(text),
  ];
  return inOrder(sought);
}

/**
 * Returns whether quoted words are in none of the languages of the texts that might contain them.
 */
function isTranslated(words: string, passages: readonly Passage[], language: string): boolean {
  const spoken = guessLanguage(words) ?? baseLanguage(language);
  const known = passages.flatMap((passage) => {
    const told = passage.language === null ? null : baseLanguage(passage.language);
    return told ?? guessLanguage(passage.pageText ?? passage.quote ?? '') ?? [];
  });
  return known.length > 0 && !known.includes(spoken);
}
