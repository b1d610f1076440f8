/*
 * Words of three letters or more that occur in nearly every text of their language. Shorter terms
 * are too short in any case.
 */
const COMMON: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    (
      'about after all also and any are because been before but can could did does each even ' +
      'for from had has have her here his how into its just like made make many may more most ' +
      'much must new not now one only other our out over own said same she should some such ' +
      'than that the their them then there these they this those through time too two under ' +
      'use used very was way well were what when where which while who will with would year ' +
      'years you your'
    ).split(' '),
  ),
  fr: new Set(
    (
      'ainsi alors ans année années après aussi autre autres aux avant avec car ce ces cette ceux ' +
      'chaque comme dans depuis des deux dont elle elles encore entre est été être eux fait faire ' +
      'font ils leur leurs lors mais même mêmes moins mois notre nos nous ont par pas pendant peu ' +
      'peut plus pour quand que quelques qui sans selon ses son sont sous sur tous tout toute ' +
      'toutes très trois une vers vos votre vous'
    ).split(' '),
  ),
};

/** Returns whether a word is among the most frequent of a language (BCP 47) or of English. */
export function isCommonWord(word: string, language: string): boolean {
  const base = /^[a-z]+/iu.exec(language)?.[0].toLowerCase() ?? '';
  const folded = word.toLowerCase();
  return COMMON['en']?.has(folded) === true || COMMON[base]?.has(folded) === true;
}
