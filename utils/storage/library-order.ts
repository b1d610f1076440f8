import { type Check, FALLS, type Foreign, type Run } from '@/utils/model/evidence';
import { type Id, isId, type PinId, type RunId } from '@/utils/model/ids';

/*
 * How this library knows which of two records came later: by a number that it counts up itself
 * (docs/adr/0030), and by no time, which anybody may write. The last number given out, and the
 * id by which the library knows its own backups, are two rows of `meta`.
 */

export const ORDER_KEY = 'order';
export const LIBRARY_KEY = 'library';

interface ReadableMeta {
  objectStore(name: 'meta'): {
    get(key: string): Promise<{ readonly value: unknown } | undefined>;
  };
}
interface MetaRows extends ReadableMeta {
  objectStore(name: 'meta'): ReturnType<ReadableMeta['objectStore']> & {
    put(row: { readonly key: string; readonly value: unknown }): Promise<unknown>;
  };
}

export async function lastOrder(tx: ReadableMeta): Promise<number> {
  const row = await tx.objectStore('meta').get(ORDER_KEY);
  return typeof row?.value === 'number' ? row.value : 0;
}

export async function keepLastOrder(tx: MetaRows, order: number): Promise<void> {
  await tx.objectStore('meta').put({ key: ORDER_KEY, value: order });
}

/** The next order, in the transaction that stores what gets it. */
export async function nextOrder(tx: MetaRows): Promise<number> {
  const order = (await lastOrder(tx)) + 1;
  await keepLastOrder(tx, order);
  return order;
}

/** Null in a library that is still to be upgraded. */
export async function libraryId(tx: ReadableMeta): Promise<Id<'library'> | null> {
  const row = await tx.objectStore('meta').get(LIBRARY_KEY);
  return isId<'library'>(row?.value) ? row.value : null;
}

/** A record as it goes out to others, to whom this library's order says nothing. */
export function withoutOrder<Ordered extends { readonly order?: number }>(record: Ordered) {
  const { order: _, ...rest } = record;
  return rest;
}

export function orderOf(run: Run): number {
  return run.order ?? 0;
}

/** The latest first. */
export function latestFirst(runs: readonly Run[]): Run[] {
  return runs.toSorted((a, b) => orderOf(b) - orderOf(a) || (a.id < b.id ? 1 : -1));
}

/** When a check was stored, among all that this library has. */
export function orderOfCheck(check: Check, run: Run): number {
  return check.order ?? orderOf(run);
}

/** What somebody else's check found, or one of which nobody knows when it was. */
export interface ForeignFinding {
  readonly check: Check;
  readonly by: Foreign;
}

/** What is known of the words of one pin. */
export interface PinFindings {
  /** The latest of this library's own checks. */
  readonly check: Check | null;
  /**
   * What others found that is not settled by a later check of one's own: that the words don't
   * stand; or, where nobody here has checked them, whatever they found.
   */
  readonly foreign: ForeignFinding | null;
}

/**
 * What this library's own checks and those of others found about the words of a pin, of all
 * checks of its clip. A check whose run is not there says nothing. Linear.
 */
export function findingsOf(
  pinId: PinId | null,
  checks: readonly Check[],
  runOf: (id: RunId) => Run | undefined,
): PinFindings {
  let own: { check: Check; order: number } | null = null;
  /** The latest of each person in each file: what one of them finds takes back nobody else's. */
  const others = new Map<string, ForeignFinding & { order: number }>();
  for (const check of checks) {
    const run = runOf(check.runId);
    if (run === undefined || check.pinId !== pinId) continue;
    const order = orderOfCheck(check, run);
    if (run.foreign === undefined) {
      if (own === null || order > own.order) own = { check, order };
      continue;
    }
    const whose = JSON.stringify([run.foreign.file, run.foreign.kind, run.foreign.name]);
    const known = others.get(whose);
    if (known === undefined || order > known.order) {
      others.set(whose, { check, by: run.foreign, order });
    }
  }
  const found = [...others.values()].sort((a, b) => b.order - a.order);
  const fall = found.find(({ check }) => isFall(check)) ?? null;
  const shown = own === null ? (fall ?? found[0] ?? null) : fall;
  const isSettled =
    own !== null && shown !== null && (own.order > shown.order || isFall(own.check));
  return {
    check: own?.check ?? null,
    foreign: shown === null || isSettled ? null : { check: shown.check, by: shown.by },
  };
}

function isFall({ verdict }: Check): boolean {
  return FALLS.includes(verdict);
}
