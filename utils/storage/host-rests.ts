import * as z from 'zod/mini';
import type { Job } from '@/utils/model/evidence';
import { idSchema, type RunId } from '@/utils/model/ids';
import { endOfWait } from '@/utils/verify/politeness';
import { hostOf } from '@/utils/verify/schedule';

/*
 * The hosts that asked Pincite to wait (Retry-After) are stored in one row of `meta`, because a
 * worker that stops forgets them. The row is written in the transaction that stores the answer.
 */

const KEY = 'host-rests';

const RestSchema = z.object({
  host: z.string(),
  /** Milliseconds since 1970; null: the host is not asked again in the run. */
  until: z.nullable(z.number()),
  runId: idSchema<'run'>(),
});
type Rest = z.infer<typeof RestSchema>;

/** `until`: milliseconds since 1970; `Infinity`: not in this run. */
export interface HostRest {
  readonly host: string;
  readonly until: number;
}

interface Meta {
  objectStore(name: 'meta'): {
    get(key: string): Promise<{ readonly value: unknown } | undefined>;
  };
}
interface WritableMeta extends Meta {
  objectStore(name: 'meta'): ReturnType<Meta['objectStore']> & {
    put(row: { key: string; value: unknown }): Promise<unknown>;
  };
}

/** The hosts that a run must leave alone at `now` (milliseconds since 1970). */
export async function readHostRests(tx: Meta, runId: RunId, now: number): Promise<HostRest[]> {
  return (await pendingRests(tx, now)).flatMap(({ host, until, runId: of }) => {
    if (until !== null) return { host, until };
    return of === runId ? { host, until: Number.POSITIVE_INFINITY } : [];
  });
}

/** Notes how long the host of a job's page wants to be left alone. */
export async function noteHostRest(
  tx: WritableMeta,
  { pageKey, runId }: Job,
  until: number,
  now: number,
): Promise<void> {
  const rest: Rest = {
    host: hostOf(pageKey),
    until: until === Number.POSITIVE_INFINITY ? null : until,
    runId,
  };
  const isSame = (other: Rest) =>
    other.host === rest.host &&
    (other.until === null ? other.runId === runId : rest.until !== null);
  const others = (await pendingRests(tx, now)).filter((other) => !isSame(other));
  await tx.objectStore('meta').put({ key: KEY, value: [...others, rest] });
}

/** Forgets what held in a run that has ended. */
export async function endRunRests(tx: WritableMeta, runId: RunId, now: number): Promise<void> {
  const rests = await pendingRests(tx, now);
  const others = rests.filter((rest) => rest.until !== null || rest.runId !== runId);
  await tx.objectStore('meta').put({ key: KEY, value: others });
}

async function pendingRests(tx: Meta, now: number): Promise<Rest[]> {
  const row = await tx.objectStore('meta').get(KEY);
  const stored = z.array(RestSchema).safeParse(row?.value);
  if (!stored.success) return [];
  return stored.data.filter(({ until }) => until === null || endOfWait(until, now) > now);
}
