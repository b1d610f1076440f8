import type { IDBPTransaction } from 'idb';
import type { Foreign, Pin, Run } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { keepLastOrder, LIBRARY_KEY } from './library-order';
import { compare } from './load-of';
import type { PinciteSchema, StoreName } from './schema';

type Upgrade = IDBPTransaction<PinciteSchema, StoreName[], 'versionchange'>;

/** Release time of this version. A clock that shows an earlier time is wrong. */
const WRITTEN_AT = '2026-11-28T00:00:00.000Z';
const BATCH = 2_000;
const UNDATED: Foreign = { kind: 'undated', name: null };

/**
 * Assigns order numbers to records from before libraries counted, sorted by their times, the best
 * available source. A run with a future time has a wrong time, so its true position is unknown: it
 * becomes the last run, its failures are shown, and it passes no clip.
 */
export async function orderExisting(tx: Upgrade): Promise<void> {
  const runs = await tx.objectStore('runs').getAll();
  const pins = await laterPins(tx);
  const counted = [
    ...runs.map((run) => ({ at: run.startedAt, id: run.id, run, pin: null })),
    ...pins.map((pin) => ({ at: pin.madeAt, id: pin.id, run: null, pin })),
  ];
  const latest = latestPossible();
  counted.sort(
    (a, b) =>
      Number(a.at > latest) - Number(b.at > latest) || compare(a.at, b.at) || compare(a.id, b.id),
  );
  for (const [before, { run, pin, at }] of counted.entries()) {
    const order = before + 1;
    if (pin !== null) await tx.objectStore('pins').put({ ...pin, order });
    else {
      await tx.objectStore('runs').put(datedRun(run, order, at > latest));
      if (run.finishedAt === null) await orderChecks(tx, run, order);
    }
  }
  await keepLastOrder(tx, counted.length);
  await tx.objectStore('meta').put({ key: LIBRARY_KEY, value: newId<'library'>() });
}

/**
 * The current time, or `WRITTEN_AT` when the clock of this machine shows an earlier time. ISO 8601
 * UTC.
 */
export function latestPossible(): string {
  const now = new Date().toISOString();
  return now < WRITTEN_AT ? WRITTEN_AT : now;
}

/** Gives an order number to a run from before libraries counted. */
export function datedRun(run: Run, order: number, isInFuture: boolean): Run {
  return isInFuture ? { ...run, order, foreign: { ...UNDATED, file: order } } : { ...run, order };
}

/**
 * Gives each check of an unfinished run an own order number, because the number of the run
 * increases.
 */
async function orderChecks(tx: Upgrade, { id }: Run, order: number): Promise<void> {
  const checks = tx.objectStore('checks');
  for (const check of await checks.getAll(IDBKeyRange.bound([id], [id, []]))) {
    await checks.put({ ...check, order });
  }
}

/** For each clip with several pins, the pins except the one that stays first. */
async function laterPins(tx: Upgrade): Promise<Pin[]> {
  const byClip = tx.objectStore('pins').index('byClip');
  const later: Pin[] = [];
  let group: Pin[] = [];
  const close = async () => {
    const [some] = group;
    if (some !== undefined && group.length > 1) {
      const first = await firstOf(tx, group);
      later.push(...group.filter((pin) => pin !== first));
    }
    group = [];
  };
  let after: string | null = null;
  for (;;) {
    const range: IDBKeyRange | null = after === null ? null : IDBKeyRange.lowerBound(after, true);
    const batch: Pin[] = await byClip.getAll(range, BATCH);
    const last = batch.at(-1)?.clipId;
    if (last === undefined) break;
    // The pins of the last clip may continue in the next batch, which reads all of them again.
    const whole = batch.length < BATCH ? batch : batch.filter(({ clipId }) => clipId !== last);
    const rest = batch.length < BATCH ? [] : await byClip.getAll(last);
    for (const pin of [...whole, ...rest]) {
      if (pin.clipId !== group[0]?.clipId) await close();
      group.push(pin);
    }
    after = last;
  }
  await close();
  return later;
}

/**
 * Chooses the pin that applies when no report names a pin. Before this version the latest pin
 * applied, and the visible quote must not change. When every report that contains the clip names a
 * pin, chooses the earliest pin.
 */
async function firstOf(tx: Upgrade, pins: readonly Pin[]): Promise<Pin | undefined> {
  const sorted = pins.toSorted((a, b) => compare(a.madeAt, b.madeAt) || compare(a.id, b.id));
  const clipId = pins[0]?.clipId ?? '';
  const [clip, named] = await Promise.all([
    tx.objectStore('clips').get(clipId),
    tx.objectStore('reportClips').index('byClip').getAll(clipId),
  ]);
  const home = named.find(({ reportId }) => reportId === clip?.filedUnder.reportId);
  const isNamed = (pinId: string | null | undefined) => pins.some(({ id }) => id === pinId);
  if (home !== undefined && named.every(({ pinId }) => isNamed(pinId))) return sorted[0];
  const latest = latestPossible();
  return sorted.findLast(({ madeAt }) => madeAt <= latest) ?? sorted.at(-1);
}
