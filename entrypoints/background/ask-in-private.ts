import { i18n } from '#i18n';
import type { Nothing } from '@/utils/messaging/protocol/envelope';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import { showCount } from '@/utils/platform/badge';
import { forgetClipActs } from '@/utils/platform/clip-acts';
import { isKeptSite, keepSite } from '@/utils/platform/private-windows';
import { dropPrivateWords } from '@/utils/platform/private-words';
import { tellClippers } from '@/utils/platform/tabs';

/** The tab or frame that something to be stored comes from. */
export interface Place {
  /** Whether the window is private. */
  readonly incognito: boolean;
  readonly url: string;
}

/**
 * Returns whether something that was read in a tab may be stored. Outside of private windows the
 * answer is always yes. In a private window the user must have agreed: for this act, or for the site
 * until the last private window closes. Nothing is remembered before the user answers.
 */
export async function mayKeep(
  { incognito, url }: Place,
  answer: PrivateAnswer | undefined,
): Promise<boolean> {
  if (!incognito) return true;
  if (answer === 'site') await keepSite(url);
  return answer !== undefined || (await isKeptSite(url));
}

/**
 * Discards everything of a tab that waits for an answer, because the user declined in the popup.
 */
export async function dropAsked(tabId: number): Promise<Result<Nothing, Failure>> {
  await Promise.all([tellClippers(tabId, 'drop'), dropPrivateWords(tabId), forgetClipActs(tabId)]);
  await showCount(tabId, 0, i18n.t('extName'));
  return ok({});
}
