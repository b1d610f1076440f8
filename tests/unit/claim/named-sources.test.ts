import { expect, test } from 'vitest';
import { claimsOf, importedReport, readReport } from '@/tests/unit/report/read-back';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { writeMarkdown } from '@/utils/report/write-markdown';

const A = '[A report](https://a.example/)';
const B = '[Bees](https://b.example/)';
const LEE = '[Ann Lee](https://c.example/)';

/** Returns the claims of a text, and behind a dash its sentences without a citation. */
function readClaims(text: string): string[] {
  const { statements } = deriveReportClaims(importedReport(readReport(text)).content);
  return [
    ...claimsOf(text),
    ...statements.flatMap(({ plain, uncited }) =>
      uncited.map(({ start, end }) => `- ${plain.slice(start, end)}`),
    ),
  ];
}

test.each([
  {
    name: 'two sources, each with its author and year',
    text: `It rose (R. Calder, ${A}, 2025) (I. Caron, ${B}, 2025).`,
    claims: ['It rose <= a.example/ b.example/'],
  },
  {
    name: 'a source with its author behind a link and behind a mark',
    text: `It rose (${A}) (I. Caron, ${B}, 2025). It fell (${A}, p. 3) (I. Caron, ${B}).`,
    claims: ['It rose <= a.example/ b.example/', 'It fell <= a.example/ b.example/'],
  },
  {
    name: 'two sources with their authors in the same parentheses',
    text: `It rose (R. Calder, ${A}, p. 3; I. Caron, ${B}, 2025).`,
    claims: ['It rose <= a.example/ b.example/'],
  },
  {
    name: 'such sources behind the full stop, which belong to the sentence before it',
    text: `It rose. (R. Calder, ${A}, 2025) (I. Caron, ${B}, 2025) It fell. (R. Calder, ${A}, 2025) It froze.`,
    claims: ['It rose. <= a.example/ b.example/', 'It fell. <= a.example/', '- It froze.'],
  },
  {
    name: 'pages and “see” behind the full stop',
    text: `It rose. (${A}, p. 3) It fell. (see ${B}, p. 4)`,
    claims: ['It rose. <= a.example/', 'It fell. <= b.example/'],
  },
  {
    name: 'details of the source before, which do not begin a claim',
    text: `It rose (${A}, p. 3), and it fell (I. Caron, ${B}, 2025), and it froze ${LEE}.`,
    claims: [
      'It rose <= a.example/',
      'and it fell (I. Caron, Bees <= b.example/',
      'and it froze Ann Lee <= c.example/',
    ],
  },
  {
    name: 'agencies and other authors in small letters, each with its year or page',
    text: `It rose (dpa, ${A}, 2025) (afp, ${B}, 2025). It fell (ebd., ${A}, S. 3; van Gogh, ${B}, S. 4). It froze. (dpa, ${A}, 2025)`,
    claims: [
      'It rose <= a.example/ b.example/',
      'It fell <= a.example/ b.example/',
      'It froze. <= a.example/',
    ],
  },
  {
    name: 'two remarks, which end before the words of the next claim',
    text: `It rose (the mayor, ${LEE}, said so) (the clerk, ${A}, did not). It fell (the mayor, ${LEE}, said so), and it froze ${B}. It thawed (the mayor, ${LEE}, said so) (${A}).`,
    claims: [
      'It rose (the mayor, Ann Lee <= c.example/',
      'the clerk, A report <= a.example/',
      'It fell (the mayor, Ann Lee <= c.example/',
      'and it froze Bees <= b.example/',
      'It thawed (the mayor, Ann Lee <= c.example/',
      'said so <= a.example/',
    ],
  },
  {
    name: 'a year in parentheses before the source, as in “(See Calder, R. (2024). Title. [1])”',
    text: `It rose. (See Calder, R. (2024). *Lakes*. ${A}) It fell. (See ${A}) (See Calder, R. (2024). *Lakes*. ${B}) It froze (see Calder, R. (2024). *Lakes*. ${A}) (see Caron, I. (2023). *Bees*. ${B}). It thawed (since 2024). (${A}) It rains.`,
    claims: [
      'It rose. <= a.example/',
      'It fell. <= a.example/ b.example/',
      'It froze <= a.example/ b.example/',
      'It thawed (since 2024). <= a.example/',
      '- It rains.',
    ],
  },
  {
    name: 'an author and a year, as in “(Calder, R. (2024). Title. [1])”, with or without “see”',
    text: `It rose. (Calder, R. (ed.) (2024). *Lakes* (2nd ed.). ${A}) It fell. (See ${A}) (Calder, R. (2024, May). *Lakes*. ${B}) It froze (Calder, R. (n.d.). *Lakes*. ${A}). It thawed (Calder (2024) saw ${A}).`,
    claims: [
      'It rose. <= a.example/',
      'It fell. <= a.example/ b.example/',
      'It froze <= a.example/',
      'It thawed (Calder (2024) saw A report <= a.example/',
    ],
  },
  {
    name: 'a title that is longer than most sentences before the source',
    text: `It rose. (See Calder, R. *A long account of how the lakes of the north rose and fell in the years since the great flood*. ${A}) It fell.`,
    claims: ['It rose. <= a.example/', '- It fell.'],
  },
  {
    name: 'brackets that open with no source, as in “a) here, b) there”',
    text: `It rose (by 3 m ${A} in March) and fell ${B}. It rains [1](https://a.example/) a) here, b) there [2](https://b.example/).`,
    claims: [
      'It rose (by 3 m A report <= a.example/',
      'in March) and fell Bees <= b.example/',
      'It rains <= a.example/',
      'a) here, b) there <= b.example/',
    ],
  },
  {
    name: 'links on words behind a source in parentheses, as our own export writes them',
    text: `It froze. (${A}) [It thawed](https://c.example/). It rose (${A}), [it fell](https://c.example/).`,
    claims: [
      'It froze. <= a.example/',
      'It thawed. <= c.example/',
      'It rose <= a.example/',
      'it fell. <= c.example/',
    ],
  },
  {
    name: 'several sources behind a sentence, as links or in parentheses',
    text: `It froze (${A}) (${B}). It rose (${A}; ${B}). It fell [A](https://a.example/) [B](https://b.example/).`,
    claims: [
      'It froze <= a.example/ b.example/',
      'It rose <= a.example/ b.example/',
      'It fell A <= a.example/',
      'B. <= b.example/',
    ],
  },
  {
    name: 'remarks with a linked name, which keep their words',
    text: `It rose (the mayor, ${LEE}, said so). It fell (${A}) (the mayor, ${LEE}, said so). It froze. (The mayor, ${LEE}, said so.)`,
    claims: [
      'It rose (the mayor, Ann Lee <= c.example/',
      'It fell <= a.example/',
      'the mayor, Ann Lee <= c.example/',
      '(The mayor, Ann Lee <= c.example/',
      '- It froze.',
    ],
  },
])('$name', ({ text, claims }) => {
  expect(readClaims(text)).toEqual(claims);
});

test('notes that an export writes as links are read back with their claims', () => {
  const notes = `[^1]: R. Calder, ${A}, 2025.\n\n[^2]: I. Caron, ${B}, 2025.\n`;
  const text = `It rose in 2025[^1][^2]. It fell.[^2][^1] It froze.[^1]\n\n${notes}`;
  const written = writeMarkdown(importedReport(readReport(text)), { style: 'inline' });
  expect(written).toContain(`(R. Calder, ${A}, 2025) (I. Caron, ${B}, 2025)`);
  expect(readClaims(written)).toEqual([
    'It rose in 2025 <= a.example/ b.example/',
    'It fell. <= b.example/ a.example/',
    'It froze. <= a.example/',
  ]);
});

test('a note with a year in parentheses is read back from an export with links', () => {
  const note = '[^1]: Voir Dupont, A. (2024). *Le niveau des lacs*. https://a.example/';
  const text = `Le lac monte.[^1][^2] Il baisse.[^2][^1] Il gèle.\n\n${note}\n\n[^2]: Voir ${B}\n`;
  const written = writeMarkdown(importedReport(readReport(text)), { style: 'inline' });
  expect(written).toContain('(Voir [Dupont, A. (2024). Le niveau des lacs](https://a.example/))');
  expect(readClaims(written)).toEqual([
    'Le lac monte. <= a.example/ b.example/',
    'Il baisse. <= b.example/ a.example/',
    '- Il gèle.',
  ]);
});
