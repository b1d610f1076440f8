import { splitSentences } from '@/utils/text/split-sentences';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { weighLanguage } from '@/utils/text/weigh-language';
import { type Term, termsOf } from './clue-terms';
import { matchTextQuote } from './match-text-quote';

/** A passage of a page that may support what the report says. */
export interface RankedPassage extends TextRange {
  /** Only for ordering; a higher score is better. */
  readonly score: number;
  /** What it shares with the clues, as the page spells it, the most significant first. */
  readonly shared: readonly string[];
}

/** What is known about the passage. */
export interface Clues {
  /** What the report says with this source. */
  readonly claims: readonly string[];
  /**
   * The sentences around short claims. Their words decide between passages that share words of the
   * claims. They count as claims if no passage does.
   */
  readonly around?: readonly string[];
  /** Words that probably belong to it, for example the terms of a link that finds nothing. */
  readonly words?: readonly string[];
}

export interface RankOptions {
  /** The maximum number of passages. Default 5. */
  readonly limit?: number;
  /** BCP 47, for blocks without a language of their own. */
  readonly language?: string;
  /** The rows of the page's tables, if each of their cells is a block or a line. */
  readonly rows?: readonly TableRow[];
}

/** A row of a table, in UTF-16 units of the page's text. */
export interface TableRow extends TextRange {
  /** Whether it is certain that these cells are one row. */
  readonly isSure: boolean;
}

/** The minimum weight of what is shared: one figure, one name or two words. Less is chance. */
const LEAST = 2;
/** From this length on, words in quotation marks count as the passage's own. UTF-16 units. */
const QUOTED = 12;
const QUOTED_BONUS = 12;
/** A longer sentence is shown by its beginning. UTF-16 units. */
const LONGEST = 1_200;
/** Shorter passages are usually headings, menus and captions. UTF-16 units. */
const SHORT = 40;
/** Two sentences are offered together if the second adds at least this share. */
const ADDS = 0.35;
const MOST_SHARED = 6;
/** What counts of the weight of a term that only the sentence around a claim has. */
const OF_AROUND = 0.2;
/** A footer's score is multiplied by this, so that text with nearly the same score comes first. */
const OF_FOOTER = 0.75;
/** The same for cells that share only years and have no other figure: the head of a table. */
const OF_HEAD = 0.25;
const YEARS = /(?<!\p{N})(?:19|20)\d\d(?:[-–/]\d{2,4})?(?!\p{N})/gu;
const YEAR = /^(?:19|20)\d\d$/u;
/** How many more small words another language must have than the one that the page names. */
const CERTAIN = 3;
/** The share of a page, at its end, in which a footer begins. */
const LAST = 0.2;

interface Sentence extends TextRange {
  /** The block that contains it. */
  readonly block: number;
  readonly isFooter: boolean;
  readonly hasLetters: boolean;
  /** Whether it has a figure that is no year. */
  readonly hasFigure: boolean;
  /** What it shares, by key, as it is spelled. */
  readonly terms: ReadonlyMap<string, string>;
  quoted: boolean;
}

/**
 * Ranks the passages of a page by what they share with the report's claims: figures and names
 * first, then quotations, then rare words; each counts more if it is rare on the page, and less in
 * the page's footer. Works across languages as far as figures, names and long common words do. A
 * passage is a sentence, two adjacent ones if only both together share everything, or a row of a
 * table instead of its cells. Passages do not overlap; the best come first. Linear in the page,
 * except for the search of each quotation; see `matchTextQuote`.
 */
export function rankCandidates(
  model: TextModel,
  clues: Clues,
  { limit = 5, language = '', rows = [] }: RankOptions = {},
): RankedPassage[] {
  const { claims, around = [], words = [] } = clues;
  const wanted = wantedTerms([...claims, ...words]);
  for (const term of wantedTerms(around).values()) {
    if (!wanted.has(term.key)) wanted.set(term.key, { ...term, isAround: true });
  }
  if (wanted.size === 0) return [];
  const sentences = readSentences(model, wanted, language);
  markQuoted(model, sentences, [...quotationsOf(claims), ...words]);
  const weigh = weigher(wanted, sentences);

  const ranked = sentences.flatMap((sentence, at) => {
    const own = weigh([sentence]);
    const next = sentences[at + 1];
    const both = next?.block === sentence.block ? weigh([sentence, next]) : null;
    if (both === null || next === undefined) return [{ ...own, ...rangeOf(sentence, sentence) }];
    const worth = own.shared.length > 0 && both.score - own.score > ADDS * own.score;
    return worth
      ? [{ ...both, ...rangeOf(sentence, next), score: both.score * 0.95 }]
      : [{ ...own, ...rangeOf(sentence, sentence) }];
  });
  for (const row of rows) {
    const cells = cellsOf(row, sentences);
    const passage = cells.length < 2 ? null : weighRow(cells, row, weigh);
    if (passage !== null) ranked.push(passage);
  }
  // Of a row and one of its cells with the same score, the row comes first.
  ranked.sort((a, b) => b.score - a.score || a.start - b.start || b.end - a.end);
  const chosen: RankedPassage[] = [];
  for (const passage of ranked) {
    if (chosen.length >= limit) break;
    if (passage.told < LEAST) continue;
    if (chosen.some((other) => passage.start < other.end && other.start < passage.end)) continue;
    // The same text again, for example in a teaser, gives no new information.
    const text = model.text.slice(passage.start, passage.end);
    if (chosen.some(({ start, end }) => model.text.slice(start, end) === text)) continue;
    const { told: _told, ...candidate } = passage;
    chosen.push(candidate);
  }
  return chosen.length === 0 && around.length > 0
    ? rankCandidates(model, { claims: around, words }, { limit, language, rows })
    : chosen;
}

function rangeOf(first: TextRange, last: TextRange): TextRange {
  return { start: first.start, end: Math.min(last.end, first.start + LONGEST) };
}

/** Returns the sentences of a row. Logarithmic in the page. */
function cellsOf({ start, end }: TextRange, sentences: readonly Sentence[]): readonly Sentence[] {
  let from = 0;
  let to = sentences.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sentences[middle]?.start ?? 0) < start) from = middle + 1;
    else to = middle;
  }
  let after = from;
  while ((sentences[after]?.end ?? Number.POSITIVE_INFINITY) <= end) after++;
  return sentences.slice(from, after);
}

/**
 * Weighs a row with at least two cells. Returns null for a row that shares nothing, or too little to
 * know that its cells belong together.
 */
function weighRow(
  cells: readonly Sentence[],
  { isSure }: TableRow,
  weigh: (parts: readonly Sentence[]) => Weighed,
): (Weighed & TextRange) | null {
  const sharing = cells.filter((cell) => weigh([cell]).told > 0);
  if (sharing.length < (isSure ? 1 : 2)) return null;
  const first = startOfRow(cells, sharing);
  const last = cells.at(-1);
  if (first === undefined || last === undefined || last.end - first.start > LONGEST) return null;
  return { ...weigh(cells), start: first.start, end: last.end };
}

/**
 * Returns the first cell of a row. If the claim has words of the second label and none of the first,
 * the first is taken for the last cell of the row above.
 */
function startOfRow(cells: readonly Sentence[], sharing: readonly Sentence[]) {
  const firstFigures = cells.findIndex(({ hasLetters }) => !hasLetters);
  const labels = cells.slice(0, firstFigures < 0 ? cells.length : firstFigures);
  return labels.find((label) => sharing.includes(label)) ?? cells[0];
}

interface WantedTerm extends Term {
  /** Whether only the sentence around a claim has it. */
  readonly isAround?: true;
}

/** Returns the wanted terms by key. A term that is both a name and a word counts as a name. */
function wantedTerms(texts: readonly string[]): Map<string, WantedTerm> {
  const wanted = new Map<string, WantedTerm>();
  for (const text of texts) {
    for (const term of termsOf(text)) {
      const known = wanted.get(term.key);
      if (known === undefined || known.weight < term.weight) wanted.set(term.key, term);
    }
  }
  return wanted;
}

/** A sentence with everything that it could share. */
interface SentenceTerms extends TextRange {
  readonly block: number;
  readonly isFooter: boolean;
  readonly hasLetters: boolean;
  /** Whether it has a figure that is no year. */
  readonly hasFigure: boolean;
  readonly terms: readonly Term[];
}

const read = new WeakMap<TextModel, { language: string; sentences: readonly SentenceTerms[] }>();

/** Reads a text once for all claims about it, because this takes most of the time. */
function readTerms(model: TextModel, language: string): readonly SentenceTerms[] {
  const known = read.get(model);
  if (known?.language === language) return known.sentences;
  const footer = footerStart(model);
  const { language: shown, lead } = weighLanguage(model.text);
  const ofPage = lead >= CERTAIN && shown !== null ? shown : language || 'en';
  const sentences = model.blocks.flatMap((block, at) => {
    const text = model.text.slice(block.start, block.end);
    return splitSentences(text, block.language || ofPage).map(({ start, end }) => ({
      ...{ start: block.start + start, end: block.start + end, block: at },
      isFooter: block.start >= footer,
      hasLetters: /\p{L}/u.test(text.slice(start, end)),
      hasFigure: /\p{N}/u.test(text.slice(start, end).replace(YEARS, '')),
      terms: [...termsOf(text.slice(start, end))],
    }));
  });
  read.set(model, { language, sentences });
  return sentences;
}

/**
 * Returns where the page's footer begins: at the first line with a copyright sign near its end. A
 * snapshot is only text, so nothing else shows it in every language. The end if there is none.
 */
function footerStart({ text, blocks }: TextModel): number {
  const from = text.length * (1 - LAST);
  const first = blocks.find(
    ({ start, end }) => start >= from && text.slice(start, end).includes('©'),
  );
  return first?.start ?? text.length;
}

function readSentences(
  model: TextModel,
  wanted: ReadonlyMap<string, Term>,
  language: string,
): Sentence[] {
  return readTerms(model, language).map(({ terms: all, ...sentence }) => {
    const terms = new Map<string, string>();
    for (const { key, shown } of all) {
      if (wanted.has(key) && !terms.has(key)) terms.set(key, shown);
    }
    return { ...sentence, terms, quoted: false };
  });
}

/** Returns the texts in quotation marks that are long enough to be quotations. */
function quotationsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    Array.from(
      text.matchAll(/«([^«»]+)»|“([^“”]+)”|„([^„“”]+)[“”]|"([^"]+)"|「([^「」]+)」/gu),
      (match) => match.slice(1).find((words) => words !== undefined) ?? '',
    ),
  );
}

function markQuoted(model: TextModel, sentences: readonly Sentence[], quoted: readonly string[]) {
  for (const words of quoted) {
    if (words.trim().length < QUOTED) continue;
    const places = matchTextQuote(model, { exact: words, prefix: '', suffix: '' }, { limit: 3 });
    for (const place of places) {
      for (const sentence of sentences) {
        if (sentence.start < place.end && place.start < sentence.end) sentence.quoted = true;
      }
    }
  }
}

interface Weighed {
  readonly score: number;
  /** The weight without regard to the frequency on the page. */
  readonly told: number;
  readonly shared: readonly string[];
}

function weigher(wanted: ReadonlyMap<string, WantedTerm>, sentences: readonly Sentence[]) {
  const holding = new Map<string, number>();
  for (const { terms } of sentences) {
    for (const key of terms.keys()) holding.set(key, (holding.get(key) ?? 0) + 1);
  }
  const most = Math.log(1 + sentences.length);
  const weightOf = (key: string): number => {
    const rarity = Math.log(1 + sentences.length / (holding.get(key) ?? 1)) / most;
    const { weight = 0, isAround = false } = wanted.get(key) ?? {};
    return weight * rarity * (isAround ? OF_AROUND : 1);
  };
  return (parts: readonly Sentence[]): Weighed => {
    const terms = new Map(parts.flatMap((part) => [...part.terms]));
    const shown = new Map<string, number>();
    let sum = 0;
    let told = 0;
    for (const [key, words] of terms) {
      // A word that is shared completely is not counted again by its first letters.
      if (key.startsWith('s:') && shown.has(words)) continue;
      const weight = weightOf(key);
      sum += weight;
      if (wanted.get(key)?.isAround === true) continue;
      told += wanted.get(key)?.weight ?? 0;
      shown.set(words, (shown.get(words) ?? 0) + weight);
    }
    // Figures and names in several cells are no heading or menu, however short they are.
    const isRow = parts.some(({ block }) => block !== parts[0]?.block);
    const length = isRow ? SHORT : parts.reduce((all, { start, end }) => all + end - start, 0);
    const bonus = parts.some(({ quoted }) => quoted) ? QUOTED_BONUS : 0;
    const isHead =
      (isRow || parts.every(({ hasLetters }) => !hasLetters)) &&
      !parts.some(({ hasFigure }) => hasFigure) &&
      [...shown.keys()].every((words) => YEAR.test(words));
    const share = (parts.some(({ isFooter }) => isFooter) ? OF_FOOTER : 1) * (isHead ? OF_HEAD : 1);
    const shared = [...shown].sort((a, b) => b[1] - a[1]).map(([words]) => words);
    return {
      told: told + bonus,
      score: (sum + bonus) * share * Math.min(1, 0.5 + length / (2 * SHORT)),
      shared: shared.slice(0, MOST_SHARED),
    };
  };
}
