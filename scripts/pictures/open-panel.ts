import type { Locator, Page } from '@playwright/test';
import { PICTURE_SAMPLE } from './picture-sample';
import type { EmptyStudio } from './studio';

const SIZE = { width: 400, height: 900 };

/** Replies that replace the background's, by the request's name. Null: no reply. */
export type Replies = Readonly<Record<string, object | null>>;

/**
 * Opens the side panel's page in a tab of the panel's size.
 * @param replies Replies that the background would not give by itself, for example about a full
 * disk.
 */
export async function openPanel(
  { extension }: EmptyStudio,
  replies: Replies | null = null,
): Promise<Page> {
  const panel = await extension.context.newPage();
  await panel.setViewportSize(SIZE);
  if (replies !== null) await panel.addInitScript(answerWith, replies);
  await panel.goto(`chrome-extension://${extension.extensionId}/sidepanel.html`);
  return panel;
}

/** Makes the background's replies others. Runs in the page before its own scripts. */
export function answerWith(replies: Replies): void {
  const send = chrome.runtime.sendMessage.bind(chrome.runtime) as (...given: unknown[]) => unknown;
  const answer = (message: { readonly call?: string }, ...rest: unknown[]) => {
    const reply = replies[message.call ?? ''];
    if (reply === undefined) return send(message, ...rest);
    if (reply === null) return new Promise(() => undefined);
    const done = rest.at(-1);
    if (typeof done === 'function') setTimeout(() => done(reply), 0);
    return Promise.resolve(reply);
  };
  Object.assign(chrome.runtime, { sendMessage: answer });
}

/** Shows the report with this title in the panel. */
export async function showReport(panel: Page, title: string): Promise<void> {
  await panel.locator('.report-switch').click();
  await panel.getByRole('menuitemradio', { name: title, exact: true }).click();
  await panel.locator('.report-switch-title', { hasText: title }).waitFor();
}

/** Returns a function that opens a menu by the name of its button, each time it is called. */
export function menuOpener(within: Page | Locator, button: string): () => Promise<void> {
  const page = 'mouse' in within ? within : within.page();
  const trigger = within.getByRole('button', { name: button, exact: true }).first();
  return async () => {
    await page.keyboard.press('Escape');
    await trigger.click();
    // Not over an entry, because the hovered entry would differ between the looks.
    await page.mouse.move(0, 0);
    await page.getByRole('menu').locator('visible=true').first().waitFor();
  };
}

/** Chooses an entry of a menu. */
export async function choose(within: Page | Locator, button: string, entry: string): Promise<void> {
  await menuOpener(within, button)();
  const page = 'mouse' in within ? within : within.page();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Fills the values into a message, in its singular or plural form. */
export function filled(
  message: string | { readonly n: string },
  ...values: readonly (string | number)[]
): string {
  const text = typeof message === 'string' ? message : message.n;
  return values.reduce<string>((said, value, at) => said.replace(`$${at + 1}`, `${value}`), text);
}

/** The card of the clip that the sample cites at this place. */
export function clipCard(panel: Page, at: number): Locator {
  const words = PICTURE_SAMPLE.cited[at]?.quote.slice(0, 15) ?? '';
  return panel
    .locator('article')
    .filter({ has: panel.locator('.source-line') })
    .filter({ hasText: words });
}
