import type { Page } from '@playwright/test';
import { askBackground } from '@/scripts/browser/ask-background';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { madeCheck, madeClip, madePin, madeSource } from '@/scripts/made-evidence';
import { newId } from '@/utils/model/ids';
import { timedAsync } from './measure';

export interface LibraryShape {
  readonly reports: number;
  readonly clips: number;
}

const CLIPS_OF_SOURCE = 5;
const BATCH = 2_000;

/**
 * Makes reports through the extension and writes clips of made quotes directly into the database,
 * because the extension would take an hour for so many. Then lets the extension rebuild the search
 * index from the records. Three of five clips have a check.
 */
export async function fillLibrary(
  browser: ExtensionBrowser,
  { reports, clips }: LibraryShape,
): Promise<{ readonly settleMs: number }> {
  const page = await browser.openExtensionPage('options.html');
  const ids = Array.from({ length: reports }, (_, at) => madeId(1_000 + at));
  for (const [at, id] of ids.entries()) {
    await askBackground(page, 'report.create', { id, title: `Report ${at}`, language: 'en' });
  }
  for (let from = 0; from < clips; from += BATCH) {
    await writeClips(page, { from, to: Math.min(clips, from + BATCH), clips, ids });
  }
  const { ms: settleMs } = await timedAsync(async () => {
    for (;;) {
      const { left } = (await askBackground(page, 'search.settle', {})) as { left: boolean };
      if (!left) return;
    }
  });
  await page.close();
  return { settleMs };
}

function madeId(n: number): string {
  return `01950000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly clips: number;
  readonly ids: readonly string[];
}

/** Records whose ids, words and times the page fills in. */
function patterns() {
  const clipId = newId<'clip'>();
  const capturedAt = new Date(0).toISOString();
  const source = madeSource({
    id: newId<'source'>(),
    url: '',
    title: '',
    language: 'en',
    accessedAt: capturedAt,
  });
  const filedUnder = { reportId: newId<'report'>(), sectionId: null };
  const pin = madePin({ id: newId<'pin'>(), clipId, madeAt: capturedAt });
  const found = { pinId: pin.id, checkedAt: capturedAt, verdict: 'verbatim' as const };
  return {
    source,
    clip: madeClip({ id: clipId, sourceId: source.id, capturedAt, filedUnder }),
    pin,
    check: madeCheck({ runId: newId<'run'>(), clipId, ...found }),
  };
}

function writeClips(page: Page, part: Part): Promise<void> {
  return page.evaluate(
    async ({ from, to, clips, ids, ofSource, made }) => {
      const common =
        'the of to in a and for on at by with from that this was were is are level water lake river gauge year report station metre day month above below high low flow rose fell'.split(
          ' ',
        );
      const rare =
        'reservoir turbine sediment harbour hydrology spillway aquifer salinity estuary catchment piezometer limnology bathymetry isotope glacier'.split(
          ' ',
        );
      let seed = from + 12_345;
      const next = () => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return seed / 2 ** 32;
      };
      const word = () => {
        const list = next() < 0.05 ? rare : common;
        const made = next() < 0.15 ? `term${Math.floor(next() * 20_000)}` : null;
        return made ?? list[Math.floor(next() * list.length)] ?? 'the';
      };
      const words = (count: number) => Array.from({ length: count }, word).join(' ');
      const id = (n: number) => `01950000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const db = await settled(indexedDB.open('pincite'));
      const stores = ['sources', 'clips', 'pins', 'runs', 'checks', 'meta'];
      const tx = db.transaction(stores, 'readwrite');
      const done = new Promise<void>((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error);
      });
      for (let n = from; n < to; n += 1) {
        const at = new Date(Date.UTC(2024, 0, 1) + n * 600_000).toISOString();
        const source = Math.floor(n / ofSource);
        const reportId = ids[Math.floor((n * ids.length) / clips)] ?? '';
        const runId = id(5_000_000 + ids.indexOf(reportId));
        if (n % ofSource === 0) {
          const url = `https://site-${source % 400}.example/page/${source}`;
          tx.objectStore('sources').put({
            ...made.source,
            id: id(20_000_000 + source),
            url,
            title: words(7),
            siteName: `Site ${source % 400}`,
            accessedAt: at,
          });
          tx.objectStore('runs').put({
            id: runId,
            reportId,
            trigger: 'manual',
            startedAt: at,
            finishedAt: at,
            cancelled: false,
          });
        }
        const clipId = id(10_000_000 + n);
        tx.objectStore('clips').put({
          ...made.clip,
          id: clipId,
          sourceId: id(20_000_000 + source),
          capturedAt: at,
          filedUnder: { reportId, sectionId: null },
        });
        const quote = words(20 + Math.floor(next() * 40));
        const pinId = id(30_000_000 + n);
        tx.objectStore('pins').put({
          ...made.pin,
          id: pinId,
          clipId,
          madeAt: at,
          quote,
          selectors: { quote: { exact: quote, prefix: '', suffix: '' }, position: null },
          directive: { start: quote.split(' ').slice(0, 4).join(' ') },
        });
        if (n % 5 < 3) {
          tx.objectStore('checks').put({
            ...made.check,
            runId,
            clipId,
            pinId,
            checkedAt: at,
            verdict: ['verbatim', 'altered', 'moved'][n % 5] ?? 'verbatim',
          });
        }
      }
      // Makes the extension rebuild the search index, which does not contain these clips.
      tx.objectStore('meta').delete('search');
      await done;
      db.close();
    },
    { ...part, ofSource: CLIPS_OF_SOURCE, made: patterns() },
  );
}
