import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { nativeMatch, selectText, type TextPosition } from '@/scripts/browser/text-position';
import { serializeTextDirective } from '@/utils/fragment/text-directive';
import type { Pin } from '@/utils/model/evidence';
import { heldToast } from './held-toast';

/** The words to select, like for `selectText`. */
export type Passage = Parameters<typeof selectText>[1];

export interface Clipped {
  /** The selected range. */
  readonly selected: TextPosition;
  readonly pin: Pin;
}

/**
 * If a selection starts or ends inside a word, the clip has the whole word, so it can be longer by
 * this many units.
 */
const LONGEST_WORD = 30;

/**
 * Selects a passage and clips it like a user: toolbar button, "Clip selection". Resolves when the
 * popup reports it as saved and native Chromium agrees with the directive. Leaves the pointer on
 * the toast, so that the toast stays.
 * @throws if the saved directive leads native Chromium to another place.
 */
export async function clipPassage(
  extension: ExtensionBrowser,
  page: Page,
  passage: Passage,
): Promise<Clipped> {
  const selected = await selectText(page, passage);
  const popup = await extension.triggerAction(page);
  await popup.locator('.popup-clip button').click();
  await popup.locator('.popup-saved').waitFor();
  await heldToast(page);
  const pin = await savedPin(popup, page, selected);
  await popup.close();
  return { selected, pin };
}

/**
 * Returns the pin of a clip once the popup reports it as saved and native Chromium agrees with its
 * directive. For tests that press the button in the popup themselves.
 * @param url Address of the page at the time of the clip, if the tab has navigated since.
 * @throws if the saved directive leads native Chromium to another place.
 */
export async function savedPin(
  popup: Page,
  page: Page,
  selected: TextPosition,
  url = page.url(),
): Promise<Pin> {
  await popup.locator('.popup-saved').waitFor();
  const pin = await popup.evaluate(latestPin);
  await agreeWithBrowser(page, pin, selected, url);
  return pin;
}

/** @throws if a saved directive leads native Chromium to another place than the selection. */
export async function agreeWithBrowser(
  page: Page,
  pin: Pin,
  selected: TextPosition,
  url = page.url(),
): Promise<void> {
  if (pin.directive === null) {
    if (pin.noDirectiveReason === null) throw new Error(`No directive and no reason: ${pin.quote}`);
    return;
  }
  const directive = serializeTextDirective(pin.directive);
  const match = await nativeMatch(page, directive, url);
  const around =
    match !== null &&
    match.start <= selected.start &&
    match.end >= selected.end &&
    selected.start - match.start <= LONGEST_WORD &&
    match.end - selected.end <= LONGEST_WORD;
  if (!around) {
    throw new Error(
      `${directive} leads native Chromium to ${JSON.stringify(match)}, not ${JSON.stringify(selected)}`,
    );
  }
}

/**
 * Returns the pin that was stored last. Runs in a page of the extension. The order of ids is that
 * of time.
 */
function latestPin(): Promise<Pin> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('pincite');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const asking = db.transaction('pins').objectStore('pins').openCursor(null, 'prev');
      asking.onerror = () => reject(asking.error);
      asking.onsuccess = () => {
        const pin: Pin | undefined = asking.result?.value;
        db.close();
        if (pin === undefined) reject(new Error('No pin is stored.'));
        else resolve(pin);
      };
    };
  });
}
