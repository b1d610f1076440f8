import { savedWords } from '@/components/clip/saved-words';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { ClippedPassages, SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { RequestOf } from '@/utils/messaging/protocol/envelope';
import type { tabRequests } from '@/utils/messaging/protocol/tab-calls';
import type { Failure } from '@/utils/model/failure';
import { underscored } from '@/utils/text/underscored';
import { isShownOtherwiseThanDrafted } from './draft-clips';
import { i18n } from './kept-catalogue';
import { PanelWay, SavedToast } from './SavedToast';
import { ToastFrame } from './ToastFrame';
import { closeToast, openToast } from './toast-host';

/** The clips of one act, and their drafts. */
export interface Kept extends ClippedPassages {
  readonly drafts: readonly ClipDraft[];
}

/**
 * Shows where the clips are stored, what their links cannot do, and why other passages of the same
 * act were not saved. `onKeepBoth` saves the passages again that had been clipped before.
 */
export function showSaved(kept: Kept, onKeepBoth: () => void): void {
  const { drafts, saved, problem } = kept;
  const fresh = saved.filter(({ duplicate }) => !duplicate);
  const key = saved[0].clipId + (drafts[0]?.clipId ?? '');
  const warning =
    problem === null
      ? [withoutLink(drafts), withoutImage(saved), shownOtherwise(drafts)]
          .filter((line) => line !== null)
          .join(' ')
      : i18n.t(`failure_${problem.code}`);
  const { where, again } = savedWords(kept, i18n);
  if (fresh.length === 0) {
    openToast(
      <ToastFrame key={key} tone="saved" message={where} isPrivate onClose={closeToast}>
        {problem !== null && <p class="warning">{warning}</p>}
        <div class="row end">
          <button type="button" onClick={onKeepBoth}>
            {i18n.t('toast_keep_both')}
          </button>
          <PanelWay saved={saved[0]} />
        </div>
      </ToastFrame>,
    );
    return;
  }
  openToast(
    <SavedToast
      key={key}
      saved={fresh}
      message={where}
      warning={[again, warning].filter((line) => line !== null && line !== '').join(' ') || null}
      onClose={closeToast}
    />,
  );
}

/**
 * Says that clips of a private window wait for an answer, and that the popup asks for it. The toast
 * itself does not ask, because the page could trick the user into an answer. `problem`: why saving
 * failed after the user agreed.
 */
export function showWaiting(problem: Failure | null): void {
  openToast(
    <ToastFrame
      key={`waiting ${problem?.code ?? ''}`}
      tone="asked"
      message={i18n.t('failure_private_unasked')}
      onClose={closeToast}
    >
      {problem !== null && <p class="warning">{i18n.t(`failure_${problem.code}`)}</p>}
    </ToastFrame>,
  );
}

/** Says that the clip is made later. The notice stays until then. */
export function showLoading(): void {
  openToast(<ToastFrame tone="asked" message={i18n.t('toast_loading')} onClose={closeToast} />);
}

export function showFailure(failure: Failure): void {
  openToast(
    <ToastFrame tone="failed" message={i18n.t(`failure_${failure.code}`)} onClose={closeToast} />,
  );
}

/** Shows the result of a check. It is about the library, so the page cannot read the message. */
export function showChecked({ passed, words }: RequestOf<typeof tabRequests, 'tell'>): void {
  const tone = passed ? 'saved' : 'failed';
  openToast(<ToastFrame key={words} tone={tone} message={words} isPrivate onClose={closeToast} />);
}

function withoutLink(drafts: readonly ClipDraft[]): string | null {
  const why = drafts
    .map(({ noDirectiveReason }) => noDirectiveReason)
    .find((reason) => reason !== null && reason !== 'whole-page');
  return why == null ? null : i18n.t('toast_no_link', [i18n.t(`no_directive_${underscored(why)}`)]);
}

/** Returns a warning if the page may show other words than the quote of a draft. */
function shownOtherwise(drafts: readonly ClipDraft[]): string | null {
  return drafts.some(isShownOtherwiseThanDrafted) ? i18n.t('toast_shown_otherwise') : null;
}

/** Says why an image was kept without its bytes. */
function withoutImage(saved: readonly SavedClip[]): string | null {
  const why = saved.find(({ noImageReason }) => noImageReason !== undefined)?.noImageReason;
  return why === undefined
    ? null
    : i18n.t('image_without', [i18n.t(`no_image_${underscored(why)}`)]);
}
