import { i18n } from '#i18n';
import type { Hint } from '@/utils/claim/claim';
import { underscored } from '@/utils/text/underscored';

/** Returns the sentence of a hint, with the words that it is about. */
export function hintWords({ kind, words, found, against, soughtIn }: Hint): string {
  if (against !== undefined) {
    const key = found === 'nowhere' ? 'hint_between' : 'hint_between_page';
    return withoutSecondStop(i18n.t(key, [words, against]));
  }
  switch (kind) {
    case 'citations-failed':
      return i18n.t('hint_citations_failed');
    case 'citations-unread':
      return i18n.t('hint_citations_unread');
    case 'quotation-translated':
      return i18n.t('hint_quotation_translated', [words]);
    case 'quotation-brackets':
      return i18n.t('hint_quotation_brackets', [words]);
    default:
      if (found === 'passage-now') return i18n.t('hint_passage_now', [words]);
      if (found === 'not-on-page') return i18n.t('hint_not_on_page', soughtIn.length, [words]);
      return i18n.t(found === 'page-only' ? 'hint_page_only' : 'hint_nowhere', [words]);
  }
}

/** Removes the full stop behind quoted words that end with one themselves. */
function withoutSecondStop(text: string): string {
  return text.replace(/([.!?…]["”’»]?[ \u00a0\u202f]?[”»])\./gu, '$1');
}

/** Returns what is said of a claim or a passage in a language that is only partly compared. */
export function unreadWords(language: string): string {
  const names = new Intl.DisplayNames([i18n.t('locale')], { type: 'language', fallback: 'code' });
  return i18n.t('hints_unread', [names.of(language) ?? language]);
}

/** Returns the name of a kind of hint. */
export function hintKindWords(kind: Hint['kind']): string {
  return i18n.t(`hintkind_${underscored(kind)}`);
}
