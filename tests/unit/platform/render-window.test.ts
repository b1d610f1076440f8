import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

const PAGE = 'https://lakes.example/levels';
const LIMIT = 20_000;
const { storage, tabs, windows } = fakeBrowser;
const { create } = windows;

/** What a page does in the tab of the window, once the tab is sent to its address. */
let onUpdate: (tabId: number) => Promise<void>;
let worker: typeof import('@/utils/platform/render-window');

/** A worker that has just started. */
async function startWorker() {
  vi.resetModules();
  worker = await import('@/utils/platform/render-window');
}

const loads = async (tabId: number) => {
  await tabs.onUpdated.trigger(tabId, { status: 'loading' }, {} as never);
  await tabs.onUpdated.trigger(tabId, { status: 'complete' }, {} as never);
};
const opened = async () => (await windows.getAll()).slice(1);

beforeEach(async () => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  onUpdate = loads;
  const { update, get } = tabs;
  // A new window of the browser has a tab, and no tab is an error.
  vi.spyOn(windows, 'create').mockImplementation((async (options: object) => {
    const made = await (create as (given: object) => Promise<{ id: number }>)(options);
    const tab = await tabs.create({ windowId: made.id, url: 'about:blank' });
    await update(tab.id ?? 0, { status: 'complete' } as never);
    return { ...made, tabs: [tab] };
  }) as never);
  vi.spyOn(tabs, 'get').mockImplementation((async (tabId: number) => {
    const tab = await get(tabId);
    if (tab === undefined) throw new Error(`No tab with id: ${tabId}.`);
    return tab;
  }) as never);
  vi.spyOn(tabs, 'update').mockImplementation((async (tabId: number, change: object) => {
    const updated = await update(tabId, change);
    await onUpdate(tabId);
    return updated;
  }) as never);
  await startWorker();
});

describe('a page', () => {
  test('is shown muted in a small window without the focus, which the next page takes over', async () => {
    expect(await worker.showPage(PAGE, LIMIT)).toMatchObject({
      kind: 'shown',
      url: PAGE,
      loaded: true,
    });
    expect(windows.create).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ type: 'popup', focused: false, url: 'about:blank' }),
    );
    expect(tabs.update).toHaveBeenLastCalledWith(expect.any(Number), { url: PAGE, muted: true });
    await worker.showPage(`${PAGE}?of=june`, LIMIT);
    expect(await opened()).toHaveLength(1);
  });

  test('that has not loaded in time is shown as far as it came', async () => {
    onUpdate = async () => undefined;
    expect(await worker.showPage(PAGE, 1)).toMatchObject({ kind: 'shown', loaded: false });
  });

  test('has not loaded when the page before it completes', async () => {
    onUpdate = async (tabId) => {
      await tabs.onUpdated.trigger(tabId, { status: 'complete' }, {} as never);
    };
    expect(await worker.showPage(PAGE, 1)).toMatchObject({ loaded: false });
  });

  test('does not count as loaded when the empty page of its new tab loads late', async () => {
    onUpdate = async (tabId) => {
      for (const status of ['loading', 'complete'] as const) {
        await tabs.onUpdated.trigger(tabId, { status }, { url: 'about:blank' } as never);
      }
    };
    expect(await worker.showPage(PAGE, 1)).toMatchObject({ loaded: false });
  });

  test('has not loaded when a tab of the user does', async () => {
    onUpdate = (tabId) => loads(tabId + 1);
    expect(await worker.showPage(PAGE, 1)).toMatchObject({ loaded: false });
  });

  test('that cannot be shown gives the reason of the browser', async () => {
    vi.mocked(windows.create).mockRejectedValue(new Error('No window was allowed'));
    expect(await worker.showPage(PAGE, LIMIT)).toEqual({
      kind: 'failed',
      detail: 'No window was allowed',
    });
  });

  test('is taken out of the window', async () => {
    await worker.showPage(PAGE, LIMIT);
    expect(await worker.leavePage()).toBe(true);
    expect(tabs.update).toHaveBeenLastCalledWith(expect.any(Number), { url: 'about:blank' });
  });
});

describe('a window that the user closes', () => {
  const closes = async (tabId: number) => {
    const [window] = await opened();
    vi.mocked(tabs.get).mockRejectedValue(new Error(`No tab with id: ${tabId}.`));
    await windows.remove(window?.id ?? -1);
    await tabs.onRemoved.trigger(tabId, { isWindowClosing: true, windowId: window?.id ?? -1 });
  };

  test('ends the page that is being shown in it', async () => {
    onUpdate = closes;
    expect(await worker.showPage(PAGE, LIMIT)).toEqual({ kind: 'closed' });
    expect(await worker.leavePage()).toBe(false);
  });

  test('is missed by the page that is to leave it, and opened again for the next', async () => {
    await worker.showPage(PAGE, LIMIT);
    vi.mocked(tabs.update).mockRejectedValueOnce(new Error('No tab'));
    expect(await worker.leavePage()).toBe(false);
    expect(await worker.showPage(PAGE, LIMIT)).toMatchObject({ kind: 'shown' });
    expect(windows.create).toHaveBeenCalledTimes(2);
  });
});

describe('the window', () => {
  test('is closed at the end, once', async () => {
    vi.spyOn(windows, 'remove');
    await worker.closeRenderWindow();
    expect(windows.remove).not.toHaveBeenCalled();
    await worker.showPage(PAGE, LIMIT);
    await worker.closeRenderWindow();
    await worker.closeRenderWindow();
    expect(windows.remove).toHaveBeenCalledTimes(1);
    expect([await opened(), await storage.session.get(null)]).toEqual([[], {}]);
  });

  test('that a worker opened when it was stopped is closed, and no other window is', async () => {
    const popup = (id: number, url?: string) => ({ id, type: 'popup', tabs: [{ url }] });
    const there = [popup(7, 'about:blank')];
    const getAll = vi.spyOn(windows, 'getAll').mockImplementation((async () => there) as never);
    const remove = vi.spyOn(windows, 'remove').mockResolvedValue();
    vi.mocked(windows.create).mockReturnValue(new Promise(() => undefined) as never);
    void worker.showPage(PAGE, LIMIT);
    await vi.waitFor(() => expect(windows.create).toHaveBeenCalled());
    there.push(popup(8), popup(9, 'https://lakes.example/'), { ...popup(10), tabs: [] });
    await startWorker();
    await worker.closeForgottenWindow();
    expect(getAll).toHaveBeenLastCalledWith({ populate: true, windowTypes: ['popup'] });
    expect(remove.mock.calls).toEqual([[8]]);
    expect(await storage.session.get(null)).toEqual({});
  });

  test('of a stopped worker is closed by the next, before it opens its own', async () => {
    await worker.showPage(PAGE, LIMIT);
    const [left] = await opened();
    await startWorker();
    await worker.showPage(PAGE, LIMIT);
    const now = await opened();
    expect(now).toHaveLength(1);
    expect(now[0]?.id).not.toBe(left?.id);
  });

  test('of a stopped worker is closed once, although several pages wait for it', async () => {
    await worker.showPage(PAGE, LIMIT);
    await startWorker();
    vi.spyOn(windows, 'remove');
    await Promise.all([worker.closeForgottenWindow(), worker.closeForgottenWindow()]);
    expect(windows.remove).toHaveBeenCalledTimes(1);
    expect(await opened()).toEqual([]);
  });

  test('is remembered before its first page, so that a worker that stops there leaves none', async () => {
    onUpdate = () => new Promise(() => undefined);
    void worker.showPage(PAGE, LIMIT);
    await vi.waitFor(async () => expect(await opened()).toHaveLength(1));
    await vi.waitFor(() => expect(tabs.update).toHaveBeenCalled());
    await startWorker();
    await worker.closeForgottenWindow();
    expect(await opened()).toEqual([]);
  });
});
