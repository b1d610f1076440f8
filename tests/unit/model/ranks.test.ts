import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRanked, planInsertion, type Ranked, rankAfter } from '@/utils/model/ranks';

function insert(siblings: readonly Ranked[], index: number): string[] {
  const plan = planInsertion(siblings, index);
  const changed = new Map(plan.changes.map(({ id, rank }) => [id, rank]));
  const all = siblings.map(({ id, rank }) => ({ id, rank: changed.get(id) ?? rank }));
  return [...all, { id: 'new', rank: plan.rank }].sort(compareRanked).map(({ id }) => id);
}

describe('planInsertion', () => {
  test.each<[string, Ranked[], number, string[], number]>([
    ['into an empty list', [], 0, ['new'], 0],
    ['between two ranks', [r('a', 'a0'), r('b', 'a1')], 1, ['a', 'new', 'b'], 0],
    ['before the first', [r('a', 'a0')], 0, ['new', 'a'], 0],
    ['between equal ranks', [r('a', 'a1'), r('b', 'a1')], 1, ['a', 'new', 'b'], 1],
    ['among three equal', [r('a', 'a1'), r('b', 'a1'), r('c', 'a1')], 1, ['a', 'new', 'b', 'c'], 2],
    ['after what has no rank', [r('a', 'a1'), r('b', null)], 2, ['a', 'b', 'new'], 1],
    ['before what has no rank', [r('a', 'a1'), r('b', null)], 1, ['a', 'new', 'b'], 0],
    ['among ranks that are none', [r('a', '!'), r('b', '~~')], 1, ['a', 'new', 'b'], 2],
    ['after an empty rank', [r('a', ''), r('b', 'a0')], 1, ['a', 'new', 'b'], 2],
  ])('%s', (_name, siblings, index, order, changes) => {
    expect(insert(siblings, index)).toEqual(order);
    expect(planInsertion(siblings, index).changes).toHaveLength(changes);
  });

  test('puts the new one exactly there and moves nobody else, whatever the ranks', () => {
    const rank = fc.oneof(
      fc.constant(null),
      fc.constantFrom('a0', 'a1', 'a1V', 'Zz', 'b00', 'A'.repeat(27), 'zzzzz', '', '!'),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(rank, { maxLength: 9 }), fc.nat(9), (ranks, at) => {
        const siblings = ranks.map((value, i) => r(`s${i}`, value)).sort(compareRanked);
        const index = Math.min(at, siblings.length);
        const expected = siblings.map(({ id }) => id);
        expected.splice(index, 0, 'new');
        expect(insert(siblings, index)).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a rank after a rank that is none starts anew', () => {
  expect(rankAfter('a0') > 'a0').toBe(true);
  expect(rankAfter('?')).toBe(rankAfter(null));
});

function r(id: string, rank: string | null): Ranked {
  return { id, rank };
}
