import { browser } from './browser';

const KEY = 'started';

/** Does an act once after each start of the browser. An act that fails is done again next time. */
export async function onceAfterStart(act: () => Promise<void>): Promise<void> {
  const held = await browser.storage.session.get(KEY);
  if (held[KEY] === true) return;
  await act();
  await browser.storage.session.set({ [KEY]: true });
}
