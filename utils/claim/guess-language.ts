import { type WeighedLanguage, weighLanguage } from '@/utils/text/weigh-language';
import type { Passage } from './claim';

/** Letters that neither English nor French has. */
const OTHER_LETTERS = /[ßäöüñ¿¡ãõășțşğıłńśźżąęřěůűő]/iu;

/** Returns `fr` for `fr-CA`. */
export function baseLanguage(tag: string): string {
  return (tag.split(/[-_]/u)[0] ?? '').toLowerCase();
}

/** The languages whose figures in words, units, dates and names the hints read. */
const READ: ReadonlySet<string> = new Set(['en', 'fr']);

/** A lead of this many small words outweighs what a page or a report says of its language. */
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

const languageOfPassage = ({ quote, pageText, language }: Passage): string | null =>
  languageOf(quote ?? pageText ?? '', language);
