import { diffArrays } from 'diff/lib/diff/array.js';
import type { DifferencePart } from '@/utils/model/evidence';
import { sentencesOfLines, trimmed } from '@/utils/text/split-sentences';
import type { TextRange } from '@/utils/text/text-model';
import { byImportance, changesBetween, type FactChange } from './changed-facts';
import { splitTokens } from './split-tokens';
import { foldStrictly } from './strict-fold';

export interface QuoteDifference {
  /** `removed` is only in the quote, `added` only on the page; `same` has the page's spelling. */
  readonly parts: DifferencePart[];
  /** The changes by name, the most important first. */
  readonly changes: FactChange[];
}

/**
 * With more edits than this, a word-by-word difference does not help. The quote and the passage are
 * then shown whole.
 */
const MAX_EDITS = 2_000;
const MAX_CHANGES = 20;

interface Token {
  readonly text: string;
  /** What the judge ignores is equal here too. */
  readonly key: string;
}

function tokensOf(text: string): Token[] {
  return splitTokens(text).map((token) => ({ text: token, key: foldStrictly(token).text.trim() }));
}

interface Step {
  readonly op: DifferencePart['op'];
  readonly words: readonly string[];
}

/** Returns the steps from the quote to the passage; null if there are too many. */
function stepsBetween(quote: readonly Token[], passage: readonly Token[]): Step[] | null {
  const steps = diffArrays([...quote], [...passage], {
    comparator: (a, b) => a.key === b.key,
    maxEditLength: MAX_EDITS,
  });
  return (
    steps?.map((step) => ({
      op: step.added ? 'added' : step.removed ? 'removed' : 'same',
      words: textsOf(step.value),
    })) ?? null
  );
}

function textsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ text }) => text);
}

/** Returns where each token begins in the joined text, and where the last one ends. */
function offsetsOf(tokens: readonly Token[]): number[] {
  const offsets = [0];
  for (const { text } of tokens) offsets.push((offsets.at(-1) ?? 0) + text.length);
  return offsets;
}

/** Whether a word got a capital because what stood before it in its sentence was removed. */
function isRaised(before: string, after: string): boolean {
  const letter = after.charAt(0);
  return /\p{Lu}/u.test(letter) && before === letter.toLowerCase() + after.slice(1);
}

/** Returns how many tokens two lists share at their beginnings. */
function sharedHead(a: readonly Token[], b: readonly Token[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count]?.key === b[count]?.key) count++;
  return count;
}

/**
 * Returns how many tokens two lists share at their ends. The first word of them may be raised, with
 * only marks before it.
 */
function sharedTail(a: readonly Token[], b: readonly Token[]): number {
  let count = 0;
  let raised = false;
  while (count < a.length && count < b.length) {
    const [before = '', after = ''] = [a.at(-1 - count)?.key, b.at(-1 - count)?.key];
    if (raised && /[\p{L}\p{N}]/u.test(after)) break;
    if (before !== after) {
      if (!isRaised(before, after)) break;
      raised = true;
    }
    count++;
  }
  return count;
}

/** A mark and the white space after it, in UTF-16 units. */
const MARKED = 8;

function isBehindMark(text: string, at: number): boolean {
  return /(?:^|\p{P})\s*$/u.test(text.slice(Math.max(0, at - MARKED), at));
}

/**
 * Returns the steps if the passage is the quote without one part; null if it is not. There can be a
 * choice: to get "The town slept." from "The dam held. The town slept.", one can remove "The dam
 * held." or "dam held. The". Removes a whole sentence if possible, or else a part that begins behind
 * a punctuation mark.
 */
function stepsOfOnePart(quote: readonly Token[], passage: readonly Token[]): Step[] | null {
  const length = quote.length - passage.length;
  if (length <= 0) return null;
  const head = sharedHead(quote, passage);
  const tail = sharedTail(quote, passage);
  if (head + tail < passage.length) return null;
  const text = textsOf(quote).join('');
  const offsets = offsetsOf(quote);
  const { starts, ends } = edgesOf(text);
  let best = head;
  let bestRank = 0;
  for (let at = head; at >= passage.length - tail; at--) {
    const part = { start: offsets[at] ?? 0, end: offsets[at + length] ?? 0 };
    const { start, end } = trimmed(text, part);
    const isSentence = starts.has(start) && ends.has(end);
    const rank = isSentence ? 2 : isBehindMark(text, part.start) ? 1 : 0;
    if (rank <= bestRank) continue;
    best = at;
    bestRank = rank;
  }
  const steps: Step[] = [
    { op: 'same', words: textsOf(passage.slice(0, best)) },
    { op: 'removed', words: textsOf(quote.slice(best, best + length)) },
    { op: 'same', words: textsOf(passage.slice(best)) },
  ];
  return steps.filter(({ words }) => words.length > 0);
}

interface Edges {
  readonly starts: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
  readonly sentences: readonly TextRange[];
}

function edgesOf(text: string): Edges {
  const sentences = sentencesOfLines(text);
  return {
    sentences,
    starts: new Set(sentences.map(({ start }) => start)),
    ends: new Set(sentences.map(({ end }) => end)),
  };
}

/** Fewer removed words are named by their facts: "not", "61 per cent". */
const LEAST_CUT = 4;

/**
 * Returns the change if a whole sentence was removed, or so many words that none of their facts
 * tells what happened. Null if the facts tell it, as a removed negation does that reversed the
 * sentence: it is not in a clause of its own.
 */
function cutAt(text: string, part: TextRange, edges: Edges, facts: readonly FactChange[]) {
  const range = trimmed(text, part);
  const from = text.slice(range.start, range.end);
  const isWhole = edges.starts.has(range.start) && edges.ends.has(range.end);
  if (isWhole) {
    const isOne = edges.sentences.some(
      ({ start, end }) => start === range.start && end === range.end,
    );
    return { fact: isOne ? ('sentence' as const) : ('cut' as const), from, to: '' };
  }
  const count = from.split(/\s+/u).length;
  const isPlain = facts.every(({ fact }) => fact === 'word');
  if (count < (isPlain ? 2 : LEAST_CUT)) return null;
  const isApart = isBehindMark(text, range.start) || /^\p{P}/u.test(from);
  const after = text.slice(range.end, range.end + MARKED);
  const isClosed = /^\s*(?:$|\p{P})/u.test(after) || /\p{P}/u.test(from.slice(-1));
  const negates = facts.some(({ fact }) => fact === 'negation');
  return negates && !(isApart && isClosed) ? null : { fact: 'cut' as const, from, to: '' };
}

interface Comparison {
  readonly parts: DifferencePart[];
  readonly stretches: readonly {
    readonly removed: readonly string[];
    readonly added: readonly string[];
    /** Where the removed words begin in the quote. */
    readonly start: number;
  }[];
}

function compare(quote: string, passage: string): Comparison | null {
  const before = tokensOf(quote);
  const after = tokensOf(passage);
  const steps = stepsOfOnePart(before, after) ?? stepsBetween(before, after);
  if (steps === null) return null;
  const stretches: { removed: string[]; added: string[]; start: number }[] = [];
  let open: { removed: string[]; added: string[]; start: number } | null = null;
  const offsets = offsetsOf(before);
  let read = 0;
  for (const { op, words } of steps) {
    // White space between two changed words does not separate them.
    if (op === 'same' && words.join('').trim() !== '') open = null;
    if (op !== 'same' && open === null) {
      open = { removed: [], added: [], start: offsets[read] ?? 0 };
      stretches.push(open);
    }
    if (op !== 'same') open?.[op].push(...words);
    if (op !== 'added') read += words.length;
  }
  return { parts: steps.map(({ op, words }) => ({ op, text: words.join('') })), stretches };
}

/** Returns the facts that differ between two texts, the most important first. */
export function factsBetween(before: string, after: string): FactChange[] {
  const { stretches } = compare(before, after) ?? { stretches: [] };
  return byImportance(
    stretches.flatMap(({ removed, added }) => changesBetween(removed, added)),
  ).slice(0, MAX_CHANGES);
}

/**
 * The word-level difference between a quote and the passage found in its place. A removed sentence
 * or clause is one change, whatever facts it has. Costs tokens × edits, bounded by `MAX_EDITS`.
 */
export function diffQuote(quote: string, passage: string): QuoteDifference {
  const compared = compare(quote, passage);
  if (compared === null) {
    return {
      parts: [
        { op: 'removed', text: quote },
        { op: 'added', text: passage },
      ],
      changes: [],
    };
  }
  const edges = edgesOf(quote);
  const changes = compared.stretches.flatMap(({ removed, added, start }) => {
    const facts = changesBetween(removed, added);
    if (added.join('').trim() !== '') return facts;
    const part = { start, end: start + removed.join('').length };
    const cut = cutAt(quote, part, edges, facts);
    return cut === null ? facts : [cut];
  });
  return { parts: compared.parts, changes: byImportance(changes).slice(0, MAX_CHANGES) };
}
