import { i18n } from '#i18n';

/** Frequent languages of reports; a report may have any other. */
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pl', 'pt', 'uk', 'zh'];

/**
 * Returns the usual languages and the current one, with their names in the language of the page.
 */
export function languageOptions(present: string): { value: string; label: string }[] {
  const tags = LANGUAGES.includes(present) ? LANGUAGES : [present, ...LANGUAGES];
  const names = new Intl.DisplayNames([i18n.t('locale')], { type: 'language', fallback: 'code' });
  return tags
    .map((tag) => ({ value: tag, label: nameOf(names, tag) }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.t('locale')));
}

function nameOf(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    // A report from elsewhere may name a language that is not a language tag.
    return tag;
  }
}
