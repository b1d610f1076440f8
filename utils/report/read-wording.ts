/** The words by which reports name their parts, in English and French. */

const SOURCES =
  /^(?:\d+[.)]?\s+|[IVX]+[.)]\s+|\p{Extended_Pictographic}\uFE0F?\s*)?(?:(?:key |main |all |list of |liste des )?(?:sources?|references?|références?|citations?|footnotes|endnotes|notes|bibliography|bibliographie|works cited|web(?:graphy|ographie)|sitographie|further reading|links|liens)(?:\s+(?:and|et|&)\s+(?:sources?|notes?|references?|références?|links|liens))?(?:\s+(?:used|cited|consulted|citées?|consultées?|utilisées?|complémentaires|bibliographiques))?)$/iu;

/** Returns whether a heading, or a line of its own, announces a list of sources. */
export function isSourcesTitle(words: string): boolean {
  return words.length < 60 && SOURCES.test(words.replace(/(?<![\s:：.])[\s:：.]+$/u, ''));
}

const SOURCES_LEAD = /^[\s*_]*([\p{L}][\p{L}\s]{3,30}?)[\s*_]*[:：]/u;

/** Returns whether a paragraph starts with such a title: `**Sources:** …`. */
export function opensWithSources(markdown: string): boolean {
  const lead = SOURCES_LEAD.exec(markdown.slice(0, 80))?.[1];
  return lead !== undefined && isSourcesTitle(lead);
}

const FIGURE =
  /^[\s*_]*(?:figure|fig\.|image|photo|illustration|tableau|table|graphique|graph|chart|diagram(?:me)?|schéma|capture(?: d[’']écran)?|screenshot|exhibit|carte|map)\s*(?:(?:\d{1,3}|[IVX]{1,5}\b)\s*)?(?:\d{1,3}\s*)?[:.–—-]\s/iu;
const ILLUSTRATES =
  /^(?:figure|fig\b|image|photo|illustration|tableau|table|graphique|graph|chart|diagram|schéma|capture|screenshot|exemple|example|comparati|comparison|aperçu|overview|source|crédit|credit|légende|caption|above|below|ci-dessus|ci-contre|left|right|à gauche|à droite)/iu;

export type CaptionPlace = 'after-image' | 'after-citation' | 'elsewhere';

/**
 * Returns whether a line of text, without its citations, is a caption. A caption starts like
 * "Figure 2: …", or is completely in emphasis and either follows an image, a table or a citation of
 * one, or names what it shows.
 */
export function isCaption(words: string, place: CaptionPlace): boolean {
  const line = words.trim();
  if (line === '') return false;
  if (FIGURE.test(line)) return true;
  const inEmphasis = /^([*_])(?![\s*_])[\s\S]*[^\s]\1$/u.test(line);
  if (!inEmphasis) return false;
  return place !== 'elsewhere' || ILLUSTRATES.test(line.slice(1));
}

const FUNCTION_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(['the', 'of', 'and', 'to', 'in', 'that', 'is', 'for', 'was', 'with', 'by', 'from']),
  fr: new Set(['le', 'la', 'les', 'des', 'et', 'du', 'une', 'est', 'dans', 'pour', 'que', 'sur']),
  de: new Set([
    'der',
    'die',
    'das',
    'und',
    'ist',
    'den',
    'von',
    'mit',
    'auf',
    'nicht',
    'eine',
    'im',
  ]),
  es: new Set(['el', 'los', 'las', 'y', 'en', 'del', 'que', 'por', 'con', 'una', 'para', 'es']),
  it: new Set(['il', 'di', 'che', 'gli', 'della', 'per', 'con', 'una', 'sono', 'nel', 'è', 'e']),
  pt: new Set(['o', 'os', 'as', 'do', 'da', 'em', 'não', 'uma', 'para', 'com', 'dos', 'são']),
  nl: new Set(['de', 'het', 'een', 'van', 'en', 'dat', 'niet', 'voor', 'met', 'zijn', 'op', 'is']),
};

/** This much text is enough to guess the language of a long report. */
const SAMPLE = 50_000;

/**
 * Guesses the language of a text by its function words or its script. Returns English if there is
 * no sign.
 */
export function guessLanguage(words: string): string {
  const sample = words.slice(0, SAMPLE);
  const letters = (sample.match(/\p{L}/gu) ?? []).length;
  const share = (script: RegExp) => (sample.match(script) ?? []).length / Math.max(1, letters);
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0.1) return 'ja';
  if (share(/\p{Script=Han}/gu) > 0.3) return 'zh';
  if (share(/\p{Script=Hangul}/gu) > 0.3) return 'ko';
  if (share(/\p{Script=Cyrillic}/gu) > 0.3) return 'ru';
  if (share(/\p{Script=Arabic}/gu) > 0.3) return 'ar';
  const counts = new Map<string, number>();
  for (const [word] of sample.toLowerCase().matchAll(/\p{L}+/gu)) {
    for (const [language, known] of Object.entries(FUNCTION_WORDS)) {
      if (known.has(word)) counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? 'en';
}
