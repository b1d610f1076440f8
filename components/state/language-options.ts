import { i18n } from '#i18n';

/** Languages that reports are often written in; a report may have any other. */
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pl', 'pt', 'uk', 'zh'];

/** The usual languages and the present one, by their names in the language of the page. */
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
    // A report from elsewhere may name a language that is no language tag.
    return tag;
  }
}
