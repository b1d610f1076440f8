import { expect, test } from 'vitest';
import { countVerdicts, VERDICT_LOOK } from '@/components/ui/verdict-look';
import { isPass, VERDICTS } from '@/utils/model/evidence';

test('only a pass looks like one', () => {
  for (const verdict of VERDICTS) {
    expect(VERDICT_LOOK[verdict].tone === 'pass', verdict).toBe(isPass(verdict));
    expect(VERDICT_LOOK[verdict].icon === 'check' && !isPass(verdict), verdict).toBe(false);
  }
});

test('only a pass is counted as standing, and every clip is counted once', () => {
  for (const verdict of VERDICTS) {
    const counts = countVerdicts([verdict]);
    expect(counts.stand, verdict).toBe(isPass(verdict) ? 1 : 0);
    expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(1);
  }
  expect(countVerdicts([null])).toMatchObject({ open: 1, stand: 0 });
});
