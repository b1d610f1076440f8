import type { Page } from '@playwright/test';
import type { Check, Clip, Pin, Run, Source } from '@/utils/model/evidence';

/** The stored evidence, as the database has it. */
export interface StoredEvidence {
  readonly clips: readonly Clip[];
  readonly pins: readonly Pin[];
  readonly sources: readonly Source[];
  readonly runs: readonly Run[];
  readonly checks: readonly Check[];
}

/**
 * Reads the database through a page of the extension.
 * @param page Any page of the extension, after something was stored.
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

/** A check with its quote and its page. */
export interface ReportedCheck extends Omit<Check, 'runId' | 'clipId' | 'pinId' | 'snapshotId'> {
  readonly quote: string | null;
  readonly page: string;
}

/** Returns a run with its results, in the order in which the quotes were clipped. */
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
