import type { Page } from '@playwright/test';
import { askBackground } from '@/scripts/browser/ask-background';
import { readLibrary } from '@/scripts/tour/read-library';
import { newId } from '@/utils/model/ids';
import { LONG } from '../long.mjs';
import { expect, test } from './harness/fixtures';
import { makeLibrary } from './harness/made-library';
import { endedRun } from './harness/verification';

const FULL = 20;
/** Number of times that the worker is killed. The full size is 500 citations on 100 pages. */
const KILLS = LONG ? FULL : 2;
const PAGES = KILLS * 5;
/** Number of pages with responses before each kill. */
const BETWEEN = 3;

/** Counts the rows of a store without starting the worker. */
function count(page: Page, store: string): Promise<number> {
  return page.evaluate(async (name) => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open('pincite'));
    try {
      return await answer(database.transaction(name).objectStore(name).count());
    } finally {
      database.close();
    }
  }, store);
}

/** Lets a given number of requests through. The others wait for the next call. */
function createGate() {
  let left = 0;
  const waiting = new Set<() => void>();
  return {
    pass: (): Promise<void> => {
      left -= 1;
      return left >= 0 ? Promise.resolve() : new Promise((go) => waiting.add(go));
    },
    /** Releases the waiting requests too, because the worker that sent them is gone. */
    open: (more: number): void => {
      for (const go of waiting) go();
      waiting.clear();
      left = more;
    },
  };
}

test(`a worker killed ${KILLS} times checks every citation, none twice`, async ({
  launch,
  pages,
}) => {
  test.setTimeout(300_000 + KILLS * 10_000);
  const extension = await launch({ origins: ['http://*.example/*'] });
  const page = await extension.openExtensionPage('options.html');
  const gate = createGate();
  gate.open(BETWEEN);
  const made = await makeLibrary(page, pages, {
    pages: PAGES,
    clipsOnPage: 5,
    hosts: 20,
    when: gate.pass,
  });
  const { reportId } = made;
  const runId = newId<'run'>();
  await askBackground(page, 'run.start', { runId, reportId, clipIds: null });

  let kills = 0;
  for (let before = 0; kills < KILLS; kills += 1) {
    await expect
      .poll(() => count(page, 'checks'), { intervals: [50], timeout: 60_000 })
      .toBeGreaterThan(before);
    await extension.stopServiceWorker();
    before = await count(page, 'checks');
    expect(before, 'the run ended before the last kill').toBeLessThan(made.clips);
    gate.open(kills < KILLS - 1 ? BETWEEN : PAGES);
    // Any message starts the worker. In the full size, the test sends none after the last kill, so
    // the alarm starts it, which can take half a minute.
    if (KILLS < FULL || kills < KILLS - 1) await askBackground(page, 'run.progress', { reportId });
  }
  const run = await endedRun(page, 'manual');
  expect(run).toMatchObject({ id: runId, cancelled: false });
  const library = await readLibrary(page);
  expect(library.runs).toHaveLength(1);
  expect(library.checks).toHaveLength(made.clips);
  expect(new Set(library.checks.map(({ clipId }) => clipId)).size).toBe(made.clips);
  expect(library.checks.filter(({ verdict }) => verdict !== 'verbatim')).toEqual([]);
  expect(await count(page, 'jobs')).toBe(0);
  // Only the pages in progress at a kill are requested again: at most four.
  const asked = made.urls.map((url) => pages.requests.filter((each) => each.url === url).length);
  expect(Math.min(...asked)).toBe(1);
  expect(asked.reduce((sum, times) => sum + times)).toBeLessThanOrEqual(PAGES + 4 * KILLS);
  console.log(
    `${made.clips} citations on ${PAGES} pages, ${kills} kills: ${library.checks.length} checks, ` +
      `${asked.reduce((sum, times) => sum + times)} requests`,
  );
});
