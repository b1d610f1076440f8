import { describe, expect, test } from 'vitest';
import {
  type BaselineEntry,
  compareWithBaseline,
  readBaseline,
  renewBaseline,
  writeBaseline,
} from '@/cli/baseline';
import type { CheckedReport } from '@/cli/check-reports';
import { failOn, outcomeOf } from '@/cli/outcomes';
import type { Judgement } from '@/utils/verify/judgement';
import { evidenceOf } from '@/utils/verify/passage-evidence';
import { judged } from './judged';

const FAILS = failOn(false, null);
const FOLDER = process.cwd();

const entry = (more: Partial<BaselineEntry> = {}): BaselineEntry => ({
  file: 'docs/a.md',
  address: 'https://a.example/#:~:text=rose',
  quote: null,
  verdict: 'gone',
  ...more,
});

const report = (...citations: CheckedReport['citations']): CheckedReport => ({
  name: './docs/a.md',
  citations,
});

function outcomes(known: readonly BaselineEntry[], reports: readonly CheckedReport[]) {
  const compared = compareWithBaseline(reports, known, FAILS, FOLDER);
  return {
    outcomes: compared.reports.flatMap(({ citations }) =>
      citations.map((citation) => outcomeOf(citation, FAILS)),
    ),
    gone: compared.gone,
  };
}

test('a known failure does not fail the check, and never counts as a pass', () => {
  expect(outcomes([entry()], [report(judged('gone'))])).toEqual({
    outcomes: ['reported'],
    gone: [],
  });
});

describe('counts as new:', () => {
  const { pin } = judged('gone');
  test.each([
    ['another link', judged('gone', { address: 'https://a.example/other' })],
    ['another quotation', judged('gone', { pin: { ...pin, quote: 'rose' } })],
    ['another way to fail', judged('altered')],
  ])('%s', (_, citation) => {
    expect(outcomes([entry()], [report(citation)])).toEqual({
      outcomes: ['fails'],
      gone: [entry()],
    });
  });

  test('the same citation in another report; no entry of the first report is reported as gone', () => {
    const other = { name: 'docs/b.md', citations: [judged('gone')] };
    expect(outcomes([entry()], [other])).toEqual({ outcomes: ['fails'], gone: [] });
  });
});

test('a citation whose page was not requested fails only if the baseline does not list it', () => {
  const evidence = evidenceOf({ reason: 'not-run', detail: 'not stored' });
  const judgement: Judgement = { verdict: 'unchecked', flags: [], evidence };
  const other = judged('unchecked', { judgement, address: 'https://a.example/other' });
  expect(outcomes([entry()], [report(judged('unchecked', { judgement }), other)])).toEqual({
    outcomes: ['reported', 'fails'],
    gone: [],
  });
});

test('a citation with the same verdict is not gone when fewer verdicts fail', () => {
  const compared = compareWithBaseline(
    [report(judged('gone'))],
    [entry()],
    failOn(false, ['altered']),
    FOLDER,
  );
  expect(compared.gone).toEqual([]);
});

test('a baseline entry is reported as gone when its citation passes again', () => {
  expect(outcomes([entry()], [report(judged('verbatim'))])).toEqual({
    outcomes: ['passes'],
    gone: [entry()],
  });
});

test('a new baseline has the citations that fail now, and keeps entries of unchecked reports', () => {
  const other = entry({ file: 'docs/b.md' });
  const before = [entry({ verdict: 'missing' }), other];
  const reports = [report(judged('gone'), judged('verbatim'), judged('unpinned'))];
  const renewed = renewBaseline(reports, before, FAILS, FOLDER);
  expect(renewed).toEqual([other, entry()]);
  const written = writeBaseline(renewed);
  expect(readBaseline(written)).toEqual({ ok: true, value: [entry(), other] });
  expect(writeBaseline([...renewed, entry()].reverse())).toBe(written);
});

test.each([
  ['text that is not JSON', '{', 'JSON'],
  ['an unknown field', JSON.stringify({ pincite: 1, known: [], more: 1 }), 'more'],
  [
    'an unknown verdict',
    JSON.stringify({ pincite: 1, known: [{ ...entry(), verdict: 'fine' }] }),
    'verdict',
  ],
])('refuses %s', (_, json, message) => {
  const read = readBaseline(json);
  expect(read.ok ? '' : read.error).toContain(message);
});
