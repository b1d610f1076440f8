import type { StatementId } from '@/utils/model/ids';

/** Pasted words in a statement's text, which stand there already. */
export interface PastedSpot {
  readonly statementId: StatementId;
  /** Where they began, in UTF-16 units of the text as stored. */
  readonly at: number;
  readonly words: string;
}

/** Where pasted words stand now; null where somebody has written in them since. */
export function findPasted(text: string, { at, words }: PastedSpot): number | null {
  if (words !== '' && text.startsWith(words, at)) return at;
  const first = words === '' ? -1 : text.indexOf(words);
  return first >= 0 && text.indexOf(words, first + 1) < 0 ? first : null;
}
