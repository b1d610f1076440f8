import type { StatementId } from '@/utils/model/ids';

/** Pasted text that is already in a statement. */
export interface PastedSpot {
  readonly statementId: StatementId;
  /** Its start when it was pasted, in UTF-16 units of the stored text. */
  readonly at: number;
  readonly words: string;
}

/** Returns where pasted text is now; null if somebody has changed it since. */
export function findPasted(text: string, { at, words }: PastedSpot): number | null {
  if (words !== '' && text.startsWith(words, at)) return at;
  const first = words === '' ? -1 : text.indexOf(words);
  return first >= 0 && text.indexOf(words, first + 1) < 0 ? first : null;
}
