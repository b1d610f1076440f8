import { expect, test } from 'vitest';
import type { CheckFlag } from '@/utils/model/evidence';
import { evidenceOf } from '@/utils/verify/passage-evidence';
import { takesLinks } from '@/utils/verify/takes-links';

const LINKED = { directive: { start: 'the sluice' } };
const UNLINKED = { directive: null };

test.each([
  ['text/html', true],
  ['text/plain', true],
  // Some browsers go to the passage of a PDF, which its flag says.
  ['application/pdf', true],
  ['application/xhtml+xml', false],
  ['application/xml', false],
  ['text/markdown', false],
  ['application/json', false],
])('a page of %s: %s', (contentType, expected) => {
  const evidence = evidenceOf({ contentType });
  expect(takesLinks({ flags: [], evidence }, LINKED)).toBe(expected);
  expect(takesLinks({ flags: ['dead-link'], evidence }, null)).toBe(expected);
});

test.each<[string, readonly CheckFlag[], typeof LINKED | typeof UNLINKED | null, boolean | null]>([
  ['a link that it did not call dead', ['weak'], LINKED, true],
  ['a link that it called dead', ['dead-link'], LINKED, null],
  ['no link', [], UNLINKED, null],
  ['a pin that is gone', [], null, null],
])('an older check, which recorded no type, of %s', (_name, flags, judged, expected) => {
  const check = { flags: [...flags], evidence: evidenceOf({}) };
  expect(takesLinks(check, judged)).toBe(expected);
});
