/**
 * The words for a source, as in "Source : Le Monde", in lower case, as a part of a pattern with the
 * flag `i`.
 */
export const SOURCE_WORDS =
  'sources?|quellen?|fuentes?|font[ei]|fontes|bron(?:nen)?|źródł[oa]|käll(?:a|or)|kilder?|kaynak(?:lar)?|источники?|джерел[оа]|المصدر|المصادر|출처|出典|出处|出處|来源|來源';
