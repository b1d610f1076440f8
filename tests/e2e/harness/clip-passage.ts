import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { selectText, type TextPosition } from '@/scripts/browser/text-position';

/** Which words to select: as for `selectText`. */
export type Passage = Parameters<typeof selectText>[1];

/**
 * Selects a passage and clips it as a user would: toolbar button, "Clip selection". Resolves
 * when the popup says that it is saved.
 */
export async function clipPassage(
  extension: ExtensionBrowser,
  page: Page,
  passage: Passage,
): Promise<TextPosition> {
  const position = await selectText(page, passage);
  const popup = await extension.triggerAction(page);
  await popup.locator('.popup-clip button').click();
  await popup.locator('.popup-saved').waitFor();
  await popup.close();
  return position;
}
