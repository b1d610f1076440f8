import { i18n } from '#i18n';
import { underscored } from '@/components/ui/words';
import type { Hint } from '@/utils/claim/claim';

/** Returns the sentence of a hint, with the words that it is about. */
export function hintWords({ kind, words, found }: Hint): string {
  switch (kind) {
    case 'citations-failed':
      return i18n.t('hint_citations_failed');
    case 'quotation-translated':
      return i18n.t('hint_quotation_translated', [words]);
    case 'quotation-elsewhere':
      return i18n.t('hint_page_only', [words]);
    default:
      return i18n.t(found === 'page-only' ? 'hint_page_only' : 'hint_nowhere', [words]);
  }
}

/** Returns the name of a kind of hint. */
export function hintKindWords(kind: Hint['kind']): string {
  return i18n.t(`hintkind_${underscored(kind)}`);
}
