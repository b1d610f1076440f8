import type { Page } from '@playwright/test';
import en from '@/locales/en.json';
import { closedShadow } from '@/scripts/browser/closed-shadow';
import { nativeMatch, selectText } from '@/scripts/browser/text-position';
import { serializeTextDirective } from '@/utils/fragment/text-directive';
import { readLibrary } from './read-library';
import { FIRST_PAGE, LEVEL, OUTLOOK, SECOND_PAGE, SNOW, SNOW_SECTION } from './sample';
import { expectEqual, oneLine, type Stage, type TourStep } from './stage';

export const TOAST = 'pincite-toast';

/** Opens the popup on the tab with these words selected. */
export async function popupOver(
  { extension, tab }: Pick<Stage, 'extension' | 'tab'>,
  words: string,
): Promise<Page> {
  await selectText(tab, { text: words });
  const popup = await extension.triggerAction(tab);
  await popup.locator('.popup-clip button').waitFor();
  return popup;
}

/** Clips with the open popup, and closes it. Returns the popup's message. */
export async function clipThrough(popup: Page): Promise<string> {
  await popup.locator('.popup-clip button').click();
  const saved = popup.locator('.popup-saved');
  await saved.waitFor();
  const said = oneLine((await saved.textContent()) ?? '');
  await popup.close();
  return said;
}

/** Selects words, clips them, and checks the toast and native Chromium. */
async function clip(stage: Stage, words: string, section: string | null = null): Promise<string> {
  const { tab, panel } = stage;
  const selected = await selectText(tab, { text: words });
  const popup = await popupOver(stage, words);
  if (section !== null) {
    await popup.getByLabel(en.section, { exact: true }).selectOption({ label: section });
  }
  const said = await clipThrough(popup);
  const toast = await (await closedShadow(tab, TOAST)).text();
  if (!toast.includes(en.saved_to_section.split('$')[0] ?? '')) {
    throw new Error(`The toast does not say that the clip is saved: ${toast}`);
  }

  const { pins } = await readLibrary(panel);
  const pin = pins.find(({ quote }) => quote !== null && oneLine(quote) === words);
  if (pin === undefined) throw new Error(`“${words}” was not stored.`);
  if (pin.directive === null) throw new Error(`No link was made: ${pin.noDirectiveReason}.`);
  const matched = await nativeMatch(tab, serializeTextDirective(pin.directive));
  expectEqual('Native Chromium matched', matched, selected);
  return `${said}; its link leads back to it`;
}

export const CLIP_STEPS: readonly TourStep[] = [
  {
    title: 'Open a page to read',
    async run({ tab }) {
      await tab.goto(FIRST_PAGE);
      const title = await tab.title();
      if (!title.startsWith('Monthly bulletin')) throw new Error(`The page shows “${title}”.`);
      return title;
    },
  },
  { title: `Clip “${LEVEL}”`, run: (stage) => clip(stage, LEVEL) },
  { title: `Clip “${OUTLOOK}”`, run: (stage) => clip(stage, OUTLOOK) },
];

export const SECTION_CLIP_STEPS: readonly TourStep[] = [
  {
    title: 'Open a second page',
    async run({ tab }) {
      await tab.goto(SECOND_PAGE);
      return tab.title();
    },
  },
  {
    title: `Clip “${SNOW}” into the section “${SNOW_SECTION}”`,
    async run(stage) {
      const said = await clip(stage, SNOW, SNOW_SECTION);
      if (!said.includes(SNOW_SECTION)) throw new Error(`The popup says “${said}”.`);
      return said;
    },
  },
];
