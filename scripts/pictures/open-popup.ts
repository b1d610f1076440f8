import type { Page } from '@playwright/test';
import { selectText } from '@/scripts/browser/text-position';
import { popupArea } from '@/scripts/tour/picture-steps';
import type { EmptyStudio, TakeOptions } from './studio';

/** Opens the real popup over a tab, with these words of its page selected, or none. */
export async function openPopup(
  { extension }: EmptyStudio,
  tab: Page,
  words: string | null,
  occurrence = 0,
): Promise<Page> {
  if (words !== null) await selectText(tab, { text: words, occurrence });
  const popup = await extension.triggerAction(tab);
  await popup.locator('.popup-clip, .hint').first().waitFor();
  return popup;
}

export const AS_POPUP: TakeOptions = { ownWidth: true, area: popupArea };
