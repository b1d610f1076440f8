import { plainProse } from '@/components/ui/plain-prose';
import type { CitationId } from '@/utils/model/ids';
import { parseStatementText } from '@/utils/model/statement-text';
import { sentenceAround } from '@/utils/text/sentence-around';

/** The mark of a note. */
const NOTE_MARK = /\[\^[^\]\s]{1,60}\]/gu;

/**
 * Returns the sentence of a statement at an offset into its text (UTF-16 units), without the marks
 * of its citations. After the last word of a sentence, returns that sentence. `linked` returns the
 * words that a citation's link is on.
 */
export function claimAt(text: string, offset: number, linked: (id: CitationId) => string): string {
  const words = plainOf(text, linked);
  const at = plainOf(text.slice(0, offset), linked).trimEnd().length;
  const { start, end } = sentenceAround(words, { start: Math.max(0, at - 1), end: at });
  // Removes the space that stood before a citation.
  return plainProse(words.slice(start, end))
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[.,;)])/gu, '')
    .trim();
}

function plainOf(text: string, linked: (id: CitationId) => string): string {
  return parseStatementText(text)
    .map((segment) => (segment.type === 'text' ? segment.text : linked(segment.citationId)))
    .join('')
    .replace(NOTE_MARK, '');
}
