import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newId } from '@/utils/model/ids';

beforeEach(() => fakeBrowser.reset());

/** Loads a module again, as in another page or in a restarted background. */
async function inAnotherContext<T>(load: () => Promise<T>): Promise<T> {
  vi.resetModules();
  return load();
}

test('simultaneous changes of the backup plan by page and background are all kept', async () => {
  const load = () => import('@/utils/platform/settings');
  const [page, background] = [await inAnotherContext(load), await inAnotherContext(load)];
  const lastAt = '2026-05-02T10:00:00Z';
  const [, , ...devices] = await Promise.all([
    page.writeBackupPlan({ every: 30 }),
    background.writeBackupPlan({ lastAt }),
    page.ownDevice(),
    background.ownDevice(),
  ]);
  const [device] = devices;
  expect(device).toMatch(/^[0-9a-f]{8}$/);
  expect(devices).toEqual([device, device]);
  expect(await page.readBackupPlan()).toMatchObject({ every: 30, lastAt, device });
});

test('the chosen section for a passage survives the background', async () => {
  const load = () => import('@/utils/platform/clip-acts');
  const [clipId, other] = [newId<'clip'>(), newId<'clip'>()];
  const place = { reportId: newId<'report'>(), sectionId: newId<'section'>() };
  const { id: tabId = 0 } = await fakeBrowser.tabs.create({});
  const frame = { tabId, frameId: 0 };
  const { beginClipAct, changeClipAct } = await inAnotherContext(load);
  const act = await beginClipAct({ ...frame, answer: null, place });
  await changeClipAct(act.id, { clipIds: [clipId] });
  const { actsOfClips } = await inAnotherContext(load);
  expect(await actsOfClips(frame, [other])).toEqual([]);
  expect(await actsOfClips(frame, [clipId])).toMatchObject([{ place }]);
});
