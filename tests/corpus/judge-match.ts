import type { PageTextModel } from '@/utils/page/page-text-model';
import type { TextRange } from '@/utils/text/text-model';
import { wordBoundariesOf } from '@/utils/text/word-boundaries';

/** The place that a generator's directive matches, or the reason why there is no directive. */
export type Outcome =
  | { readonly kind: 'correct'; readonly exact: boolean }
  | { readonly kind: 'dead' | 'wrong' }
  | { readonly kind: 'refused'; readonly reason: string };

function withoutSpace(text: string, { start, end }: TextRange): TextRange {
  const inside = text.slice(start, end);
  const from = start + inside.length - inside.trimStart().length;
  return { start: from, end: Math.max(from, end - (inside.length - inside.trimEnd().length)) };
}

/**
 * The one rule for every generator: the match of native Chromium must be the selection, apart from
 * white space at its ends. If the selection starts or ends inside a word, the whole word counts.
 */
export function judgeMatch(
  model: PageTextModel,
  selection: TextRange,
  match: Range | null | undefined,
): Outcome {
  const found = match ? model.rangeToOffsets(match) : null;
  if (found === null) return { kind: 'dead' };
  const words = wordBoundariesOf(model);
  const wanted = withoutSpace(model.text, selection);
  const got = withoutSpace(model.text, found);
  const wordStart = words.isEdge(wanted.start) ? null : words.wordAt(wanted.start);
  const wordEnd = words.isEdge(wanted.end) ? null : words.wordAt(wanted.end - 1);
  const starts = got.start === wanted.start || got.start === wordStart?.start;
  const ends = got.end === wanted.end || got.end === wordEnd?.end;
  if (!starts || !ends) return { kind: 'wrong' };
  return { kind: 'correct', exact: got.start === wanted.start && got.end === wanted.end };
}

/**
 * Whether a person can select a range. The same for every generator: within one tree, and not text
 * of a form field, which no DOM range can contain.
 */
export function isSelectable(model: PageTextModel, { start, end }: TextRange): boolean {
  const back = model.rangeToOffsets(model.offsetsToRange(start, end));
  if (back?.start !== start || back.end !== end) return false;
  return !isInField(model, start) && !isInField(model, end - 1);
}

/** Returns whether the UTF-16 unit at an offset is in a form field, and so in no text node. */
export function isInField(model: PageTextModel, offset: number): boolean {
  for (const { start, end, node } of model.pieces()) {
    if (end <= offset) continue;
    return start <= offset && node.nodeType === Node.ELEMENT_NODE && node.nodeName !== 'BR';
  }
  return false;
}
