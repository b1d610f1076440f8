import { expect, test } from 'vitest';
import { madeCheck } from '@/scripts/made-evidence';
import type { Check, CheckReason, Verdict } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { missingBefore } from '@/utils/verify/read-ladder';

const clipId = newId<'clip'>();
const pinId = newId<'pin'>();
const check = (verdict: Verdict, reason: CheckReason | null, of = pinId): Check =>
  madeCheck({
    runId: newId<'run'>(),
    clipId,
    pinId: of,
    checkedAt: '2026-05-02T09:41:00.000Z',
    verdict,
    evidence: { reason },
  });
const NOT_FOUND = check('unchecked', 'not-found-not-rendered');

test('a missing passage stays missing, however often the downloaded page lacks it', () => {
  const first = missingBefore(NOT_FOUND, check('missing', 'nothing-close'));
  expect([first.verdict, first.evidence.reason]).toEqual(['missing', 'missing-before']);
  const second = missingBefore(NOT_FOUND, first);
  expect([second.verdict, second.evidence.reason]).toEqual(['missing', 'missing-before']);
});

test.each([
  ['was never read in full', NOT_FOUND, check('unchecked', 'not-found-not-rendered')],
  ['was found before', NOT_FOUND, check('verbatim', null)],
  ['was missing with other words', NOT_FOUND, check('missing', 'nothing-close', newId<'pin'>())],
  ['was not checked before', NOT_FOUND, undefined],
  ['is there again', check('verbatim', null), check('missing', 'nothing-close')],
  ['is behind a wall now', check('blocked', 'paywall'), check('missing', 'nothing-close')],
])('the result of a passage that %s is not changed', (_name, now, before) => {
  expect(missingBefore(now, before)).toBe(now);
});
