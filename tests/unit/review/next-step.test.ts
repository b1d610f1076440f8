import { expect, test } from 'vitest';
import { nextStep } from '@/utils/review/next-step';

test.each([
  ['verify while nothing is verified', { clips: 3, unchecked: 3, openClaims: 2 }, 'verify'],
  [
    'verify after most passages were adopted',
    { clips: 12, unchecked: 9, openClaims: 12 },
    'verify',
  ],
  ['verify before the claims are counted', { clips: 3, unchecked: 3, openClaims: null }, 'verify'],
  ['review while decisions are open', { clips: 3, unchecked: 0, openClaims: 1 }, 'review'],
  ['review before a new clip is verified', { clips: 3, unchecked: 1, openClaims: 1 }, 'review'],
  ['verify a new clip after all decisions', { clips: 3, unchecked: 1, openClaims: 0 }, 'verify'],
  ['export when all is decided', { clips: 3, unchecked: 0, openClaims: 0 }, 'export'],
  ['export a text without clips and claims', { clips: 0, unchecked: 0, openClaims: 0 }, 'export'],
  ['unknown until the claims are counted', { clips: 3, unchecked: 0, openClaims: null }, null],
] as const)('the next step is %s', (_, progress, step) => {
  expect(nextStep(progress)).toBe(step);
});
