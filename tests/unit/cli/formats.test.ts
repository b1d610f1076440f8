import { describe, expect, test } from 'vitest';
import type { JudgedCitation } from '@/cli/check-reports';
import { FORMATS } from '@/cli/formats';
import { failOn } from '@/cli/outcomes';
import { NO_COLOURS, onOneLine, writeText } from '@/cli/write-text';
import { parseXhtml } from '@/utils/page/parse-xhtml';
import { evidenceOf } from '@/utils/verify/passage-evidence';
import { clipOf } from '../verify/quote-fixture';
import { judged } from './judged';

const FAILS = failOn(false, null);

function altered(quote: string, now: string): JudgedCitation {
  const { pin } = clipOf(quote);
  return judged('altered', {
    pin,
    judged: pin,
    judgement: {
      verdict: 'altered',
      flags: ['weak'],
      evidence: evidenceOf({
        reason: 'words-changed',
        passage: { before: 'The river ', text: now, after: ' in May.' },
        difference: [
          { op: 'same', text: 'rose by ' },
          { op: 'removed', text: '61' },
          { op: 'added', text: '68' },
        ],
      }),
    },
  });
}

const REPORTS = [
  {
    name: 'docs/a b.md',
    citations: [judged('verbatim'), altered('rose by 61', 'rose by 68'), judged('unpinned')],
  },
];

/** Words that would steer a terminal, a pipeline, XML or Markdown if they were not escaped. */
const HOSTILE = '\u001b[31m]]>&<b a="1">\n::error::x%0A| [l](javascript:1) `c` \u202e\u0000\ud800';

test('a person sees the place, the difference, the page and what to do', () => {
  expect(writeText(REPORTS, FAILS)).toBe(
    [
      'docs/a b.md:3:5: altered',
      '  link    https://a.example/#:~:text=rose',
      '  quote   rose by 61',
      '  changed rose by [-61-]{+68+}',
      '  page    …The river rose by 68 in May.…',
      '  why     The wording changed.',
      '  why     The link names so few letters that finding them proves little.',
      '  do      Compare the difference, and correct the report.',
      '',
      'docs/a b.md:3:5: no passage',
      '  link    https://a.example/#:~:text=rose',
      '  do      Link to a passage, or quote its words in front of the link.',
      '',
      '3 citations: 1 failed (1 word for word, 1 altered, 1 no passage).',
      '',
    ].join('\n'),
  );
});

test('only the painter writes colours', () => {
  expect(writeText(REPORTS, FAILS, (colour, text) => `<${colour}>${text}`)).toContain(
    'rose by <red>[-61-]<green>{+68+}',
  );
  expect(writeText(REPORTS, FAILS, NO_COLOURS)).not.toContain('\u001b');
});

test.each([
  [[judged('verbatim')], '1 citation: all passed (1 word for word).'],
  [[judged('unpinned')], '1 citation: none failed, 1 to look at (1 no passage).'],
  [[], 'No citations.'],
])('the summary counts %#', (citations, line) => {
  expect(
    writeText([{ name: 'a.md', citations }], FAILS)
      .trim()
      .split('\n')
      .at(-1),
  ).toBe(line);
});

test('JSON has a citation for each, with verdict and outcome', () => {
  const written = JSON.parse(FORMATS.json(REPORTS, FAILS));
  expect(written.counts).toEqual({
    citations: 3,
    failed: 1,
    reported: 1,
    verdicts: { verbatim: 1, altered: 1, unpinned: 1 },
  });
  const rows = written.reports[0].citations;
  expect(rows.map((row: JudgedCitation & { outcome: string }) => row.outcome)).toEqual([
    'passes',
    'fails',
    'reported',
  ]);
  expect(rows[1]).toMatchObject({ line: 3, column: 5, quote: 'rose by 61', verdict: 'altered' });
});

test('SARIF has a result for each citation that does not pass, with its rule and its place', () => {
  const [run] = JSON.parse(FORMATS.sarif(REPORTS, FAILS)).runs;
  const rules = run.tool.driver.rules;
  expect(run.results).toHaveLength(2);
  for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex].id).toBe(ruleId);
  expect(run.results.map(({ level }: { level: string }) => level)).toEqual(['error', 'note']);
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'docs/a%20b.md' },
    region: { startLine: 3, startColumn: 5 },
  });
});

test('GitHub gets one line for each citation that does not pass', () => {
  const lines = FORMATS.github(REPORTS, FAILS).trim().split('\n');
  expect(lines.slice(0, 2).map((line) => line.split('::').slice(0, 2).join('::'))).toEqual([
    '::error file=docs/a b.md,line=3,col=5,title=Pincite%3A altered',
    '::notice file=docs/a b.md,line=3,col=5,title=Pincite%3A no passage',
  ]);
  expect(lines).toHaveLength(3);
});

describe('hostile words in a quote, a page and the name of a file', () => {
  const hostile = altered(HOSTILE, HOSTILE);
  const reports = [{ name: `${HOSTILE}.md`, citations: [hostile] }];

  test('cannot steer a terminal or begin a line', () => {
    const text = writeText(reports, FAILS);
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u);
    expect(text).not.toMatch(/^\s*::/mu);
  });

  test('cannot give GitHub another command', () => {
    const lines = FORMATS.github(reports, FAILS).trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(1);
    expect(lines[0]).toContain('%250A');
  });

  test('leave the XML of JUnit well-formed', () => {
    const xml = FORMATS.junit(reports, FAILS);
    expect(parseXhtml(xml)).not.toBeNull();
    expect(xml.match(/<(?:testsuites|testsuite|testcase|failure)\b/gu)).toHaveLength(4);
    expect(xml).not.toContain('<b');
  });

  test('become no markup in Markdown, and no other cell', () => {
    const row = FORMATS.markdown(reports, FAILS).trim().split('\n').at(-1) ?? '';
    expect(row.split('|')).toHaveLength(6);
    expect(row).not.toMatch(/[[\]`<>]/u);
  });
});

test('what is on one line is whole', () => {
  expect(onOneLine(' a\r\n\tb\u2028c\ud800 ')).toBe('a b c\ufffd');
});
