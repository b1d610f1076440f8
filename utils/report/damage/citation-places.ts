import type { CitationId } from '@/utils/model/ids';
import { idSchema } from '@/utils/model/ids';

/** A citation's token in a statement's text. UTF-16 offsets, end exclusive. */
export interface CitationPlace {
  readonly id: CitationId;
  readonly start: number;
  readonly end: number;
  /** The start of the first token of its group: tokens with only white space between them. */
  readonly groupStart: number;
}

const TOKEN = /\[\[cite:([0-9a-f-]{36})\]\]/gu;
const citationId = idSchema<'citation'>();

/** Returns the tokens of a statement's text, in order (statement-text.ts). */
export function citationPlaces(text: string): CitationPlace[] {
  const places: CitationPlace[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const id = citationId.safeParse(match[1]);
    if (!id.success) continue;
    const start = match.index;
    const last = places.at(-1);
    const joins = last !== undefined && text.slice(last.end, start).trim() === '';
    const groupStart = joins ? last.groupStart : start;
    places.push({ id: id.data, start, end: start + match[0].length, groupStart });
  }
  return places;
}

/** Returns where the text before a group of citations ends; one space belongs to the group. */
export function wordsEnd(text: string, groupStart: number): number {
  return text[groupStart - 1] === ' ' ? groupStart - 1 : groupStart;
}

const VISIBLE_LENGTH = 60;

/**
 * Returns the words before an offset, to show to the user: whole words on one line, without
 * citations and remains of their markers.
 */
export function wordsBefore(text: string, offset: number): string {
  const from = Math.max(0, offset - 6 * VISIBLE_LENGTH);
  const words = withoutCitations(text.slice(from, offset)).trimStart();
  if (words.length <= VISIBLE_LENGTH) return words;
  return words.slice(-VISIBLE_LENGTH).replace(/^\S*\s+/u, '');
}

/** Returns the words after an offset, like `wordsBefore`. */
export function wordsAfter(text: string, offset: number): string {
  const words = withoutCitations(text.slice(offset, offset + 6 * VISIBLE_LENGTH)).trimEnd();
  if (words.length <= VISIBLE_LENGTH) return words;
  return words.slice(0, VISIBLE_LENGTH).replace(/(?<!\s)\s+\S*$/u, '');
}

function withoutCitations(text: string): string {
  return text
    .replace(/^[0-9a-f-]{0,36}\]\]|\[\[cite:[0-9a-f-]{0,36}$/gu, '')
    .replace(/(?: ?\[\[cite:[0-9a-f-]{36}\]\])+(?:[-–\dL†:]{0,16}】)?/gu, '')
    .replace(/(?<!\s)\s*\n\s*/gu, ' ')
    .toWellFormed();
}
