import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareRanked,
  planInsertion,
  planInsertions,
  type Ranked,
  rankAfter,
} from '@/utils/model/ranks';

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

  test('puts the new item exactly there and moves no other item, whatever the ranks', () => {
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

test('several inserted items stand in a row, and no other item moves, whatever the ranks', () => {
  const rank = fc.constantFrom(null, 'a0', 'a1', 'a1V', 'Zz', 'b00', '', '!');
  fc.assert(
    fc.property(
      fc.array(rank, { maxLength: 9 }),
      fc.nat(9),
      fc.integer({ min: 1, max: 12 }),
      (ranks, at, count) => {
        const siblings = ranks.map((value, i) => r(`s${i}`, value)).sort(compareRanked);
        const plan = planInsertions(siblings, at, count);
        const added = plan.ranks.map((value, i) => r(`new${String.fromCodePoint(122 - i)}`, value));
        const changed = new Map(plan.changes.map((change) => [change.id, change.rank]));
        const all = siblings.map(({ id, rank: old }) => ({ id, rank: changed.get(id) ?? old }));
        const expected = siblings.map(({ id }) => id);
        expected.splice(Math.min(at, siblings.length), 0, ...added.map(({ id }) => id));
        expect(added).toHaveLength(count);
        expect([...all, ...added].sort(compareRanked).map(({ id }) => id)).toEqual(expected);
      },
    ),
  );
});

test('the rank after a rank of 100,000 characters is short', () => {
  const endless = `a0${'V'.repeat(100_000)}`;
  expect(rankAfter(endless).length).toBeLessThan(10);
  expect(insert([r('a', endless)], 1)).toEqual(['a', 'new']);
});

test('a rank after an invalid rank starts again', () => {
  expect(rankAfter('a0') > 'a0').toBe(true);
  expect(rankAfter('?')).toBe(rankAfter(null));
});

function r(id: string, rank: string | null): Ranked {
  return { id, rank };
}
