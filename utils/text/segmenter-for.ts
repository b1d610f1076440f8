type Granularity = 'word' | 'sentence' | 'grapheme';

/** More languages than a normal page or report names. */
const MOST_KEPT = 100;
const segmenters = new Map<string, Intl.Segmenter>();

/**
 * Returns the segmenter of a language, made once. An invalid language, as pages and reports may
 * declare, is read as English.
 * @param language BCP 47, or '' if unknown.
 */
export function segmenterFor(language: string, granularity: Granularity): Intl.Segmenter {
  const key = `${granularity} ${language}`;
  const found = segmenters.get(key);
  if (found !== undefined) return found;
  let made: Intl.Segmenter;
  try {
    made = new Intl.Segmenter(language === '' ? 'en' : language, { granularity });
  } catch {
    made = new Intl.Segmenter('en', { granularity });
  }
  if (segmenters.size > MOST_KEPT) segmenters.clear();
  segmenters.set(key, made);
  return made;
}
