import { describe, expect, test } from 'vitest';
import { WRITE_STYLES, writeStyle } from '@/utils/model/citation-styles';
import { pickSectionReport } from '@/utils/report/pick-section';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { writePlainText } from '@/utils/report/write-text';
import { writeWord } from '@/utils/word/write-word';
import { measureGrowth } from '../growth';
import { wordMarkdown } from '../word/word-text';
import { claimsOf as claimsOfFile, importedReport, readReport } from './read-back';

const read = (markdown: string) => importedReport(readReport(markdown));
const claimsOf = (file: string) => claimsOfFile(file).map((claim) => claim.replace('. <=', ' <='));
const numbered = (file: string) => writeMarkdown(read(file), { style: 'numbered' });

const STUDY = '[the study](https://study.example/)';
const SHARES = 'Shares are declared by the towns.';
const LINKED =
  '# Towns\n\nShares fell ([Town](https://town.example/)). Costs rose ([Study](https://study.example/)).';
const MARKED = '# Towns\n\nShares fell [1]. Costs rose [2].';
const SOURCES =
  '## Sources\n\n1. [Town](https://town.example/)\n2. [Study](https://study.example/)';
const NOTES = `1. ${SHARES}\n2. The cost does not include staff; see ${STUDY}.\n3. Wages are those of 2024.`;
const KEPT =
  /\n\n1\. Shares are declared by the towns\.\n2\. The cost does not include staff; see the study \[(\d+)\]\.\n3\. Wages are those of 2024\.\n/u;

const TITLES = [
  '## Notes',
  '**Notes**',
  '## 4. Notes',
  '## Notes de bas de page',
  '## Anmerkungen',
  '## Footnotes',
  '## Remarques',
];
const PLACES: [string, (list: string) => string][] = [
  ['at the end', (list) => `${LINKED}\n\n${list}\n`],
  [
    'between the text and a list that marks lead to',
    (list) => `${LINKED}\n\n${list}\n\n${SOURCES}\n`,
  ],
  ['behind the list that the marks lead to', (list) => `${MARKED}\n\n${SOURCES}\n\n${list}\n`],
];

describe.each(PLACES)('notes to which no mark leads, %s', (_, file) => {
  test.each(TITLES)('stay as they are below %s, with marks of the style', (title) => {
    const markdown = file(`${title}\n\n${NOTES}`);
    const written = numbered(markdown);
    expect(written).toContain(`${title}\n\n1. `);
    const [, number = ''] = KEPT.exec(written) ?? [];
    expect(written).toMatch(
      new RegExp(`\\n(?:${number}\\.|- \\[${number}\\]) \\[(?:Study|the study)\\]`, 'u'),
    );
    expect(written.match(/Shares are declared/gu)).toHaveLength(1);
    expect(numbered(written)).toBe(written);
  });

  test.each(TITLES.filter((title) => title !== '## Remarques'))(
    'are claims below %s, before and after each export',
    (title) => {
      const markdown = file(`${title}\n\n${NOTES}`);
      const claims = claimsOf(markdown);
      expect(claims).toContain('The cost does not include staff; see the study <= study.example/');
      for (const style of WRITE_STYLES) {
        if (style === 'pandoc') continue;
        const written = writeMarkdown(read(markdown), { style });
        expect(written).toContain(`1. ${SHARES}\n`);
        expect(claimsOf(written)).toEqual(claims);
      }
      const pandoc = writeMarkdown(read(markdown), { style: 'pandoc' });
      expect(pandoc).toMatch(
        /\n1\. Shares are .*\n2\. The cost .* see the study \[@\S+\]\.\n3\. Wages/u,
      );
    },
  );

  test('have the numbers of the file in HTML, plain text and Word', async () => {
    const report = read(file(`## Notes\n\n${NOTES}`));
    const html = writeHtmlFragment(report, { style: 'numbered' });
    expect(html).toMatch(/<ol>\n<li>Shares are declared by the towns\.<\/li>\n<li>The cost/u);
    expect(writePlainText(report, { style: 'numbered' })).toMatch(
      /\n1\. Shares are .*\n2\. The cost .* see the study \[4|5\]\.\n3\. Wages/u,
    );
    expect(await wordMarkdown(await writeWord(report, { style: 'numbered' }))).toMatch(
      /1\. Shares are declared[^\n]*\n+2\. The cost/u,
    );
  });
});

describe('marks above notes and a list of sources that both begin with 1', () => {
  const notes = `## Notes\n\n1. ${SHARES}\n2. The cost does not include staff; see ${STUDY}.`;

  test.each([
    ['as items', SOURCES],
    [
      'as lines that could be sentences',
      '## Sources\n\n[1] The town and its shares, Daily Town. https://town.example/\n[2] A study of costs, the Office. https://study.example/',
    ],
    [
      'as items that could be sentences',
      '## References\n\n1. The town and its shares, Daily Town. https://town.example/\n2. A study of costs, the Office. https://study.example/',
    ],
  ])('lead to the sources %s, and the notes stay, before and after each export', (_, sources) => {
    const markdown = `${MARKED}\n\n${notes}\n\n${sources}\n`;
    const claims = claimsOf(markdown);
    expect(claims).toEqual([
      'Shares fell <= town.example/',
      'Costs rose <= study.example/',
      'The cost does not include staff; see the study <= study.example/',
    ]);
    for (const style of WRITE_STYLES) {
      if (style === 'pandoc') continue;
      const written = writeMarkdown(read(markdown), { style });
      expect(written).toContain(SHARES);
      expect(claimsOf(written)).toEqual(claims);
    }
  });

  test.each([
    ['at a lower level', `### Notes\n\n1. ${SHARES}\n2. Wages are those of 2024.`, SOURCES],
    [
      'without a number that is marked',
      `The mayor agrees [3].\n\n${notes}\n3. Wages are those of 2024.`,
      SOURCES,
    ],
    ['of entries without links', notes, '## Sources\n\n1. Dupont, *Le canal*.\n2. Lee, *Locks*.'],
  ])('lead to the notes if the other list is %s', (_, above, list) => {
    expect(claimsOf(`${MARKED}\n\n${above}\n\n${list}\n`)).not.toContain(
      'Shares fell <= town.example/',
    );
  });
});

test('marks lead to a list of sources with all marked numbers, although the notes have more', () => {
  const markdown = `${MARKED}\n\n## Notes\n\n${NOTES}\n\n${SOURCES}\n`;
  expect(claimsOf(markdown)).toContain('Shares fell <= town.example/');
  expect(numbered(markdown)).toMatch(KEPT);
  expect(claimsOf(numbered(markdown))).toEqual(claimsOf(markdown));
});

test('such notes keep their numbers above the notes of the file', () => {
  const text = '# Towns\n\nShares fell.[^1] Costs rose.[^2] See note 2.';
  const definitions =
    '[^1]: [Town](https://town.example/), 2024.\n[^2]: It is a mean. See https://study.example/';
  expect(numbered(`${text}\n\n## Notes\n\n${NOTES}\n\n${definitions}\n`)).toMatch(KEPT);
});

test('no number of such notes is that of an entry', () => {
  const written = numbered(`${LINKED}\n\n## Notes\n\n${NOTES}\n`);
  expect(written).toContain('Shares fell [4]. Costs rose [5].');
  expect(written).toMatch(/\n- \[4\] \[Town\].*\n- \[5\] \[Study\]/u);
});

test.each([
  [
    'a book has one of their numbers',
    `${MARKED} It is old [3].\n\n${SOURCES}\n3. Durand, *Le canal*, 1999.`,
  ],
  ['other notes have one of their numbers', `${LINKED}\n\n## Notes\n\n1. Data of May.\n\n## Staff`],
])('such notes show no numbers if %s', (_, above) => {
  const file = `${above}\n\n**Notes**\n\n${NOTES}\n`;
  const written = numbered(file);
  expect(written).toMatch(
    /\n- Shares are declared by the towns\.\n- The cost .* see the study \[2\]\.\n- Wages are those of 2024\.\n/u,
  );
  expect(claimsOf(written)).toEqual(claimsOf(file));
});

test('such notes show no numbers if others of their list name only sources, which go', () => {
  const file = `${LINKED}\n\n## Notes\n\n1. ${SHARES}\n2. [Canal](https://canal.example/)\n3. Wages are those of 2024.\n`;
  const written = numbered(file);
  expect(written).toContain(`## Notes\n\n- ${SHARES}\n- Wages are those of 2024.\n`);
  expect(written).toMatch(/\n1\. \[Town\].*\n2\. \[Study\].*\n3\. \[Canal\]/u);
});

test('figures of the text lead to no note', () => {
  const file = `${LINKED} It has 3 000 m² and 12,3 % more than in v1.2.\n\n## Notes\n\n${NOTES}\n`;
  expect(numbered(file)).toMatch(KEPT);
});

test('bulleted notes stay', () => {
  const notes = `## Notes\n\n- ${SHARES}\n- The cost does not include staff`;
  expect(numbered(`${LINKED}\n\n${notes}; see ${STUDY}.\n`)).toContain(
    `${notes}; see the study [2].\n`,
  );
});

test.each([
  ['a line', `## Notes\n\n[1] ${SHARES}\n[2] Wages are those of 2024.`],
  ['an item with brackets', `## Notes\n\n- [1] ${SHARES}\n- [2] Wages are those of 2024.`],
  [
    'a paragraph below',
    `## Notes\n\n1. ${SHARES}\n\n   So they say.\n\n2. Wages are those of 2024.`,
  ],
  ['a part', `## Notes\n\n### On shares\n\n1. ${SHARES}\n2. Wages are those of 2024.`],
])('notes stay as they are: %s', (_, notes) => {
  const written = numbered(`${LINKED}\n\n${notes}\n`);
  expect(written).toContain(`${notes}\n`);
  expect(written).toContain('Shares fell [3].');
  expect(numbered(written)).toBe(written);
});

test.each([
  ['[1]', 'Shares fell [1]. Costs rose [2].'],
  ['a raised figure', 'Shares fell.¹ Costs rose.²'],
  ['a raised figure in HTML', 'Shares fell<sup>1</sup>. Costs rose<sup>2</sup>.'],
  [
    'a link in HTML',
    'Shares fell<sup><a href="#n1">1</a></sup>. Costs rose<sup><a href="#n2">2</a></sup>.',
  ],
])('notes to which marks lead move to the list, with the numbers of their marks: %s', (_, text) => {
  const file = `# Towns\n\n${text}\n\n## Notes\n\n1. ${SHARES}\n2. The cost does not include staff; see ${STUDY}.\n`;
  const written = numbered(file);
  expect(written).not.toContain('## Notes');
  expect(written).toContain(`\n1. ${SHARES}\n2. The cost does not include staff; see ${STUDY}.\n`);
  expect(written).toMatch(/Costs rose\.? ?\[2\]/u);
  expect(claimsOf(written)).toEqual(claimsOf(numbered(written)));
});

test('a book of a list of sources that nothing cites is in the new list', () => {
  const written = numbered(`${MARKED}\n\n${SOURCES}\n3. Durand, *Le canal*, 1999.\n`);
  expect(written).toMatch(
    /\n1\. \[Town\].*\n2\. \[Study\].*\n3\. Durand, \*Le canal\*, 1999\.\n$/u,
  );
});

test('a new list of sources leaves such notes where they are', () => {
  const written = writeMarkdown(read(`${LINKED}\n\n## Notes\n\n${NOTES}\n`), {
    style: 'inline',
    sourceList: true,
  });
  expect(written).toContain(`## Notes\n\n1. ${SHARES}\n`);
  expect(written.match(/Shares are declared/gu)).toHaveLength(1);
});

test.each(['marks', 'notes', 'lists'])('many %s take linear time', (kind) => {
  const { isLinear } = measureGrowth(
    (text) => writeMarkdown(read(text), { style: 'numbered' }),
    (length) => {
      const count = Math.ceil(length / 50);
      const many = (make: (at: number) => string) =>
        Array.from({ length: count }, (_, at) => make(at + 1)).join('\n');
      if (kind === 'marks')
        return `${many((at) => `Shares fell [${at}].`)}\n\n${SOURCES}\n\n## Notes\n\n${NOTES}\n`;
      if (kind === 'notes') return `${LINKED}\n\n## Notes\n\n${many((at) => `${at}. ${SHARES}`)}\n`;
      return `${LINKED}\n\n${many(() => `## Notes\n\n1. ${SHARES}\n`)}\n`;
    },
    4_000,
  );
  expect(isLinear).toBe(true);
});

test('notes are no sentences of the text if linked numbers lead to their pages', () => {
  const notes = [
    'It is held, see [A](https://a.example/), p. 3.',
    'They say that it fell: [B](https://b.example/).',
  ];
  const list = `## Notes\n\n1. ${notes.join('\n2. ')}`;
  const linked = (url: string) => `It rose<sup>[1](${url})</sup>.\n\n${list}\n`;
  expect(claimsOf(linked('https://a.example/'))).toEqual(['It rose <= a.example/']);
  expect(claimsOf(linked('https://c.example/'))).toHaveLength(3);
  for (const note of notes) expect(numbered(linked('https://a.example/'))).toContain(note);
});

test.each([
  'Volunteer count, see https://a.example/bats.',
  'Relevé de juin, cf. https://a.example/bats.',
  'Calcul de l’auteur à partir de https://a.example/bats.',
])('words that lead to an address are no title of its page: %s', (note) => {
  const file = `It fell.[^a] It rose ([the paper](https://a.example/bats)).\n\n[^a]: ${note}\n`;
  const words = note.replace(/ https.*$/u, '');
  const written = writeMarkdown(importedReport(readReport(file)), { style: 'numbered' });
  expect(written).not.toContain(`[${words.replace(/\.$/u, '')}]`);
  expect(written).toContain(words);
});

const LISTED = '- [Pont](https://pont.example/)\n- [Lac](https://lac.example/), 2024';
const DEFINED =
  '[^1]: [Pont](https://pont.example/), 2024.\n[^2]: Interview with the board.\n\n    It took an hour.\n[^w]: Counted by hand.';
const UNUSED = '[^9]: Nothing leads here.';
const BELOW: [string, string][] = [
  ['below a list', `## Sources\n\n${LISTED}\n\n${DEFINED}`],
  ['below a line and a list', `**Sources**\n\n${LISTED}\n\n${DEFINED}`],
  ['between a title and its list', `## Sources\n\n${DEFINED}\n\n${LISTED}`],
  ['between two lists', `## Sources\n\n${LISTED}\n\n${DEFINED}\n\n- [Mur](https://mur.example/)`],
  [
    'between two titled lists',
    `## Sources\n\n${LISTED}\n\n${DEFINED}\n\n## References\n\n${LISTED}`,
  ],
  ['below a title of sources alone', `## Sources\n\n${DEFINED}`],
  ['below further reading', `## Further reading\n\n- [Mur](https://mur.example/)\n\n${DEFINED}`],
  ['below notes', `## Sources\n\n${LISTED}\n\n## Notes\n\n${DEFINED}`],
  ['with one that nothing leads to', `## Sources\n\n${LISTED}\n\n${DEFINED}\n${UNUSED}`],
];

describe.each(BELOW)('definitions of own notes %s', (_, end) => {
  const file = `# Towns\n\n## Part\n\nIt opens.[^1] Rents stay.[^2] Many came.[^w]\n\n${end}\n`;
  const report = read(file);
  const part = report.content.sections.find(({ title }) => title === 'Part');
  const picked = pickSectionReport(report, part!.id);

  test.each(WRITE_STYLES)('stay notes in the style %s', async (style) => {
    for (const sourceList of [null, true]) {
      for (const scope of [report, picked]) {
        const options = { style, sourceList, whole: report.content };
        const markdown = writeMarkdown(scope, options);
        expect(markdown).toMatch(/stay\.(?: ?\[\d+\])?\[\^2\]/u);
        expect(markdown).toMatch(
          /^\[\^2\]: Interview with the board\.\n\n {4}It took an hour\.$/mu,
        );
        expect(markdown).toMatch(/^\[\^w\]: Counted by hand\.$/mu);
        expect(markdown.match(/Interview with|Counted by/gu)).toHaveLength(2);
        if (scope === report && end.includes(UNUSED)) expect(markdown).toContain(UNUSED);
        if (sourceList === null || writeStyle(style).only !== undefined) continue;
        const html = writeHtmlFragment(scope, options);
        const [, number] = /stay\.<sup>(\d+)<\/sup>/u.exec(html) ?? [];
        expect(html).toContain(`<li value="${number}"><p>Interview with the board.</p>`);
        expect(html.match(/Interview with|Counted by/gu)).toHaveLength(2);
        const text = writePlainText(scope, options);
        const [, mark] = /stay\.\[(\d+)\]/u.exec(text) ?? [];
        expect(text).toContain(`\n[${mark}] Interview with the board.`);
        const word = await wordMarkdown(await writeWord(scope, options));
        const [, name] = /stay\.\[\^([^\]]+)\]/u.exec(word) ?? [];
        expect(word).toContain(`\n[^${name}]: Interview with the board.`);
      }
    }
  });
});

test('a list whose entries are left out does not leave its title above definitions', () => {
  for (const [name, end] of BELOW.slice(0, 4)) {
    const file = `# Towns\n\nIt opens.[^1] Rents stay.[^2] Many came.[^w]\n\n${end}\n`;
    expect(numbered(file), name).not.toContain('Sources');
  }
});

test('a list for further reading stays if definitions of own notes are below it', () => {
  const list = '## Further reading\n\n- [Mur](https://mur.example/)';
  const file = `# Towns\n\nIt opens.[^1] Rents stay.[^2]\n\n${list}\n\n${DEFINED}\n`;
  expect(numbered(file)).toContain(`${list}\n`);
});
