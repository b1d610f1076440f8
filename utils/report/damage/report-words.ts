import { parseFragmentDirective, removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { ImportedCitation, ImportedStatement } from '../../model/imported-report';

/** A cut: the remaining words, and the number of lost characters. */
export interface Cut {
  /** The last word and what follows it, up to the cut. */
  readonly left: string;
  /** The word before that, and what is between them. It helps to find likely completions. */
  readonly context: string;
  /** In UTF-16 units. */
  readonly missing: number;
  /** A bracket or quotation mark that is open before the cut and not closed after it. */
  readonly closer: string;
}

/** The possible texts at a cut. */
export interface Completions {
  readonly texts: readonly string[];
  /** Whether there is one text, and the report supports it by more than its length. */
  readonly isLikely: boolean;
}

export const NO_COMPLETIONS: Completions = { texts: [], isLikely: false };

/** The places at which a word continues in one way. */
interface Continuation {
  /** How much the best place is like the cut. */
  likeness: number;
  count: number;
  /** How many of them have the word's beginning in the same case. */
  sameCase: number;
  /** Whether one of these is after a word that ends like the word before the cut. */
  isAfterLike: boolean;
  isLikely: boolean;
}

const MOST_COMPLETIONS = 5;
/** Limits the cost of a report that repeats one word a million times. */
const MOST_PLACES = 1_000;
const KEY_LENGTH = 4;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const LETTER = /[\p{L}\p{N}\p{M}]/u;
/**
 * A single letter that turns a whole word into another word. If the report contains both "point" and
 * "pointe", a cut after "point" does not prove "pointe". A plural `s` or `x` is no other word.
 */
const ANOTHER_WORD = /^(?![sx])\p{L}$/u;
/** In UTF-16 units. */
const LONGEST_WORD = 100;

/** Returns the last word before a cut, with the marks and spaces after it; and what precedes it. */
export function leftOfCut(text: string): Pick<Cut, 'left' | 'context'> {
  const start = lastWordStart(text, text.length);
  const before = lastWordStart(text, start);
  const context = text.slice(before, start);
  return { left: text.slice(start), context: /[\n*_]/u.test(context) ? '' : context };
}

const MOST_MARKS = 4;

/**
 * Returns the start of the word that ends at most four characters before `end`; `end` if there is
 * none.
 */
function lastWordStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && end - at < MOST_MARKS && /[^\p{L}\p{N}\p{M}\n]/u.test(text[at - 1] ?? ''))
    at -= 1;
  const wordEnd = at;
  while (at > 0 && wordEnd - at < LONGEST_WORD && LETTER.test(text[at - 1] ?? '')) at -= 1;
  return at === wordEnd ? end : at;
}

/** The words of a report, for completing cut words. */
export class ReportWords {
  readonly #prose: string;
  readonly #beside: string;
  readonly #known = new Map<string, Completions>();
  readonly #starts: readonly [ReadonlyMap<string, number[]>, ReadonlyMap<string, number[]>];

  /**
   * `cuts` are the expected cuts; only words that begin like one of them are stored. Linear in the
   * report.
   */
  constructor(
    statements: readonly Pick<ImportedStatement, 'text' | 'kind'>[],
    citations: readonly Pick<ImportedCitation, 'label' | 'href'>[],
    cuts: readonly Cut[],
  ) {
    const keys = new Set(cuts.map(({ left }) => keyOf(left)));
    this.#prose = statements
      .filter(({ kind }) => kind !== 'code')
      .map(({ text }) => text.replace(/\s?\[\[cite:[0-9a-f-]{36}\]\]/gu, '\n'))
      .join('\n');
    const beside = new Set<string>();
    const hrefs = new Set(citations.map(({ href }) => href));
    for (const { label } of citations) beside.add(label);
    for (const href of hrefs) for (const words of wordsOfAddress(href)) beside.add(words);
    this.#beside = [...beside].join('\n');
    this.#starts = [wordStarts(this.#prose, keys), wordStarts(this.#beside, keys)];
  }

  /**
   * Returns the possible texts at the cut, each exactly as long as the missing text: from the
   * report's own text, the likeliest first, then from its titles, quotes and addresses. If a
   * bracket is open before the cut, words with its closing bracket are included. If the only text
   * would turn a whole word into another one, there is none.
   */
  completionsOf(cut: Cut): Completions {
    const key = JSON.stringify(cut);
    const known = this.#known.get(key) ?? this.#search(cut);
    this.#known.set(key, known);
    return known;
  }

  #search(cut: Cut): Completions {
    const { left, missing, closer } = cut;
    if (left === '' || missing < 1) return NO_COMPLETIONS;
    const found = new Map<string, boolean>();
    const add = (text: string, isLikely: boolean) =>
      found.set(text, isLikely || found.get(text) === true);
    const closes = closer !== '' && closer.length <= missing;
    // Nothing after the cut closes the bracket, so the cut took it.
    if (closes && closer.length === missing) add(closer, true);
    for (const [text, starts] of [
      [this.#prose, this.#starts[0]],
      [this.#beside, this.#starts[1]],
    ] as const) {
      if (closes && closer.length < missing) {
        const shorter = ranked(continuations(text, starts, cut, missing - closer.length));
        for (const [completion, { isLikely }] of shorter) add(completion + closer, isLikely);
      }
      const whole = ranked(continuations(text, starts, cut, missing));
      for (const [completion, { isLikely }] of whole) add(completion, isLikely);
    }
    const texts = [...found.keys()].slice(0, MOST_COMPLETIONS);
    const [only, ...others] = texts;
    if (only === undefined || others.length > 0) return { texts, isLikely: false };
    if (ANOTHER_WORD.test(only) && this.hasWhole(left)) return NO_COMPLETIONS;
    return { texts, isLikely: found.get(only) === true };
  }

  /** Returns whether the report has the word before a cut as a whole word. */
  hasWhole(left: string): boolean {
    return [[this.#prose, this.#starts[0]] as const, [this.#beside, this.#starts[1]] as const].some(
      ([text, starts]) =>
        (starts.get(keyOf(left)) ?? []).some(
          (at) =>
            fold(text.slice(at, at + left.length)) === fold(left) &&
            !LETTER.test(text[at + left.length] ?? '') &&
            text[at + left.length] !== '\n',
        ),
    );
  }
}

function keyOf(left: string): string {
  const word = /^[\p{L}\p{N}\p{M}]+/u.exec(left)?.[0] ?? '';
  return fold(word.slice(0, KEY_LENGTH));
}

function fold(text: string): string {
  return text.toLowerCase();
}

function wordStarts(text: string, keys: ReadonlySet<string>): Map<string, number[]> {
  const starts = new Map<string, number[]>();
  if (keys.size === 0) return starts;
  for (const match of text.matchAll(WORD)) {
    const beginning = fold(match[0].slice(0, KEY_LENGTH));
    for (let length = 1; length <= beginning.length; length += 1) {
      const key = beginning.slice(0, length);
      if (!keys.has(key)) continue;
      const places = starts.get(key);
      if (places === undefined) starts.set(key, [match.index]);
      else if (places.length < MOST_PLACES) places.push(match.index);
    }
  }
  return starts;
}

/*
 * A likeness of one place outweighs any number of places without it. "haut de g" is continued by one
 * "gamme" and not by ten "GPT-4", and "en" by one "encore" and not by ten "en fin".
 */
const SAME_CONTEXT = 4;
const ONE_WORD = 2;
const SAME_CASE = 1;

/*
 * What makes a continuation likely: one of its words is after a word that ends like the word before
 * the cut, or only one letter is missing, or its word is usual in the report. Of 31,000 words that
 * were cut out of texts in several languages and had one candidate, 98 of 100 likely candidates
 * were right, and 83 of 100 others.
 */
const SHORT_CUT = 1;
/** After fewer letters, even one missing letter may be any. */
const SHORT_WORD = 3;
/** How often a usual word is in the text. It is also at least half of the words with its beginning. */
const USUAL = 4;

/**
 * Returns how words that begin like the words before the cut continue for that length, up to the
 * end of a word.
 */
function continuations(
  text: string,
  starts: ReadonlyMap<string, readonly number[]>,
  { left, context }: Cut,
  length: number,
): Map<string, Continuation> {
  const found = new Map<string, Continuation>();
  const folded = fold(left);
  const ending = endingOf(context);
  let longer = 0;
  for (const at of starts.get(keyOf(left)) ?? []) {
    const cut = at + left.length;
    const beginning = text.slice(at, cut);
    if (fold(beginning) !== folded) continue;
    if (LETTER.test(text[cut] ?? '')) longer += 1;
    const rest = text.slice(cut, cut + length);
    if (rest.length < length || !endsWord(rest, text[cut + length] ?? '')) continue;
    const before = context === '' ? '' : text.slice(Math.max(0, at - context.length), at);
    const isSameCase = beginning === left;
    const likeness =
      (context !== '' && fold(before) === fold(context) ? SAME_CONTEXT : 0) +
      (/\s/u.test(rest) ? 0 : ONE_WORD) +
      (isSameCase ? SAME_CASE : 0);
    const completion = asLoudAs(left, rest);
    const known = found.get(completion) ?? NOT_FOUND;
    found.set(completion, {
      likeness: Math.max(known.likeness, likeness),
      count: known.count + 1,
      sameCase: known.sameCase + (isSameCase ? 1 : 0),
      isAfterLike:
        known.isAfterLike || (isSameCase && ending !== '' && fold(before).endsWith(ending)),
      isLikely: false,
    });
  }
  const isShort = length <= SHORT_CUT && left.length >= SHORT_WORD;
  for (const each of found.values()) {
    const isUsual = each.sameCase >= USUAL && 2 * each.count >= longer;
    each.isLikely = each.isAfterLike || (isShort && each.sameCase > 0) || isUsual;
  }
  return found;
}

const NOT_FOUND: Continuation = {
  likeness: 0,
  count: 0,
  sameCase: 0,
  isAfterLike: false,
  isLikely: false,
};

/**
 * Returns the last two letters of the word before a cut and what follows them; '' without a word.
 * Words with the same ending there, "les" and "des" for instance, ask for the same form.
 */
function endingOf(context: string): string {
  return fold(/[\p{L}\p{N}\p{M}]{1,2}[^\p{L}\p{N}\p{M}]*$/u.exec(context)?.[0] ?? '');
}

/** Returns whether words end there, and nothing in between opens or closes elsewhere. */
function endsWord(rest: string, next: string): boolean {
  if (/[\n*_`()«»“”"[\]{}【】]/u.test(rest)) return false;
  return LETTER.test(rest.at(-1) ?? '') && !LETTER.test(next) && !/['’]/u.test(next);
}

/** Continues capitals with capitals. */
function asLoudAs(left: string, rest: string): string {
  const letters = left.match(/\p{L}/gu) ?? [];
  const loud = letters.length > 1 && letters.every((letter) => /\p{Lu}/u.test(letter));
  return loud && /^\p{L}+$/u.test(rest) ? rest.toUpperCase().slice(0, rest.length) : rest;
}

function ranked(found: ReadonlyMap<string, Continuation>): [string, Continuation][] {
  return [...found].sort(([, a], [, b]) => b.likeness - a.likeness || b.count - a.count);
}

/** Returns the words of an address: of the passage that it names, of its host and path. */
function wordsOfAddress(href: string): string[] {
  const words: string[] = [];
  for (const { prefix, start, end, suffix } of parseFragmentDirective(href)) {
    for (const term of [prefix, start, end, suffix]) if (term !== undefined) words.push(term);
  }
  const page = removeFragmentDirective(href);
  if (URL.canParse(page)) {
    const { hostname, pathname } = new URL(page);
    words.push(...hostname.split('.'), pathname.replace(/[-_/.+]|%[0-9a-f]{2}/giu, '\n'));
  }
  return words;
}
