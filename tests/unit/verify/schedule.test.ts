import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Job } from '@/utils/model/evidence';
import type { JobId, RunId } from '@/utils/model/ids';
import type { NextStep } from '@/utils/verify/politeness';
import { createSchedule, type NextJob } from '@/utils/verify/schedule';

const RUN = 'run-1' as RunId;
const WELL: NextStep = { againAt: null, hostRestsUntil: null, health: 'well' };
const SILENT: NextStep = { againAt: null, hostRestsUntil: null, health: 'ailing' };

function job(name: string, more: Partial<Job> = {}): Job {
  return {
    id: name as JobId,
    runId: RUN,
    pageKey: `https://${name.split('/')[0]}.example/${name}`,
    clipIds: [],
    state: 'waiting',
    leaseUntil: null,
    attempts: 0,
    notBefore: null,
    ...more,
  };
}

function scheduleOf(names: readonly string[], readers = 4) {
  const schedule = createSchedule({ readers });
  for (const name of names) schedule.add(job(name));
  return schedule;
}

const shown = (next: NextJob) => ('job' in next ? `${next.kind} ${next.job.id}` : next);

test('pages and hosts continue after the clock is set back', () => {
  const DAYS = 2 * 86_400_000;
  const schedule = createSchedule({ readers: 4 });
  schedule.add(job('a/1', { notBefore: new Date(DAYS).toISOString() }));
  schedule.add(job('b/1'));
  schedule.add(job('b/2'));
  expect(shown(schedule.next(0))).toBe('read a/1');
  expect(shown(schedule.next(DAYS))).toBe('read b/1');
  schedule.end('b/1' as JobId, { againAt: null, hostRestsUntil: DAYS + 60_000, health: 'resting' });
  expect(shown(schedule.next(DAYS))).toEqual({ kind: 'wait', until: DAYS + 60_000 });
  expect(shown(schedule.next(0))).toBe('read b/2');
});

describe('the order of pages', () => {
  test('reads one page at a time from a host, and several hosts at once', () => {
    const schedule = scheduleOf(['a/1', 'a/2', 'b/1', 'b/2']);
    expect([1, 2, 3].map(() => shown(schedule.next(0)))).toEqual([
      'read a/1',
      'read b/1',
      { kind: 'wait', until: null },
    ]);
    schedule.end('a/1' as JobId, WELL);
    expect(shown(schedule.next(0))).toBe('read a/2');
  });

  test('reads at most the allowed number at once', () => {
    const schedule = scheduleOf(['a/1', 'b/1', 'c/1'], 2);
    expect([1, 2, 3].map(() => schedule.next(0).kind)).toEqual(['read', 'read', 'wait']);
  });

  test('reads a page that stopped the reader alone, after all other pages', () => {
    const schedule = createSchedule({ readers: 4 });
    schedule.add(job('a/1', { deaths: 1 }));
    schedule.add(job('a/2'));
    schedule.add(job('b/1', { deaths: 1 }));
    schedule.add(job('c/1'));
    expect([1, 2, 3].map(() => shown(schedule.next(0)))).toEqual([
      'read a/2',
      'read c/1',
      { kind: 'wait', until: null },
    ]);
    schedule.end('a/2' as JobId, WELL);
    expect(schedule.next(0)).toEqual({ kind: 'wait', until: null });
    schedule.end('c/1' as JobId, WELL);
    const first = schedule.next(0);
    expect(['read a/1', 'read b/1']).toContain(shown(first));
    schedule.add(job('d/1'));
    expect(schedule.next(0)).toEqual({ kind: 'wait', until: null });
    if ('job' in first) schedule.end(first.job.id, WELL);
    expect([1, 2].map(() => shown(schedule.next(0)))).toEqual([
      'read d/1',
      { kind: 'wait', until: null },
    ]);
    schedule.end('d/1' as JobId, WELL);
    expect(shown(schedule.next(0))).toMatch(/^read [ab]\/1$/);
  });

  test('waits for a page until its time, and reads others of its host meanwhile', () => {
    const schedule = createSchedule({ readers: 4 });
    schedule.add(job('a/1', { notBefore: new Date(5_000).toISOString() }));
    schedule.add(job('a/2'));
    expect(shown(schedule.next(1_000))).toBe('read a/2');
    schedule.end('a/2' as JobId, WELL);
    expect(schedule.next(1_000)).toEqual({ kind: 'wait', until: 5_000 });
    expect(shown(schedule.next(5_000))).toBe('read a/1');
  });

  test('sends no request to a host that asked for a pause, also for another run', () => {
    const schedule = scheduleOf(['a/1', 'b/1']);
    schedule.next(0);
    schedule.next(0);
    schedule.end('a/1' as JobId, { ...WELL, hostRestsUntil: 9_000, health: 'resting' });
    schedule.end('b/1' as JobId, WELL);
    expect(schedule.next(0)).toEqual({ kind: 'empty' });
    schedule.add(job('a/2', { runId: 'run-2' as RunId }));
    expect(schedule.next(0)).toEqual({ kind: 'wait', until: 9_000 });
    expect(schedule.nextTime('run-2' as RunId)).toBe(9_000);
    expect(shown(schedule.next(9_000))).toBe('read a/2');
  });

  test('skips the remaining pages of a host that asks for too long a pause, and then forgets it', () => {
    const schedule = scheduleOf(['a/1', 'a/2']);
    const step: NextStep = { ...WELL, hostRestsUntil: Number.POSITIVE_INFINITY, health: 'resting' };
    schedule.next(0);
    schedule.end('a/1' as JobId, step);
    expect(schedule.next(0)).toMatchObject({ kind: 'give-up', because: 'resting' });
    schedule.end('a/2' as JobId, step);
    expect(schedule.next(0)).toEqual({ kind: 'empty' });
    schedule.add(job('a/3'));
    expect(shown(schedule.next(0))).toBe('read a/3');
  });

  test('lets a host that does not answer hold up no other', () => {
    const dead = ['x', 'y', 'z', 'w'].flatMap((host) => [1, 2, 3].map((n) => `${host}/${n}`));
    const schedule = scheduleOf([...dead, 'a/1', 'a/2', 'a/3']);
    const first = [1, 2, 3, 4].map(() => shown(schedule.next(0)));
    expect(first).toEqual(['read x/1', 'read y/1', 'read z/1', 'read w/1']);
    for (const host of ['x', 'y', 'z', 'w']) schedule.end(`${host}/1` as JobId, SILENT);
    // The healthy host comes first, and the others never get all readers.
    expect([1, 2, 3, 4].map(() => shown(schedule.next(0)))).toEqual([
      'read a/1',
      'read x/2',
      'read y/2',
      { kind: 'wait', until: null },
    ]);
    schedule.end('a/1' as JobId, WELL);
    expect(shown(schedule.next(0))).toBe('read a/2');
  });

  test('tries a silent host four times, not each of its pages', () => {
    const schedule = scheduleOf([1, 2, 3, 4, 5, 6].map((n) => `x/${n}`));
    for (const n of [1, 2, 3, 4]) {
      expect(shown(schedule.next(0))).toBe(`read x/${n}`);
      schedule.end(`x/${n}` as JobId, SILENT);
    }
    for (const n of [5, 6]) {
      expect(schedule.next(0)).toMatchObject({ kind: 'give-up', because: 'silent' });
      schedule.end(`x/${n}` as JobId, SILENT);
    }
    expect(schedule.next(0)).toEqual({ kind: 'empty' });
  });

  test('one answer makes a host healthy again', () => {
    const schedule = scheduleOf([1, 2, 3, 4, 5, 6].map((n) => `x/${n}`));
    for (const [at, step] of [SILENT, SILENT, SILENT, WELL, SILENT].entries()) {
      schedule.next(0);
      schedule.end(`x/${at + 1}` as JobId, step);
    }
    expect(shown(schedule.next(0))).toBe('read x/6');
  });

  test('forgets the waiting pages of a cancelled run, and no other run’s', () => {
    const schedule = scheduleOf(['a/1', 'a/2', 'b/1']);
    schedule.add(job('a/9', { runId: 'run-2' as RunId }));
    schedule.next(0);
    schedule.drop(RUN);
    expect(schedule.next(0)).toEqual({ kind: 'wait', until: null });
    schedule.end('a/1' as JobId, WELL);
    expect(shown(schedule.next(0))).toBe('read a/9');
  });

  test('hands out every page once, whatever the hosts and their answers', () => {
    const hosts = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 60 });
    const steps = fc.array(
      fc.record({
        health: fc.constantFrom('well' as const, 'ailing' as const, 'resting' as const),
        rest: fc.constantFrom(null, 500, 3_000, Number.POSITIVE_INFINITY),
        readFirst: fc.boolean(),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(hosts, steps, fc.integer({ min: 1, max: 5 }), (names, answers, readers) => {
        const schedule = scheduleOf(
          names.map((host, at) => `${host}/${at}`),
          readers,
        );
        const given: string[] = [];
        const open: JobId[] = [];
        let now = 0;
        for (let turn = 0; turn < 1_000; turn += 1) {
          const answer = answers[turn % answers.length]!;
          const next = schedule.next(now);
          if (next.kind === 'empty') break;
          if ('job' in next) {
            given.push(next.job.id);
            open.push(next.job.id);
            const read = open.map((id) => id.split('/')[0]);
            expect(new Set(read).size).toBe(read.length);
          } else if (next.until !== null) {
            expect(next.until).toBeGreaterThan(now);
            if (open.length === 0) now = next.until;
          }
          const ended = answer.readFirst || next.kind === 'wait' ? open.shift() : undefined;
          if (ended === undefined) continue;
          const hostRestsUntil = answer.rest === null ? null : now + answer.rest;
          schedule.end(ended, { againAt: null, hostRestsUntil, health: answer.health });
        }
        expect(given.sort()).toEqual(names.map((host, at) => `${host}/${at}`).sort());
      }),
      { numRuns: 300 },
    );
  });
});
