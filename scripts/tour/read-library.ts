import type { Page } from '@playwright/test';
import type { Check, Clip, Pin, Run, Source } from '@/utils/model/evidence';

/** The evidence that the extension stored, as it lies in the database. */
export interface StoredEvidence {
  readonly clips: readonly Clip[];
  readonly pins: readonly Pin[];
  readonly sources: readonly Source[];
  readonly runs: readonly Run[];
  readonly checks: readonly Check[];
}

/**
 * Reads the database through one of the extension's pages.
 * @param page Any page of the extension, once something was stored.
 */
export function readLibrary(page: Page): Promise<StoredEvidence> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open('pincite'));
    try {
      const transaction = database.transaction(['clips', 'pins', 'sources', 'runs', 'checks']);
      const all = (store: string) => answer(transaction.objectStore(store).getAll());
      return {
        clips: (await all('clips')) as Clip[],
        pins: (await all('pins')) as Pin[],
        sources: (await all('sources')) as Source[],
        runs: (await all('runs')) as Run[],
        checks: (await all('checks')) as Check[],
      };
    } finally {
      database.close();
    }
  });
}

/** One check, with the quote and the page that it is about. */
export interface ReportedCheck extends Omit<Check, 'runId' | 'clipId' | 'pinId' | 'snapshotId'> {
  readonly quote: string | null;
  readonly page: string;
}

/** A run with what it found, in the order in which the quotes were clipped. */
export function checksOf(library: StoredEvidence, run: Run): ReportedCheck[] {
  return library.clips.flatMap((clip) => {
    const check = library.checks.find(
      ({ runId, clipId }) => runId === run.id && clipId === clip.id,
    );
    if (check === undefined) return [];
    const { runId: _run, clipId: _clip, pinId, snapshotId: _snapshot, ...found } = check;
    return [
      {
        quote: library.pins.find(({ id }) => id === pinId)?.quote ?? null,
        page: library.sources.find(({ id }) => id === clip.sourceId)?.url ?? '',
        ...found,
      },
    ];
  });
}
