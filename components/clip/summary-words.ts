import { i18n } from '#i18n';
import type { PageCheckSummary } from '@/utils/messaging/protocol/capture-calls';

/** Says how many quotes of a page passed, and what can be pinned now. */
export function summaryWords({ checked, passed, toPin, kept }: PageCheckSummary): string {
  return [
    ...(checked > 0 || toPin === 0 ? [i18n.t('check_page_result', [passed, checked])] : []),
    ...(toPin > 0 && kept ? [i18n.t('check_page_to_pin', toPin)] : []),
    ...(kept ? [] : [i18n.t('check_page_unkept')]),
  ].join(' ');
}
