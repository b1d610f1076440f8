import { expect, test } from 'vitest';
import { madeCheck } from '@/scripts/made-evidence';
import { CHECK_FLAGS, type Check, type CheckFlag, VERDICTS } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { isAdoptable } from '@/utils/verify/adoptable';

const LOCATED = {
  length: 80,
  blocks: 1,
  apart: 40,
  weakest: { term: 'The gates were tested', letters: 18, places: 1 },
};

function located(of: Partial<Check> = {}, facts: Partial<typeof LOCATED> | null = {}): Check {
  const check = madeCheck({
    runId: newId<'run'>(),
    clipId: newId<'clip'>(),
    pinId: newId<'pin'>(),
    checkedAt: '2026-05-02T09:41:00.000Z',
    verdict: 'located',
    snapshotId: newId<'snapshot'>(),
    evidence: {
      position: { start: 10, end: 90 },
      passage: { before: '', text: 'The gates were tested on 4 May.', after: '' },
      ...(facts === null ? {} : { located: { ...LOCATED, ...facts } }),
    },
  });
  return { ...check, ...of };
}

test('a plain located passage can be adopted with others', () => {
  expect(isAdoptable(located())).toBe(true);
  expect(isAdoptable(located({ flags: ['redirected', 'read-by-rendering'] }))).toBe(true);
});

test.each<[string, Check]>([
  ['whose first and last words are far apart', located({}, { apart: 301 })],
  ['that covers two paragraphs', located({}, { blocks: 2 })],
  ['of which an older check recorded no facts', located({}, null)],
  ['whose page text is not stored', located({ snapshotId: null })],
])('not one %s', (_name, check) => expect(isAdoptable(check)).toBe(false));

test.each(VERDICTS.filter((verdict) => verdict !== 'located'))('no check that says %s', (verdict) =>
  expect(isAdoptable(located({ verdict }))).toBe(false),
);

/** How the page was read, or which links browsers open, makes no passage doubtful. */
const HARMLESS: readonly CheckFlag[] = [
  'redirected',
  'changed-nearby',
  'nearby-unknown',
  'directive-in-pdf',
  'read-by-rendering',
];
test.each(CHECK_FLAGS)('the flag %s', (flag) =>
  expect(isAdoptable(located({ flags: [flag] }))).toBe(HARMLESS.includes(flag)),
);
