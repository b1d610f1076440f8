import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newId } from '@/utils/model/ids';
import { followReview } from '@/utils/platform/own-pages';
import { openDesk, openSettings } from '@/utils/platform/tabs';

beforeEach(async () => {
  fakeBrowser.reset();
  await fakeBrowser.windows.create({ focused: true });
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation(
    (path) => `chrome-extension://id/${path.replace(/^\//u, '')}`,
  );
});

const tabs = async () =>
  (await fakeBrowser.tabs.query({})).map(({ url, active }) => `${url}${active ? ' (active)' : ''}`);
const [LAKES, RIVERS] = [newId<'report'>(), newId<'report'>()];
const deskOf = (id: string) => `chrome-extension://id/desk.html?report=${id}`;

test('the desk of a report is opened once, and then shown again', async () => {
  await openDesk(LAKES);
  await openDesk(RIVERS);
  await expect(openDesk(LAKES)).resolves.toBe(false);
  await expect(openDesk(LAKES)).resolves.toBe(true);
  const shown = await tabs();
  expect(shown.filter((tab) => tab.startsWith(deskOf(LAKES)))).toEqual([
    `${deskOf(LAKES)} (active)`,
  ]);
  expect(shown.filter((tab) => tab.startsWith(deskOf(RIVERS)))).toEqual([deskOf(RIVERS)]);
});

test('a desk that is open already is told each time its tab is shown', async () => {
  vi.stubGlobal('location', { href: deskOf(LAKES) });
  const shown = vi.fn();
  const stop = followReview(shown);
  onTestFinished(() => {
    stop();
    vi.unstubAllGlobals();
  });
  await openDesk(LAKES);
  await openDesk(RIVERS);
  await openDesk(RIVERS);
  await openDesk(LAKES);
  await vi.waitFor(() => expect(shown).toHaveBeenCalledTimes(1));
  await openDesk(LAKES);
  await vi.waitFor(() => expect(shown).toHaveBeenCalledTimes(2));
});

test('the settings open in one tab, which shows another part when that is asked for', async () => {
  await openSettings('restore');
  await openDesk(LAKES);
  await openSettings('teams');
  await openSettings('restore');
  const settings = (await tabs()).filter((tab) => tab.includes('options.html'));
  expect(settings).toEqual(['chrome-extension://id/options.html#restore (active)']);
});
