type Granularity = 'word' | 'sentence' | 'grapheme';

/** More languages than a page or a report honestly names. */
const MOST_KEPT = 100;
const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The segmenter of a language, made once and kept. A
 * language that is none, as pages and reports declare, is read as English.
 * @param language BCP 47, or '' where none is known.
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
