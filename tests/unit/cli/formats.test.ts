import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { JudgedCitation } from '@/cli/check-reports';
import { FORMATS } from '@/cli/formats';
import { failOn } from '@/cli/outcomes';
import { speak } from '@/cli/texts';
import { adviceOf, NO_COLOURS, onOneLine, reasonsOf, writeText } from '@/cli/write-text';
import type { CheckReason, Verdict } from '@/utils/model/evidence';
import { parseXhtml } from '@/utils/page/parse-xhtml';
import type { Judgement } from '@/utils/verify/judgement';
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

const HOSTILE_COPY = {
  judgement: {
    verdict: 'altered' as const,
    flags: [],
    evidence: evidenceOf({ passage: { before: HOSTILE, text: HOSTILE, after: HOSTILE } }),
  },
  url: `https://a.example/${HOSTILE}`,
  takenAt: '2026-03-01T00:00:00.000Z',
};

test.each([
  ['unchecked', 'private-address', 'localhost', '--allow-host localhost'],
  ['unchecked', 'private-address', 'wiki.example (10.0.0.7)', '--allow-host wiki.example'],
  // The page names this host, and the report does not.
  ['unreachable', 'private-address', 'localhost', 'Try again later.'],
  ['unchecked', 'not-run', 'not stored', 'without --offline'],
  ['unchecked', 'too-large', null, 'Open the page in a browser'],
] as const)('%s because of %s (%s) has its own advice', (verdict, reason, detail, advice) => {
  const evidence = evidenceOf({ reason, detail });
  const said = adviceOf(judged(verdict, { judgement: { verdict, flags: [], evidence } }));
  expect(said).toContain(advice);
});

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
      '3 citations: 1 failed, 1 to look at (1 verbatim, 1 altered, 1 no passage).',
      '',
    ].join('\n'),
  );
});

test('a passage is shown as it is on its page, without added spaces', () => {
  const passage = { before: 'The “', text: 'rose', after: '”, he said.' };
  const evidence = evidenceOf({ passage });
  const judgement: Judgement = { verdict: 'altered', flags: [], evidence };
  const report = { name: 'a.md', citations: [judged('altered', { judgement })] };
  expect(writeText([report], FAILS)).toContain('  page    …The “rose”, he said.…\n');
});

test('a link that no browser understands is called so, and not a link without a passage', () => {
  const { pin } = clipOf(null);
  const evidence = evidenceOf({ reason: 'no-passage-named' });
  const judgement: Judgement = { verdict: 'unpinned', flags: ['dead-link'], evidence };
  const broken = { pin: { ...pin, directiveAsWritten: ',rose' }, judgement };
  expect(reasonsOf(judged('unpinned', broken))).toEqual([
    'The link names a passage in a way that no browser understands.',
  ]);
  expect(reasonsOf(judged('unpinned', { judgement }))).toContain('The citation names no passage.');
});

test('a person who speaks French reads French, with its plurals and its spaces', () => {
  speak('fr');
  try {
    const citations = [
      ...[judged('verbatim'), judged('gone'), judged('gone')],
      ...[judged('unpinned'), altered('rose by 61', 'rose by 68')],
    ];
    const text = writeText([{ name: 'a.md', citations }], FAILS);
    expect(text).toContain('  différence rose by [-61-]{+68+}\n');
    expect(text).toContain('  conseil    Comparez la différence, et corrigez le rapport.\n');
    expect(text.trim().split('\n').at(-1)).toBe(
      '5 références\u202f: 3 en échec, 1 à regarder (1 mot pour mot, 1 modifiée, 1 sans passage, 2 pages disparues).',
    );
    const sarif = JSON.parse(FORMATS.sarif([{ name: 'a.md', citations }], FAILS));
    expect(sarif.runs[0].results[0]).toMatchObject({ ruleId: 'gone', level: 'error' });
    const { reports } = JSON.parse(FORMATS.json([{ name: 'a.md', citations }], FAILS));
    expect(reports[0].citations[4]).toMatchObject({ verdict: 'altered', flags: ['weak'] });
  } finally {
    speak('en');
  }
});

test('only the painter writes colours', () => {
  expect(writeText(REPORTS, FAILS, (colour, text) => `<${colour}>${text}`)).toContain(
    'rose by <red>[-61-]<green>{+68+}',
  );
  expect(writeText(REPORTS, FAILS, NO_COLOURS)).not.toContain('\u001b');
});

test.each([
  [[judged('verbatim')], '1 citation: all passed (1 verbatim).'],
  [[judged('unpinned')], '1 citation: none failed, 1 to look at (1 no passage).'],
  [
    [
      judged('verbatim', { seenAt: '2026-03-02T08:00:00.000Z' }),
      judged('verbatim', { seenAt: '2026-03-01T08:00:00.000Z' }),
    ],
    '2 citations: all passed (2 verbatim). 2 were judged on pages as they were stored, the oldest at 2026-03-01T08:00:00.000Z.',
  ],
  [
    [judged('gone', { isKnown: true })],
    '1 citation: none failed, 1 to look at (1 page gone). 1 is known from the baseline.',
  ],
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

describe('SARIF', () => {
  const name = 'sarif-2.1.0-rtm.5.json';
  const file = new URL(`../../fixtures/sarif/${name}`, import.meta.url);
  // The library uses newer versions of JSON Schema, in which `id` has another name.
  const { id, $schema, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const isUri = (uri: string) => /^[\w.~:/?#[\]@!$&'()*+,;=%-]*$/u.test(uri);
  const ajv = new Ajv({
    strict: false,
    // One pattern of the schema is not valid with the Unicode flag.
    unicodeRegExp: false,
    formats: { uri: URL.canParse, 'uri-reference': isUri, 'date-time': true },
  });
  const validate = ajv.compile(schema);
  const errorsOf = (text: string) => {
    validate(JSON.parse(text));
    return validate.errors ?? [];
  };

  test.each([
    ['several citations', REPORTS],
    ['no citations', []],
    [
      'hostile words',
      [{ name: `${HOSTILE}.md`, citations: [altered(HOSTILE, HOSTILE), judged('gone')] }],
    ],
    [
      'an archived copy with hostile words',
      [{ name: 'a.md', citations: [judged('gone', { archived: HOSTILE_COPY })] }],
    ],
    [
      'a report without lines',
      [{ name: 'C:\\a\\b.docx', citations: [judged('missing', { place: null })] }],
    ],
  ])('of %s is valid by the schema of the standard', (_, reports) => {
    expect(errorsOf(FORMATS.sarif(reports, FAILS))).toEqual([]);
  });

  test('with a result of another kind is not valid', () => {
    const broken = FORMATS.sarif(REPORTS, FAILS).replace('"level": "error"', '"level": "bad"');
    expect(errorsOf(broken)).not.toEqual([]);
  });

  test('has words of a page as plain text, without a link or a placeholder', () => {
    const words = 'see [this](https://a.example/) and {0}';
    const log = JSON.parse(
      FORMATS.sarif([{ name: 'a.md', citations: [altered(words, '')] }], FAILS),
    );
    const { text } = log.runs[0].results[0].message;
    expect(text).toContain('see [this] (https://a.example/) and {{0}}');
    expect(text).toContain('rose by [-61-][+68+]');
  });
});

/**
 * The parts of a report of JUnit on which its readers agree: the schemas of Jenkins and of Ant, and
 * what GitLab reads. https://llg.cubic.org/docs/junit/
 */
const JUNIT: Readonly<
  Record<string, { required: string[]; optional: string[]; inside: string[] }>
> = {
  testsuites: {
    required: [],
    optional: ['tests', 'failures', 'errors', 'skipped'],
    inside: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests'],
    optional: ['failures', 'errors', 'skipped'],
    inside: ['testcase'],
  },
  testcase: {
    required: ['name', 'classname'],
    optional: ['file', 'line'],
    inside: ['failure', 'skipped'],
  },
  failure: { required: ['type', 'message'], optional: [], inside: [] },
  skipped: { required: ['message'], optional: [], inside: [] },
};

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

function parseXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return root;
}

describe('JUnit', () => {
  const citations = [
    ...(REPORTS[0]?.citations ?? []),
    // In a document without lines, two citations may have the same words.
    ...[1, 2].map(() => judged('gone', { place: null })),
  ];
  const root = parseXml(FORMATS.junit([{ name: 'docs/a b.md', citations }], FAILS));
  const all = (element: Element): Element[] => [element, ...element.children.flatMap(all)];
  const elements = all(root).slice(1);

  test('has only elements and attributes that its readers know', () => {
    expect(elements[0]?.name).toBe('testsuites');
    for (const { name, attributes, children } of elements) {
      const { required, optional, inside } = JUNIT[name] ?? {
        required: ['no element'],
        optional: [],
        inside: [],
      };
      expect(Object.keys(attributes)).toEqual(expect.arrayContaining(required));
      expect([...required, ...optional]).toEqual(expect.arrayContaining(Object.keys(attributes)));
      for (const child of children) expect(inside).toContain(child.name);
    }
  });

  test('has the right counts of tests, failures and skipped tests', () => {
    for (const { name, attributes, children } of elements) {
      if (!name.startsWith('testsuite')) continue;
      const cases = children.flatMap(all).filter((each) => each.name === 'testcase');
      const count = (result: string) =>
        cases.filter((each) => each.children.some((child) => child.name === result)).length;
      expect(attributes).toMatchObject({
        tests: String(cases.length),
        failures: String(count('failure')),
        skipped: String(count('skipped')),
        errors: '0',
      });
    }
  });

  test('has a case for each citation, and no two cases have the same name', () => {
    const names = elements.filter(({ name }) => name === 'testcase').map((each) => each.attributes);
    expect(new Set(names.map(({ name, classname }) => `${classname} ${name}`)).size).toBe(5);
  });

  test('gives the reason also in the text of a failure, because some readers show only the text', () => {
    const failure = elements.find(({ name }) => name === 'failure');
    expect(failure?.attributes).toMatchObject({ type: 'altered', message: 'altered: rose by 61' });
    expect(failure?.text).toContain('rose by [-61-]{+68+}');
    expect(failure?.text).toContain('Compare the difference');
  });
});

describe('what an archive has', () => {
  const url = 'https://archive.example/web/20260301000000/https://a.example/';
  const takenAt = '2026-03-01T00:00:00.000Z';
  const copy = (verdict: Verdict, reason: CheckReason | null = null) => ({
    judgement: { verdict, flags: [], evidence: evidenceOf({ reason }) },
    ...(reason === 'no-memento' ? { url: null, takenAt: null } : { url, takenAt }),
  });
  const citations = [
    judged('gone', { archived: copy('verbatim') }),
    judged('unchecked', { archived: copy('unchecked', 'not-found-not-rendered') }),
    judged('altered', { archived: copy('unchecked', 'no-memento') }),
    judged('missing'),
  ];
  const reports = [{ name: 'a.md', citations }];
  const said = [
    `In the copy of ${takenAt}: verbatim. ${url}`,
    `In the copy of ${takenAt}: no result. Not found in the page as downloaded.`,
    'The archive has no copy of the page.',
  ];

  test('is shown to a person beside the verdict, and changes no result', () => {
    const text = writeText(reports, FAILS);
    for (const line of said) expect(text).toContain(`  archive ${line}`);
    expect(text.match(/^ {2}archive/gmu)).toHaveLength(3);
    expect(text).toContain(
      '4 citations: 4 failed (1 altered, 1 missing, 1 page gone, 1 no result).',
    );
  });

  test('is in JSON and SARIF in fields of its own', () => {
    const json = JSON.parse(FORMATS.json(reports, FAILS));
    const rows = json.reports[0].citations.map((row: { archive: unknown }) => row.archive);
    expect(rows.slice(2)).toEqual([
      expect.objectContaining({ url: null, reason: 'no-memento' }),
      null,
    ]);
    expect(rows[0]).toMatchObject({ verdict: 'verbatim', takenAt, url });
    expect(json.counts.failed).toBe(4);
    const [run] = JSON.parse(FORMATS.sarif(reports, FAILS)).runs;
    expect(run.results[0].properties.archive).toMatchObject({ verdict: 'verbatim', takenAt, url });
    expect(run.results[3]).not.toHaveProperty('properties');
  });

  test.each(['junit', 'github', 'sarif'] as const)('is in the messages of %s', (format) => {
    const text = FORMATS[format](reports, FAILS);
    for (const line of said) expect(text).toContain(`archive: ${line}`);
  });

  test('is in the table of Markdown', () => {
    expect(FORMATS.markdown(reports, FAILS)).toContain('The archive has no copy of the page.');
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
  const hostile = { ...altered(HOSTILE, HOSTILE), archived: HOSTILE_COPY };
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
