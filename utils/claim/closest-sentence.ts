import type { TextRange } from '@/utils/text/text-model';
import { foldName, foldWord, spellingsOf } from './same-names';
import { WORDS_FOR_THE_SAME } from './shared-words';

/** A word of a text, as it is compared. */
export interface ContentWord extends TextRange {
  /** The folded beginning, so that "volunteers" and "volontaires" can meet, or all digits. */
  readonly stem: string;
  /** Whether the word has a capital. */
  readonly capital: boolean;
}

/** A sentence of a passage, with the words that a claim can share with it. */
export interface Sentence extends TextRange {
  readonly text: string;
  readonly words: readonly ContentWord[];
}

const STEM = 5;
const WORD = /\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\p{N}+(?:[.,]\p{N}+)*|[\p{L}][\p{L}\p{M}]+/gu;
/** Words that most sentences have. */
const SMALL = new Set(
  `the and for are was were that this with from have has had not but its his her their they them
   she who which will would can could may been being more most less than then there here when what
   where while into onto over under about after before between because since during each other
   such some any all one two also only just very much many few new said says per below above beyond
   les des une est sont dans pour que qui sur pas par avec nous vous elle ils elles aux cet cette
   ces son ses nos notre leur leurs plus moins mais etre avoir ete ont avait avaient etait etaient
   fait faire dont comme tout tous toute toutes aussi ainsi entre vers chez sans sous lors apres
   avant depuis pendant selon meme autre autres deux trois peut doit sera seront ainsi alors donc
   quand encore tres bien deja contre`.split(/\s+/u),
);
/** A sentence ends before a capital, a quotation mark or a line end. Its marks stay with it. */
const ENDS = /[.!?…][»”")\]]*\s+(?=[\p{Lu}\p{N}«“"'(—–])|\n+/gu;
/** Titles whose full stop ends no sentence. */
const TITLE = /(?:^|\P{L})(?:mr|mrs|ms|dr|st|m|mme|j|vs|no|sen|gov|gen|u\.s|\p{L})\.\s+$/iu;

/** Splits a text into sentences, roughly. Linear. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const add = (end: number): void => {
    if (/\p{L}/u.test(text.slice(start, end))) {
      const words = text.slice(start, end);
      sentences.push({ start, end, text: words, words: contentWords(words) });
    }
    start = end;
  };
  for (const match of text.matchAll(ENDS)) {
    const end = match.index + match[0].length;
    if (match[0].startsWith('.') && TITLE.test(text.slice(Math.max(start, end - 9), end))) continue;
    add(end);
  }
  add(text.length);
  return sentences;
}

/** Returns the words of a text that carry meaning, in order. Linear. */
export function contentWords(text: string): ContentWord[] {
  const words: ContentWord[] = [];
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    const folded = foldedWord(word);
    if (folded.length < 3 && !/\d/u.test(folded)) continue;
    if (SMALL.has(folded)) continue;
    const capital = isCapital(word);
    words.push({ start, end: start + word.length, stem: stemOf(folded, capital), capital });
  }
  return words;
}

const isCapital = (word: string): boolean => word.charAt(0) !== word.charAt(0).toLowerCase();

const foldedWord = (word: string): string =>
  /^\d/.test(word) ? plainNumber(word) : foldWord(word);

/** "10,000", "10.000" and "10 000" are the same, and "2,5" is "2.5". */
export function plainNumber(digits: string): string {
  const joined = digits.replace(/[\s'’]/gu, '');
  return /^\d{1,3}(?:[.,]\d{3})+$/u.test(joined)
    ? joined.replace(/[.,]/gu, '')
    : joined.replace(',', '.');
}

/** Past forms that do not start like their verb. */
const VERBS = new Map(
  'gave:give took:take taken:take went:go won:win paid:pay bought:buy sold:sell held:hold built:build left:leave kept:keep sent:send met:meet led:lead became:become began:begin begun:begin chose:choose chosen:choose spoke:speak broke:break broken:break wrote:write written:write grew:grow grown:grow knew:know saw:see seen:see came:come ran:run made:make found:find lost:lose told:tell thought:think brought:bring'
    .split(' ')
    .map((pair) => {
      const [form = '', verb = ''] = pair.split(':');
      return [form, verb] as const;
    }),
);

/** "Leaked", "leaks" and "leak" have the same stem, and so do "differed" and "differ". */
const ENDING = /(?<=^.{4,})(?:er(?:ed|ing)|ing|ed|es|ers?|e|s)$|(?<=^.{3})(?<!s)(?:s|ing|ed)$/u;

/** @param capital Whether it may be the name of a country or a people: "Suède", "Swedish". */
export function stemOf(folded: string, capital = false): string {
  if (/\d/u.test(folded)) return folded.replace(/[.,]0+$/u, '');
  const [name] = (capital ? spellingsOf(folded) : null) ?? [];
  if (name !== undefined) return name;
  const root = rootOf(folded);
  return SHARED.get(root.slice(0, SHARED_KEY)) ?? root.slice(0, STEM);
}

const rootOf = (folded: string): string => (VERBS.get(folded) ?? folded).replace(ENDING, '');

/** More letters than a stem, so that "conseil" and "conséquence" are different words. */
const SHARED_KEY = 7;

/** The stem of each word of a row of words for the same: the stem of its first word. */
const SHARED: ReadonlyMap<string, string> = new Map(
  WORDS_FOR_THE_SAME.flatMap(([first = '', ...others]) =>
    others.map(
      (word) =>
        [rootOf(foldName(word)).slice(0, SHARED_KEY), rootOf(first).slice(0, STEM)] as const,
    ),
  ),
);

/** Sentences on each side of one that shares words with a claim, which are about the same thing. */
const BESIDE = 1;
/** A sentence and its neighbours are near a claim from this share of the most shared words on. */
const NEAR = 0.4;

/** The sentences of a text, in which the closest to a claim are found. */
export class SentenceIndex {
  readonly #sentences: readonly Sentence[];
  readonly #withStem = new Map<string, number[]>();
  readonly #withoutCapital = new Set<string>();

  constructor(text: string) {
    this.#sentences = sentencesOf(text);
    for (const [at, { words }] of this.#sentences.entries()) {
      for (const { stem, capital } of words) if (!capital) this.#withoutCapital.add(stem);
      for (const stem of new Set(words.map((word) => word.stem))) {
        const known = this.#withStem.get(stem);
        if (known === undefined) this.#withStem.set(stem, [at]);
        else known.push(at);
      }
    }
  }

  get count(): number {
    return this.#sentences.length;
  }

  /** Returns whether a word of the text has the stem. */
  has(stem: string): boolean {
    return this.#withStem.has(stem);
  }

  /** Returns whether a word of the text has the stem and no capital, so that it is no name. */
  hasWithoutCapital(stem: string): boolean {
    return this.#withoutCapital.has(stem);
  }

  /**
   * Returns the sentences that share most with the words, the closest first. A rare word counts
   * more. A text of at most `few` sentences is returned whole. Linear in the sentences that share a
   * word.
   */
  closest(words: readonly ContentWord[], most: number, few: number): Sentence[] {
    const weights = this.#weigh(words);
    if (this.count <= few)
      for (const at of this.#sentences.keys()) {
        if (!weights.has(at)) weights.set(at, 0);
      }
    return heaviest(weights, most).flatMap((at) => this.#sentences[at] ?? []);
  }

  /**
   * Returns the sentences that are about what the words are about, or beside such a sentence, in
   * order. Numbers among the words do not count. Linear in the sentences that share a word.
   */
  near(words: readonly ContentWord[]): Sentence[] {
    const around = new Map<number, number>();
    for (const [at, weight] of this.#weigh(words.filter(({ stem }) => !/\d/u.test(stem)))) {
      for (let beside = at - BESIDE; beside <= at + BESIDE; beside++)
        around.set(beside, (around.get(beside) ?? 0) + weight);
    }
    const most = Math.max(0, ...around.values());
    return [...around]
      .filter(([, weight]) => weight >= most * NEAR)
      .sort(([a], [b]) => a - b)
      .flatMap(([at]) => this.#sentences[at] ?? []);
  }

  #weigh(words: readonly ContentWord[]): Map<number, number> {
    const weights = new Map<number, number>();
    for (const stem of new Set(words.map((word) => word.stem))) {
      const where = this.#withStem.get(stem) ?? [];
      const weight = 1 / Math.sqrt(where.length);
      for (const at of where) weights.set(at, (weights.get(at) ?? 0) + weight);
    }
    return weights;
  }
}

/** Returns the keys with the largest weights, the largest first. */
function heaviest(weights: ReadonlyMap<number, number>, most: number): number[] {
  const best: (readonly [number, number])[] = [];
  for (const [at, weight] of weights) {
    const last = best.at(-1);
    if (best.length >= most && last !== undefined && !isHeavier([at, weight], last)) continue;
    let place = best.length;
    while (place > 0 && isHeavier([at, weight], best[place - 1] ?? [at, weight])) place--;
    best.splice(place, 0, [at, weight]);
    if (best.length > most) best.pop();
  }
  return best.map(([at]) => at);
}

/** Of two with one weight, the smaller key comes first. */
const isHeavier = ([a, weight]: readonly [number, number], [b, other]: readonly [number, number]) =>
  weight > other || (weight === other && a < b);
