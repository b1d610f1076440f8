import * as Y from 'yjs';
import type { RepairContext, RepairRecord, RepairSide, TextSpan } from './repair';
import { setField } from './rows';

/*
 * Finds the pieces of a repair in a text that people continue to edit: by the inserted or deleted
 * characters themselves, or else by the words around them.
 */

/** Fields with this prefix record the pieces that were inserted into a text. */
export const PLACED = 'placed:';
const CONTEXT_LENGTH = 12;

export function contextAt(text: string, span: TextSpan): RepairContext {
  return {
    before: text.slice(Math.max(0, span.start - CONTEXT_LENGTH), span.start),
    after: text.slice(span.end, span.end + CONTEXT_LENGTH),
  };
}

/** Returns a position that stays with the character before it. */
export function anchorAfter(text: Y.Text, offset: number): unknown {
  return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, offset, -1));
}

/** Records the characters of `text` that a side inserted, by their identity. */
export function recordPlaced(
  map: Y.Map<unknown>,
  id: string,
  side: RepairSide,
  text: Y.Text,
  start: number,
  characters: string,
): void {
  const first = Y.createRelativePositionFromTypeIndex(text, start, 0);
  const placed = {
    side,
    text: characters,
    start: Y.relativePositionToJSON(first),
    end: anchorAfter(text, start + characters.length),
  };
  const { client = 0, clock = 0 } = first.item ?? {};
  setField(map, id, `${PLACED}${side}:${client}.${clock}`, placed);
}

/** Returns the current offset of a stored position; null if it does not belong to this text. */
export function resolveOffset(text: Y.Text, position: unknown): number | null {
  const { doc } = text;
  if (doc === null || typeof position !== 'object' || position === null) return null;
  try {
    const relative = Y.createRelativePositionFromJSON(position);
    const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc);
    return absolute?.type === text ? absolute.index : null;
  } catch {
    // Documents can come from other people, so an invalid position has no offset.
    return null;
  }
}

/**
 * Returns all pieces of a side that are in the text now, in an order that is the same in all
 * copies.
 */
export function standing(
  record: RepairRecord,
  side: RepairSide,
  text: Y.Text,
  words: string,
): TextSpan[] {
  const spans: TextSpan[] = [];
  for (const placed of record.placed) {
    if (placed.side !== side || placed.text === '') continue;
    const start = resolveOffset(text, placed.start);
    const end = resolveOffset(text, placed.end);
    if (start === null || end === null || words.slice(start, end) !== placed.text) continue;
    spans.push({ start, end });
  }
  if (spans.length > 0) return spans;
  const known = byContext(record, side, text, words);
  return known === null ? [] : [known];
}

/**
 * Undoing a deletion inserts the same words as new characters beside the old ones. They are found
 * by the words around them.
 */
function byContext(
  record: RepairRecord,
  side: RepairSide,
  text: Y.Text,
  words: string,
): TextSpan | null {
  const context = side === 'completion' ? record.cut : record.edit;
  const piece = side === 'completion' ? record.chosen : record.plan[side];
  const offset = placedOffset(record, side, text);
  if (context === null || piece === '' || offset === null) return null;
  const from = Math.max(0, offset - 2 * CONTEXT_LENGTH - piece.length);
  const near = words.slice(from, offset + 2 * CONTEXT_LENGTH + piece.length);
  const at = near.indexOf(context.before + piece + context.after);
  if (at < 0) return null;
  const start = from + at + context.before.length;
  return { start, end: start + piece.length };
}

/** Returns where the characters of a side are now, or were last; null if it is unknown. */
export function placedOffset(record: RepairRecord, side: RepairSide, text: Y.Text): number | null {
  const fills = side === 'completion';
  const positions = fills && record.cut !== null ? [record.cut.at] : [];
  for (const placed of record.placed) {
    if ((placed.side === 'completion') === fills) positions.push(placed.start);
  }
  for (const position of positions) {
    const offset = resolveOffset(text, position);
    if (offset !== null) return offset;
  }
  return null;
}

/** The first character of a word, or of a part after a hyphen or an apostrophe. */
const WORD = /^[-‐‑'’]?[\p{L}\p{M}\p{N}]/u;

/**
 * Returns whether somebody typed directly after the cut word: characters of a word, or what a
 * completion would insert. The word must have no completion now.
 * @param marker Whether the original characters are in the text.
 */
export function isTypedAfterCut(
  record: RepairRecord,
  text: Y.Text,
  words: string,
  marker: boolean,
): boolean {
  const { cut, plan } = record;
  const offset = cut === null ? null : placedOffset(record, 'completion', text);
  if (cut === null || offset === null) return false;
  // If a whole word was lost, its place may have spaces on both sides.
  const spaces = /\s$/u.test(cut.before) ? /^\s+/u : /^(?!)/u;
  const read = textAfterCut(cut, plan, marker).replace(spaces, '');
  if (WORD.test(read)) return false;
  const now = words.slice(offset).replace(spaces, '');
  return (
    WORD.test(now) ||
    plan.completions.some((completion) => {
      const end = completion.trim();
      return end !== '' && now.startsWith(end) && !read.startsWith(end);
    })
  );
}

/** Returns what was after the cut when the file was read, with or without the marker. */
function textAfterCut({ after }: RepairContext, plan: RepairRecord['plan'], marker: boolean) {
  const { original } = plan;
  if (marker || original === '' || !after.startsWith(original.slice(0, CONTEXT_LENGTH))) {
    return after;
  }
  return after.slice(original.length) || plan.after;
}

/** Returns where the words before and after a place meet, if they meet in only one place. */
export function findContext(words: string, { before, after }: RepairContext): number | null {
  const whole = before + after;
  const at = words.indexOf(whole);
  if (at < 0 || words.indexOf(whole, at + 1) >= 0) return null;
  // A context shorter than the maximum reaches to the end of the text.
  if (before.length < CONTEXT_LENGTH && at !== 0) return null;
  if (after.length < CONTEXT_LENGTH && at + whole.length !== words.length) return null;
  return at + before.length;
}
