import { describe, expect, test } from 'vitest';
import type { Hint } from '@/utils/claim/claim';
import { groupForTriage, type TriageClass, triageClass } from '@/utils/review/triage';
import { claimOf, claims, hint, type MadePassage } from './review-fixture';

const CASES: readonly {
  readonly name: string;
  readonly passages: readonly MadePassage[];
  readonly hints?: readonly Hint[];
  readonly expected: TriageClass;
}[] = [
  { name: 'a missing quote', passages: [{ verdict: 'missing' }], expected: 'failed' },
  { name: 'an altered quote', passages: [{ verdict: 'altered' }], expected: 'failed' },
  { name: 'a page behind a wall', passages: [{ verdict: 'blocked' }], expected: 'unread' },
  {
    name: 'a page that did not answer',
    passages: [{ verdict: 'unreachable' }],
    expected: 'unread',
  },
  {
    name: 'one of two quotes that failed',
    passages: [{ verdict: 'verbatim' }, { verdict: 'gone' }],
    expected: 'failed',
  },
  {
    name: 'a hint beside a pass',
    passages: [{ verdict: 'verbatim' }],
    hints: [hint()],
    expected: 'hinted',
  },
  {
    name: 'a failure and a hint',
    passages: [{ verdict: 'missing' }],
    hints: [hint()],
    expected: 'failed',
  },
  { name: 'a page without a passage', passages: [{ verdict: 'unpinned' }], expected: 'unpinned' },
  { name: 'a passage without a wording', passages: [{ verdict: 'located' }], expected: 'located' },
  { name: 'a quote that was never checked', passages: [{}], expected: 'never' },
  {
    name: 'a check without a result',
    passages: [{ verdict: 'unchecked' }],
    expected: 'untold',
  },
  {
    name: 'a pass of the wording before this one',
    passages: [{ verdict: 'verbatim', pinnedSince: true }],
    expected: 'repinned',
  },
  {
    name: 'a pass by a weak link',
    passages: [{ verdict: 'verbatim', flags: ['weak'] }],
    expected: 'weak',
  },
  {
    name: 'a pass, and somebody else found it altered since',
    passages: [{ verdict: 'verbatim', foreign: 'altered' }],
    expected: 'weak',
  },
  {
    name: 'a pass that somebody else found, and nobody here',
    passages: [{ foreign: 'verbatim' }],
    expected: 'never',
  },
  {
    name: 'a pass of a page that redirected',
    passages: [{ verdict: 'verbatim', flags: ['redirected'] }],
    expected: 'clean',
  },
  {
    name: 'a pass somewhere else on the page',
    passages: [{ verdict: 'moved' }, { verdict: 'verbatim' }],
    expected: 'weak',
  },
  {
    name: 'a pass whose word was broken at the end of a line',
    passages: [{ verdict: 'verbatim', flags: ['hyphen-unsure'] }],
    expected: 'weak',
  },
  {
    name: 'a pass with a formula or an image within its words',
    passages: [{ verdict: 'verbatim', flags: ['parts-unrecorded'] }],
    expected: 'weak',
  },
  {
    name: 'passes, typographic ones too',
    passages: [{ verdict: 'verbatim' }, { verdict: 'typographic' }],
    expected: 'clean',
  },
];

describe('how soon a claim wants a look', () => {
  test.each(CASES)('$name: $expected', ({ passages, hints = [], expected }) => {
    expect(triageClass(claimOf({ passages }), hints)).toBe(expected);
  });
});

test.each([
  ['passes', [{ verdict: 'verbatim' }], 'uncompared'],
  ['passes with a reservation', [{ verdict: 'moved' }], 'uncompared'],
  ['failed', [{ verdict: 'altered' }], 'failed'],
] as const)('a claim that %s has not passed before it is compared', (_name, passages, expected) => {
  expect(triageClass(claimOf({ passages }), null)).toBe(expected);
});

describe('the order of triage', () => {
  const items = claims(
    { passages: [{ verdict: 'verbatim', page: 1 }] },
    { passages: [{ verdict: 'verbatim', page: 2 }] },
    { passages: [{ verdict: 'missing', page: 2 }] },
    { passages: [{ verdict: 'located', page: 1 }] },
    { passages: [{ verdict: 'verbatim', page: 3 }] },
    {
      passages: [
        { verdict: 'verbatim', page: 3 },
        { verdict: 'gone', page: 1 },
      ],
    },
  );
  const groups = groupForTriage(items, (item) => ({
    triage: triageClass(item, []),
    sourceId: item.sourceId,
  }));
  const order = groups.map((group) => group.items.map(({ at }) => at + 1));

  test('reads each page once, the one with the worst claim first', () => {
    expect(order).toEqual([[3, 2], [6, 4, 1], [5]]);
  });

  test('puts a claim with the page of its worst verdict', () => {
    expect(items[5]?.worst).toBe('gone');
    expect(groups[1]?.sourceId).toBe(items[3]?.sourceId);
  });

  test('contains each claim exactly once', () => {
    expect(order.flat().sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
