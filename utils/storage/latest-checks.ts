import type { Check, Run } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import { compare } from './load-of';

/** Runs, the latest first. */
export function latestFirst(runs: readonly Run[]): Run[] {
  return runs.toSorted((a, b) => compare(b.startedAt, a.startedAt) || compare(b.id, a.id));
}

interface CheckStore {
  getAll(query: IDBKeyRange): Promise<Check[]>;
  get(key: [string, string]): Promise<Check | undefined>;
  index(name: 'byClip'): { getAllKeys(query: string): Promise<[string, string][]> };
}

/** Asking for so many clips one by one costs no more than reading a run. */
const FEW = 100;
/** A run that met a smaller share of the clips sought says that they are to be asked for singly. */
const WORTH_READING = 1 / 8;

/**
 * The latest check of each clip in these runs, `runs` being the latest first. Most were met by the
 * last run, which is read at once; the others are looked up by clip, or one clip that was never
 * checked would have every check of every run read.
 */
export async function latestChecks(
  store: CheckStore,
  runs: readonly Run[],
  ids: readonly ClipId[],
): Promise<Check[]> {
  const wanted = new Set<ClipId>(ids);
  const checks: Check[] = [];
  for (const run of runs) {
    if (wanted.size <= FEW) break;
    const sought = wanted.size;
    for (const check of await store.getAll(IDBKeyRange.bound([run.id], [run.id, []]))) {
      if (wanted.delete(check.clipId)) checks.push(check);
    }
    if (sought - wanted.size < sought * WORTH_READING) break;
  }
  if (runs.length === 0 || wanted.size === 0) return checks;
  const places = new Map<string, number>(runs.map(({ id }, at) => [id, at]));
  const single = [...wanted].map(async (clipId) => {
    const keys = await store.index('byClip').getAllKeys(clipId);
    let latest: [string, string] | null = null;
    let place = Number.POSITIVE_INFINITY;
    for (const key of keys) {
      // A clip of two reports has checks in the runs of both.
      const at = places.get(key[0]);
      if (at === undefined || at >= place) continue;
      latest = key;
      place = at;
    }
    return latest === null ? undefined : store.get(latest);
  });
  checks.push(...(await Promise.all(single)).filter((check) => check !== undefined));
  return checks;
}
