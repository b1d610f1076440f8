import { strictFoldOf } from '@/utils/quote/strict-fold';
import type { TextRange } from '@/utils/text/text-model';
import type { CalendarDate } from './calendar';
import { type ContentWord, type Sentence, sentencesOf } from './closest-sentence';
import type { ComparedText } from './compared-text';
import { type EvidenceText, evidenceText } from './evidence-text';
import { findNames } from './find-names';
import { NameIndex } from './name-index';
import { numbersWithin } from './read-numbers';
import { foldName, isCountry } from './same-names';
import { quick, scanText } from './scan-text';

/*
 * Whether a passage need not repeat a name that its page has: it says "the city", "she" or "I". A
 * name that stands in the place of another one is not left out, but wrong.
 */

/** A page names its subject at least this often. */
const OFTEN = 3;
/** A page names its subject at least once in so many UTF-16 units of its text. */
const SUBJECT_IN = 800;
/** The least number of times that a page gives the name of its author. */
const WRITER = 2;
/** The longest text from a name to a passage that is still about it, in UTF-16 units. */
const NEAR = 400;
/** The longest rest of a sentence behind a passage, in UTF-16 units. */
const REST = 200;
/** The length of the title of a page and of what stands with it. */
const HEAD = 200;
/** The number of sentences of the passage that the claim may be about. */
const CLOSEST = 2;
/** The words before and after a name that show its place in a sentence. */
const PLACE = 2;

/** A person with a title. */
const TITLED = /(?:présidente?|president|ministre|minister|mr|mrs|ms|mme|m)\.? $/iu;
const OTHER_TITLED =
  /(?:[Pp]résidente?|[Pp]resident|[Mm]inistre|[Mm]inister|Mr|Mrs|Ms|Mme|M)\.?,? \p{Lu}/u;
/** Matches the start of a passage about somebody whose name stands in the text before it: "She said". */
const STARTS_WITH_PRONOUN = quick(
  /^[\s"“«]*(?:\p{L}+ )?(?:she|he|they|it|elle|ils?|elles)(?!\p{L})/iu,
);
const FIRST_PERSON = quick(
  /(?<![\p{L}\p{N}])(?:I(?:['’](?:m|ve|d|ll))?|[Mm]y|[Jj]e|[Jj]['’](?=\p{L})|[Mm]on|[Mm]es|[Ww]e|[Oo]ur|[Nn]ous|[Nn]otre|[Nn]os)(?![\p{L}\p{N}'’])/u,
);
const QUOTED = /“[^“”]{0,2000}”|«[^«»]{0,2000}»|"[^"]{0,2000}"/gu;

/** A name of a claim that the passage lacks and its page has. */
export interface MissingName extends TextRange {
  readonly words: string;
}

/** What a page says around a passage that need not repeat it. */
export interface Surroundings {
  /** A name in this text needs no hint. */
  readonly near: EvidenceText;
  /** A date in this text needs no hint. Of the text before the passage it has only one sentence. */
  readonly beside: EvidenceText;
}

/** A cited passage, and its page. */
export interface Cited {
  readonly passage: EvidenceText;
  readonly page: EvidenceText;
  /** Read when it is first needed. */
  readonly around: () => Surroundings;
  /** The dates that the passage need not give. */
  readonly knownDates: () => readonly CalendarDate[];
  /** What the page says of itself. */
  readonly facts: EvidenceText;
  /** The passage's language if it is not the claim's. */
  readonly language: string | null;
}

export function isLeftOut(name: MissingName, claim: ComparedText, cited: Cited): boolean {
  const { passage, page, around, facts, language } = cited;
  const { words } = name;
  const before = claim.text.slice(0, name.start);
  if (TITLED.test(before) && OTHER_TITLED.test(passage.text)) return false;
  const isNear = around().near.names.holds(words, false, language);
  if (isNear && STARTS_WITH_PRONOUN.test(passage.text)) return true;
  if (page.names.names(words, WRITER) && FIRST_PERSON.test(passage.text.replace(QUOTED, ' ')))
    return true;
  if (hasPart(words, passage, page, language)) return true;
  const others = otherNames(claim, passage, language);
  const isSubject = page.names.names(words, Math.max(OFTEN, page.text.length / SUBJECT_IN));
  const isKnown = isSubject || facts.names.holds(words, false, language);
  const kind = kindOf(words);
  const isSameKind = (other: OtherName): boolean => kindOf(other.words) === kind;
  const isReplaced = others.some((other) => {
    if (kind !== null && isSameKind(other) && !isKnown) return true;
    return (kind !== 'country' || isSameKind(other)) && isInPlace(claim, name, other);
  });
  return !isReplaced && (isKnown || isNear);
}

/** Whether the passage has only the surname of "Ann Lee of the Water Council", whom its page presents. */
function hasPart(
  words: string,
  passage: EvidenceText,
  page: EvidenceText,
  language: string | null,
): boolean {
  const [person = '', ...bodies] = words.split(/ of (?:the )?/u);
  const body = bodies.join(' ');
  return (
    body !== '' &&
    person.includes(' ') &&
    passage.names.holds(person, false, language) &&
    page.names.holds(body, true, language)
  );
}

/** Whether the closest sentences of a passage have a name that the claim does not have. */
export const hasOtherName = (
  claim: ComparedText,
  passage: EvidenceText,
  language: string | null,
): boolean => otherNames(claim, passage, language).length > 0;

interface OtherName extends TextRange {
  readonly words: string;
  readonly sentence: Sentence;
}

/** Returns the names that the closest sentences have and the claim does not. */
function otherNames(
  claim: ComparedText,
  passage: EvidenceText,
  language: string | null,
): OtherName[] {
  const known = new NameIndex(claim.text);
  return passage.sentences.closest(claim.words, CLOSEST, CLOSEST).flatMap((sentence) => {
    const scan = scanText(sentence.text);
    const { quantities } = numbersWithin(passage.read, sentence);
    const taken = quantities.filter(({ loose, version }) => !loose && !version);
    const found = findNames(scan, { opensSentence: true, taken, vocabulary: null });
    return found.flatMap(({ start, end }) => {
      const words = sentence.text.slice(start, end);
      return known.holds(words, false, language) ? [] : [{ words, start, end, sentence }];
    });
  });
}

/** Words of the names of bodies, laws and places, which are no persons. */
const NO_PERSON =
  /(?<!\p{L})(?:act|bill|law|code|agency|office|bureau|board|bank|court|council|commission|committee|department|ministry|institute|institution|university|college|school|hospital|church|museum|society|association|federation|foundation|union|party|group|company|corporation|network|center|centre|times|news|journal|magazine|post|review|street|avenue|road|river|lake|island|bay|mount|county|city|park|league|cup|war|day|week|loi|cour|conseil|comité|agence|ministère|université|école|institut|fondation|parti|syndicat|groupe|société|musée|rue|place|île|lac|mont|ville|ligue|guerre)(?!\p{L})/iu;

/** "Prime Minister" names no person. */
const ROLE =
  /(?<!\p{L})(?:minister|president|commissioner|secretary|general|leader|ministre|président|présidente|commissaire|secrétaire)$/iu;

/**
 * Returns what a name can be that only a name of the same kind replaces: a country, an acronym, or
 * the full name of a person or a work; null for one word, which can be anything.
 */
function kindOf(words: string): 'country' | 'acronym' | 'full' | null {
  if (isCountry(foldName(words))) return 'country';
  if (/^\p{Lu}[\p{Lu}&]+s?$/u.test(words)) return 'acronym';
  const isFull = words.includes(' ') && !/\d/u.test(words);
  return isFull && !NO_PERSON.test(words) && !ROLE.test(words) ? 'full' : null;
}

/** Whether a word just before both names, or just after both, is the same. */
function isInPlace(claim: ComparedText, name: TextRange, other: OtherName): boolean {
  const mine = besideOf(claim.words, name);
  const theirs = besideOf(other.sentence.words, other);
  return (
    mine.before.some((stem) => theirs.before.includes(stem)) ||
    mine.after.some((stem) => theirs.after.includes(stem))
  );
}

/** Returns the words before and after a name, without numbers, which show nothing about its place. */
function besideOf(all: readonly ContentWord[], { start, end }: TextRange) {
  const words = all.filter(({ stem }) => !/\d/u.test(stem));
  const before = words.filter((word) => word.end <= start).slice(-PLACE);
  const after = words.filter((word) => word.start >= end).slice(0, PLACE);
  return { before: before.map(({ stem }) => stem), after: after.map(({ stem }) => stem) };
}

/**
 * Returns what a reader of a passage has read of its page: the text before the passage, and all of
 * the passage's own sentences. If nothing is recorded of the page, as after an import, both texts
 * have its beginning too, which gives its title, its author and its date. Linear in the page.
 */
export function surroundings({
  passage,
  page,
  facts,
}: Pick<Cited, 'passage' | 'page' | 'facts'>): Surroundings {
  const { text } = page;
  const folded = strictFoldOf(page);
  const quote = strictFoldOf(passage).text.trim();
  const at = quote === '' ? -1 : folded.text.indexOf(quote);
  const found = at < 0 ? null : folded.toOriginal(at, at + quote.length);
  const head = facts.text === '' ? text.slice(0, Math.min(HEAD, found?.start ?? HEAD)) : '';
  if (found === null) return { near: evidenceText(head), beside: evidenceText(head) };
  // A part of "15 May" is another date.
  const from = found.start > NEAR ? text.indexOf(' ', found.start - NEAR) + 1 : 0;
  const around = text.slice(from, found.end + REST);
  const sentences = sentencesOf(around);
  const own = sentences.findIndex(({ end }) => from + end > found.start);
  const before = sentences[Math.max(0, own - 1)]?.start ?? 0;
  const read = around.slice(0, sentences.findLast(({ start }) => from + start < found.end)?.end);
  return {
    near: evidenceText(`${head}\n${read}`),
    beside: evidenceText(`${head}\n${read.slice(before)}`),
  };
}
