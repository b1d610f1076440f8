import { describe, expect, test } from 'vitest';
import type { MadePair } from '../../corpus/claim-pairs';
import {
  alarmsOnTrue,
  intervalOf,
  precisionOf,
  REPORT_CLAIMS,
  recallOf,
  scoreClaims,
} from '../../corpus/score-claims';

const made = 'In 1998 the dam at Orvelle held 41 million litres of water.';

function pair(id: number, claim: string, wrong: MadePair['wrong']): MadePair {
  return { id, language: 'en', pageLanguage: 'en', made, claim, wrong };
}

const noPage = (): never => {
  throw new Error('A made pair has no page.');
};

describe('scoring the hints', () => {
  const outcomes = scoreClaims(
    [
      pair(1, 'The dam at Orvelle held 41 million litres.', null),
      pair(2, 'The dam at Orvelle held 63 million litres.', {
        kind: 'figure',
        words: ['63 million litres'],
      }),
      // The hint is for the year, and the label for the name.
      pair(3, 'In 1975 the dam at Orvelle held water.', { kind: 'name', words: ['Orvelle'] }),
      pair(4, 'The dam at Orvelle held 77 million litres.', null),
    ],
    noPage,
  );

  test('a hint is right only if it is for the labelled words', () => {
    expect(outcomes.map((each) => [each.right.length, each.false.length])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
  });

  test('precision counts hints, recall counts wrong claims, alarms count true claims', () => {
    expect(precisionOf(outcomes, ['figures', 'dates'])).toEqual({ part: 1, whole: 3 });
    expect(precisionOf(outcomes, ['figures'])).toEqual({ part: 1, whole: 2 });
    expect(recallOf(outcomes, ['figure'])).toEqual({ part: 1, whole: 1 });
    expect(recallOf(outcomes, ['figure', 'name'])).toEqual({ part: 1, whole: 2 });
    expect(alarmsOnTrue(outcomes, ['figures'])).toEqual({ part: 1, whole: 2 });
    expect(alarmsOnTrue(outcomes, ['dates'])).toEqual({ part: 0, whole: 2 });
  });

  test('a claim is read with the spelling of its own report only', () => {
    const named = pair(1, 'Orvelle and Kestrin met.', { kind: 'name', words: ['Kestrin'] });
    const opening = pair(2, 'Kestrin held 41 million litres.', named.wrong);
    const others = Array.from({ length: REPORT_CLAIMS - 1 }, (_, at) =>
      pair(at + 3, 'In 1998 the dam held water.', null),
    );
    const hintsOf = (pairs: readonly MadePair[]) =>
      scoreClaims(pairs, noPage).find((each) => each.pair === opening)?.right.length;
    expect(hintsOf([named, opening, ...others])).toBe(1);
    expect(hintsOf([named, ...others, opening])).toBe(0);
  });

  // Computed apart, with the formula of Wilson (1927).
  test.each([
    { part: 8, whole: 10, low: 0.49, high: 0.943 },
    { part: 0, whole: 20, low: 0, high: 0.161 },
    { part: 60, whole: 60, low: 0.94, high: 1 },
    { part: 0, whole: 0, low: 0, high: 1 },
  ])('the interval of $part in $whole', ({ part, whole, low, high }) => {
    const interval = intervalOf({ part, whole });
    expect(interval[0]).toBeCloseTo(low, 3);
    expect(interval[1]).toBeCloseTo(high, 3);
  });
});
