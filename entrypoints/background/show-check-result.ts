import { i18n } from '#i18n';
import { summaryWords } from '@/components/clip/summary-words';
import type { PageCheckSummary } from '@/utils/messaging/protocol/capture-calls';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { showBadge } from '@/utils/platform/badge';

/**
 * Shows the result of a check on the toolbar button, for a check that no page of the extension
 * started.
 */
export async function showCheckResult(
  tabId: number,
  result: Result<PageCheckSummary, Failure>,
): Promise<void> {
  if (!result.ok) {
    await showBadge(tabId, 'fell', i18n.t(`failure_${result.error.code}`));
    return;
  }
  const { failed } = result.value;
  await showBadge(tabId, failed === 0 ? 'passed' : 'fell', summaryWords(result.value));
}
