import { parseFragmentDirective, removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { ImportedCitation, ImportedStatement } from '../../model/imported-report';

/** What was cut: the words that are left, and how many characters are gone. */
export interface Cut {
  /** The last word and what stands behind it, up to the cut. */
  readonly left: string;
  /** The word before that one, and what stands between them; it tells likely completions. */
  readonly context: string;
  /** UTF-16 units. */
  readonly missing: number;
  /** A bracket or quotation mark that stands open before the cut and is not closed behind it. */
  readonly closer: string;
}

/** How many places each continuation of a word stands at. */
type Continuations = Map<string, number>;

const MOST_COMPLETIONS = 5;
/** Bounds what a report of one word a million times costs. */
const MOST_PLACES = 1_000;
const KEY_LENGTH = 4;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const LETTER = /[\p{L}\p{N}\p{M}]/u;
/** UTF-16 units. */
const LONGEST_WORD = 100;

/** The last word of what stands before a cut, with the marks and blanks behind it; and what precedes it. */
export function leftOfCut(text: string): Pick<Cut, 'left' | 'context'> {
  const start = lastWordStart(text, text.length);
  const before = lastWordStart(text, start);
  const context = text.slice(before, start);
  return { left: text.slice(start), context: /[\n*_]/u.test(context) ? '' : context };
}

const MOST_MARKS = 4;

/** Start of the word that ends at most four characters before `end`; `end` where there is none. */
function lastWordStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && end - at < MOST_MARKS && /[^\p{L}\p{N}\p{M}\n]/u.test(text[at - 1] ?? ''))
    at -= 1;
  const wordEnd = at;
  while (at > 0 && wordEnd - at < LONGEST_WORD && LETTER.test(text[at - 1] ?? '')) at -= 1;
  return at === wordEnd ? end : at;
}

/** The words of a report, to complete cut ones from. */
export class ReportWords {
  readonly #prose: string;
  readonly #beside: string;
  readonly #known = new Map<string, readonly string[]>();
  readonly #starts: readonly [ReadonlyMap<string, number[]>, ReadonlyMap<string, number[]>];

  /**
   * `cuts` are those that will be asked for: only words that begin as one of them are
   * remembered. Linear in the report.
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
    for (const href of hrefs) for (const words of wordsBeside(href)) beside.add(words);
    this.#beside = [...beside].join('\n');
    this.#starts = [wordStarts(this.#prose, keys), wordStarts(this.#beside, keys)];
  }

  /**
   * What may have stood at the cut, each exactly as long as what is missing: as the report's
   * own words go on, the most frequent first, then its titles, quotes and addresses. With an
   * open bracket before the cut, words that it closes behind come too.
   */
  completionsOf(cut: Cut): readonly string[] {
    const key = JSON.stringify(cut);
    const known = this.#known.get(key) ?? this.#search(cut);
    this.#known.set(key, known);
    return known;
  }

  #search(cut: Cut): string[] {
    const { left, missing, closer } = cut;
    if (left === '' || missing < 1) return [];
    const found: string[] = [];
    const closes = closer !== '' && closer.length <= missing;
    if (closes && closer.length === missing) found.push(closer);
    for (const [text, starts] of [
      [this.#prose, this.#starts[0]],
      [this.#beside, this.#starts[1]],
    ] as const) {
      if (closes && closer.length < missing) {
        const shorter = ranked(continuations(text, starts, cut, missing - closer.length));
        found.push(...shorter.map((completion) => completion + closer));
      }
      found.push(...ranked(continuations(text, starts, cut, missing)));
    }
    return [...new Set(found)].slice(0, MOST_COMPLETIONS);
  }

  /** Whether the report has the word that is left before a cut somewhere as a whole word. */
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

/** A place where the words before are the same too counts for more than all others together. */
const SAME_CONTEXT = 2 * MOST_PLACES;

/** How words that begin as those before the cut go on, for so long, up to the end of a word. */
function continuations(
  text: string,
  starts: ReadonlyMap<string, readonly number[]>,
  { left, context }: Cut,
  length: number,
): Continuations {
  const found: Continuations = new Map();
  const folded = fold(left);
  for (const at of starts.get(keyOf(left)) ?? []) {
    const cut = at + left.length;
    if (fold(text.slice(at, cut)) !== folded) continue;
    const rest = text.slice(cut, cut + length);
    if (rest.length < length || !endsWord(rest, text[cut + length] ?? '')) continue;
    const before = context === '' ? '' : text.slice(Math.max(0, at - context.length), at);
    const weight = context !== '' && fold(before) === fold(context) ? SAME_CONTEXT : 1;
    const completion = asLoudAs(left, rest);
    found.set(completion, (found.get(completion) ?? 0) + weight);
  }
  return found;
}

/** Whether words end there as words do, and nothing that opens or closes elsewhere is among them. */
function endsWord(rest: string, next: string): boolean {
  if (/[\n*_`()«»“”"[\]{}【】]/u.test(rest)) return false;
  return LETTER.test(rest.at(-1) ?? '') && !LETTER.test(next) && !/['’]/u.test(next);
}

/** Capitals go on as capitals. */
function asLoudAs(left: string, rest: string): string {
  const letters = left.match(/\p{L}/gu) ?? [];
  const loud = letters.length > 1 && letters.every((letter) => /\p{Lu}/u.test(letter));
  return loud && /^\p{L}+$/u.test(rest) ? rest.toUpperCase().slice(0, rest.length) : rest;
}

function ranked(found: Continuations): string[] {
  return [...found].sort(([, a], [, b]) => b - a).map(([completion]) => completion);
}

/** The words of an address: of the passage that it names, of its host and path. */
function wordsBeside(href: string): string[] {
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
