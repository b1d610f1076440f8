import { expect, test } from 'vitest';
import { fileName } from '@/components/state/export-report';

const NOW = new Date('2026-04-20T10:00:00Z');

test.each([
  ['a path', '../../etc/passwd', 'etc-passwd'],
  ['a name that Windows reserves', 'CON.md', 'CON-md'],
  ['a hidden file', '.profile', 'profile'],
  ['what shells and file systems read', 'a/b\\c:d*e?f"g<h>i|j\u0000', 'a-b-c-d-e-f-g-h-i-j'],
  ['a change of direction, which would hide the ending', 'lakes\u202efdp.exe', 'lakes-fdp-exe'],
  ['nothing that a name can have', '…', 'pincite'],
  ['a very long word', 'x'.repeat(1_000_000), 'x'.repeat(80)],
  ['a letter of two units at the end', `${'x'.repeat(79)}𝒜`, 'x'.repeat(79)],
])('a title with %s gives a safe file name', (_name, title, expected) => {
  expect(fileName(title, 'md', NOW)).toBe(`${expected}-2026-04-20.md`);
});
