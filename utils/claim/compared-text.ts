import type { TextRange } from '@/utils/text/text-model';
import { type Cause, causesIn } from './causes';
import { type ContentWord, contentWords, type Sentence } from './closest-sentence';
import type { EvidenceText } from './evidence-text';
import { type Denial, findDenials, isSoftlyDenied } from './negations';
import { type Side, sidesOf } from './opposites';
import { makeQuantity, type Quantity } from './quantity';
import { type Period, periodsIn } from './rates';
import { type Numbers, numbersWithin, readNumbers } from './read-numbers';
import { quick, type ScanText, scanText } from './scan-text';
import { type Speaker, speakersIn } from './speakers';
import type { Unit } from './units';

/** A word that has an opposite and is not denied. */
export interface Turn extends TextRange, Side {}

/** The unit of a year, which is compared as a figure. */
const YEAR: Unit = { dimension: 'calendar', factor: 1 };
export const isYear = ({ meanings: [first] }: Quantity): boolean => first?.unit === YEAR;

const LETTERS = /[\p{L}\p{M}]{2,}/gu;
/** The largest distance between a word and a figure beside it, in UTF-16 units. */
const BESIDE = 22;
/** The largest distance between a figure and a word right after it. */
const AFTER = 6;

export const distance = (a: TextRange, b: TextRange): number =>
  Math.max(0, b.start - a.end, a.start - b.end);

/** A claim or a sentence of a passage. Each kind of part is read when it is first compared. */
export class ComparedText {
  readonly scan: ScanText;
  #words: readonly ContentWord[] | null = null;
  #numbers: Numbers | null = null;
  #quantities: readonly Quantity[] | null = null;
  #turns: readonly Turn[] | null = null;
  #denials: readonly Denial[] | null = null;
  #periods: readonly Period[] | null = null;
  #causes: readonly Cause[] | null = null;
  #speakers: readonly Speaker[] | null = null;
  #stems: ReadonlySet<string> | null = null;

  /** @param known What was read already. */
  constructor(
    readonly text: string,
    known: { readonly words?: readonly ContentWord[]; readonly numbers?: Numbers } = {},
  ) {
    this.scan = scanText(text);
    this.#words = known.words ?? null;
    this.#numbers = known.numbers ?? null;
  }

  get lower(): string {
    return this.scan.lower;
  }

  get words(): readonly ContentWord[] {
    this.#words ??= contentWords(this.text);
    return this.#words;
  }

  get numbers(): Numbers {
    this.#numbers ??= readNumbers(this.scan);
    return this.#numbers;
  }

  get stems(): ReadonlySet<string> {
    this.#stems ??= new Set(this.words.map(({ stem }) => stem));
    return this.#stems;
  }

  /** The figures in order. Years are among them. */
  get quantities(): readonly Quantity[] {
    this.#quantities ??= withYears(this.numbers);
    return this.#quantities;
  }

  get turns(): readonly Turn[] {
    this.#turns ??= readTurns(this);
    return this.#turns;
  }

  get denials(): readonly Denial[] {
    this.#denials ??= findDenials(this.lower);
    return this.#denials;
  }

  get periods(): readonly Period[] {
    this.#periods ??= periodsIn(this.lower);
    return this.#periods;
  }

  get causes(): readonly Cause[] {
    this.#causes ??= causesIn(this.lower);
    return this.#causes;
  }

  get speakers(): readonly Speaker[] {
    this.#speakers ??= speakersIn(this.text, this.lower);
    return this.#speakers;
  }
}

const compared = new WeakMap<Sentence, ComparedText>();

/** Returns a sentence of a text, read once for all claims that are compared with it. */
export function comparedSentence(sentence: Sentence, { read }: EvidenceText): ComparedText {
  const known = compared.get(sentence);
  if (known !== undefined) return known;
  const { text, words } = sentence;
  const made = new ComparedText(text, { words, numbers: numbersWithin(read, sentence) });
  compared.set(sentence, made);
  return made;
}

const CLAUSE_END = quick(
  /[.,;:](?!\d)|[!?()—–\n]|(?<!\p{L})(?:but|mais|and|et|which|who|that|qui|because|car) /gu,
);

/** Returns the clauses of a text, roughly: also the parts of a list. Linear. */
export function clausesOf({ lower }: ComparedText): TextRange[] {
  const clauses: TextRange[] = [];
  let start = 0;
  for (const { 0: mark, index } of lower.matchAll(CLAUSE_END)) {
    clauses.push({ start, end: index });
    start = index + mark.length;
  }
  clauses.push({ start, end: lower.length });
  return clauses;
}

function withYears({ dates, quantities }: Numbers): Quantity[] {
  const years = dates.flatMap(({ start, end, dates: [date] }) =>
    date?.year === undefined
      ? []
      : [makeQuantity({ start, end }, [{ value: date.year, unit: YEAR, step: 0, coarse: 0 }])],
  );
  return [...quantities, ...years].sort((a, b) => a.start - b.start);
}

/** "Voted against", "a voté pour", "vote non" */
const VOTE = quick(/(?<!\p{L})vot(?:e[sd]?|é|ée|és|er|ent|ing|ait|aient)(?: [\p{L}\d]+){0,1} $/u);

/** A French season or point of the compass that is spelled like a verb. */
const NOUN = quick(
  /(?:(?:[ld]'|(?<!\p{L})(?:en|un|cet|chaque|plein|prochain|dernier|mi)[ -])été|(?:(?<!\p{L})(?:à|dans|de|vers|sur) l'|(?<!\p{L})d'|(?:nord|sud)-)est)$/u,
);
/** The longest words before it that show that it is a noun, in UTF-16 units. */
const BEFORE_NOUN = 12;

function hasWhatItNeeds(
  { lower, quantities }: ComparedText,
  { needs }: Side,
  word: TextRange,
): boolean {
  switch (needs) {
    case 'nothing':
      return true;
    case 'a figure':
      return quantities.some((quantity) => distance(quantity, word) <= BESIDE);
    case 'a figure before':
      return quantities.some(({ end }) => end <= word.start && word.start - end <= AFTER);
    case 'a vote before':
      return VOTE.test(lower.slice(Math.max(0, word.start - 24), word.start));
    case 'to be a noun':
      return NOUN.test(lower.slice(Math.max(0, word.start - BEFORE_NOUN), word.end));
  }
}

/** Whether a word is a name: "Cutler rose", "Dropbox's rise". */
function isNamed(text: string, start: number, end: number): boolean {
  if (!/\p{Lu}/u.test(text.charAt(start))) return false;
  return (
    /[\p{L},] $/u.test(text.slice(Math.max(0, start - 2), start)) || /^['’]s/u.test(text.slice(end))
  );
}

/** A verb that another word gives another meaning: "backed down" supports nothing. */
const PHRASAL =
  /^(?:back(?:ed|ing|s)? (?:down|off|out|away)|f[ae]ll(?:en|ing|s)? (?:due|short|under|victim|within|apart)|gr[eo]w(?:ing|n|s)? (?:up|out of)|lay(?:s|ing)? (?:out|claim)|laid (?:out|claim))/;

/** Two words that have an opposite together: "voted down" and "adopted". */
const TOGETHER: readonly (readonly [RegExp, string])[] = [
  [/^(?:vot|turn|knock|str[iu]|sho)\p{L}{1,4} down(?!\p{L})/u, 'rejected'],
  [/^(?:play|tone)\p{L}{0,3} down(?!\p{L})/u, 'downplay'],
  [/^call(?:s|ed|ing)? off(?!\p{L})/u, 'abandon'],
  [/^(?:carr(?:y|ies|ied|ying)|go(?:es|ing)?|went) on(?!\p{L})/u, 'continue'],
  [/^step(?:s|ped|ping)? down(?!\p{L})/u, 'resign'],
];

/** The opposition is a party, unless it is opposition to something. */
const PARTY = /^opposition(?! (?:to|à|aux?|against|from|contre)(?!\p{L}))/u;

function readTurns(of: ComparedText): Turn[] {
  const turns: Turn[] = [];
  for (const { 0: word, index: start } of of.lower.matchAll(LETTERS)) {
    const end = start + word.length;
    const here = of.lower.slice(start, start + 20);
    const together = TOGETHER.find(([pattern]) => pattern.test(here));
    if (isNamed(of.text, start, end) || PHRASAL.test(here) || PARTY.test(here)) continue;
    for (const side of sidesOf(together?.[1] ?? word)) {
      const isBeside = hasWhatItNeeds(of, side, { start, end });
      if (!isBeside || isSoftlyDenied(of.lower, start)) continue;
      turns.push({ ...side, start, end });
    }
  }
  return turns;
}
