/** Folds case and accents, for searching as people type. */
export function foldWords(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');
}

/** Whether a text holds every word of a query, in any order. An empty query matches. */
export function matchesWords(text: string, query: string): boolean {
  const folded = foldWords(text);
  return foldWords(query)
    .split(' ')
    .every((word) => folded.includes(word));
}
