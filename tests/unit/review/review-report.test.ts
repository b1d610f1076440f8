import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hint } from '@/utils/claim/claim';
import type { Check } from '@/utils/model/evidence';
import type { Review } from '@/utils/model/project-reviews';
import { readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import type { Nodes } from '@/utils/report/markup/mdast';
import { parseMarkdown, textOf } from '@/utils/report/markup/parse-blocks';
import { createClaimsReader } from '@/utils/review/claims-of-tree';
import { reportNumbers } from '@/utils/review/report-numbers';
import { reviewComments } from '@/utils/review/review-comments';
import { type Reviewed, reviewReport } from '@/utils/review/review-report';
import { writeReviewCsv } from '@/utils/review/review-report-csv';
import { reviewReportNodes } from '@/utils/review/review-report-nodes';
import { claimReview } from '@/utils/review/review-state';
import { writeReview } from '@/utils/review/write-review';
import { C1, C3, clip, REPORT, S1, sampleReport } from '../model/sample-report';
import { readCsv } from '../report/read-csv';
import { PLAIN_WORDS } from './plain-review-words';
import {
  answered,
  by,
  claims,
  evidence,
  hint,
  type MadeClaim,
  reviewOf,
  signOffOf,
} from './review-fixture';
import { reviewed } from './reviewed-report';

const AT = '2026-05-04T08:00:00.000Z';
const HOSTILE = '<img src=x onerror=alert(1)> **bold** [link](javascript:alert(2)) | `code`';

interface Made {
  readonly claim: MadeClaim;
  readonly reviews?: readonly Partial<Review>[];
  readonly hints?: readonly Hint[];
  readonly difference?: Check['evidence']['difference'];
}

function made(list: readonly Made[], of: Partial<Reviewed> = {}) {
  const items = claims(...list.map(({ claim }) => claim));
  for (const [at, { difference }] of list.entries()) {
    const check = items[at]?.passages[0]?.evidence?.check;
    if (difference === undefined || !check) continue;
    check.evidence.difference = difference;
    check.evidence.changes = [{ fact: 'figure', from: '61', to: '68' }];
    check.evidence.reason = 'words-changed';
  }
  return reviewReport({
    tree: arrangeReport(readReport(sampleReport(), REPORT), []),
    claims: items.map((item, at) => ({
      item,
      review: claimReview(
        item,
        list[at]?.reviews?.map((review) => reviewOf(item, review)),
      ),
      hints: list[at]?.hints ?? [],
    })),
    steps: [],
    signOffs: [],
    views: new Map(),
    numbers: reportNumbers(
      new Map(
        items.flatMap(({ passages }) =>
          passages.flatMap(({ evidence }) =>
            evidence === null
              ? []
              : [[evidence.clip.id, { ...evidence, isCounted: true }] as const],
          ),
        ),
      ),
    ),
    writtenAt: AT,
    ...of,
  });
}

const markdown = (report: ReturnType<typeof made>) =>
  writeReview({
    nodes: reviewReportNodes(report, PLAIN_WORDS),
    ...{ format: 'markdown', title: 'Review', language: 'en' },
  });
const html = (report: ReturnType<typeof made>) =>
  writeReview({
    nodes: reviewReportNodes(report, PLAIN_WORDS),
    ...{ format: 'html', title: 'Review <of> it', language: 'en' },
  });

function hostile(claim: string, quote: string, note: string): Made {
  return {
    claim: { text: claim, passages: [{ quote: quote || null, verdict: 'verbatim' }] },
    reviews: [{ decision: 'partly', note, reviewer: `Ines ${note}` }],
    hints: [{ ...hint(), words: claim }],
  };
}

/** Returns how many nodes of each kind a Markdown reader finds in it. */
function shapeOf(report: ReturnType<typeof made>): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>();
  const visit = (node: Nodes) => {
    // Readers make links of bare addresses, whatever is escaped in them.
    if (node.type === 'link' && node.url.endsWith(textOf(node))) return;
    kinds.set(node.type, (kinds.get(node.type) ?? 0) + 1);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(parseMarkdown(markdown(report)));
  return kinds;
}

const SIGN_OFF = {
  signOff: signOffOf({
    signedAt: AT,
    exceptions: [{ claimKey: 'claim-3', words: 'Excepted words' }],
  }),
  state: 'void',
  changed: ['title'],
  counts: { claims: 3, supported: 1, partly: 0, unsupported: 0, unclear: 0, waiting: 2 },
} as const;

const LIST: readonly Made[] = [
  { claim: { text: 'All is well' }, reviews: [{ together: true }] },
  {
    claim: {
      text: 'The level rose by 61 cm',
      passages: [{ verdict: 'altered', passage: 'The level rose by 68 cm.' }],
    },
    reviews: [
      answered(
        'disputed',
        { decision: 'unsupported', note: 'Ask the author.\n\nTwice.' },
        'Page 7 says 61.\n\nSo does the table.',
      ),
      { ...by('Omar'), decision: 'partly', reviewedAt: '2026-05-02T08:00:00.000Z' },
    ],
    hints: [hint()],
    difference: [
      { op: 'same', text: 'The level rose by' },
      { op: 'removed', text: ' 61' },
      { op: 'added', text: ' 68' },
      { op: 'same', text: ' cm.' },
    ],
  },
  { claim: { text: 'Nobody looked' } },
];

describe('a review report', () => {
  test('shows who decided how much and when', () => {
    expect(made(LIST).reviewers).toEqual([
      {
        ...{ author: 'own key', standing: 'own', name: null, reviewer: 'Ines', earlier: [] },
        ...{ claims: 2, first: '2026-05-02T09:41:00.000Z', last: '2026-05-02T09:41:00.000Z' },
      },
      {
        ...{
          author: 'key of Omar',
          standing: 'known',
          name: 'Omar',
          reviewer: 'Omar',
          earlier: [],
        },
        ...{ claims: 1, first: '2026-05-02T08:00:00.000Z', last: '2026-05-02T08:00:00.000Z' },
      },
    ]);
  });

  // The later decision is about the earlier claim, with a wrong clock.
  const renamed = [
    { id: 'later', counter: 3, reviewer: 'Ines Varga', reviewedAt: '2026-05-01T09:00:00.000Z' },
    { id: 'first', counter: 1, reviewer: 'Ines Vagra', reviewedAt: '2026-05-02T09:00:00.000Z' },
    { id: 'second', counter: 2, reviewer: 'Ines Vagra', reviewedAt: '2026-05-03T09:00:00.000Z' },
  ];

  test('somebody who corrected the name has the new one, and the earlier one once', () => {
    const report = made(renamed.map((review) => ({ claim: {}, reviews: [review] })));
    expect(report.reviewers).toMatchObject([
      {
        ...{ reviewer: 'Ines Varga', earlier: ['Ines Vagra'], claims: 3 },
        ...{ first: '2026-05-01T09:00:00.000Z', last: '2026-05-03T09:00:00.000Z' },
      },
    ]);
    expect(markdown(report)).toContain('Ines Varga < Ines Vagra: 3 from');
    expect(markdown(report)).toContain('· Ines Vagra · 2026-05-02T09:00:00.000Z');
  });

  test('a person whom this library names has that name only', () => {
    const omar = { author: 'key of Omar', standing: 'known', name: 'Omar' } as const;
    const report = made(
      renamed.map((review) => ({ claim: {}, reviews: [{ ...review, ...omar }] })),
    );
    expect(report.reviewers).toMatchObject([{ name: 'Omar', earlier: [], claims: 3 }]);
  });

  test('two keys with the same name are two people', () => {
    const twin = { author: 'another key', standing: 'unverified', id: 'other' } as const;
    const report = made([{ claim: {}, reviews: [{}, twin] }]);
    expect(report.reviewers.map(({ author, reviewer }) => [author, reviewer])).toEqual([
      ['own key', 'Ines'],
      ['another key', 'Ines'],
    ]);
    const [header = [], ...rows] = readCsv(writeReviewCsv(report, PLAIN_WORDS));
    expect(rows.map((row) => row[header.indexOf('reviewer verified')])).toEqual([
      'own',
      'unverified',
    ]);
  });
});

describe('as Markdown', () => {
  const text = markdown(made(LIST, { signOffs: [SIGN_OFF] }));

  test('an objection has its evidence, all decisions, the note, the answer and the hints', () => {
    const objection = text.slice(text.indexOf('#### Claim 2'), text.indexOf('## Waiting'));
    expect(objection).toContain('> The level rose by 61 cm');
    expect(objection).toContain('**unsupported** · Ines · 2026-05-02T09:41:00.000Z');
    expect(objection).toContain('Note: Ask the author.');
    expect(objection).toContain('Twice.');
    expect(objection).toContain('**partly** · Omar');
    expect(objection).toMatch(/Answered disputed\s+Note: Page 7 says 61\.\s+So does the table\./);
    expect(objection).toContain('Look at 44');
    expect(objection).toContain('Passage 1: altered: 1 figure · 2026');
    expect(objection).toContain('words-changed');
    expect(objection).toContain('> The level rose by ~~61~~ **68** cm.');
  });

  test('a void sign-off is marked, with its hash and the names of its exceptions', () => {
    expect(text).toContain('**void: Ines, 2026-05-04T08:00:00.000Z, 3**');
    expect(text).toContain('Hash then');
    expect(text).toContain('- Excepted words');
    expect(markdown(made(LIST))).toContain('Not signed');
  });

  test('a sign-off is followed by the number of clips in the inbox, which it does not cover', () => {
    const tree = arrangeReport(readReport(sampleReport(), REPORT), [clip(C1, S1), clip(C3)]);
    const signed = markdown(made(LIST, { tree, signOffs: [SIGN_OFF] }));
    expect(signed).toContain('- Excepted words\n\nNot covered: 1\n\n## Objections');
    expect(text).not.toContain('Not covered');
    expect(markdown(made(LIST, { tree }))).not.toContain('Not covered');
  });

  test('what was confirmed together is recorded as such; what waits and was excepted as well', () => {
    expect(text).toMatch(/- All is well \*\(Claim 1 · Ines · [^\n]+ · together\)\*\n/);
    expect(text).toMatch(/- Nobody looked \*\(Claim 3 · excepted\)\*\n/);
  });

  test('a claim that was supported against a hint has the hint, in each format', () => {
    const report = made([
      { claim: { text: 'It rose by 44' }, reviews: [{ decision: 'supported' }], hints: [hint()] },
      // Its passages name what failed.
      {
        claim: { text: 'It fell' },
        reviews: [{}],
        hints: [{ ...hint(), kind: 'citations-failed' }],
      },
    ]);
    expect(markdown(report)).toMatch(/- It rose by 44 [^\n]+\n\n {2}Asked: Look at 44\n/u);
    expect(html(report)).toContain('<p>Asked: Look at 44</p>');
    expect(markdown(report).split('Asked:')).toHaveLength(2);
    expect(reviewComments(report, PLAIN_WORDS)[0]?.lines).toEqual(['Look at 44']);
    const [header = [], row = []] = readCsv(writeReviewCsv(report, PLAIN_WORDS));
    expect(row[header.indexOf('hints')]).toBe('Look at 44');
  });

  test('a claim that changed after its decision waits, and shows the earlier decision', () => {
    const [old] = claims({ text: 'As it was' });
    const [item] = claims({ text: 'As it is' });
    if (old === undefined || item === undefined) throw new Error('no claim');
    const review = claimReview(item, [reviewOf(old)]);
    const changed = made([], { claims: [{ item, review, hints: [] }] });
    expect(markdown(changed)).toMatch(
      /## Waiting\n\n- As it is \*\(Claim 1 · supported · Ines · [^\n]+\)\*\n\n {2}Changed claim/,
    );
  });

  test('a row of a table is one line, in the passage and in the claim', () => {
    const quote = 'Country\n2023\n2024\nSweden\n402\n486\nNorway\n310\n290';
    const claim = { text: 'Sweden\t402\t468', passages: [{ quote, verdict: 'verbatim' as const }] };
    const objected = made([{ claim, reviews: [{ decision: 'partly', note: 'No.' }] }]);
    const written = markdown(objected);
    expect(written).toMatch(/^> Sweden · 402 · 468$/mu);
    expect(written).toMatch(/^> Sweden 402 486$/mu);
    expect(written).not.toMatch(/^> 402$/mu);
    expect(html(objected)).toContain('Sweden 402 486');
  });

  test('the counts are a table, and their names agree with them', () => {
    expect(text).toMatch(/\| supported \| partly \| unsupported \| unclear \| all waiting \|/);
  });

  test('a report without objections states that', () => {
    expect(markdown(made(LIST.slice(0, 1)))).toContain('## Objections\n\nNo objections\n');
  });
});

describe('sentences without a citation', () => {
  const tree = arrangeReport(readReport(sampleReport(), REPORT), []);
  const one = made(LIST, { steps: createClaimsReader()(tree) });

  test('the summary of a review counts the sentences without a citation', () => {
    expect(markdown(one)).toMatch(/\n\nWithout a citation: 1\n\n## By verdict/u);
    expect(html(one)).toContain('<p>Without a citation: 1</p>');
  });

  test('the table of a review counts the sentences without a citation', () => {
    const [header = [], ...rows] = readCsv(writeReviewCsv(one, PLAIN_WORDS));
    const counts = rows.map((row) => row[header.indexOf('sentences without a citation')]);
    expect(new Set(counts)).toEqual(new Set(['1']));
  });

  test('a review does not mention sentences without a citation if there are none', () => {
    expect(markdown(made(LIST))).not.toContain('Without a citation');
  });
});

describe('a claim in the middle of its sentence', () => {
  const claim = { text: 'It rose (in May', after: '), but *fell* in June.' };
  const report = made([
    { claim, reviews: [{ decision: 'partly' }] },
    { claim, reviews: [{ decision: 'supported' }] },
    { claim },
  ]);

  test('has the rest of it in every format', () => {
    const text = markdown(report);
    expect(text).toContain('\n> It rose (in May) *… but \\*fell\\* in June.*\n');
    expect(text).toContain('- It rose (in May) *… but \\*fell\\* in June.* *(Claim 2 ·');
    expect(text).toContain('- It rose (in May) *… but \\*fell\\* in June.* *(Claim 3)*\n');
    expect(html(report)).toContain('<p>It rose (in May) <em>… but *fell* in June.</em></p>');
    const [header = [], ...rows] = readCsv(writeReviewCsv(report, PLAIN_WORDS));
    expect(rows.map((row) => row[header.indexOf('rest of sentence')])).toEqual(
      Array.from({ length: 3 }, () => 'but *fell* in June.'),
    );
  });
});

describe('words that are markup', () => {
  const report = made([
    {
      claim: { text: HOSTILE, passages: [{ quote: HOSTILE, verdict: 'verbatim' }] },
      reviews: [{ decision: 'partly', note: `=1+1\n${HOSTILE}`, reviewer: HOSTILE }],
      hints: [{ ...hint(), words: HOSTILE }],
    },
  ]);

  test('are words in Markdown', () => {
    const text = markdown(report);
    expect(text).not.toMatch(/(?<!\\)<img/);
    expect(text).not.toMatch(/(?<!\\)\[link\]\(/);
    expect(text).not.toMatch(/(?<!\\)\*\*bold/);
  });

  test('are words in HTML, in a file that runs nothing', () => {
    const page = html(report);
    expect(page).not.toContain('<img');
    expect(page).not.toContain('javascript:alert(2)"');
    expect(page).toContain('&#x3C;img src=x');
    expect(page).toContain('default-src &#x27;none&#x27;');
    expect(page).not.toContain('<script');
    expect(page).toContain('<title>Review &#x3C;of> it</title>');
  });

  test('any texts stay plain text, and can be read back from a table', () => {
    const piece = fc.constantFrom(
      ...['#', '- ', '> ', '```', '~~~', '|', '**', '_', '<b>', '![x](y)', '[x](y)', '[^1]', '1. '],
      ...[
        '$1',
        '\\',
        '`',
        '&amp;',
        'http://a.example/',
        'www.b.example',
        '\n\n',
        '\n',
        '\t',
        '"',
        ',',
      ],
    );
    const words = fc
      .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 8 })
      .map((pieces) => pieces.join(''));
    const plain = shapeOf(made([hostile('a', 'b', 'c')]));
    fc.assert(
      fc.property(words, words, words, (claim, quote, note) => {
        const written = made([hostile(claim, quote, note)]);
        const kinds = shapeOf(written);
        for (const kind of kinds.keys()) expect([...plain.keys()]).toContain(kind);
        for (const kind of ['heading', 'list', 'table', 'link'] as const) {
          expect(kinds.get(kind), kind).toBe(plain.get(kind));
        }
        const rows = readCsv(writeReviewCsv(written, PLAIN_WORDS));
        expect(rows).toHaveLength(2);
        expect(rows[1]).toHaveLength(rows[0]?.length ?? 0);
      }),
      { numRuns: 25 },
    );
  });

  test('are no formulas in a spreadsheet', () => {
    const [header, row] = readCsv(writeReviewCsv(report, PLAIN_WORDS));
    expect(row?.[header?.indexOf('note') ?? -1]).toBe(`'=1+1\n${HOSTILE}`);
    expect(row?.[header?.indexOf('claim') ?? -1]).toBe(HOSTILE);
  });
});

test('without recorded text, the passage of the link replaces it, in a column of its own', () => {
  const report = made([
    {
      claim: { text: 'It rose', passages: [{ quote: null, start: 'rose by', verdict: 'located' }] },
      reviews: [{ decision: 'unclear' }],
    },
  ]);
  expect(markdown(report)).toContain('Passage 1: located · 2026-05-02T09:41:00.000Z\n\n> rose by');
  const [header = [], row = []] = readCsv(writeReviewCsv(report, PLAIN_WORDS));
  expect(row[header.indexOf('quotes')]).toBe('');
  expect(row[header.indexOf('located')]).toBe('rose by');
});

test('each citation that did not pass is named at its claim, whatever was decided', () => {
  const passages = (['verbatim', 'altered', 'unchecked', null] as const).map((verdict) => ({
    verdict,
  }));
  const list: readonly Made[] = [
    { claim: { text: 'One', passages }, reviews: [{ decision: 'supported' }] },
    { claim: { text: 'Two', passages } },
    { claim: { text: 'Three', passages: [{ verdict: 'moved' }] }, reviews: [{}] },
  ];
  const report = made(list);
  const entries = report.entries.map((entry) => ({
    ...entry,
    passages: entry.passages.map((passage) => ({
      ...passage,
      ...{ title: 'Heise', url: 'https://heise.example/a' },
    })),
  }));
  const text = markdown({ ...report, entries });
  for (const said of ['altered · 2026-05-02T09:41:00.000Z', 'unchecked · 2026']) {
    expect(text.split(said), said).toHaveLength(3);
  }
  expect(text).toMatch(/Passage 2: altered · [^\n]+ · \[Heise\]\(https:\/\/heise\.example\/a\)\n/u);
  // A passage that was never checked has no result that must be named.
  expect(text).not.toMatch(/Passage \d: (?:verbatim|moved|never)/u);
  const found = reviewComments(report, PLAIN_WORDS).map(({ lines }) => lines);
  const lines = ['Passage 2: altered', 'Passage 3: unchecked'];
  expect(found).toEqual([lines, lines]);
});

test('a review report shows the findings of other people’s checks at each claim and in a column', () => {
  const passages = [{ verdict: 'verbatim', foreign: 'altered' }] as const;
  const report = made([
    { claim: { text: 'One', passages }, reviews: [{ decision: 'supported' }] },
    { claim: { text: 'Two', passages }, reviews: [{ decision: 'unsupported' }] },
    { claim: { text: 'Three', passages: [{ verdict: 'verbatim' }] } },
  ]);
  const nodes = reviewReportNodes(report, PLAIN_WORDS);
  const markdown = writeReview({ nodes, format: 'markdown', title: 'T', language: 'en' });
  expect(markdown.match(/Others found altered/g)).toHaveLength(2);
  const [header, ...rows] = readCsv(writeReviewCsv(report, PLAIN_WORDS));
  const column = header?.indexOf('others found') ?? -1;
  expect(rows.map((row) => row[column])).toEqual(['altered', 'altered', '']);
});

test('an exported review says of which clips the image was not compared, in its text and its table', () => {
  const passages = [{ verdict: 'verbatim', isImage: true }] as const;
  const report = made([
    { claim: { text: 'One', passages }, reviews: [{ decision: 'supported' }] },
    { claim: { text: 'Two', passages }, reviews: [{ decision: 'unsupported' }] },
    { claim: { text: 'Three', passages: [{ verdict: 'altered', isImage: true }] } },
    { claim: { text: 'Four', passages: [{ verdict: 'verbatim' }] } },
  ]);
  const nodes = reviewReportNodes(report, PLAIN_WORDS);
  const markdown = writeReview({ nodes, format: 'markdown', title: 'T', language: 'en' });
  expect(markdown.match(/Passage 1: verbatim · Only words · /g)).toHaveLength(2);
  expect(markdown.match(/Only words/g)).toHaveLength(2);
  const [header, ...rows] = readCsv(writeReviewCsv(report, PLAIN_WORDS));
  const column = header?.indexOf('image not compared') ?? -1;
  expect(rows.map((row) => row[column])).toEqual(['yes', 'yes', '', '']);
});

describe('a claim of an article', () => {
  const PLACE = 'http://lakes.example/level#:~:text=All%20is%20well';
  const tree = arrangeReport(readReport(sampleReport(), REPORT), []);

  function linked(articleLink: string) {
    const list: readonly Made[] = [
      { claim: { text: 'All is well' }, reviews: [{ decision: 'supported' }] },
      { claim: { text: 'Nothing is' }, reviews: [{ decision: 'unsupported' }] },
      { claim: { text: 'Nobody looked' } },
    ];
    const ids = claims(...list.map(({ claim }) => claim)).flatMap(
      ({ claim: { citationIds } }) => citationIds,
    );
    const [citation] = tree.citations.values();
    if (citation === undefined) throw new Error('no citation');
    const citations = new Map(ids.map((id) => [id, { ...citation, id, articleLink }]));
    return made(list, { tree: { ...tree, citations } });
  }

  test('is linked to its place, in each list and in each format', () => {
    const report = linked(PLACE);
    expect(markdown(report).split(`[In the article](${PLACE})`)).toHaveLength(4);
    expect(html(report).split(`<a href="${PLACE}">In the article</a>`)).toHaveLength(4);
    const [header = [], ...rows] = readCsv(writeReviewCsv(report, PLAIN_WORDS));
    expect(rows.map((row) => row[header.indexOf('in the article')])).toEqual([PLACE, PLACE, PLACE]);
  });

  test('is not linked to an address that runs a script', () => {
    const report = linked('javascript:alert(1)');
    expect(`${markdown(report)}${html(report)}`).not.toContain('In the article');
    expect(report.entries.map(({ articleLink }) => articleLink)).toEqual([null, null, null]);
  });
});

test('HTML marks added text as added', () => {
  expect(html(made(LIST))).toContain('<del>61</del> <ins>68</ins>');
});

describe('as a table', () => {
  const rows = readCsv(writeReviewCsv(made(LIST, { signOffs: [SIGN_OFF] }), PLAIN_WORDS));
  const [header = [], ...body] = rows;
  const column = (name: string) => body.map((row) => row[header.indexOf(name)]);

  test('each decision has a row, and each claim without one', () => {
    expect(column('number')).toEqual(['1', '2', '2', '3']);
    expect(column('decision')).toEqual(['supported', 'unsupported', 'partly', '']);
    expect(column('reviewer')).toEqual(['Ines', 'Ines', 'Omar', '']);
    expect(column('state')).toEqual(['decided', 'answered', '', 'undecided']);
    expect(column('together')).toEqual(['yes', '', '', '']);
    expect(column('why answered')).toEqual(['', 'Page 7 says 61.\n\nSo does the table.', '', '']);
    expect(column('excepted')).toEqual(['', '', '', 'yes']);
    expect(column('sign-off')).toEqual(['void', 'void', 'void', 'void']);
    expect(column('signed content (SHA-256)')).toEqual(['then', 'then', 'then', 'then']);
  });

  test('the evidence is beside it', () => {
    expect(column('verdicts')[1]).toBe('altered');
    expect(column('differences')[1]).toBe('The level rose by[- 61-]{+ 68+} cm.');
    expect(column('quotes')[1]).toBe('The level rose by 44 centimetres.');
    expect(column('hints')[1]).toBe('Look at 44');
  });

  test('every row has a cell for each column', () => {
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
  });
});

describe('comments for a Word document', () => {
  test('say what each person decided, and what Pincite asks and found, at the claims', () => {
    const report = made(LIST);
    const cited = report.entries[1]?.citationIds ?? [];
    expect(cited).toHaveLength(1);
    const comments = reviewComments(report, PLAIN_WORDS);
    expect(comments.map(({ citationIds, author }) => [citationIds, author])).toEqual([
      [cited, 'Ines'],
      [cited, 'Omar'],
      [cited, 'Pincite'],
    ]);
    const [ines, omar, own] = comments;
    expect(ines?.lines).toEqual([
      ...['unsupported', 'Ask the author.', 'Twice.'],
      ...['Answered disputed', 'Page 7 says 61.', 'So does the table.'],
    ]);
    expect(omar).toMatchObject({ lines: ['partly'], at: '2026-05-02T08:00:00.000Z' });
    expect(own?.at).toBe(AT);
    expect(own?.lines.some((line) => line.includes('altered'))).toBe(true);
    expect(own?.lines.length).toBeGreaterThanOrEqual(2);
  });

  test('a claim that is supported has one only if its reviewer wrote a note', () => {
    const claim = { text: 'All is well' };
    const withNote = made([
      { claim, reviews: [{ decision: 'supported', note: '' }] },
      { claim, reviews: [{ decision: 'supported', note: 'Checked twice.' }] },
    ]);
    expect(reviewComments(withNote, PLAIN_WORDS).map(({ lines }) => lines)).toEqual([
      ['supported', 'Checked twice.'],
    ]);
  });
});

test('a quote that no statement cites and that is altered has a comment and a line', async () => {
  const { tree } = reviewed(sampleReport());
  const [id] = [...tree.clips].flatMap(([id, item]) => (item.citedBy.length === 0 ? [id] : []));
  const item = id === undefined ? undefined : tree.clips.get(id);
  if (id === undefined || item === undefined) throw new Error('no clip');
  const of = (verdict: 'altered' | 'verbatim') =>
    made([], { tree, views: new Map([[id, { ...evidence(1, { verdict }), clip: item.clip }]]) });
  expect(reviewComments(of('verbatim'), PLAIN_WORDS)).toEqual([]);
  expect(markdown(of('verbatim'))).not.toContain(PLAIN_WORDS.uncited);
  const [comment] = reviewComments(of('altered'), PLAIN_WORDS);
  expect(comment).toMatchObject({ citationIds: [id], author: 'Pincite' });
  expect(comment?.lines.join()).toContain('Clip, not cited: altered');
  for (const text of [markdown(of('altered')), html(of('altered'))]) {
    const said = text.slice(text.indexOf(PLAIN_WORDS.uncited));
    expect(said).toContain('Clip, not cited: altered');
    expect(said).not.toContain('Passage 1');
    expect(said).toContain('The level rose by 44 centimetres.');
  }
});

describe('an answered objection that its reviewer decided again', () => {
  const [item] = claims({ text: 'It rose' });
  if (item === undefined) throw new Error('no claim');
  const before = reviewOf(item, {
    ...{ ...by('Nora'), id: 'before', decision: 'unsupported' as const, note: 'Where?' },
    reviewedAt: '2026-05-02T10:00:00.000Z',
    ...answered('disputed', {}, 'The title says so.\n\nTwice.'),
  });
  const madeAgain = (of: Partial<Review>) =>
    made([
      {
        claim: { text: 'It rose' },
        reviews: [{ ...by('Nora'), counter: 2, reviewedAt: '2026-05-04T10:00:00.000Z', ...of }],
      },
    ]);
  const upheld = madeAgain({ decision: 'unsupported', earlier: [before] });
  const changed = madeAgain({ decision: 'supported', earlier: [before] });
  const backAgain = madeAgain({
    decision: 'unsupported',
    earlier: [before],
    between: ['supported'],
  });

  test.each([
    ['upheld', upheld, '## Objections', '**unsupported** · Nora · 2026-05-04'],
    ['changed', changed, '## supported', 'Claim 1 · Nora · 2026-05-04'],
    ['changed', backAgain, '## Objections', '**unsupported** · Nora · 2026-05-04'],
  ] as const)(
    'has the objection, the answer and the decision in the text: %s',
    (again, report, part, now) => {
      const text = markdown(report);
      const said = text.slice(text.indexOf(part));
      expect(said).toContain(now);
      expect(said).toMatch(
        new RegExp(
          String.raw`Earlier unsupported · Nora · 2026-05-02T10:00:00\.000Z\s+Note: Where\?\s+` +
            String.raw`Answered disputed\s+Note: The title says so\.\s+Twice\.\s+${again}`,
          'u',
        ),
      );
      expect(html(report)).toContain('<p>Note: The title says so.</p>');
    },
  );

  test('has them in the comments of a Word document', () => {
    const lines = [
      'Earlier unsupported · 2026-05-02T10:00:00.000Z',
      ...['Where?', 'Answered disputed', 'The title says so.', 'Twice.'],
    ];
    expect(reviewComments(upheld, PLAIN_WORDS)[0]?.lines).toEqual([
      ...['unsupported', ...lines, 'upheld'],
    ]);
    expect(reviewComments(changed, PLAIN_WORDS)[0]?.lines).toEqual([
      ...['supported', ...lines, 'changed'],
    ]);
  });

  test('has its note once, at the decision that it belongs to', () => {
    const carried = madeAgain({ decision: 'supported', note: 'Where?', earlier: [before] });
    expect(markdown(carried).match(/Where\?/gu)).toHaveLength(1);
    expect(markdown(carried)).toMatch(/Earlier unsupported · [^\n]+\s+Note: Where\?/u);
    expect(reviewComments(carried, PLAIN_WORDS)[0]?.lines.slice(0, 3)).toEqual([
      ...['supported', 'Earlier unsupported · 2026-05-02T10:00:00.000Z', 'Where?'],
    ]);
    const noted = madeAgain({ decision: 'supported', note: 'There.', earlier: [before] });
    expect(markdown(noted)).toMatch(/Note: There\.\s+Earlier [^\n]+\s+Note: Where\?/u);
  });

  test('an earlier objection is named, also if it got no answer', () => {
    const unanswered = { ...before, answers: [] };
    const again = madeAgain({ decision: 'supported', earlier: [unanswered] });
    expect(markdown(again)).toMatch(/Earlier unsupported · [^\n]+\s+Note: Where\?\s*$/u);
    expect(reviewComments(again, PLAIN_WORDS)[0]?.lines).toEqual([
      ...['supported', 'Earlier unsupported · 2026-05-02T10:00:00.000Z', 'Where?'],
    ]);
  });

  test('has a row of its own in the table, which names the decision after it', () => {
    const [header = [], ...rows] = readCsv(writeReviewCsv(upheld, PLAIN_WORDS));
    const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);
    expect(column('reviewed')).toEqual(['2026-05-04T10:00:00.000Z', '2026-05-02T10:00:00.000Z']);
    expect(column('state')).toEqual(['decided', '']);
    expect(column('answer')).toEqual(['', 'disputed']);
    expect(column('why answered')).toEqual(['', 'The title says so.\n\nTwice.']);
    expect(column('answered')).toEqual(['', '2026-05-03T10:00:00.000Z']);
    expect(column('decided again')).toEqual(['', '2026-05-04T10:00:00.000Z']);
  });

  test('is not called seen if the answer is later than the decision', () => {
    const crossed = madeAgain({
      ...{ decision: 'unsupported', earlier: [before], reviewedAt: '2026-05-03T09:00:00.000Z' },
    });
    expect(markdown(crossed)).toMatch(/Twice\.\s+before\n/u);
  });
});

test('an objection of another reviewer is named beside the numbers and at the own decision', () => {
  const nora = { ...by('Nora'), decision: 'unsupported' as const };
  const text = markdown(made([{ claim: { text: 'It rose' }, reviews: [{}, nora] }]));
  expect(text).toMatch(/\| 1 +\| 0 +\| 0 +\| 0 +\| 0 +\|\n\nOthers object: 1\n\n## By verdict/u);
  expect(text).toMatch(/- It rose \*\(Claim 1 · Ines · [^\n]+ · Nora: unsupported\)\*\n/u);
  const alone = markdown(made([{ claim: { text: 'It rose' }, reviews: [nora] }]));
  expect(alone).not.toContain('Others object');
});
