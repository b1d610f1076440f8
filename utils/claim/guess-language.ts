import { type WeighedLanguage, weighLanguage } from '@/utils/text/weigh-language';
import type { Passage } from './claim';
import { evidenceText } from './evidence-text';

/** Letters that neither English nor French has. */
const OTHER_LETTERS = /[ßäöüñ¿¡ãõășțşğıłńśźżąęřěůűő]/iu;

/** Returns `fr` for `fr-CA`. */
export function baseLanguage(tag: string): string {
  return (tag.split(/[-_]/u)[0] ?? '').toLowerCase();
}

/** The languages whose figures in words, units, dates and names the hints read. */
const READ: ReadonlySet<string> = new Set(['en', 'fr']);

/**
 * The lead of a language in a text is how many more small words, such as "the", it has there than any
 * other language. With this lead it counts whatever the page or the report says of its language.
 */
const CERTAIN = 3;

/** Returns the language of a text whose page or report names one; null if in doubt. */
export function languageOf(
  text: string,
  tag: string | null,
  { language, lead }: WeighedLanguage = weighLanguage(text),
): string | null {
  const told = tag === null || tag === '' ? null : baseLanguage(tag);
  if (language !== null && lead >= CERTAIN) return language;
  if (told === null) return language;
  // A short text of a report in English may show only that it is something else.
  if (READ.has(told) && language !== null && !READ.has(language) && OTHER_LETTERS.test(text)) {
    return language;
  }
  return told;
}

/** Whether the hints do not read a language. One that is in doubt is read. */
export const isUnread = (language: string | null): language is string =>
  language !== null && !READ.has(language);

/**
 * Returns the language of a claim or else of its passages if the hints do not read it, so that only
 * plain figures and quotations can be compared; null if they read all. `tag` is the report's.
 */
export function unreadLanguage(
  claim: string,
  tag: string,
  passages: readonly Passage[],
): string | null {
  const own = languageOf(claim, tag);
  if (isUnread(own)) return own;
  return passages.map(languageOfPassage).find(isUnread) ?? null;
}

/** With this lead (see `CERTAIN`) a language counts if the page names none. */
const PROBABLE = 2;

/**
 * Returns the language of a passage, or of its page if the citation names no passage; null if in
 * doubt. If the passage is too short to tell, the text of its page does: "7,4 Prozent" has no word
 * that German alone has.
 */
export function languageOfPassage({ quote, pageText, language: tag }: Passage): string | null {
  const { text, weighed } = evidenceText(quote ?? pageText ?? '');
  const own = languageOf(text, tag, weighed);
  if (quote === null || pageText === null || weighed.lead >= CERTAIN) return own;
  if (tag === null ? weighed.lead >= PROBABLE : isUnread(own)) return own;
  const { language, lead } = evidenceText(pageText).weighed;
  // One small word may belong to a name: the "OS" of "OS X" is Portuguese.
  return lead >= CERTAIN && (isUnread(language) || isUnread(own)) ? language : own;
}
