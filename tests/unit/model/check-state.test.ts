import { describe, expect, test } from 'vitest';
import {
  CHECK_GROUPS,
  CHECK_STATES,
  countStates,
  groupOf,
  groupVerdicts,
  statesOf,
} from '@/utils/model/check-state';
import { FALLS, isPass, VERDICTS } from '@/utils/model/evidence';

describe('the groups of check states', () => {
  test.each(VERDICTS)('a clip with the verdict %s is never counted as not checked', (verdict) => {
    for (const counts of [countStates([verdict]), groupVerdicts({ [verdict]: 1 })]) {
      expect(counts.never).toBe(0);
      expect(counts.repinned).toBe(0);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(1);
    }
  });

  test.each(VERDICTS)('%s is counted as standing only if it is a pass', (verdict) => {
    expect(groupOf(verdict) === 'stand').toBe(isPass(verdict));
  });

  test.each(VERDICTS)('%s shares a group only with verdicts that say the same', (verdict) => {
    const others = statesOf(groupOf(verdict));
    const isAlike = (a: (typeof others)[number]) =>
      VERDICTS.some((each) => each === a && isPass(each) === isPass(verdict)) &&
      FALLS.includes(a as (typeof VERDICTS)[number]) === FALLS.includes(verdict);
    expect(others.filter((each) => !isAlike(each))).toEqual([]);
  });

  test('a clip without a check of its current quote is counted once, apart from all verdicts', () => {
    expect(countStates(['never', 'repinned', 'verbatim'])).toMatchObject({
      never: 1,
      repinned: 1,
      stand: 1,
    });
  });

  test('every state is in one group', () => {
    expect(CHECK_GROUPS.flatMap(statesOf).sort()).toEqual([...CHECK_STATES].sort());
  });
});
