import { expect, test } from 'vitest';
import { flagFromLast } from '@/entrypoints/background/flag-from-last';
import { madeCheck } from '@/scripts/made-evidence';
import type { Check, CheckFlag } from '@/utils/model/evidence';
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
const flagsAfter = async (now: Check, before: Check | null = FLAGGED) => {
  const known = new Map(before === null ? [] : [[clipId, before]]);
  const [flagged] = await flagFromLast([now], known, () => null);
  return flagged?.flags;
};

test.each([
  ['tab', 'parts-unrecorded'],
  ['render', 'parts-unrecorded'],
  ['tab', 'image-gone'],
  ['render', 'image-gone'],
] as const)(
  'a check that sees only words (%s) keeps the flag %s of the check before',
  async (reader, flag) => {
    const flags: CheckFlag[] = [flag];
    const last = check({ reader: 'fetch', flags });
    expect(await flagsAfter(check({ reader }), last)).toEqual(flags);
    expect(await flagsAfter(check({ reader, verdict: 'moved' }), last)).toEqual(flags);
    // However often it reads the page.
    expect(await flagsAfter(check({ reader }), check({ reader, flags }))).toEqual(flags);
  },
);

test('a check in a tab that only located the words keeps the flag for formulas', async () => {
  expect(await flagsAfter(check({ reader: 'tab', verdict: 'located' }))).toEqual([
    'parts-unrecorded',
  ]);
});

test.each<[string, Check, Check | null]>([
  ['that knows formulas', check({ reader: 'fetch' }), FLAGGED],
  ['of other words', check({ reader: 'tab', pinId: newId<'pin'>() }), FLAGGED],
  ['that does not pass', check({ reader: 'tab', verdict: 'altered' }), FLAGGED],
  ['after one without the flag', check({ reader: 'tab' }), check({ reader: 'fetch' })],
  ['that is the first', check({ reader: 'tab' }), null],
])('a check %s gets no flag for a formula from the one before', async (_name, now, before) => {
  expect(await flagsAfter(now, before)).toEqual([]);
});
