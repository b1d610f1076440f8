import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import { isKeptSite, keepSite } from '@/utils/platform/private-windows';

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
