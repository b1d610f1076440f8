import { browser } from './browser';

const KEY = 'started';

/** Runs `act` once after each start of the browser. If it fails, the next call runs it again. */
export async function onceAfterStart(act: () => Promise<void>): Promise<void> {
  const held = await browser.storage.session.get(KEY);
  if (held[KEY] === true) return;
  await act();
  await browser.storage.session.set({ [KEY]: true });
}
