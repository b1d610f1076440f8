import type { Verdict } from '@/utils/model/evidence';
import { foldForSearch } from '@/utils/text/fold-for-search';
import type { TextRange } from '@/utils/text/text-model';
import { differencesOf } from './between-words';
import type { Claim, Hint, HintKind, Passage } from './claim';
import type { Difference } from './compared-pair';
import { ComparedText } from './compared-text';
import { deniedByPage } from './denied-by-page';
import { type EvidenceText, evidenceText, type FoundNumbers } from './evidence-text';
import { isUnread, languageOf, languageOfPassage } from './guess-language';
import { type Cited, type Surroundings, surroundings } from './left-out';
import { figureOfOtherColumn } from './other-column';
import { factsText, knownDates, type ToldText } from './page-facts';
import { numbersWithin } from './read-numbers';
import { type Origin, plainlySoughtOf, type SoughtOptions, soughtOf } from './sought';
import { isTranslated } from './translated-quotation';

export interface CheckOptions extends SoughtOptions {
  /** BCP 47 of the report. */
  readonly language: string;
  /** Whether also to compare what stands between the figures and the names. On unless false. */
  readonly between?: boolean;
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
  const source = sourceWords(claim, passages);
  // In "Sweden [EHA](url)", only "Sweden" is a name to look for.
  const asked = source === null ? claim : { ...claim, text: withoutWords(claim.text, source) };
  const read = new ComparedText(asked.text);
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
  const nows = readable.flatMap(({ now }, at) =>
    now ? wholeText(evidenceText(now), cited[at]?.from.language ?? null) : [],
  );
  const soughtIn = readable.map(({ clipId }) => clipId);
  const notFound = readable.some(({ quote }) => quote === null) ? 'not-on-page' : 'nowhere';
  const told = new Set<string>();
  const isRead = !isUnread(own) && !cited.some(({ from }) => isUnread(from.language));
  for (const sought of isRead ? soughtOf(asked, read, options) : plainlySoughtOf(asked)) {
    const { kind, names, start, end, isIn, isWholeIn, isLeftOut: leftOut, isOpposed } = sought;
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
    const isWholeInOneOf = (texts: readonly Origined[]): boolean =>
      texts.some(({ text, from }) => isIn(text, from)) &&
      texts.some(({ text, from }) => isWholeIn(text, from));
    const standsNow = isWholeInOneOf(nows);
    const stands = standsNow || isWholeInOneOf(pages);
    const quotationKind = (): HintKind => {
      if (stands) return 'quotation-elsewhere';
      return isTranslated(words, readable) ? 'quotation-translated' : 'quotation';
    };
    const onlyThere = standsNow ? 'passage-now' : 'page-only';
    const found = stands ? onlyThere : notFound;
    const owner = hints.at(-1);
    if (names && owner !== undefined && owner.found === found && isOwned(claim, owner, start)) {
      const both = claim.text.slice(owner.start, end);
      const areTogether = (standsNow ? nows : pages).some(({ text, from }) =>
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
    const bare = cited.flatMap(({ text, from }) => sought.bareIn?.(text, from) ?? [])[0];
    hints.push({
      kind: kind === 'quotation' ? quotationKind() : kind,
      words,
      start,
      end,
      soughtIn,
      ...(bare === undefined ? { found } : { found: 'nowhere', against: bare }),
    });
  }
  if (isRead && options.between !== false) {
    const between = betweenOf(read, cited).map((each) => ({
      ...each,
      found: cited[0]?.from.isPage === true ? ('not-on-page' as const) : ('nowhere' as const),
    }));
    const denied = between.length > 0 ? null : deniedOnPages(read, readable, cited);
    const columns = readable.map((passage) => figureOfOtherColumn(read, passage));
    const [column] = columns.includes(null) ? [] : columns;
    const found: Hint['found'] = notFound;
    const inColumn = column ? [{ ...column, found }] : [];
    for (const difference of [...inColumn, ...(denied === null ? between : [denied])]) {
      // A figure that is in no passage needs no second hint.
      if (hints.some(({ start, end }) => start < difference.end && difference.start < end))
        continue;
      const { kind, start, end, against, found } = difference;
      const words = claim.text.slice(start, end);
      hints.push({ kind, words, start, end, soughtIn, found, against });
    }
  }
  return hints
    .filter((hint) => hint.kind !== 'quotation-brackets' || !hints.some(isInside(hint)))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Returns a text with spaces in the place of some words, so that all positions stay. */
const withoutWords = (text: string, { start, end }: TextRange): string =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);

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

/** Returns what the pages of the passages deny, if they are in the language of the claim. */
function deniedOnPages(
  claim: ComparedText,
  passages: readonly Passage[],
  cited: readonly Origined[],
): (Difference & Pick<Hint, 'found'>) | null {
  const quoted = cited.filter(({ from }) => !from.isPage).map(({ text }) => text);
  const pages = passages.flatMap(({ pageText }, at) =>
    pageText === null || cited[at]?.from.language !== null ? [] : [evidenceText(pageText)],
  );
  const difference = deniedByPage(claim, pages, quoted);
  const isQuoted = quoted.length === cited.length;
  return difference && { ...difference, found: isQuoted ? 'page-only' : 'not-on-page' };
}

interface Origined {
  readonly text: EvidenceText;
  readonly from: Origin;
}

function originated(passage: Passage, own: string | null, claim: ComparedText): Origined {
  const text = evidenceText(passage.quote ?? passage.pageText ?? '');
  const language = languageOfPassage(passage);
  const isPage = passage.quote === null;
  let near: FoundNumbers | null = null;
  const numbers = (): FoundNumbers => {
    // Two languages share too few words to tell which sentences are about the same thing.
    if (!isPage || language !== own) return text.numbers;
    near ??= text.numbersNear(claim.words, claim.numbers.dates);
    return near;
  };
  const before = textBefore(passage);
  return { text, from: { isPage, language: language === own ? null : language, numbers, before } };
}

/** How far above a row the head of its table is looked for, in UTF-16 units. */
const TO_HEAD = 1500;

function textBefore({ quote, pageText }: Passage): string {
  const at = quote === null || pageText === null ? -1 : pageText.indexOf(quote);
  return at < 0 || pageText === null ? '' : pageText.slice(Math.max(0, at - TO_HEAD), at);
}
