import { parseStatementText } from '@/utils/model/statement-text';
import { sentenceAround } from '@/utils/text/sentence-around';

/**
 * Returns the sentence of a statement at an offset into its text (UTF-16 units), without its
 * citations. After the last word of a sentence, returns that sentence.
 */
export function claimAt(text: string, offset: number): string {
  const words = plainOf(text);
  const at = plainOf(text.slice(0, offset)).trimEnd().length;
  const { start, end } = sentenceAround(words, { start: Math.max(0, at - 1), end: at });
  // Removes the space that stood before a citation.
  return words
    .slice(start, end)
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[.,;)])/gu, '')
    .trim();
}

function plainOf(text: string): string {
  return parseStatementText(text)
    .map((segment) => (segment.type === 'text' ? segment.text : ''))
    .join('');
}
