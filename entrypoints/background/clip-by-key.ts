import { isWelcome, tellPractice } from '@/utils/platform/first-run';
import { urlOf } from '@/utils/platform/tabs';
import { startClip } from './start-clip';

/**
 * Handles the clip key: clips the selection in the tab or, in the introduction, in the practice
 * text.
 */
export async function clipByKey(tabId: number): Promise<void> {
  if (isWelcome(await urlOf(tabId))) {
    tellPractice(tabId);
    return;
  }
  await startClip({
    tabId,
    frameId: 0,
    origin: 'shortcut',
    clipPage: false,
    selected: null,
    place: null,
  });
}
