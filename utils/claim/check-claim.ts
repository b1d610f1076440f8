import type { Verdict } from '@/utils/model/evidence';
import { foldForSearch } from '@/utils/text/fold-for-search';
import type { TextRange } from '@/utils/text/text-model';
import { differencesOf } from './between-words';
import { contradicts, datesHold } from './calendar';
import type { Claim, Hint, HintKind, Passage } from './claim';
import { contentWords } from './closest-sentence';
import type { Difference } from './compared-pair';
import { ComparedText } from './compared-text';
import { type EvidenceText, evidenceText, type FoundNumbers } from './evidence-text';
import { findNames, type Vocabulary } from './find-names';
import { findInsertions, findQuotations, quotedIn } from './find-quotations';
import { isUnread, languageOf } from './guess-language';
import { hedgeAround } from './hedges';
import { type Cited, hasOtherName, isLeftOut, type Surroundings, surroundings } from './left-out';
import { factsText, knownDates, type ToldText } from './page-facts';
import { findPlainFigures } from './plain-figures';
import { isBetweenDates, type Quantity, quantityHolds, quantityKind } from './quantity';
import { numbersWithin } from './read-numbers';
import { isDateOpposed, isFigureOpposed } from './rivals';
import { foldName, isKnownPhrase, opensKnownPhrase } from './same-names';
import { quick } from './scan-text';
import { isTranslated } from './translated-quotation';
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
  /** Whether the number is part of a name or a version. A passage may leave such a number out. */
  readonly names: boolean;
  readonly isIn: (text: EvidenceText, from: Origin) => boolean;
  /** Whether a text that may mean the name has the name itself. Absent if `isIn` is as strict. */
  readonly isWholeIn?: (text: EvidenceText, from: Origin) => boolean;
  /** Whether a passage need not repeat it, because its readers know it. */
  readonly isLeftOut?: (cited: Cited) => boolean;
  /** Whether a text without the name has another one in its place. True if this function is absent. */
  readonly isOpposed?: (text: EvidenceText, from: Origin) => boolean;
}

const UNREAD: ReadonlySet<Verdict> = new Set(['blocked', 'unreachable']);
const FAILED: ReadonlySet<Verdict> = new Set(['altered', 'missing', 'gone', ...UNREAD]);

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
    const isUnreadHere = passages.every(({ verdict }) => verdict !== null && UNREAD.has(verdict));
    hints.push({
      kind: isUnreadHere ? 'citations-unread' : 'citations-failed',
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
  const facts = readable.map((passage, at) => ({
    isOfPassage: passage.quote !== null,
    ...factsOrigin(passage, cited[at]?.from.language ?? null, options.date ?? '', read),
  }));
  const wholes = readable.flatMap(({ quote, pageText, facts: told }, at): Cited[] => {
    const [origin, ownFacts] = [cited[at], facts[at]];
    if (origin === undefined || ownFacts === undefined) return [];
    if (quote === null || (pageText === null && !told)) return [];
    const texts = {
      passage: origin.text,
      page: evidenceText(pageText ?? ''),
      facts: ownFacts.text,
    };
    let read: Surroundings | null = null;
    const around = () => {
      read ??= surroundings(texts);
      return read;
    };
    const dates = () => ownFacts.from.numbers().dates;
    return [{ ...texts, around, knownDates: dates, language: origin.from.language }];
  });
  const pages = wholes.map(({ page, language }) => wholeText(page, language));
  const soughtIn = readable.map(({ clipId }) => clipId);
  const notFound = readable.some(({ quote }) => quote === null) ? 'not-on-page' : 'nowhere';
  const told = new Set<string>();
  const source = sourceWords(claim, passages);
  const isRead = !isUnread(own) && !cited.some(({ from }) => isUnread(from.language));
  for (const { kind, names, start, end, isIn, isWholeIn, isLeftOut: leftOut, isOpposed } of isRead
    ? soughtOf(claim, read, options)
    : plainlySoughtOf(claim)) {
    if (isWithin({ start, end }, source)) continue;
    // A repeated item is searched for once.
    const print = `${kind} ${claim.text.slice(start, end).toLowerCase()}`;
    if (told.has(print)) continue;
    told.add(print);
    if (cited.some(({ text, from }) => isIn(text, from))) continue;
    const onPage = pages.some(({ text, from }) => isIn(text, from));
    if (leftOut !== undefined) {
      const inFacts = facts.filter(({ text, from }) => isIn(text, from));
      // Who cites a whole page also cites its title.
      if (inFacts.some(({ isOfPassage }) => !isOfPassage)) continue;
      if ((onPage || inFacts.length > 0) && wholes.some(leftOut)) continue;
    }
    if (isOpposed !== undefined && !cited.some(({ text, from }) => isOpposed(text, from))) continue;
    const words = claim.text.slice(start, end);
    const quotationKind = (): HintKind => {
      if (onPage) return 'quotation-elsewhere';
      return isTranslated(words, readable) ? 'quotation-translated' : 'quotation';
    };
    const isWhole = isWholeIn ?? isIn;
    const found =
      onPage && pages.some(({ text, from }) => isWhole(text, from)) ? 'page-only' : notFound;
    const owner = hints.at(-1);
    if (names && owner !== undefined && owner.found === found && isOwned(claim, owner, start)) {
      const both = claim.text.slice(owner.start, end);
      const areTogether = pages.some(({ text, from }) =>
        text.names.holdsWhole(both, from.language),
      );
      hints[hints.length - 1] = {
        ...owner,
        kind: 'name',
        words: both,
        end,
        found: areTogether ? found : notFound,
      };
      continue;
    }
    hints.push({
      kind: kind === 'quotation' ? quotationKind() : kind,
      words,
      start,
      end,
      soughtIn,
      found,
    });
  }
  if (isRead && options.between !== false) {
    for (const difference of betweenOf(read, cited)) {
      // A figure that is in no passage needs no second hint.
      if (hints.some(({ start, end }) => start < difference.end && difference.start < end))
        continue;
      const { kind, start, end, against } = difference;
      if (isWithin(difference, source)) continue;
      const words = claim.text.slice(start, end);
      hints.push({ kind, words, start, end, soughtIn, found: 'nowhere', against });
    }
  }
  return hints
    .filter((hint) => hint.kind !== 'quotation-brackets' || !hints.some(isInside(hint)))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

const isWithin = ({ start, end }: TextRange, around: TextRange | null): boolean =>
  around !== null && around.start <= start && end <= around.end;

/** How much of the start of a page is searched for its title, in UTF-16 units. */
const MOST_HEAD = 2000;
/** A longer line is no title. In UTF-16 units. */
const MOST_TITLE = 200;

/**
 * Returns the words of a claim that name its source, because a passage need not have them: a link
 * that names a source in parentheses, or a link on the title of a cited page. A link on one or two
 * words counts as words of the sentence.
 */
function sourceWords({ text, link }: Claim, passages: readonly Passage[]): TextRange | null {
  if (link === undefined) return null;
  if (link.namesSource) return link;
  const words = text.slice(link.start, link.end);
  if (link.start === 0 || !/^\p{Lu}/u.test(words) || words.split(/\s+/u).length < 3) return null;
  const folded = foldForSearch(words);
  const isTitle = (line: string): boolean =>
    line.length <= MOST_TITLE && !/[.!?…]$/u.test(line) && foldForSearch(line).includes(folded);
  return passages.some(({ pageText }) =>
    (pageText ?? '').slice(0, MOST_HEAD).split('\n').some(isTitle),
  )
    ? link
    : null;
}

/** Returns whether another hint is for words in the same brackets, such as a name. */
const isInside =
  (brackets: Hint) =>
  (other: Hint): boolean =>
    other !== brackets && brackets.start < other.start && other.end < brackets.end;

/** Returns what is known of a passage besides the text of its page. */
function factsOrigin(
  passage: Passage,
  language: string | null,
  today: string,
  claim: ComparedText,
): Origined {
  const whole = wholeText(factsText(passage.facts), language);
  let known: FoundNumbers | null = null;
  const numbers = (): FoundNumbers => {
    known ??= { ...whole.text.numbers, dates: knownDates(passage, today, toldBy(passage, claim)) };
    return known;
  };
  return { ...whole, from: { ...whole.from, numbers } };
}

/** Returns what a passage says, or a whole page near the claim. */
function toldBy({ quote, pageText }: Passage, claim: ComparedText): ToldText {
  const { read, sentences, text } = evidenceText(quote ?? pageText ?? '');
  if (quote !== null) return { text, dates: read.dates };
  const near = sentences.near(claim.words);
  return {
    text: near.map((sentence) => sentence.text).join('\n'),
    dates: near.flatMap((sentence) => numbersWithin(read, sentence).dates),
  };
}

const wholeText = (text: EvidenceText, language: string | null): Origined => ({
  text,
  from: { isPage: true, language, numbers: () => text.numbers },
});

/** Whether a name belongs to the one before it: "Norway's Havforsk" is one hint, and not two. */
const isOwned = ({ text }: Claim, { kind, end }: Hint, start: number): boolean =>
  (kind === 'name' || kind === 'acronym') && /^['’]s $/u.test(text.slice(end, start));

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

/** Maximum number of words between a number and what it counts, as in "10 wealthy countries". */
const BEFORE_COUNTED = 2;
/** Maximum length of these words and the counted word together, in UTF-16 units. */
const NEAR_NUMBER = 60;

/**
 * Whether a page counts the same things somewhere, however it speaks of them there: "10 wealthy
 * countries" for "ten countries", and for "10 countries".
 */
function countsTheSame(
  { end, meanings: [asked] }: Quantity,
  { words }: ComparedText,
  page: EvidenceText,
): boolean {
  const counted = words.find(({ start }) => start >= end);
  if (asked?.unit !== null || counted === undefined || counted.start > end + 1) return false;
  return page.read.quantities.some(
    (found) =>
      found.meanings.some(({ value, unit }) => unit === null && value === asked.value) &&
      contentWords(page.text.slice(found.end, found.end + NEAR_NUMBER))
        .slice(0, BEFORE_COUNTED + 1)
        .some(({ stem }) => stem === counted.stem),
  );
}

const NAMED_THREE =
  /\p{Lu}[^,.;\n]{2,40}, (?:the )?\p{Lu}[^,.;\n]{2,40},? (?:and|et|ou|or) (?:the )?\p{Lu}/u;
const NAMED_PAIR = quick(
  /(?<!\p{L})\p{Lu}\p{L}{1,30} \p{Lu}\p{L}{1,30} (?:and|or|et|ou) \p{Lu}\p{L}+ \p{Lu}\p{L}+/u,
);

interface Origined {
  readonly text: EvidenceText;
  readonly from: Origin;
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
function plainlySoughtOf(claim: Claim): Sought[] {
  const { text } = claim;
  const figures = findPlainFigures(text).map(({ start, end }) => ({
    kind: figureKind('figure', text, { start, end }),
    names: false,
    start,
    end,
    isIn: ({ figures: known }: EvidenceText) => known.holds(text.slice(start, end)),
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

function quotationsOf({ text, isQuoted, sourceFrom }: Claim): Sought[] {
  return (isQuoted ? quotedIn(text.slice(0, sourceFrom)) : findQuotations(text)).flatMap(
    ({ start, end }) => {
      const quoted = text.slice(start, end);
      const holds = ({ quotations }: EvidenceText) => quotations.holds(quoted);
      const holdsAround = ({ quotations }: EvidenceText) => quotations.holdsAroundBrackets(quoted);
      const insertions = findInsertions(text, { start, end }).map((range) => ({
        kind: 'quotation-brackets' as const,
        names: false,
        ...range,
        isIn: holds,
        // If the other words are not there either, the hint is for all of them.
        isOpposed: holdsAround,
      }));
      const isIn = (passage: EvidenceText) => holds(passage) || holdsAround(passage);
      return [{ kind: 'quotation' as const, names: false, start, end, isIn }, ...insertions];
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

/** Returns the rest of a share: "all but one in twenty" is 95 %. */
const restOf = (share: Quantity): Quantity => ({
  ...share,
  meanings: share.meanings.map((each) => ({ ...each, value: 1 - each.value })),
});

/** A passage that names a version does not leave another one out. */
const VERSION = /\d\.(?:\d|x)|(?<!\p{L})versions? \d/iu;

function soughtOf(claim: Claim, read: ComparedText, options: CheckOptions): Sought[] {
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
        isIn: (evidence: EvidenceText, { isPage, numbers }: Origin) => {
          const { text: passage, names: index } = evidence;
          return (
            quantityHolds(quantity, numbers().quantities, passage) ||
            (isPage && countsTheSame(quantity, read, evidence)) ||
            isListed(quantity, passage) ||
            (!isPage && isBetweenDates(quantity, numbers().dates)) ||
            // "One in five" may be 20 % in the passage.
            shares.some(
              (share) =>
                share.start <= quantity.start &&
                quantity.end <= share.end &&
                (quantityHolds(share, numbers().quantities, passage) ||
                  quantityHolds(restOf(share), numbers().quantities, passage)),
            ) ||
            (quantity.version && index.holds(text.slice(quantity.start, quantity.end), true)) ||
            (quantity.version && index.holds(`v${text.slice(quantity.start, quantity.end)}`, true))
          );
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
    ...names.map(({ kind, start, end }) => ({
      kind,
      names: true,
      start,
      end,
      isIn: ({ names: index }: EvidenceText, { isPage, language }: Origin) =>
        index.holds(text.slice(start, end), isPage, language),
      isWholeIn: ({ names: index }: EvidenceText, { language }: Origin) =>
        index.holdsWhole(text.slice(start, end), language),
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
