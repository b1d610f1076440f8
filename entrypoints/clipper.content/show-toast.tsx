import { i18n } from '#i18n';
import type { ClipDraft, SavedClip } from '@/utils/messaging/protocol';
import type { NoDirectiveReason } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import { FailedToast, SavedToast } from './Toast';
import { closeToast, openToast } from './toast-host';

/** Says where the clip went, and what its link can't do. */
export function showSaved(saved: SavedClip, draft: ClipDraft): void {
  const report = saved.reportTitle.trim() || i18n.t('report_untitled');
  const section = saved.sectionTitle ?? i18n.t('inbox');
  const message = saved.duplicate
    ? i18n.t('toast_duplicate', [report, section])
    : i18n.t('toast_saved', [report, section]);
  const reason = draft.noDirectiveReason;
  openToast(
    <SavedToast
      key={saved.clipId + draft.clipId}
      saved={saved}
      message={message}
      quote={draft.quote}
      warning={reason === null || reason === 'whole-page' ? null : withoutLink(reason)}
      onClose={closeToast}
    />,
  );
}

export function showFailure(failure: Failure): void {
  openToast(<FailedToast message={i18n.t(`failure_${failure.code}`)} onClose={closeToast} />);
}

const WORDS = {
  'not-unique': 'no_directive_not_unique',
  'not-searchable': 'no_directive_not_searchable',
  'page-not-readable': 'no_directive_page_not_readable',
  'whole-page': 'no_directive_whole_page',
  'page-changed': 'no_directive_page_changed',
} as const satisfies Record<NoDirectiveReason, string>;

function withoutLink(reason: NoDirectiveReason): string {
  return i18n.t('toast_no_link', [i18n.t(WORDS[reason])]);
}
