import { splitSentences } from '@/utils/text/split-sentences';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { type Term, termsOf } from './clue-terms';
import { matchTextQuote } from './match-text-quote';

/** A passage of a page that may bear out what is said of it. */
export interface RankedPassage extends TextRange {
  /** For ordering; more is better, and that is all it says. */
  readonly score: number;
  /** What it shares with the clues, as the page writes it, the most telling first. */
  readonly shared: readonly string[];
}

/** What is known of the passage. */
export interface Clues {
  /** What a report says on the strength of it. */
  readonly claims: readonly string[];
  /** Words that should be its own, as the terms of a link that no longer finds it. */
  readonly words?: readonly string[];
}

export interface RankOptions {
  /** At most so many. Default 5. */
  readonly limit?: number;
  /** BCP 47, where the page's blocks name none. */
  readonly language?: string;
}

/** One figure, one name or two words: less than that is chance. The weights of what is shared. */
const LEAST = 2;
/** Words in quotation marks count as the passage's own from this length on. UTF-16 units. */
const QUOTED = 12;
const QUOTED_BONUS = 12;
/** Longer sentences are shown by their beginning: rather that than a wall of words. UTF-16 units. */
const LONGEST = 1_200;
/** Shorter passages are headings, menus and captions more often than statements. UTF-16 units. */
const SHORT = 40;
/** Two sentences together are offered where the second adds this share to the first. */
const ADDS = 0.35;
const MOST_SHARED = 6;

interface Sentence extends TextRange {
  /** The block that it is in. */
  readonly block: number;
  /** What it shares, by key, as it writes it. */
  readonly terms: ReadonlyMap<string, string>;
  quoted: boolean;
}

/**
 * The passages of a page that share most with what a report says of it: figures and names first,
 * then quotations, then rare words, each counting more the rarer it is on the page. Works across
 * languages as far as figures, names and long common words do. Sentences, or two in a row where
 * only both together share it all; no two overlap; the best first. Linear in the page, but for
 * the search of each quotation; see `matchTextQuote`.
 */
export function rankCandidates(
  model: TextModel,
  clues: Clues,
  { limit = 5, language = '' }: RankOptions = {},
): RankedPassage[] {
  const wanted = wantedTerms([...clues.claims, ...(clues.words ?? [])]);
  if (wanted.size === 0) return [];
  const sentences = readSentences(model, wanted, language);
  markQuoted(model, sentences, [...quotationsOf(clues.claims), ...(clues.words ?? [])]);
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
  ranked.sort((a, b) => b.score - a.score || a.start - b.start);
  const chosen: RankedPassage[] = [];
  for (const passage of ranked) {
    if (chosen.length >= limit) break;
    if (passage.told < LEAST) continue;
    if (chosen.some((other) => passage.start < other.end && other.start < passage.end)) continue;
    // The same words again, as in a teaser, tell nothing new.
    const text = model.text.slice(passage.start, passage.end);
    if (chosen.some(({ start, end }) => model.text.slice(start, end) === text)) continue;
    const { told: _told, ...candidate } = passage;
    chosen.push(candidate);
  }
  return chosen;
}

function rangeOf(first: TextRange, last: TextRange): TextRange {
  return { start: first.start, end: Math.min(last.end, first.start + LONGEST) };
}

/** By key; of a term that comes as a name and as a word, the name. */
function wantedTerms(texts: readonly string[]): ReadonlyMap<string, Term> {
  const wanted = new Map<string, Term>();
  for (const text of texts) {
    for (const term of termsOf(text)) {
      const known = wanted.get(term.key);
      if (known === undefined || known.weight < term.weight) wanted.set(term.key, term);
    }
  }
  return wanted;
}

function readSentences(
  model: TextModel,
  wanted: ReadonlyMap<string, Term>,
  language: string,
): Sentence[] {
  const sentences: Sentence[] = [];
  model.blocks.forEach((block, at) => {
    const text = model.text.slice(block.start, block.end);
    for (const { start, end } of splitSentences(text, block.language || language || 'en')) {
      const terms = new Map<string, string>();
      for (const { key, shown } of termsOf(text.slice(start, end))) {
        if (wanted.has(key) && !terms.has(key)) terms.set(key, shown);
      }
      sentences.push({
        start: block.start + start,
        end: block.start + end,
        block: at,
        terms,
        quoted: false,
      });
    }
  });
  return sentences;
}

/** What stands in quotation marks, long enough to be told from a mere word. */
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
  /** The same, however common it is on the page. */
  readonly told: number;
  readonly shared: readonly string[];
}

function weigher(wanted: ReadonlyMap<string, Term>, sentences: readonly Sentence[]) {
  const holding = new Map<string, number>();
  for (const { terms } of sentences) {
    for (const key of terms.keys()) holding.set(key, (holding.get(key) ?? 0) + 1);
  }
  const most = Math.log(1 + sentences.length);
  const weightOf = (key: string): number => {
    const rarity = Math.log(1 + sentences.length / (holding.get(key) ?? 1)) / most;
    return (wanted.get(key)?.weight ?? 0) * rarity;
  };
  return (parts: readonly Sentence[]): Weighed => {
    const terms = new Map(parts.flatMap((part) => [...part.terms]));
    const shown = new Map<string, number>();
    let sum = 0;
    let told = 0;
    for (const [key, words] of terms) {
      // A word that is shared whole is not counted by its first letters again.
      if (key.startsWith('s:') && shown.has(words)) continue;
      const weight = weightOf(key);
      sum += weight;
      told += wanted.get(key)?.weight ?? 0;
      shown.set(words, (shown.get(words) ?? 0) + weight);
    }
    const length = parts.reduce((all, { start, end }) => all + end - start, 0);
    const bonus = parts.some(({ quoted }) => quoted) ? QUOTED_BONUS : 0;
    const shared = [...shown].sort((a, b) => b[1] - a[1]).map(([words]) => words);
    return {
      told: told + bonus,
      score: (sum + bonus) * Math.min(1, 0.5 + length / (2 * SHORT)),
      shared: shared.slice(0, MOST_SHARED),
    };
  };
}
