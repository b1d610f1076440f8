import { blockAt } from './find-block';
import { segmenterFor } from './segmenter-for';
import type { TextBlock, TextModel } from './text-model';

/**
 * Where words begin and end in a model's text: UAX 29 in the language of each block, with the edges
 * of blocks as boundaries. Offsets are UTF-16 units of `model.text`. Each answer reads only the
 * words around it.
 *
 * https://www.unicode.org/reports/tr29/#Word_Boundaries
 */
export interface WordBoundaries {
  /**
   * Returns whether a word starts or ends at `offset` when Chromium searches: a soft hyphen has such
   * an edge on both sides. The other functions do not cut a word at its soft hyphens.
   */
  isEdge(offset: number): boolean;
  /**
   * Returns the boundaries for a search that begins at `offset`. Text before it is not context, so
   * inside a word another segmentation may begin there.
   */
  from(offset: number): Pick<WordBoundaries, 'isEdge'>;
  /** Returns the word-like segment that contains the unit at `offset`, or null between words. */
  wordAt(offset: number): { readonly start: number; readonly end: number } | null;
  /**
   * Returns the start of the segment that contains `offset - 1`, inside the same block; null at the
   * block's start.
   */
  previous(offset: number): Segment | null;
  /**
   * Returns the segment that begins at `offset` or contains it, inside the same block; null at the
   * block's end.
   */
  next(offset: number): Segment | null;
}

export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly wordLike: boolean;
}

/** 1 for ASCII letters and digits, 2 for a space or newline, 0 for all else. */
function plainClass(code: number): 0 | 1 | 2 {
  if (code === 0x20 || code === 0x0a) return 2;
  if (code < 0x30 || code > 0x7a) return 0;
  return code <= 0x39 || (code >= 0x41 && code <= 0x5a) || code >= 0x61 ? 1 : 0;
}

/**
 * Returns whether a boundary is between two plain characters; null if only the segmenter can tell.
 */
function plainBoundary(text: string, offset: number): boolean | null {
  const before = plainClass(text.charCodeAt(offset - 1));
  const after = plainClass(text.charCodeAt(offset));
  if (before === 0 || after === 0 || before + after === 4) return null;
  return before !== after;
}

/** Chromium looks for words after it has made these quotation marks straight. */
function straighten(text: string): string {
  return text.replace(/[\u05f3\u2018\u2019]/g, "'").replace(/[\u05f4\u201c\u201d]/g, '"');
}

/**
 * A segmentation that begins inside a word agrees with the block's own again after at most this
 * length. UTF-16 units.
 */
const CONTEXT_LENGTH = 1_000;

function createWordBoundaries(model: TextModel): WordBoundaries {
  const whole = straighten(model.text);
  // A soft hyphen is a zero when Chromium looks for the edges of words, so it separates its word.
  const text = whole.replace(/\u00ad/g, '\0');

  const segmenting = (of: string) => {
    const segmentsOfBlocks = new Map<TextBlock, Intl.Segments>();
    return (block: TextBlock, offset: number): Segment | null => {
      let segments = segmentsOfBlocks.get(block);
      if (segments === undefined) {
        segments = segmenterFor(block.language, 'word').segment(of.slice(block.start, block.end));
        segmentsOfBlocks.set(block, segments);
      }
      const data = segments.containing(offset - block.start);
      if (data === undefined) return null;
      const start = block.start + data.index;
      return { start, end: start + data.segment.length, wordLike: data.isWordLike === true };
    };
  };
  /** Returns the part of a word between soft hyphens. */
  const partIn = segmenting(text);
  /** Returns the word, with its soft hyphens. */
  const segmentIn = text === whole ? partIn : segmenting(whole);

  const joints = new Set(model.blocks.flatMap((block) => block.joints ?? []));
  // A block that begins directly after other text has its edge inside what looks like a word.
  const hasTightBlocks = model.blocks.some(
    ({ start }) => start > 0 && plainClass(text.charCodeAt(start - 1)) !== 2,
  );

  const isInnerBoundary = (offset: number): boolean => {
    const plain = plainBoundary(text, offset);
    if (plain !== null && !hasTightBlocks) return plain;
    const block = blockAt(model, offset);
    if (block === null || block.start === offset) return true;
    return plain ?? partIn(block, offset)?.start === offset;
  };

  const isEdge = (offset: number): boolean =>
    !joints.has(offset) && (offset <= 0 || offset >= text.length || isInnerBoundary(offset));

  return {
    isEdge,
    from(offset) {
      const block = isEdge(offset) ? null : blockAt(model, offset);
      if (block === null) return { isEdge };
      const limit = Math.min(block.end, offset + CONTEXT_LENGTH);
      // Most answers need no segmenter; to segment at every offset would cost more than the search.
      let segments: Intl.Segments | null = null;
      return {
        isEdge(at) {
          if (at <= offset || at >= limit) return at === offset || isEdge(at);
          const plain = plainBoundary(text, at);
          if (plain !== null) return plain;
          segments ??= segmenterFor(block.language, 'word').segment(text.slice(offset, limit));
          return segments.containing(at - offset)?.index === at - offset;
        },
      };
    },
    wordAt(offset) {
      const block = blockAt(model, offset);
      const segment = block === null ? null : segmentIn(block, offset);
      return segment?.wordLike === true ? segment : null;
    },
    previous(offset) {
      const block = offset > 0 ? blockAt(model, offset - 1) : null;
      return block === null ? null : segmentIn(block, offset - 1);
    },
    next(offset) {
      const block = blockAt(model, offset);
      return block === null ? null : segmentIn(block, offset);
    },
  };
}

const boundariesOfModels = new WeakMap<TextModel, WordBoundaries>();

/** Returns the word boundaries of a model, with a cache that lives as long as the model. */
export function wordBoundariesOf(model: TextModel): WordBoundaries {
  const found = boundariesOfModels.get(model);
  if (found !== undefined) return found;
  const made = createWordBoundaries(model);
  boundariesOfModels.set(model, made);
  return made;
}
