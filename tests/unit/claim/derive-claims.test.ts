import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveClaims } from '@/utils/claim/derive-claims';
import { type CitationId, newId, type SectionId, type StatementId } from '@/utils/model/ids';
import type { Citation, Statement, StatementKind } from '@/utils/model/report-content';
import { citationToken } from '@/utils/model/statement-text';

const ids = Array.from({ length: 9 }, () => newId<'citation'>() as CitationId);
const statementId = newId<'statement'>() as StatementId;
const sectionId = newId<'section'>() as SectionId;
const citations = ids.map(
  (id): Citation => ({
    id,
    statementId,
    clipId: newId<'clip'>(),
    label: 'a page',
    href: null,
    style: 'inline',
    raw: null,
  }),
);
/** The last two are links on words. */
const onWords = citations.map(
  (citation, at): Citation => (at < 7 ? citation : { ...citation, style: 'linked-words' }),
);

/** `[1]` to `[9]` are tokens. */
function statement(text: string, kind: StatementKind = 'paragraph'): Statement {
  return {
    id: statementId,
    sectionId,
    rank: 'a',
    kind,
    marker: '',
    depth: 0,
    text: text.replace(/\[(\d)\]/gu, (_, digit: string) => citationToken(ids[Number(digit) - 1]!)),
    raw: null,
    gapBefore: '',
    binnedAt: null,
  };
}

/** Returns `words <= citations` in order. A claim without citations follows a dash. */
function claimsOf(text: string, language = 'en', kind: StatementKind = 'paragraph'): string[] {
  const { plain, claims, uncited } = deriveClaims(statement(text, kind), onWords, language);
  return [
    ...claims.map(
      (claim) => `${claim.text} <= ${claim.citationIds.map((id) => ids.indexOf(id) + 1).join(' ')}`,
    ),
    ...uncited.map(({ start, end }) => `- ${plain.slice(start, end)}`),
  ];
}

const CASES: readonly {
  name: string;
  text: string;
  claims: readonly string[];
  language?: string;
  kind?: StatementKind;
}[] = [
  {
    name: 'notes without an address, which are no words, beside citations and between words',
    text: 'The lake is deep[^4] and cold.[^book-2][1][^5][2] It rose.[^3] So `[^1]` and [^0-9] stay [3].',
    claims: ['The lake is deep and cold. <= 1 2', 'So [^1] and [^0-9] stay <= 3', '- It rose.'],
  },
  {
    name: 'an image alone, which is no sentence',
    text: '![Yearly output](https://example.org/curve.png)',
    claims: [],
  },
  {
    name: 'an image before words',
    text: '![Yearly output](https://example.org/curve.png) The output rose.',
    claims: ['- Yearly output The output rose.'],
  },
  {
    name: 'one citation at the end of a sentence',
    text: 'The river rose. The town flooded [1].',
    claims: ['The town flooded <= 1', '- The river rose.'],
  },
  {
    name: 'two groups in one sentence: from the group before to this one',
    text: 'The river rose [1], and the town flooded [2].',
    claims: ['The river rose <= 1', 'and the town flooded <= 2'],
  },
  {
    name: 'several citations on one claim, whatever punctuation parts them',
    text: 'The river rose [1], [2] ; [3] and fell [4].',
    claims: ['The river rose <= 1 2 3', 'and fell <= 4'],
  },
  {
    name: 'pages and days in parentheses that begin with a citation are no claim',
    text: 'The river rose ([1], p. 3) ([2]). It fell ([3], accessed 3 May; [4], p. 12; [5]). It froze ([6], p. 9).',
    claims: ['The river rose <= 1 2', 'It fell <= 3 4 5', 'It froze <= 6'],
  },
  {
    name: 'a remark of any length behind a mark in such parentheses is no claim',
    text: 'The river rose ([1]: the figures are those of March (in feet); of all years) ([2]).',
    claims: ['The river rose <= 1 2'],
  },
  {
    name: 'remarks, each in the parentheses of its source',
    text: 'It rose ([1]: the figures are those of March (in feet)) ([2] – a second count by the town; [3]). It fell [4].',
    claims: ['It rose <= 1 2 3', 'It fell <= 4'],
  },
  {
    name: 'words before the sources in parentheses belong to no claim',
    text: 'The river rose (see [1], p. 3; [2], p. 4). It fell (voir aussi [3], consulté le 3 mars par la mairie ; cf. [4]).',
    claims: ['The river rose <= 1 2', 'It fell <= 3 4'],
  },
  {
    name: 'the words of a note before its source, in the parentheses behind another source',
    text: 'The river rose ([1], consulté en mai) (Dupont, Titre : [2]) (voir aussi Durand : [3]).',
    claims: ['The river rose <= 1 2 3'],
  },
  {
    name: 'a note that leads to its source, behind a mark; other words in parentheses are a claim',
    text: 'The river rose [1] (voir aussi Durand [2]) (figures of March: [3]) (the lake, too, [4]).',
    claims: ['The river rose <= 1 2 3', 'the lake, too <= 4'],
  },
  {
    name: 'parentheses that begin with “see” name sources, with whatever words',
    text: 'It rose (voir Vasseur, [8], p. 3 ; pour un avis contraire, [9]). It fell (source: [1]). It froze (see how deep [2]).',
    claims: ['It rose <= 8 9', 'It fell <= 1', 'It froze (see how deep <= 2'],
  },
  {
    name: 'links on the names of sources in parentheses, which are no words of a claim',
    text: 'The river rose (see [8], p. 3; [9], p. 4). It fell ([8], p. 3; [9]).',
    claims: ['The river rose <= 8 9', 'It fell <= 8 9'],
  },
  {
    name: 'parentheses that a claim begins, and words outside of parentheses, are claims',
    text: 'It froze (the lake rose by two metres [1], the river fell by three; [2]) ([3]) [4]: it then thawed again; [5].',
    claims: [
      'It froze (the lake rose by two metres <= 1',
      'the river fell by three <= 2 3 4',
      'it then thawed again <= 5',
    ],
  },
  {
    name: 'longer words in such parentheses are a claim',
    text: 'The river rose ([1] says so of the whole valley; [2]) and fell (at dawn [3], p. 3; [4]).',
    claims: [
      'The river rose <= 1',
      'says so of the whole valley <= 2',
      'and fell (at dawn <= 3',
      'p. 3 <= 4',
    ],
  },
  {
    name: 'a group behind the full stop belongs to the sentence before it',
    text: 'The river rose. [1] The town flooded. [2]',
    claims: ['The river rose. <= 1', 'The town flooded. <= 2'],
  },
  {
    name: 'a group that hugs the full stop',
    text: 'The river rose.[1] The town flooded.[2]',
    claims: ['The river rose. <= 1', 'The town flooded. <= 2'],
  },
  {
    name: 'groups on both sides of a full stop are one',
    text: 'The river rose [1]. [2] The town flooded.',
    claims: ['The river rose <= 1 2', '- The town flooded.'],
  },
  {
    name: 'a group that opens its line belongs to the words behind it',
    text: '[1] The river rose. The town flooded.',
    claims: ['The river rose. <= 1', '- The town flooded.'],
  },
  {
    name: 'a line whose citations all stand ahead',
    text: '[1] The river rose. [2] The town flooded.',
    claims: ['The river rose. <= 1', 'The town flooded. <= 2'],
  },
  {
    name: 'a group on a line of its own belongs to the sentence before it',
    text: 'The river rose. The town flooded.  \n[1]',
    claims: ['The town flooded. <= 1', '- The river rose.'],
  },
  { name: 'a citation alone claims nothing, and is there', text: '[1]', claims: [' <= 1'] },
  {
    name: 'the words behind the last group are of the sentence, not of the claim',
    text: 'The river rose [1], locals say.',
    claims: ['The river rose <= 1'],
  },
  {
    name: 'Markdown goes, words stay',
    text: '**Rivers** rose by *half* [1] in `Lorzac`, says [the mayor](https://a.example) [2].',
    claims: ['Rivers rose by half <= 1', 'in Lorzac, says the mayor <= 2'],
  },
  {
    name: 'emphasis that holds a citation',
    text: '*The river rose [1].* It fell.',
    claims: ['The river rose <= 1', '- It fell.'],
  },
  {
    name: 'brackets that were there for the citation',
    text: 'The river rose ([1], [2]) and fell.',
    claims: ['The river rose <= 1 2'],
  },
  {
    name: 'brackets around more than the citation',
    text: 'It rose (by half, says [1]) and fell (slowly [2]).',
    claims: ['It rose (by half, says <= 1', 'and fell (slowly <= 2'],
  },
  {
    name: 'a soft line break is a blank',
    text: 'The river\nrose [1].',
    claims: ['The river rose <= 1'],
  },
  {
    name: 'French abbreviations and spaces',
    text: 'Des villes, p. ex. Lorzac, ont cédé [1] ; M. Aubrac le confirme [2]. Rien d’autre.',
    language: 'fr',
    claims: [
      'Des villes, p. ex. Lorzac, ont cédé <= 1',
      'M. Aubrac le confirme <= 2',
      '- Rien d’autre.',
    ],
  },
  {
    name: 'what a tool left of its citation marks',
    text: 'La ville a cédé [1]L24】, puis le pont [2]】.',
    language: 'fr',
    claims: ['La ville a cédé <= 1', 'puis le pont <= 2'],
  },
  {
    name: 'an item',
    kind: 'item',
    text: '**Lorzac**: flooded [1]',
    claims: ['Lorzac: flooded <= 1'],
  },
  {
    name: 'a table: each row is a sentence, cells are parts of it, the head is none',
    kind: 'table',
    text: '| town | loss |\n|---|---|\n| Lorzac | 44 % [1] |\n| Quill | 12 % |\n| Vane [2] | 7 % [3] |',
    claims: ['Lorzac\t44 % <= 1', 'Vane <= 2', '7 % <= 3', '- Quill\t12 %'],
  },
  {
    name: 'a quote block',
    kind: 'quote',
    text: '> The river rose [1].\n> It fell.',
    claims: ['The river rose <= 1', '- It fell.'],
  },
  {
    name: 'a quote block with its citation at the end: the whole block',
    kind: 'quote',
    text: '> Engines make little noise. The horn is louder. [1]',
    claims: ['Engines make little noise. The horn is louder. <= 1'],
  },
  {
    name: 'a quote block over several lines, with its citation behind who said it',
    kind: 'quote',
    text: '> The river rose. It was dark.\n>\n> Nobody slept.\n>\n> — Ann Lee [1]',
    claims: ['The river rose. It was dark.\nNobody slept.\n— Ann Lee <= 1'],
  },
  {
    name: 'a quote block with several citations',
    kind: 'quote',
    text: '> It rose. It was dark. [1]\n> They left. Nobody slept [2]. It fell.',
    claims: ['It rose. It was dark. <= 1', 'They left. Nobody slept <= 2', '- It fell.'],
  },
  {
    name: 'a quote block with its citation ahead',
    kind: 'quote',
    text: '> [1] The river rose. It fell.',
    claims: ['The river rose. <= 1', '- It fell.'],
  },
  {
    name: 'citations on both sides of a sentence',
    text: '[1] The river rose [2].',
    claims: ['The river rose <= 1 2'],
  },
  {
    name: 'citations on both sides of a clause',
    text: '[1] The river rose [2] and the town flooded [3].',
    claims: ['The river rose <= 1 2', 'and the town flooded <= 3'],
  },
  {
    name: 'a citation that belongs to the line before',
    text: 'It was dry.\n\n[1] The river rose. [2] It fell. [3]',
    claims: ['The river rose. <= 1 2', 'It fell. <= 3', '- It was dry.'],
  },
  {
    name: 'citations ahead of each sentence',
    text: '[1] The river rose. [2] It fell.',
    claims: ['The river rose. <= 1', 'It fell. <= 2'],
  },
  {
    name: 'citations ahead of a link on words of the sentence',
    text: '[1] This is [8] now.',
    claims: ['This is a page <= 1 8'],
  },
  {
    name: 'a row with citations in its first and its last cell',
    kind: 'table',
    text: '| | town | loss |\n|---|---|---|\n| [1] | Lorzac | 44 % [2] |',
    claims: ['Lorzac\t44 % <= 1 2'],
  },
  { name: 'a list of sources', kind: 'sources', text: 'A page [1]. A book [2].', claims: [] },
  { name: 'a caption', kind: 'caption', text: '[1] *The river at night [2]*', claims: [] },
  {
    name: 'code cites, and has no sentences to be cited',
    kind: 'code',
    text: '```\nrun [1]\nstop\n```',
    claims: ['run <= 1'],
  },
  { name: 'a rule between paragraphs', kind: 'other', text: '* * *', claims: [] },
  {
    name: 'a citation in raw HTML is not lost',
    kind: 'other',
    text: '<div>The river rose [1]</div>',
    claims: ['The river rose <= 1'],
  },
];

describe('a statement makes claims', () => {
  test.each(CASES)('$name', ({ text, claims, language = 'en', kind = 'paragraph' }) => {
    expect(claimsOf(text, language, kind)).toEqual(claims);
  });

  test('shown inside their sentence, chips where the citations stand', () => {
    const { plain, claims, citationsAt } = deriveClaims(
      statement('It was dry. The **river** rose ([1]), and fell [2] [3]. Good.'),
      citations,
      'en',
    );
    expect(plain).toBe('It was dry. The river rose, and fell. Good.');
    const sentence = 'The river rose, and fell.';
    for (const claim of claims) {
      expect(plain.slice(claim.sentence.start, claim.sentence.end)).toBe(sentence);
      expect(claim).toMatchObject({ statementId, sectionId });
    }
    expect(citationsAt.map(({ at }) => plain.slice(0, at))).toEqual([
      'It was dry. The river rose',
      'It was dry. The river rose, and fell',
      'It was dry. The river rose, and fell',
    ]);
  });

  test('a token without a citation is not a token', () => {
    const { plain, claims } = deriveClaims(
      statement('It rose [1]. It fell [2].'),
      citations.slice(1),
      'en',
    );
    expect(plain).toBe('It rose . It fell.');
    expect(claims.map(({ text }) => text)).toEqual(['It fell']);
  });
});

describe('a key', () => {
  const keysOf = (text: string) =>
    deriveClaims(statement(text), citations, 'en').claims.map(({ key }) => key);

  test('outlives edits of the words, here and elsewhere', () => {
    const before = keysOf('The river rose [1]. The town flooded [2] [3].');
    expect(keysOf('New. The Orne rose a lot [1]. And the town, too, flooded [2] [3].')).toEqual(
      before,
    );
    expect(keysOf('The town flooded [2] [3]. The river rose [1].')).toEqual(before.reverse());
  });

  test('changes with the citations of its group', () => {
    expect(keysOf('The river rose [1].')).not.toEqual(keysOf('The river rose [1] [2].'));
  });

  test('is its own, where the same citation is named twice', () => {
    const keys = keysOf('It rose [1]. It fell [1]. It rose again [1].');
    expect(new Set(keys).size).toBe(3);
  });
});

test('every citation of a statement is in one claim, whatever its text', () => {
  const piece = fc.constantFrom(
    '[1]',
    '[2]',
    '[3]',
    '[4]',
    'River',
    'town',
    '.',
    '. ',
    ' ',
    ', ',
    '\n',
    '\n\n',
    '**',
    '*',
    '_',
    '`',
    '[',
    ']',
    '(',
    ')',
    '](https://a.example)',
    '<b>',
    '<!--',
    '-->',
    '\\',
    '| ',
    '|-|',
    '- ',
    '# ',
    '> ',
    '![',
    '«',
    '»',
    '“',
    '"',
    '】',
    '~~',
    '$',
    '&amp;',
    '[^1]',
    '[^1]: ',
  );
  const kind = fc.constantFrom<StatementKind>(
    'paragraph',
    'item',
    'table',
    'quote',
    'code',
    'other',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), kind, (pieces, of) => {
      const given = statement(pieces.join(''), of);
      const { plain, claims, citationsAt, uncited } = deriveClaims(given, citations, 'fr');
      const tokens = pieces.filter((text) => /^\[\d\]$/u.test(text));
      expect(citationsAt).toHaveLength(tokens.length);
      expect(claims.flatMap(({ citationIds }) => citationIds)).toEqual(
        citationsAt.map(({ citationId }) => citationId),
      );
      expect(new Set(claims.map(({ key }) => key)).size).toBe(claims.length);
      for (const { start, end, text, sentence } of claims) {
        expect(plain.slice(start, end)).toBe(text);
        expect(start).toBeGreaterThanOrEqual(sentence.start);
        expect(end).toBeLessThanOrEqual(sentence.end);
        expect(text).toBe(text.trim());
      }
      let claimed = 0;
      for (const { start, end } of claims) {
        if (start === end) continue;
        expect(start).toBeGreaterThanOrEqual(claimed);
        claimed = end;
      }
      for (const { start, end } of uncited) {
        expect(/\p{L}/u.test(plain.slice(start, end))).toBe(true);
        expect(
          claims.some((claim) => claim.sentence.start < end && claim.sentence.end > start),
        ).toBe(false);
      }
      let last = 0;
      for (const { at } of citationsAt) {
        expect(at).toBeGreaterThanOrEqual(last);
        expect(at).toBeLessThanOrEqual(plain.length);
        last = at;
      }
    }),
    { numRuns: 400 },
  );
});

test('a claim computes its words on request, and a copy has all of them', () => {
  const given = statement('Rain fell for 9 days [1]. The lake rose [2]. Nobody knows why.');
  const { claims, uncited } = deriveClaims(given, citations, 'en');
  const [first, second] = claims;
  expect(structuredClone(second)).toEqual({
    key: `${statementId}/${ids[1] ?? ''}`,
    statementId,
    sectionId,
    text: 'The lake rose',
    start: 22,
    end: 35,
    sentence: { start: 22, end: 36 },
    citationIds: [ids[1]],
    isQuoted: false,
  });
  expect({ ...first }.text).toBe('Rain fell for 9 days');
  expect(uncited).toEqual([{ start: 37, end: 54 }]);
});
