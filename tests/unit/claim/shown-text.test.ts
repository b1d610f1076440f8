import { expect, test } from 'vitest';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { quotedClaim } from '@/utils/claim/quoted-claim';
import { shownText } from '@/utils/claim/shown-text';
import { importedReport, readReport } from '../report/read-back';

function read(markdown: string) {
  const [statement] = deriveReportClaims(importedReport(readReport(markdown)).content).statements;
  if (statement === undefined) throw new Error('There is no statement.');
  const { plain } = statement;
  return { plain, shown: shownText(statement, 0, plain.length), statement };
}

const LIST = '\n\n## Sources\n\n1. [Alpha](https://a.example/x)\n2. [Beta](https://a.example/y)\n';
const NOTES = '\n\n[^1]: [Alpha](https://a.example/x)\n[^2]: [Beta](https://a.example/y)\n';

test.each([
  ['It rose ([Trial](https://a.example/x), 12 May).', 'It rose (Trial, 12 May).'],
  ['It rose ([Trial](https://a.example/x) table 2).', 'It rose (Trial table 2).'],
  ['It rose ([A](https://a.example/x); [B](https://a.example/y), p. 3).', 'It rose (A; B, p. 3).'],
  [
    'It rose ([A](https://a.example/x), p. 3 ; [B](https://a.example/y), table 2).',
    'It rose (A, p. 3 ; B, table 2).',
  ],
  [
    'It rose (see [1], p. 3) and so.\n\n[1]: https://a.example/x',
    'It rose (see [1], p. 3) and so.',
  ],
  [
    'It rose (see Dupont, [1], p. 3 ; for another view, [2]).\n\n[1]: https://a.example/x\n\n[2]: https://a.example/y',
    'It rose (see Dupont, [1], p. 3 ; for another view, [2]).',
  ],
  [`It rose ([^1], p. 3)[^2].${NOTES}`, 'It rose (Alpha, p. 3).'],
  [`According to [1], it rose.${LIST}`, 'According to Alpha, it rose.'],
  [
    `As shown in [2], it rose. Selon [1] et d’après [2, p. 3], non.${LIST}`,
    'As shown in Beta, it rose. Selon Alpha et d’après [2, p. 3], non.',
  ],
  [
    `In [1] and [2], the authors agree. As [1] shows, it rose. It fell. [2] found that it froze.${LIST}`,
    'In Alpha and Beta, the authors agree. As Alpha shows, it rose. It fell. Beta found that it froze.',
  ],
  ['The figures of [1] differ.\n\n[1]: https://a.example/x', 'The figures of [1] differ.'],
])('%s is shown with the names of its sources', (markdown, expected) => {
  const { plain, shown } = read(markdown);
  expect(shown).toBe(expected);
  // The words that decisions are bound to have no names.
  expect(plain).not.toBe(expected);
});

test.each([
  'It rose [1, p. 2].',
  'It rose [see 2], and fell [1, 2, § 4].',
  'It rose [1, p. 2]; it fell (slowly [voir 2, p. 3]).',
])('%s is shown with its marks, because they have words', (text) => {
  const { plain, shown, statement } = read(`${text}${LIST}`);
  expect(shown).toBe(text);
  expect(plain).not.toContain('[');
  expect(quotedClaim(statement.claims[0] ?? expect.fail(), statement).words).toBe('It rose');
});

test.each([
  'It rose ([Trial](https://a.example/x)).',
  'It rose [Trial](https://a.example/x), and fell ([Trial](https://a.example/x)).',
  'It rose (see Dupont, [Trial](https://a.example/x), p. 3).',
  `It rose,[^1] and fell (in May[^2], then).${NOTES}`,
  `The dam gave in [1]. They stood by [1, 2].${LIST}`,
])('%s reads without names', (markdown) => {
  const { plain, shown } = read(markdown);
  expect(shown).toBe(plain);
});

test('a quoted claim has the name in the rest of its sentence', () => {
  const { statement } = read('It rose ([Trial](https://a.example/x), 12 May). It fell.');
  const [claim] = statement.claims;
  if (claim === undefined) throw new Error('There is no claim.');
  expect(claim.text).toBe('It rose');
  expect(quotedClaim(claim, statement)).toEqual({ words: 'It rose', rest: '(Trial, 12 May).' });
});
