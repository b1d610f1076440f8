/** Dates, figures, words, white space, and every other character alone. */
const TOKENS =
  /(?<![\p{L}\p{N}])\p{Nd}{1,4}([-/.])\p{Nd}{1,2}\1\p{Nd}{2,4}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])[+\-−–±]?\p{N}+(?:[.,:'’/⁄\u00A0\u202F]\p{N}+|(?<=(?<!\p{N})\p{N}{1,3}) \p{N}{3}(?!\p{N}))*[\p{No}\p{M}]*|[\p{L}\p{M}\p{N}\u00AD]+(?:['’ʼ‑\-.][\p{L}\p{N}][\p{L}\p{M}\p{N}\u00AD]*)*|\s+|[^\s\p{L}\p{N}]/gu;

/** Han, kana and Thai have no spaces, so each character is a token. */
const SPACELESS_RUN =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

/**
 * Splits a text into words, figures, marks and white space, to compare two texts. Joined, the
 * tokens give the text. A figure keeps its separators and its sign, a date its parts; a contraction
 * or a compound is one token, so that "isn't" differs as one word. Linear.
 */
export function splitTokens(text: string): string[] {
  const tokens: string[] = [];
  let read = 0;
  for (const match of text.matchAll(TOKENS)) {
    if (match.index > read) tokens.push(text.slice(read, match.index));
    const token = match[0];
    if (SPACELESS_RUN.test(token)) tokens.push(...splitSpaceless(token));
    else tokens.push(token);
    read = match.index + token.length;
  }
  if (read < text.length) tokens.push(text.slice(read));
  return tokens;
}

function splitSpaceless(token: string): string[] {
  return token.match(/[\p{sc=Latin}\p{N}]+|\P{M}\p{M}*|\p{M}+/gu) ?? [token];
}
