import type { IncomingMessage } from 'node:http';
import { sql } from 'kysely';
import { Refused } from './refused';
import type { Database, Usage } from './schema';

/** How much the server takes. 0 means no limit. */
export interface Limits {
  /** Calls and messages a second of one device. */
  readonly deviceRate: number;
  /** Calls a second without a valid token, from one address. */
  readonly strangerRate: number;
  /** The number of proxies before the server, which add addresses to `X-Forwarded-For`. */
  readonly proxies: number;
  /** Maximum bytes of each team. */
  readonly teamBytes: Readonly<Record<Usage, number>>;
}

export const NO_LIMITS: Limits = {
  ...{ deviceRate: 0, strangerRate: 0, proxies: 0 },
  teamBytes: { blob_bytes: 0, record_bytes: 0, edit_bytes: 0 },
};

/** Somebody may use the calls of this many seconds at once. */
const BURST_S = 10;
/** Maximum number of callers that are counted. The one that came first is forgotten. */
const MOST_CALLERS = 10_000;

/** Counts calls in a bucket for each caller, which is filled with `perSecond`. */
export interface Rate {
  /** Throws `too_fast` if the caller has no call left. */
  take(caller: string): void;
}

export function createRate(perSecond: number, now: () => number): Rate {
  const most = perSecond * BURST_S;
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take: (caller) => {
      if (perSecond === 0) return;
      const at = now();
      const bucket = buckets.get(caller) ?? { left: most, at };
      // The clock of the system may be set back.
      const filled = (Math.max(0, at - bucket.at) / 1_000) * perSecond;
      const left = Math.min(most, bucket.left + filled);
      const isAllowed = left >= 1;
      // Deleted first, so that the callers are in the order of their last call.
      buckets.delete(caller);
      buckets.set(caller, { left: isAllowed ? left - 1 : left, at });
      if (buckets.size > MOST_CALLERS) {
        const [first = ''] = buckets.keys();
        buckets.delete(first);
      }
      if (!isAllowed) throw new Refused('too_fast', undefined, Math.ceil((1 - left) / perSecond));
    },
  };
}

/**
 * Returns the address of a caller. Of IPv6, only the network counts, because one person has many
 * addresses in it. Addresses that a proxy did not add are not believed.
 */
export function callerOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const seen = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((each) => each.trim());
  const address = (proxies > 0 && seen.at(-proxies)) || socket.remoteAddress || '';
  const v4 = /^::ffff:([\d.]+)$/iu.exec(address)?.[1];
  if (v4 !== undefined || !address.includes(':')) return v4 ?? address;
  const [start = [], end = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(0, 8 - start.length - end.length)).fill('0');
  const filled = [...start, ...zeros, ...end];
  return filled.slice(0, 4).join(':');
}

export interface Quota {
  /** Adds to what the team uses. Throws `quota` if this is too much, to undo the transaction. */
  add(db: Database, teamId: string, usage: Usage, bytes: number): Promise<void>;
  /** Returns how many bytes a team may store; Infinity without a limit. */
  mostOf(usage: Usage): number;
  /** Returns how many bytes the team may add. */
  left(db: Database, teamId: string, usage: Usage): Promise<number>;
}

/** Counts the bytes of teams, in the transactions that store them. */
export function createQuota(teamBytes = NO_LIMITS.teamBytes): Quota {
  const mostOf = (usage: Usage) => teamBytes[usage] || Number.POSITIVE_INFINITY;
  const left: Quota['left'] = async (db, teamId, usage) => {
    const row = await db
      .selectFrom('team_usage')
      .select(usage)
      .where('team_id', '=', teamId)
      .executeTakeFirst();
    return mostOf(usage) - (row?.[usage] ?? 0);
  };
  return {
    mostOf,
    left,
    add: async (db, teamId, usage, bytes) => {
      const column = sql.ref<number>(usage);
      const { rows } = await sql<{ sum: number }>`
        insert into team_usage (team_id, ${column}) values (${teamId}, ${bytes})
        on conflict (team_id) do update set ${column} = ${sql.ref(`team_usage.${usage}`)} + ${bytes}
        returning ${column} as sum`.execute(db);
      const sum = rows[0]?.sum ?? 0;
      if (bytes > 0 && sum > mostOf(usage)) throw new Refused('quota');
    },
  };
}
