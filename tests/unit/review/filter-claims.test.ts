import { describe, expect, test } from 'vitest';
import { type ClaimFilter, NO_FILTER, passesFilter } from '@/utils/review/filter-claims';
import { claimReview } from '@/utils/review/review-state';
import { answered, by, claims, hint, id, reviewOf } from './review-fixture';

const items = claims(
  { section: 1, passages: [{ verdict: 'verbatim', page: 1 }] },
  {
    section: 1,
    passages: [
      { verdict: 'altered', page: 2 },
      { verdict: 'verbatim', page: 1 },
    ],
  },
  { section: 2, passages: [{}] },
  { passages: [{ verdict: 'missing', page: 3 }] },
);
const judged = items.map((item, at) => {
  const reviews = [
    [reviewOf(item), reviewOf(item, { ...by('Tom'), decision: 'unclear' })],
    [reviewOf(item, { decision: 'unsupported' })],
    [],
    [reviewOf(item, answered('disputed', { decision: 'partly' }))],
  ][at];
  return {
    item,
    review: claimReview(item, reviews),
    hints: at === 1 ? [hint('date')] : [],
  };
});

const CASES: readonly {
  readonly name: string;
  readonly filter: Partial<ClaimFilter>;
  readonly left: readonly number[];
}[] = [
  { name: 'none', filter: {}, left: [1, 2, 3, 4] },
  { name: 'what waits', filter: { state: 'waiting' }, left: [3, 4] },
  { name: 'what nobody decided', filter: { state: 'undecided' }, left: [3] },
  { name: 'what the editor answered', filter: { state: 'answered' }, left: [4] },
  {
    name: 'objections, also beside an own decision',
    filter: { state: 'objection' },
    left: [1, 2, 4],
  },
  { name: 'one decision', filter: { state: 'supported' }, left: [1] },
  { name: 'a verdict of any passage', filter: { check: 'verbatim' }, left: [1, 2] },
  { name: 'a group of verdicts', filter: { check: 'stand' }, left: [1, 2] },
  { name: 'what was never checked', filter: { check: 'never' }, left: [3] },
  {
    name: 'checks without a result, of which there are none',
    filter: { check: 'untold' },
    left: [],
  },
  { name: 'a kind of hint', filter: { hint: 'date' }, left: [2] },
  { name: 'another kind of hint', filter: { hint: 'name' }, left: [] },
  { name: 'any hint', filter: { hint: 'any' }, left: [2] },
  { name: 'no hint', filter: { hint: 'none' }, left: [1, 3, 4] },
  { name: 'a section', filter: { section: new Set([id<'section'>(1)]) }, left: [1, 2] },
  { name: 'no section', filter: { section: new Set([null]) }, left: [4] },
  { name: 'a page', filter: { sourceId: id<'source'>(1) }, left: [1, 2, 3] },
  {
    name: 'two at once',
    filter: { state: 'objection', sourceId: id<'source'>(3) },
    left: [4],
  },
];

describe('a filter', () => {
  test.each(CASES)('by $name', ({ filter, left }) => {
    const shown = judged.filter((each) => passesFilter(each, { ...NO_FILTER, ...filter }));
    expect(shown.map(({ item }) => item.at + 1)).toEqual(left);
  });
});
