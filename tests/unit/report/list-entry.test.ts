import { describe, expect, test } from 'vitest';
import { claimsOf, readReport } from './read-back';

const BODY = 'Seals keep away ([Log](https://log.example/)).';

/** The claims of a report with a part below a title, without the claim of its first paragraph. */
function claimsBelow(title: string, part: string): string[] {
  const claims = claimsOf(`${BODY}\n\n${title}\n\n${part}\n`);
  return claims.filter((claim) => !claim.startsWith('Seals keep away'));
}

const SENTENCES: readonly (readonly [string, string])[] = [
  ['The river rose in May ([BBC](https://a.example/)).', 'The river rose in May <= a.example/'],
  [
    'D’après [CNN](https://a.example/), le pont a été ouvert en 2019.',
    'D’après CNN, le pont a été ouvert en 2019. <= a.example/',
  ],
  [
    '[BBC](https://a.example/) says that the river rose.',
    'BBC says that the river rose. <= a.example/',
  ],
  [
    '« Le pont reste fermé. » ([Le Monde](https://a.example/)).',
    '« Le pont reste fermé. » <= a.example/',
  ],
  [
    'Die Brücke (2019) bleibt laut Behörde gesperrt[1](https://a.example/).',
    'Die Brücke (2019) bleibt laut Behörde gesperrt <= a.example/',
  ],
  [
    'Hackers accessed the server ([Log](https://a.example/)).',
    'Hackers accessed the server <= a.example/',
  ],
  [
    'Hackers accessed server 3 in May ([Log](https://a.example/)).',
    'Hackers accessed server 3 in May <= a.example/',
  ],
  ['橋は五月に開通しました([朝日](https://a.example/))。', '橋は五月に開通しました <= a.example/'],
  [
    'فتح الجسر أبوابه في مايو ([BBC](https://a.example/)).',
    'فتح الجسر أبوابه في مايو <= a.example/',
  ],
  [
    'The river rose in May.[^a]\n\n[^a]: https://a.example/',
    'The river rose in May. <= a.example/',
  ],
];

describe.each(['# Notes', '## Notes', '## Références', '## Sources', '**Notes**'])(
  'below %s',
  (title) => {
    test.each(SENTENCES)('%s is a claim', (sentence, claim) => {
      expect(claimsBelow(title, sentence)).toEqual([claim]);
    });

    test.each(SENTENCES)('%s in a list is a claim', (sentence, claim) => {
      expect(claimsBelow(title, `- ${sentence}`)).toEqual([claim]);
    });
  },
);

const ENTRIES = [
  '[Eel counts](https://a.example/)',
  '[Eel counts](https://a.example/), River trust, 3 May 2024.',
  '[Eel counts](https://a.example/): how the trust counts them.',
  'River trust, [Eel counts](https://a.example/), 2024.',
  'Le Monde, « Les phoques du nord restent loin », https://a.example/',
  'Dupont, J. (2020). *The seals of the north stay away*. Sea. https://a.example/',
  'Dupont, J. The seals of the north stay away. [Sea](https://a.example/).',
  'Dupont J, Petit A. The seals of the north. Sea. 2020;3:41. [link](https://a.example/).',
  'The seals of the north stay away. Accessed 3 May 2024. [link](https://a.example/).',
];

describe.each(['## Sources', '## Références', '**Sources:**'])('below %s', (title) => {
  test.each(ENTRIES)('%s is an entry', (entry) => {
    expect(claimsBelow(title, entry)).toEqual([]);
    expect(claimsBelow(title, `- ${entry}\n- ${entry}`)).toEqual([]);
    expect(claimsBelow(title, `1. ${entry}\n2. ${entry}`)).toEqual([]);
  });
});

test.each([
  'The seals of the north stay away, accessed March 3, 2025, https\\://a.example/[^a]',
  'Seals, https\\://a.example/the/north/shore[^a]',
])('below sources %s is an entry, although a note has its link', (entry) => {
  const note = '\n\n[^a]: [Seals](https://a.example/)';
  expect(claimsBelow('## Works cited', `1. ${entry}\n2. ${entry}${note}`)).toEqual([]);
});

test.each(ENTRIES.filter((entry) => !/how the trust|Le Monde/u.test(entry)))(
  'below notes %s is an entry',
  (entry) => {
    expect(claimsBelow('## Notes', entry)).toEqual([]);
    expect(claimsBelow('## Notes', `- ${entry}\n- ${entry}`)).toEqual([]);
  },
);

const LISTED =
  '1. The river rose in May ([A](https://a.example/)).\n2. The bridge fell ([B](https://b.example/)).';
const CLAIMS = ['The river rose in May <= a.example/', 'The bridge fell <= b.example/'];

describe('numbered sentences at the end', () => {
  test.each(['Points in short.', '## Notes', '## Sources'])('below %s are claims', (title) => {
    expect(claimsBelow(title, LISTED)).toEqual(CLAIMS);
  });

  test('that a number cites are entries', () => {
    expect(claimsOf(`Seals keep away [1].\n\n## Notes\n\n${LISTED}`)).toEqual([
      'Seals keep away <= a.example/',
    ]);
  });
});

test('a list of links whose remarks are sentences is no list of sources', () => {
  const remarks =
    '- [A](https://a.example/): the river rose.\n- [B](https://b.example/) – the bridge fell.';
  expect(claimsBelow('What was in the news.', remarks)).toEqual([
    'A: the river rose. <= a.example/',
    'B – the bridge fell. <= b.example/',
  ]);
});

test('a sentence that starts with "Note" is a claim, a list that does is not', () => {
  expect(claimsBelow('## B', 'Note: the figures are rough ([A](https://a.example/)).')).toEqual([
    'Note: the figures are rough <= a.example/',
  ]);
  expect(
    claimsBelow('## B', '**Notes:** [A](https://a.example/), [B](https://b.example/)'),
  ).toEqual([]);
});

test('a table below notes has claims, one below sources has none', () => {
  const table = '| A | B |\n|:--|:--|\n| The river rose ([A](https://a.example/)) | b |';
  expect(claimsBelow('## Notes', table)).toHaveLength(1);
  expect(claimsBelow('## Sources', table)).toEqual([]);
});

test('the import report counts the citations of lists only', () => {
  const text = `${BODY}\n\n## Sources\n\n${SENTENCES[0]?.[0]}\n\n- ${ENTRIES[0]}\n`;
  expect(readReport(text).importReport).toMatchObject({ citations: 3, listed: 1 });
});
