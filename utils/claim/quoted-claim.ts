import { cellsApart } from '@/utils/text/table-rows';
import type { Claim, StatementClaims } from './claim';
import { shownText } from './shown-text';

/** A claim that is shown away from its statement. */
export interface QuotedClaim {
  /**
   * The words of the claim, with the brackets and quotation marks that close behind its citation, and
   * with a sign between the cells of a row.
   */
  readonly words: string;
  /** What its sentence says behind its citation, on one line; '' if nothing. */
  readonly rest: string;
}

const OPENERS: Readonly<Record<string, string>> = {
  ...{ ')': '(', ']': '[', '}': '{', '）': '（', '】': '【', '»': '«', '”': '“' },
};
const CLOSER = /[ \u00A0\u202F]?([)\]}）】»”])/uy;
const MARK = /\[[^[\]]{0,40}\]/gu;

/** Returns a claim as it is quoted: a note of a reviewer may be about the rest of its sentence. */
export function quotedClaim(
  { text, end, sentence }: Pick<Claim, 'text' | 'end' | 'sentence'>,
  statement: Pick<StatementClaims, 'plain' | 'citationsAt'>,
): QuotedClaim {
  const { plain } = statement;
  let words = text.trim();
  let at = end;
  while (at < sentence.end) {
    CLOSER.lastIndex = at;
    const [closing = '', mark = ''] = CLOSER.exec(plain) ?? [];
    if (closing === '' || !isOpen(words, mark)) break;
    words += closing;
    at += closing.length;
  }
  const rest = shownText(statement, at, Math.max(at, sentence.end));
  return {
    words: cellsApart(words),
    // The mark of a citation without a link says nothing more.
    rest: /[\p{L}\p{Nd}]/u.test(rest.replace(MARK, ''))
      ? cellsApart(rest.replace(/^[\s,;:.!?)\]}）】»”–—…]+/u, ''))
          .replace(/\n+/gu, ' ')
          .trim()
      : '',
  };
}

function isOpen(words: string, closer: string): boolean {
  return words.split(OPENERS[closer] ?? closer).length > words.split(closer).length;
}
