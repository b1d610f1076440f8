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

/** Where something to be stored comes from. */
export interface Place {
  /** Whether it is a private window. */
  readonly incognito: boolean;
  readonly url: string;
}

/**
 * Whether what was read in a tab may be stored: outside private windows always, in them only
 * after the user said so, of this once or of the site until the private windows are closed.
 * Nothing is remembered of what they were not asked about yet.
 */
export async function mayKeep(
  { incognito, url }: Place,
  answer: PrivateAnswer | undefined,
): Promise<boolean> {
  if (!incognito) return true;
  if (answer === 'site') await keepSite(url);
  return answer !== undefined || (await isKeptSite(url));
}

/** Has all forget what is held unanswered: the user said no in the popup. */
export async function dropAsked(tabId: number): Promise<Result<Nothing, Failure>> {
  await Promise.all([tellClippers(tabId, 'drop'), dropPrivateWords(tabId), forgetClipActs(tabId)]);
  await showCount(tabId, 0, i18n.t('extName'));
  return ok({});
}
