import { describe, expect, test } from 'vitest';
import { WRITE_STYLES, type WriteStyle } from '@/utils/model/citation-styles';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import type { WriteOptions, WrittenReport } from '@/utils/report/write-options';
import { writePlainText } from '@/utils/report/write-text';
import { claimsOf, importedReport, readReport } from './read-back';

const read = (markdown: string) => importedReport(readReport(markdown));

// Pincite writes no list with this title.
const TITLE = 'Sources et liens';
const TITLES: [string, string][] = [
  ['a bold line', `**${TITLE}**`],
  ['a bold line with a colon', `**${TITLE} :**`],
  ['a line with a colon', `${TITLE} :`],
  ['a heading', `## ${TITLE}`],
  ['a heading and a line', `## ${TITLE}\n\n**${TITLE}**`],
];

const LISTS: [string, string][] = [
  ['plain entries', '- [CNN](https://cnn.example/a)\n- [BBC](https://bbc.example/a)'],
  [
    'an entry that is a sentence',
    '- [CNN](https://cnn.example/a) : le niveau est monté dans la nuit, selon la mairie.\n- [BBC](https://bbc.example/a)',
  ],
  ['an entry without a link', '- [CNN](https://cnn.example/a)\n- Archives, carton 3'],
  ['a paragraph below', '- [CNN](https://cnn.example/a)\n\nLe rapport est fini.'],
  ['a table', '| Source | Vu |\n| - | - |\n| [CNN](https://cnn.example/a) | hier |'],
  ['a note that is cited', '[^a]: [CNN](https://cnn.example/a).'],
  ['a note of words', '[^a]: [CNN](https://cnn.example/a).\n\n[^b]: Des mots seuls.'],
  ['notes and entries', '- [BBC](https://bbc.example/a)\n\n[^a]: [CNN](https://cnn.example/a).'],
];

const FORMATS: [string, (report: WrittenReport, options: WriteOptions) => string, RegExp][] = [
  ['Markdown', writeMarkdown, /\n## (?:Références|Sources)\n|\n\[\^1\]: /u],
  ['HTML', writeHtmlFragment, /<section/u],
  ['plain text', writePlainText, /\n\n(?:Références|Sources|Notes)\n/u],
];

describe.each(FORMATS)('in %s, the title of a list of sources', (_, write, closing) => {
  const cases = TITLES.flatMap(([title, above]) =>
    LISTS.map(([list, below]) => [title, list, above, below] as const),
  );
  test.each(cases)(
    '%s above %s stays exactly if something below it stays',
    (_t, _l, above, below) => {
      const cited = below.includes('[^a]')
        ? 'Le fait est connu.[^a] Et encore.[^b]'
        : 'Le fait est connu ([CNN](https://cnn.example/a)).';
      const report = read(`# Les crues de la nuit\n\n${cited} FIN\n\n${above}\n\n${below}\n`);
      const results = WRITE_STYLES.flatMap((style) =>
        [null, true].map((sourceList) => {
          const text = write(report, { style, sourceList });
          const [, ending = ''] = text.split('FIN');
          const body = (ending.split(closing)[0] ?? '').replace(/<[^>]*>/gu, '');
          const rest = body.replaceAll(TITLE, '').replace(/[\s:*#]+/gu, '');
          return { style, sourceList, stays: rest !== '', hasTitle: body.includes(TITLE) };
        }),
      );
      expect(results.filter(({ stays, hasTitle }) => stays !== hasTitle)).toEqual([]);
    },
  );
});

test('a heading of a list stays with what stays in its parts, and goes with them', () => {
  const file = (words: string) =>
    read(
      `# Crues\n\nLe fait ([CNN](https://cnn.example/a)).\n\n## ${TITLE}\n\n### Web\n\n- [CNN](https://cnn.example/a)${words}\n`,
    );
  expect(writeMarkdown(file(''), { style: 'numbered' })).not.toContain(TITLE);
  const sentence = ' dit que le niveau est monté dans la nuit, selon la mairie.';
  expect(writeMarkdown(file(sentence), { style: 'numbered' })).toContain(`## ${TITLE}\n\n### Web`);
});

test('a heading of a report stays if its lists are replaced and nothing else is in it', () => {
  const report = read('# Crues\n\n## Sources\n\n- [CNN](https://cnn.example/a)\n');
  expect(writeMarkdown(report, { style: 'numbered' })).toMatch(/^# Crues\n\n## \S+\n\n1\. /u);
});

test('what follows a line does not keep the title of the list before it', () => {
  const report = read(
    `Le fait ([CNN](https://cnn.example/a)).\n\n**${TITLE}**\n\n- [CNN](https://cnn.example/a)\n\n---\n\nLe rapport est fini.\n`,
  );
  const written = writeMarkdown(report, { style: 'numbered' });
  expect(written).not.toContain(TITLE);
  expect(written).toContain('Le rapport est fini.');
});

test.each(['## Notes', '**Notes**'])(
  'HTML has the title “Notes” once if the file has the title %s',
  (title) => {
    const html = writeHtmlFragment(read(`It rose.[^b]\n\n${title}\n\n[^b]: Nobody knows.\n`), {});
    expect(html.match(/Notes/gu)).toHaveLength(1);
  },
);

describe('a list of which entries are left out', () => {
  const list = (title: string) => `## ${title}

1. [Moulin](https://moulin.example/)
2. Le débit a baissé dans la nuit de mai, selon [Écluse](https://ecluse.example/).
3. [Canal](https://canal.example/)
4. La digue a tenu dans la nuit de juin, selon [Digue](https://digue.example/).
`;
  const text =
    'A monte ([Digue](https://digue.example/)). B date de 1840 ([Pont](https://pont.example/)).';

  test.each(['Notes', TITLE])(
    'shows no number that a mark could mean before a sentence that stays below %s',
    (title) => {
      const file = `${text}\n\n${list(title)}`;
      const written = writeMarkdown(read(file), { style: 'numbered' });
      expect(written).toMatch(/^- Le débit a baissé.*\n- La digue a tenu/mu);
      expect(claimsOf(written)).toEqual(claimsOf(file));
    },
  );

  // Notes that nothing leads to keep theirs, and no mark has these numbers.
  test.each(['**Sources :**', '**Pour aller plus loin**'])(
    'shows no such number below %s if all of the list stays',
    (title) => {
      const entries = ['Histoire', 'Atlas'].map(
        (page, at) =>
          `${at + 1}. Voir aussi les crues : [${page} du lac](https://l${at}.example/).`,
      );
      const file = `${text}\n\n${title}\n\n${entries.join('\n')}\n`;
      const written = writeMarkdown(read(file), { style: 'numbered' });
      expect(written).toMatch(/^- Voir aussi les crues.*\n- Voir aussi les crues/mu);
      const inText = (claims: readonly string[]) => claims.filter((claim) => /^[AB] /u.test(claim));
      expect(inText(claimsOf(written))).toEqual(inText(claimsOf(file)));
    },
  );

  test.each<WriteStyle>(['inline', 'linked-words'])(
    'keeps the links of its other entries as they are: %s',
    (style) => {
      const entries =
        '2. Durand, https://ecluse.example/\n3. [Canal](https://canal.example/) : mai';
      const report = read(
        `A monte [1].\n\n## Notes\n\n1. [Moulin](https://moulin.example/)\n${entries}\n`,
      );
      const written = writeMarkdown(report, { style });
      expect(written).toContain('2. Durand, [ecluse.example](https://ecluse.example/)\n');
      expect(written).toContain('3. [Canal](https://canal.example/) : mai\n');
      expect(writeHtmlFragment(report, { style })).toContain(
        '<a href="https://canal.example/">Canal</a> : mai',
      );
    },
  );
});

describe.each(FORMATS)('in %s, a heading whose notes are elsewhere', (_, write) => {
  const file = (title: string) =>
    read(
      `# Crues\n\nA monte.[^a] B baisse.[^b]\n\n## ${title}\n\n## Annexe\n\nFIN\n\n[^a]: [Moulin](https://moulin.example/)\n\n[^b]: [Canal](https://canal.example/)\n`,
    );
  const styles = WRITE_STYLES.filter((style) => style !== 'as-written');
  const cases = ['Notes', TITLE].flatMap((title) => styles.map((style) => [title, style] as const));

  test.each(cases)('%s is not left empty in the style %s', (title, style) => {
    const written = write(file(title), { style });
    const [before = ''] = written.split('FIN');
    expect(before).not.toContain(title);
    expect(before).toContain('Annexe');
  });

  test('stays if the notes stay', () => {
    const report = read('# Crues\n\nA monte.\n\n## Notes\n\n## Annexe\n\nFIN\n');
    expect(write(report, { style: 'inline' })).toContain('Notes');
  });
});

test('a list of sources that nothing replaces keeps its links beside notes', () => {
  const list =
    '- Lee, *Locks*, 2021.\n- Gauges, *Atlas*: https://gauges.example/\n- [Plan](https://plan.example/), 2022.\n';
  const report = read(
    `The river rose.[^1]\n\n[^1]: [Gauges](https://gauges.example/), p. 3.\n\n## Bibliography\n\n${list}`,
  );
  const written = writeMarkdown(report, { style: 'footnote' });
  expect(written).toContain(list);
  expect(written.match(/^\[\^/gmu)).toHaveLength(1);
  const html = writeHtmlFragment(report, { style: 'footnote' });
  expect(html).toContain('<a href="https://plan.example/">Plan</a>, 2022.');
  expect(html.match(/href="https:\/\/plan/gu)).toHaveLength(1);
});
