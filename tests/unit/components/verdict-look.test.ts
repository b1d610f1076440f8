import { expect, test } from 'vitest';
import { VERDICT_LOOK } from '@/components/ui/verdict-look';
import { CHECK_STATES, groupOf } from '@/utils/model/check-state';

test('only a pass looks like one', () => {
  for (const state of CHECK_STATES) {
    const isPass = groupOf(state) === 'stand';
    expect(VERDICT_LOOK[state].tone === 'pass', state).toBe(isPass);
    expect(VERDICT_LOOK[state].icon === 'check' && !isPass, state).toBe(false);
  }
});
