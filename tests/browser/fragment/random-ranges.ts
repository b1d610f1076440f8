import type { TextModel, TextRange } from '@/utils/text/text-model';

/** A small generator of repeatable numbers in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const SELECTION_KINDS = ['word', 'phrase', 'mid-word', 'long', 'multi-block'] as const;
export type SelectionKind = (typeof SELECTION_KINDS)[number];

export interface RandomSelection extends TextRange {
  readonly kind: SelectionKind;
}

const wordsOf = (text: string, from: number): TextRange[] =>
  [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ start: from + index, end: from + index + segment.length }));

/**
 * Makes selections of every kind in turn, like those of people. Fewer if the page has no room for
 * one kind.
 */
export function randomSelections(model: TextModel, count: number, seed: number): RandomSelection[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const blocks = model.blocks
    .map((block) => wordsOf(model.text.slice(block.start, block.end), block.start))
    .filter((words) => words.length > 0);
  const all = blocks.flat();
  const selections: RandomSelection[] = [];
  for (let tries = 0; selections.length < count && tries < count * 6; tries++) {
    const kind = SELECTION_KINDS[tries % SELECTION_KINDS.length] ?? 'word';
    const words = kind === 'multi-block' || kind === 'long' ? all : pick(blocks);
    if (words === undefined || all.length === 0) break;
    const first = Math.floor(random() * words.length);
    const span = { word: 1, phrase: 7, 'mid-word': 4, long: 130, 'multi-block': 40 }[kind];
    const last = Math.min(words.length - 1, first + Math.floor(random() * span));
    let start = words[first]?.start ?? 0;
    let end = words[last]?.end ?? 0;
    if (kind === 'mid-word') {
      start += Math.floor(random() * 3);
      end -= Math.floor(random() * 3);
    }
    const crosses = model.text.slice(start, end).includes('\n');
    if (start >= end || (kind === 'multi-block' && !crosses)) continue;
    if (kind === 'long' && end - start <= 300) continue;
    selections.push({ kind, start, end });
  }
  return selections;
}
