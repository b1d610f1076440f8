import { i18n } from '#i18n';
import type { ClipOrigin, SavedClip } from '@/utils/messaging/protocol';
import type { Failure, FailureCode } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { showBadge } from '@/utils/platform/badge';
import { askClipper, injectClipper } from '@/utils/platform/tabs';
import { type SelectedText, saveSelectedText } from './save-clip';

export interface ClipAct {
  readonly tabId: number;
  readonly frameId: number;
  readonly origin: ClipOrigin;
  readonly clipPage: boolean;
  /** What the context menu hands over, for pages that no script can read. */
  readonly selected: SelectedText | null;
}

/** Where the browser itself still tells the selected words. */
const UNREADABLE: readonly FailureCode[] = ['restricted_page', 'pdf_viewer'];

type Saved = Result<SavedClip, Failure>;

/**
 * What the clipper of a tab handed in during an act: a page that goes away right then can't
 * pass on the answer, and "not saved" would be wrong.
 */
const saves = new Map<number, Promise<Saved>>();

/** Remembers a save until the act that it belongs to ends. */
export function trackSave(tabId: number | undefined, save: Promise<Saved>): Promise<Saved> {
  if (tabId !== undefined) saves.set(tabId, save);
  return save;
}

/** The user's act, from the key, the menu or the popup, to the stored clip or a sentence. */
export async function startClip(act: ClipAct): Promise<Saved> {
  saves.delete(act.tabId);
  let result = await clipByScript(act);
  if (!result.ok && result.error.code === 'page_navigated') {
    result = (await saves.get(act.tabId)) ?? result;
  }
  saves.delete(act.tabId);
  if (!result.ok && act.selected !== null && UNREADABLE.includes(result.error.code)) {
    result = await saveSelectedText(act.selected);
  }
  if (result.ok) {
    const { reportTitle, sectionTitle } = result.value;
    const place = i18n.t('saved_to_section', [reportTitle, sectionTitle ?? i18n.t('inbox')]);
    await showBadge(act.tabId, 'saved', place);
  } else {
    await showBadge(act.tabId, 'failed', i18n.t(`failure_${result.error.code}`));
  }
  return result;
}

async function clipByScript(act: ClipAct): Promise<Saved> {
  const injected = await injectClipper(act.tabId, act.frameId);
  if (!injected.ok) return injected;
  return askClipper(act.tabId, act.frameId, 'clip', {
    origin: act.origin,
    clipPage: act.clipPage,
  });
}
