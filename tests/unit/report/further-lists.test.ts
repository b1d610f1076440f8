import { describe, expect, test } from 'vitest';
import { WRITE_STYLES, type WriteStyle } from '@/utils/model/citation-styles';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { claimsOf, importedReport, readReport } from './read-back';

const read = (markdown: string) => importedReport(readReport(markdown));

const MILL = '[Le moulin](https://moulin.example/)';
const CANAL = '[Le canal](https://canal.example/)';
const TEXT = `A monte ([Écluse](https://ecluse.example/)). B baisse[^a].`;
const NOTE = '[^a]: [Pont](https://pont.example/), 2019.';
const ANNEX = '## Annexe\n\nLe rapport est fini.';

const LISTS: [string, string][] = [
  ...['Further reading', 'See also', 'Pour aller plus loin', 'À lire aussi', 'Liens'].map(
    (title): [string, string] => [
      `the heading ${title}`,
      `## ${title}\n\n- ${MILL}\n- ${CANAL}, 2023.`,
    ],
  ),
  ['a title with a number', `## 4. Further reading\n\n- ${MILL}\n- ${CANAL}, 2023.`],
  ['a line', `**Pour aller plus loin**\n\n- ${MILL}\n- ${CANAL}, 2023.`],
  [
    'headings below',
    `## Further reading\n\n### Livres\n\n- ${MILL}\n\n### Web\n\n- ${CANAL}, 2023.`,
  ],
  ['a title of sources that no mark leads to', `## Bibliographie\n\n- ${MILL}\n- ${CANAL}, 2023.`],
];
const PLACES: [string, (list: string) => string][] = [
  ['at the end', (list) => `# Crues\n\n${TEXT}\n\n${list}\n\n${NOTE}\n`],
  ['before the notes', (list) => `# Crues\n\n${TEXT}\n\n${list}\n\n## Notes\n\n${NOTE}\n`],
  ['in the middle', (list) => `# Crues\n\n${TEXT}\n\n${list}\n\n${ANNEX}\n\n${NOTE}\n`],
];

describe.each(PLACES)('a list for further reading %s', (_, file) => {
  const cases = LISTS.flatMap(([name, list]) =>
    WRITE_STYLES.map((style) => [name, style, list] as const),
  );

  test.each(cases)('stays as it is below %s in the style %s', (_name, style, list) => {
    const markdown = file(list);
    const report = read(markdown);
    for (const sourceList of [null, true]) {
      expect(writeMarkdown(report, { style, sourceList })).toContain(`${list}\n`);
      const html = writeHtmlFragment(report, { style, sourceList });
      for (const line of list.split('\n')) {
        const words = line.replace(/^[#\d.\s-]+|\*\*/gu, '');
        expect(html).toContain(words.replace(/\[(.*)\]\((.*)\)/u, '<a href="$2">$1</a>'));
      }
    }
  });
});

const sourcesOf = (file: string) => claimsOf(file).map((claim) => claim.replace('. <=', ' <='));

const NUMBERED = `## Références\n\n1. [Écluse](https://ecluse.example/)\n2. [Pont](https://pont.example/)`;
const MARKED = `# Crues\n\nA monte [1]. B baisse [2].`;

test.each<[string, string]>([
  ['with bullets', `- ${MILL}\n- ${CANAL}`],
  ['with numbers', `1. ${MILL}\n2. ${CANAL}`],
])(
  'a list for further reading %s stays behind numbered references, and no mark leads to it',
  (_, list) => {
    const file = `${MARKED}\n\n${NUMBERED}\n\n## Further reading\n\n${list}\n`;
    for (const style of WRITE_STYLES) {
      const written = writeMarkdown(read(file), { style });
      expect(written).toContain('## Further reading');
      expect(written).toContain(MILL);
      if (style !== 'pandoc') expect(sourcesOf(written)).toEqual(sourcesOf(file));
    }
  },
);

test.each<[string, string, string]>([
  ['to which the marks lead', 'A monte [1]. B baisse [2].', `1. ${MILL}\n2. ${CANAL}`],
  [
    'with a book to which a mark leads',
    'A monte [1]. B baisse [2].',
    `1. ${MILL}\n2. Durand, *Le canal*, 1999.`,
  ],
])('a list %s is a list of sources, whatever its title says', (_, text, list) => {
  const report = read(`# Crues\n\n${text}\n\n## Further reading\n\n${list}\n`);
  const written = writeMarkdown(report, { style: 'numbered' });
  expect(written).not.toContain('Further reading');
  expect(written).toContain(`1. ${MILL}`);
});

test.each<WriteStyle>(['numbered', 'footnote'])(
  'a note of a list for further reading has its entry: %s',
  (style) => {
    const report = read(`# Crues\n\n${TEXT}\n\n## Further reading\n\n- ${MILL}[^a]\n\n${NOTE}\n`);
    const written = writeMarkdown(report, { style });
    expect(written).toContain(`- ${MILL}${style === 'numbered' ? ' [2]' : '[^2]'}`);
  },
);

test('a sentence below a line for further reading stays if the list above the line is replaced', () => {
  const words = '- Les crues de mai ont leur histoire, selon [Moulin](https://moulin.example/).';
  const report = read(
    `# Crues\n\nA monte [1].\n\n## Sources\n\n1. [Pont](https://pont.example/)\n\n**Further reading**\n\n${words}\n`,
  );
  expect(writeMarkdown(report, { style: 'inline', sourceList: true })).toContain(
    'Les crues de mai ont leur histoire',
  );
});

const AGAIN = `1. ${MILL}\n2. ${CANAL}\n3. [Quai](https://quai.example/)`;
const BEHIND = '## Suite\n\nC gèle [1]. D dort [2].';
const LED = [
  'A monte <= ecluse.example/',
  'B baisse <= pont.example/',
  'C gèle <= ecluse.example/',
  'D dort <= pont.example/',
];

describe.each([
  ['a heading', `## Pour aller plus loin\n\n${AGAIN}`],
  ['a line', `**Pour aller plus loin**\n\n${AGAIN}`],
  [
    'a line of the same paragraph',
    `Pour aller plus loin :\n${AGAIN.replace(/^(\d)\./gmu, '[$1]')}`,
  ],
])('a list for further reading below %s, with numbers of its own', (_, list) => {
  test.each([
    ['behind', `${MARKED}\n\n${NUMBERED}\n\n${list}\n\n${BEHIND}\n`],
    ['before', `${MARKED}\n\n${NUMBERED}\n\n${BEHIND}\n\n${list}\n`],
  ])('has no source of the marks that stand %s it', (_place, file) => {
    expect(sourcesOf(file)).toEqual(LED);
    const report = read(file);
    for (const style of WRITE_STYLES) {
      if (style === 'pandoc') continue;
      expect(sourcesOf(writeMarkdown(report, { style }))).toEqual(LED);
    }
  });
});

test('numbers lead to a list for further reading that is the only one, or goes on with its numbers', () => {
  const more = `## Further reading\n\n3. ${MILL}`;
  expect(sourcesOf(`A monte [1]. B baisse [3].\n\n${NUMBERED}\n\n${more}\n`)).toEqual([
    'A monte <= ecluse.example/',
    'B baisse <= moulin.example/',
  ]);
  expect(sourcesOf(`A monte [1].\n\n## Further reading\n\n1. ${MILL}\n`)).toEqual([
    'A monte <= moulin.example/',
  ]);
});
