import type { Job } from '@/utils/model/evidence';
import type { JobId, RunId } from '@/utils/model/ids';
import { endOfWait, type NextStep } from './politeness';

/** The next action. Times are milliseconds since 1970. */
export type NextJob =
  | { readonly kind: 'read'; readonly job: Job }
  /** The host does not answer or asked for a pause, so the page is not requested. */
  | { readonly kind: 'give-up'; readonly job: Job; readonly because: 'silent' | 'resting' }
  /** Nothing may be read before `until` or, if that is null, before a reading ends. */
  | { readonly kind: 'wait'; readonly until: number | null }
  /** Nothing is left, and nothing is being read. */
  | { readonly kind: 'empty' };

/**
 * The order in which pages are read: one page at a time from each host, a few hosts at once,
 * healthy hosts first. A page whose reader has stopped before is read last and alone, so that no
 * other page is blamed when the reader stops again. The schedule uses only the data that it
 * receives and reads no clock.
 */
export interface Schedule {
  /** Adds a waiting job, which is due from its `notBefore` on. A known job stays unchanged. */
  add(job: Job): void;
  /** Removes a run's waiting jobs. Readings continue until `end`. */
  drop(runId: RunId): void;
  /** Starts a job, which is then being read until `end`. Linear in the hosts. */
  next(now: number): NextJob;
  /** Ends a reading. To read the job again, `add` it again. */
  end(jobId: JobId, step: NextStep): void;
  /** Requests nothing from a host with waiting jobs until then. `Infinity`: gives its jobs up. */
  rest(host: string, until: number): void;
  /** Returns when the next job of a run may be read if its host is free; null if none waits. */
  nextTime(runId: RunId): number | null;
}

interface Host {
  /** Waiting jobs, those with the fewest attempts first. */
  readonly waiting: Map<JobId, Job>;
  reading: JobId | null;
  restsUntil: number;
  /** The number of readings in a row without an answer. */
  failures: number;
}

/** After this many readings without an answer, the remaining pages of a host are not requested. */
const SILENT_AFTER = 4;

/** Creates an empty schedule with this many readings at the same time. */
export function createSchedule({ readers }: { readonly readers: number }): Schedule {
  const hosts = new Map<string, Host>();
  const hostsRead = new Map<JobId, string>();
  let alone: JobId | null = null;
  // Hosts that time out keep a reader for long, so they never get all of them.
  const readersOfAiling = Math.max(1, Math.floor(readers / 2));

  const forget = (key: string, host: Host, now: number) => {
    const rests = host.restsUntil > now && host.restsUntil !== Number.POSITIVE_INFINITY;
    if (host.waiting.size === 0 && host.reading === null && !rests) hosts.delete(key);
  };
  const give = (key: string, host: Host, job: Job): Job => {
    host.waiting.delete(job.id);
    host.reading = job.id;
    hostsRead.set(job.id, key);
    return job;
  };

  return {
    add: (job) => {
      const key = hostOf(job.pageKey);
      const host = hosts.get(key) ?? {
        waiting: new Map(),
        reading: null,
        restsUntil: 0,
        failures: 0,
      };
      if (host.reading === job.id) return;
      hosts.set(key, host);
      host.waiting.set(job.id, job);
    },

    drop: (runId) => {
      for (const [key, host] of hosts) {
        for (const job of host.waiting.values()) {
          if (job.runId === runId) host.waiting.delete(job.id);
        }
        forget(key, host, Number.NEGATIVE_INFINITY);
      }
    },

    next: (now) => {
      const ailingRead = [...hosts.values()].filter(
        ({ reading, failures }) => reading !== null && failures > 0,
      ).length;
      const full = hostsRead.size >= readers;
      let soonest: number | null = null;
      let second: { key: string; host: Host; job: Job } | null = null;
      let suspect: { key: string; host: Host; job: Job } | null = null;
      for (const [key, host] of hosts) {
        forget(key, host, now);
        if (host.reading !== null) continue;
        if (host.failures >= SILENT_AFTER || host.restsUntil === Number.POSITIVE_INFINITY) {
          const [job] = host.waiting.values();
          if (job === undefined) continue;
          const because = host.failures >= SILENT_AFTER ? 'silent' : 'resting';
          return { kind: 'give-up', job: give(key, host, job), because };
        }
        if (full || alone !== null) continue;
        const found = firstDue(host, now);
        if (found.job === null) {
          if (found.at !== null && (soonest === null || found.at < soonest)) soonest = found.at;
        } else if (isSuspect(found.job)) {
          suspect ??= { key, host, job: found.job };
        } else if (host.failures === 0) {
          // Hosts take turns: the one that was just used goes last.
          hosts.delete(key);
          hosts.set(key, host);
          return { kind: 'read', job: give(key, host, found.job) };
        } else {
          second ??= { key, host, job: found.job };
        }
      }
      if (second !== null && ailingRead < readersOfAiling) {
        return { kind: 'read', job: give(second.key, second.host, second.job) };
      }
      if (suspect !== null && hostsRead.size === 0) {
        alone = suspect.job.id;
        return { kind: 'read', job: give(suspect.key, suspect.host, suspect.job) };
      }
      if (hostsRead.size === 0 && soonest === null) return { kind: 'empty' };
      return { kind: 'wait', until: soonest };
    },

    end: (jobId, step) => {
      const key = hostsRead.get(jobId);
      hostsRead.delete(jobId);
      if (alone === jobId) alone = null;
      const host = key === undefined ? undefined : hosts.get(key);
      if (host === undefined) return;
      host.reading = null;
      host.failures = step.health === 'ailing' ? host.failures + 1 : 0;
      host.restsUntil = Math.max(host.restsUntil, step.hostRestsUntil ?? 0);
    },

    rest: (key, until) => {
      const host = hosts.get(key);
      if (host !== undefined) host.restsUntil = Math.max(host.restsUntil, until);
    },

    nextTime: (runId) => {
      let soonest: number | null = null;
      for (const host of hosts.values()) {
        for (const job of host.waiting.values()) {
          if (job.runId !== runId) continue;
          const at = Math.max(timeOf(job), host.restsUntil);
          if (soonest === null || at < soonest) soonest = at;
        }
      }
      return soonest;
    },
  };
}

function isSuspect({ deaths = 0 }: Job): boolean {
  return deaths > 0;
}

/**
 * Returns the first job of a host that may be read now, with suspect pages last, or else the time
 * when a job may be read.
 */
function firstDue(
  host: Host,
  now: number,
): { readonly job: Job | null; readonly at: number | null } {
  let at: number | null = null;
  let suspect: Job | null = null;
  for (const job of host.waiting.values()) {
    const time = endOfWait(Math.max(timeOf(job), host.restsUntil), now);
    if (time <= now && !isSuspect(job)) return { job, at: time };
    if (time <= now) suspect ??= job;
    else if (at === null || time < at) at = time;
  }
  return { job: suspect, at };
}

function timeOf(job: Job): number {
  return job.notBefore === null ? 0 : Date.parse(job.notBefore);
}

/** The host of a page, or its address where that is no URL. */
export function hostOf(pageKey: string): string {
  return URL.canParse(pageKey) ? new URL(pageKey).host : pageKey;
}
