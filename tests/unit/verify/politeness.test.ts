import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  backoff,
  LONGEST_REST_MS,
  type PageAnswer,
  parseRetryAfter,
  planNextStep,
} from '@/utils/verify/politeness';
import { timeLeft } from '@/utils/verify/time-left';

/** Evenly distributed. `fc.double` mostly gives numbers close to 0. */
const share = fc.integer({ min: 0, max: 999 }).map((part) => part / 999);

const NOW = Date.parse('2025-03-04T10:00:00Z');

describe('Retry-After', () => {
  test.each<[string, string, number | null]>([
    ['seconds', '120', 120_000],
    ['no wait', '0', 0],
    ['space around it', ' 7 ', 7_000],
    ['a date', 'Tue, 04 Mar 2025 10:00:30 GMT', 30_000],
    ['a date that is over', 'Tue, 04 Mar 2025 09:00:00 GMT', 0],
    ['the obsolete date of RFC 850', 'Tuesday, 04-Mar-25 10:00:30 GMT', 30_000],
    ['the date of asctime', 'Tue Mar  4 10:00:30 2025', 30_000],
    ['a fraction', '3.5', null],
    ['a negative number', '-1', null],
    ['words', 'later', null],
    ['nothing', '', null],
    ['a bare year', '2026', 2_026_000],
  ])('%s', (_name, value, expected) => {
    expect(parseRetryAfter(value, NOW)).toBe(expected);
  });

  test('any text gives a waiting time or null', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const wait = parseRetryAfter(text, NOW);
        if (wait !== null) expect(wait).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('whether a page is read again', () => {
  const answer = (more: Partial<PageAnswer>): PageAnswer => ({
    status: null,
    retryAfter: null,
    failed: null,
    ...more,
  });
  const plan = (more: Partial<PageAnswer>, attempts: number) =>
    planNextStep(answer(more), { attempts, now: NOW, random: () => 0 });

  test.each<[string, Partial<PageAnswer>, number, ReturnType<typeof planNextStep>]>([
    [
      'not when it was read',
      { status: 200 },
      1,
      { againAt: null, hostRestsUntil: null, health: 'well' },
    ],
    [
      'not when it is gone',
      { status: 404 },
      1,
      { againAt: null, hostRestsUntil: null, health: 'well' },
    ],
    [
      'when its server says when',
      { status: 429, retryAfter: '9' },
      1,
      { againAt: NOW + 9_000, hostRestsUntil: NOW + 9_000, health: 'resting' },
    ],
    [
      'when its server is busy and says nothing',
      { status: 503 },
      2,
      { againAt: NOW + 2_000, hostRestsUntil: NOW + 2_000, health: 'resting' },
    ],
    [
      'not a fourth time, but its host rests',
      { status: 429, retryAfter: '9' },
      3,
      { againAt: null, hostRestsUntil: NOW + 9_000, health: 'resting' },
    ],
    [
      'not when it asks for an hour',
      { status: 429, retryAfter: '3600' },
      1,
      { againAt: null, hostRestsUntil: Number.POSITIVE_INFINITY, health: 'resting' },
    ],
    [
      'once when nobody answered',
      { failed: 'timed-out' },
      1,
      { againAt: NOW + 1_000, hostRestsUntil: null, health: 'ailing' },
    ],
    [
      'not again when nobody answered twice',
      { failed: 'network-error' },
      2,
      { againAt: null, hostRestsUntil: null, health: 'ailing' },
    ],
    [
      'once when its server failed',
      { status: 500 },
      1,
      { againAt: NOW + 1_000, hostRestsUntil: null, health: 'ailing' },
    ],
    [
      'not when it is refused with a status of its own',
      { status: 999 },
      1,
      { againAt: null, hostRestsUntil: null, health: 'well' },
    ],
    [
      'once when our reader died, which is not the host’s fault',
      { failed: 'not-run' },
      1,
      { againAt: NOW + 1_000, hostRestsUntil: null, health: 'well' },
    ],
    [
      'not where the user did not allow it',
      { failed: 'no-permission' },
      1,
      { againAt: null, hostRestsUntil: null, health: 'well' },
    ],
  ])('%s', (_name, more, attempts, expected) => {
    expect(plan(more, attempts)).toEqual(expected);
  });

  test('no waiting time is negative or longer than the maximum', () => {
    fc.assert(
      fc.property(
        fc.record({
          status: fc.option(fc.integer({ min: 200, max: 999 })),
          retryAfter: fc.option(fc.oneof(fc.nat().map(String), fc.string())),
          failed: fc.constant(null),
        }),
        fc.integer({ min: 1, max: 30 }),
        share,
        (given, attempts, chance) => {
          const step = planNextStep(given, { attempts, now: NOW, random: () => chance });
          if (step.againAt === null) return;
          expect(step.againAt).toBeGreaterThanOrEqual(NOW);
          expect(step.againAt).toBeLessThanOrEqual(NOW + LONGEST_REST_MS);
        },
      ),
    );
  });

  test('the waiting time doubles up to a minute, and is shortened at random by at most half', () => {
    expect([1, 2, 3, 9].map((attempts) => backoff(attempts, () => 1))).toEqual([
      2_000, 4_000, 8_000, 60_000,
    ]);
    expect([1, 2, 3, 9].map((attempts) => backoff(attempts, () => 0))).toEqual([
      1_000, 2_000, 4_000, 30_000,
    ]);
  });
});

describe('the time left', () => {
  test.each<[string, Parameters<typeof timeLeft>[0], number | null]>([
    [
      'is not said after three pages',
      { pagesRead: 3, elapsed: 60_000, pagesLeft: 9, mustWait: 0 },
      null,
    ],
    [
      'is not said in the first seconds',
      { pagesRead: 40, elapsed: 2_000, pagesLeft: 9, mustWait: 0 },
      null,
    ],
    ['follows the pace', { pagesRead: 10, elapsed: 20_000, pagesLeft: 5, mustWait: -4 }, 10_000],
    [
      'is no shorter than a server’s wish',
      { pagesRead: 10, elapsed: 20_000, pagesLeft: 5, mustWait: 90_000 },
      90_000,
    ],
  ])('%s', (_name, pace, expected) => {
    expect(timeLeft(pace)).toBe(expected);
  });
});
