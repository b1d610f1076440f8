import { expect, test } from 'vitest';
import { flagFromLast } from '@/entrypoints/background/flag-from-last';
import { madeCheck } from '@/scripts/made-evidence';
import type { Check } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';

const clipId = newId<'clip'>();
const pinId = newId<'pin'>();
const check = (change: Partial<Check>): Check =>
  madeCheck({
    runId: newId<'run'>(),
    clipId,
    pinId,
    checkedAt: '2026-05-02T09:41:00.000Z',
    verdict: 'verbatim',
    ...change,
  });
const FLAGGED = check({ reader: 'fetch', flags: ['parts-unrecorded'] });
const flagsOf = async (now: Check, before: Check | null = FLAGGED) => {
  const known = new Map(before === null ? [] : [[clipId, before]]);
  const [flagged] = await flagFromLast([now], known, () => null);
  return flagged?.flags;
};

test.each(['tab', 'render'] as const)(
  'a reader that knows no formulas (%s) leaves the flag of the check before',
  async (reader) => {
    const flags = ['parts-unrecorded'];
    expect(await flagsOf(check({ reader }))).toEqual(flags);
    expect(await flagsOf(check({ reader, verdict: 'located' }))).toEqual(flags);
    // However often it reads the page.
    expect(
      await flagsOf(check({ reader }), check({ reader, flags: ['parts-unrecorded'] })),
    ).toEqual(flags);
  },
);

test.each<[string, Check, Check | null]>([
  ['that knows formulas', check({ reader: 'fetch' }), FLAGGED],
  ['of other words', check({ reader: 'tab', pinId: newId<'pin'>() }), FLAGGED],
  ['that does not pass', check({ reader: 'tab', verdict: 'altered' }), FLAGGED],
  ['after one without the flag', check({ reader: 'tab' }), check({ reader: 'fetch' })],
  ['that is the first', check({ reader: 'tab' }), null],
])('a check %s gets no flag for a formula from the one before', async (_name, now, before) => {
  expect(await flagsOf(now, before)).toEqual([]);
});
