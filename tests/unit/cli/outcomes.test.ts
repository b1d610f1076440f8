import { describe, expect, test } from 'vitest';
import { countOutcomes, FAILABLE, failOn, isNamed, outcomeOf } from '@/cli/outcomes';
import { type CheckReason, PASSES, VERDICTS } from '@/utils/model/evidence';
import { evidenceOf } from '@/utils/verify/passage-evidence';
import { judged } from './judged';

const USUAL = failOn(false, null);
const STRICT = failOn(true, null);

test('every verdict passes or can fail', () => {
  expect([...PASSES, ...FAILABLE].sort()).toEqual([...VERDICTS].sort());
});

describe.each(VERDICTS)('%s', (verdict) => {
  const isPass = PASSES.includes(verdict);
  test('passes a strict check only if the page has the quote', () => {
    expect(outcomeOf(judged(verdict), STRICT)).toBe(isPass ? 'passes' : 'fails');
  });

  test('passes a usual check only if the page has the quote or a passage', () => {
    const passes = isPass || verdict === 'located';
    expect(outcomeOf(judged(verdict), USUAL) === 'passes').toBe(passes);
  });
});

test('a citation without a passage is only reported, and in a list of sources it passes', () => {
  expect(outcomeOf(judged('unpinned'), USUAL)).toBe('reported');
  expect(outcomeOf(judged('unpinned', { isListed: true }), STRICT)).toBe('passes');
  expect(outcomeOf(judged('gone', { isListed: true }), USUAL)).toBe('fails');
});

describe('words that are not in a page as it was downloaded', () => {
  const because = (reason: CheckReason) =>
    judged('unchecked', {
      judgement: { verdict: 'unchecked', flags: [], evidence: evidenceOf({ reason }) },
    });

  test.each([
    ['not-found-not-rendered', 'missing', 'fails'],
    ['pdf-pages-unread', 'missing', 'fails'],
    ['not-found-not-rendered', 'unchecked', 'fails'],
    ['not-found-not-rendered', 'altered', 'reported'],
    ['too-large', 'missing', 'reported'],
    ['not-run', 'missing', 'reported'],
  ] as const)('%s with --fail-on %s: %s', (reason, named, outcome) => {
    expect(outcomeOf(because(reason), failOn(false, [named]))).toBe(outcome);
  });

  test('are also meant when an option names missing', () => {
    const missing = new Set(['missing'] as const);
    expect(isNamed(because('not-found-not-rendered').judgement, missing)).toBe(true);
    expect(isNamed(because('timed-out').judgement, missing)).toBe(false);
  });
});

test('counts each citation once', () => {
  const citations = [judged('verbatim'), judged('altered'), judged('altered'), judged('unpinned')];
  const counts = countOutcomes([{ name: 'a.md', citations }], USUAL);
  expect(counts).toMatchObject({ citations: 4, fails: 2, reported: 1 });
  expect([...counts.verdicts]).toEqual([
    ['verbatim', 1],
    ['altered', 2],
    ['unpinned', 1],
  ]);
});
