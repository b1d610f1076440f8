import type { Page } from '@playwright/test';
import { selectText } from '@/scripts/browser/text-position';
import type { Area, EmptyStudio, TakeOptions } from './studio';

/** The real popup over a tab, with these words of its page selected, or none. */
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

/** What of the popup is in sight: without a screen, the browser gives every popup the same window. */
async function contentOf(popup: Page): Promise<Area> {
  return popup.evaluate(() => {
    const { x = 0, width = 0 } = document.querySelector('main')?.getBoundingClientRect() ?? {};
    return { x, y: 0, width, height: Math.min(document.body.scrollHeight, innerHeight) };
  });
}

export const AS_POPUP: TakeOptions = { ownWidth: true, area: contentOf };
