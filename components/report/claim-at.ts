import { plainProse } from '@/components/ui/plain-prose';
import { type ShownCitation, textWithCitations } from '@/utils/claim/shown-text';
import { sentenceAround } from '@/utils/text/sentence-around';

/** The mark of a note. */
const NOTE_MARK = /\[\^[^\]\s]{1,60}\]/gu;

/**
 * Returns the sentence of a statement at an offset into its text (UTF-16 units). After the last word
 * of a sentence, returns that sentence. `shown` returns what is shown for a citation behind a text.
 */
export function claimAt(text: string, offset: number, shown: ShownCitation): string {
  const words = plainOf(text, shown);
  const at = plainOf(text.slice(0, offset), shown).trimEnd().length;
  const { start, end } = sentenceAround(words, { start: Math.max(0, at - 1), end: at });
  // Removes the space that stood before a citation.
  return plainProse(words.slice(start, end))
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[.,;)])/gu, '')
    .trim();
}

function plainOf(text: string, shown: ShownCitation): string {
  return textWithCitations(text, shown).replace(NOTE_MARK, '');
}
