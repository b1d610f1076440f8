import { beforeEach, expect, test, vi } from 'vitest';
import { newId } from '@/utils/model/ids';

type Stored = Record<string, unknown>;

const areas = vi.hoisted(() => ({ local: {} as Stored, session: {} as Stored }));
vi.mock('@/utils/platform/browser', () => {
  const later = () => new Promise((resolve) => setTimeout(resolve, 2));
  const area = (name: 'local' | 'session') => ({
    get: async (key: string | null) => {
      await later();
      if (key === null) return { ...areas[name] };
      return key in areas[name] ? { [key]: areas[name][key] } : {};
    },
    set: async (items: Stored) => {
      await later();
      Object.assign(areas[name], items);
    },
    remove: async (keys: string | string[]) => {
      for (const key of [keys].flat()) delete areas[name][key];
    },
  });
  const tabs = { get: async () => ({ incognito: false }) };
  return { browser: { tabs, storage: { local: area('local'), session: area('session') } } };
});

beforeEach(() => {
  areas.local = {};
  areas.session = {};
});

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
  const { beginClipAct, changeClipAct } = await inAnotherContext(load);
  const act = await beginClipAct({ tabId: 7, frameId: 0, answer: null, place });
  await changeClipAct(act.id, { clipIds: [clipId] });
  const { actsOfClips } = await inAnotherContext(load);
  const frame = { tabId: 7, frameId: 0 };
  expect(await actsOfClips(frame, [other])).toEqual([]);
  expect(await actsOfClips(frame, [clipId])).toMatchObject([{ place }]);
});
