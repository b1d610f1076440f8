import { type Check, FALLS, type Foreign, type Run } from '@/utils/model/evidence';
import { type Id, isId, type PinId, type RunId } from '@/utils/model/ids';

/*
 * The library counts the order of its records itself (docs/adr/0030). It does not compare times,
 * because anybody can write any time into a file. Two rows of `meta` hold the last number that the
 * library assigned, and the id by which the library recognizes its own backups.
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

/**
 * Assigns the next order number. The transaction must be the one that stores the numbered record.
 */
export async function nextOrder(tx: MetaRows): Promise<number> {
  const order = (await lastOrder(tx)) + 1;
  await keepLastOrder(tx, order);
  return order;
}

/** Returns the id of the library, or null when the library is not upgraded yet. */
export async function libraryId(tx: ReadableMeta): Promise<Id<'library'> | null> {
  const row = await tx.objectStore('meta').get(LIBRARY_KEY);
  return isId<'library'>(row?.value) ? row.value : null;
}

/**
 * Copies a record without its order number, for export: the number has no meaning in other
 * libraries.
 */
export function withoutOrder<Ordered extends { readonly order?: number }>(record: Ordered) {
  const { order: _, ...rest } = record;
  return rest;
}

export function orderOf(run: Run): number {
  return run.order ?? 0;
}

/** Sorts runs, latest first. */
export function latestFirst(runs: readonly Run[]): Run[] {
  return runs.toSorted((a, b) => orderOf(b) - orderOf(a) || (a.id < b.id ? 1 : -1));
}

/** Order number of a check among all checks of this library. */
export function orderOfCheck(check: Check, run: Run): number {
  return check.order ?? orderOf(run);
}

/** The result of another person's check, or of a check whose order is unknown. */
export interface ForeignFinding {
  readonly check: Check;
  readonly by: Foreign;
}

/** The check results for the words of one pin. */
export interface PinFindings {
  /** The latest check of this library itself. */
  readonly check: Check | null;
  /**
   * A result of other people that no later check of this library settles: a failure, or any result
   * when this library has not checked the pin.
   */
  readonly foreign: ForeignFinding | null;
}

/**
 * Combines the results of this library's checks and of other people's checks for a pin, from all
 * checks of its clip. Ignores a check whose run is missing. Linear time.
 */
export function findingsOf(
  pinId: PinId | null,
  checks: readonly Check[],
  runOf: (id: RunId) => Run | undefined,
): PinFindings {
  let own: { check: Check; order: number } | null = null;
  /**
   * The latest check of each person in each file. A check of one person never replaces a check of
   * another person.
   */
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
