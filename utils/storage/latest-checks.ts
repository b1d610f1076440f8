import type { Check, Pin, Run } from '@/utils/model/evidence';
import type { ClipId, ReportId, RunId } from '@/utils/model/ids';
import {
  type ForeignFinding,
  findingsOf,
  latestFirst,
  orderOf,
  orderOfCheck,
} from './library-order';
import type { PinciteDatabase } from './schema';

interface CheckStore {
  getAll(query: IDBKeyRange): Promise<Check[]>;
  get(key: [string, string]): Promise<Check | undefined>;
  index(name: 'byClip'): { getAllKeys(query: string): Promise<[string, string][]> };
}

/** Requesting this many clips one by one costs no more than reading a run. */
const FEW = 100;
/**
 * If a run has a smaller share of the requested clips, the remaining ones are requested one by one.
 */
const WORTH_READING = 1 / 8;

/**
 * Returns the latest check of each clip in these runs; `runs` has the latest first. Most clips were
 * checked in the last run, which is read at once. The others are looked up by clip; otherwise one
 * clip that was never checked would require all checks of all runs.
 */
export async function latestChecks(
  store: CheckStore,
  runs: readonly Run[],
  ids: readonly ClipId[],
): Promise<Check[]> {
  const wanted = new Set<ClipId>(ids);
  const singly = new Set<ClipId>();
  const checks: Check[] = [];
  for (const [at, run] of runs.entries()) {
    if (wanted.size <= FEW) break;
    const sought = wanted.size;
    const next = runs[at + 1];
    const after = next === undefined ? 0 : orderOf(next);
    for (const check of await store.getAll(checksOfRun(run))) {
      if (!wanted.delete(check.clipId)) continue;
      // When two runs overlap in time, another run may hold a later check of this clip.
      if (orderOfCheck(check, run) < after) singly.add(check.clipId);
      else checks.push(check);
    }
    if (sought - wanted.size < sought * WORTH_READING) break;
  }
  if (runs.length === 0) return checks;
  const places = new Map<string, number>(runs.map(({ id }, at) => [id, at]));
  const single = [...wanted, ...singly].map(async (clipId) => {
    const keys = await store.index('byClip').getAllKeys(clipId);
    // A clip that belongs to two reports has checks in the runs of both reports.
    const ofRuns = keys.flatMap(([runId]) => places.get(runId) ?? []).sort((a, b) => a - b);
    let latest: { check: Check; order: number } | null = null;
    for (const place of ofRuns) {
      const run = runs[place];
      if (run === undefined || (latest !== null && latest.order >= orderOf(run))) break;
      const check = await store.get([run.id, clipId]);
      if (check === undefined) continue;
      const order = orderOfCheck(check, run);
      if (latest === null || order > latest.order) latest = { check, order };
    }
    return latest?.check;
  });
  checks.push(...(await Promise.all(single)).filter((check) => check !== undefined));
  return checks;
}

/**
 * Returns the results of other people's checks for these pins, at most one for each pin, that no
 * check of this library has settled (see `findingsOf`). `runs` are other people's runs, latest
 * first. `own` is the latest check of each clip, made in `ownRuns`. Stops reading runs as soon as
 * every pin has a result.
 */
export async function foreignFindings(
  store: Pick<CheckStore, 'getAll'>,
  runs: readonly Run[],
  pins: readonly Pin[],
  own: readonly Check[],
  ownRuns: readonly Run[],
): Promise<ForeignFinding[]> {
  if (runs.length === 0) return [];
  const all = new Map<RunId, Run>([...runs, ...ownRuns].map((run) => [run.id, run]));
  const checksOf = Map.groupBy(own, ({ clipId }) => clipId);
  const byFile = Map.groupBy(runs, ({ foreign }) =>
    JSON.stringify([foreign?.file, foreign?.kind, foreign?.name]),
  );
  for (const ofFile of byFile.values()) {
    const wanted = new Set<string>(pins.map(({ id }) => id));
    for (const run of ofFile) {
      if (wanted.size === 0) break;
      for (const check of await store.getAll(checksOfRun(run))) {
        if (!wanted.delete(check.pinId)) continue;
        const known = checksOf.get(check.clipId);
        if (known === undefined) checksOf.set(check.clipId, [check]);
        else known.push(check);
      }
    }
  }
  return pins.flatMap(({ id, clipId }) => {
    const checks = checksOf.get(clipId) ?? [];
    return findingsOf(id, checks, (runId) => all.get(runId)).foreign ?? [];
  });
}

function checksOfRun({ id }: Run): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}

/**
 * Returns the latest check of each clip of a report from before the report's last run, among this
 * library's own checks. For a clip that the last run did not check, returns its current check.
 */
export async function checksBeforeLastRun(
  db: PinciteDatabase,
  reportId: ReportId,
): Promise<Check[]> {
  const tx = db.transaction(['clips', 'checks', 'runs', 'reportClips'], 'readonly');
  const [filed, named, runs] = await Promise.all([
    tx.objectStore('clips').index('byReport').getAll(reportId),
    tx.objectStore('reportClips').getAll(IDBKeyRange.bound([reportId], [reportId, []])),
    tx.objectStore('runs').index('byReport').getAll(reportId),
  ]);
  const own = runs.filter(({ foreign }) => foreign === undefined);
  const [, ...earlier] = latestFirst(own);
  const ids = new Set([...filed.map(({ id }) => id), ...named.map(({ clipId }) => clipId)]);
  return latestChecks(tx.objectStore('checks'), earlier, [...ids]);
}
