import { describe, expect, test } from 'vitest';
import { WRITE_STYLES, type WriteStyle } from '@/utils/model/citation-styles';
import { parseMarkdown } from '@/utils/report/markup/parse-blocks';
import { writeHtmlDocument, writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import type { WriteOptions, WrittenReport } from '@/utils/report/write-options';
import { writePlainText } from '@/utils/report/write-text';
import { writeWord } from '@/utils/word/write-word';
import { measureGrowth } from '../growth';
import { wordMarkdown } from '../word/word-text';
import { claimsOf, importedReport, readReport } from './read-back';

const read = (markdown: string) => importedReport(readReport(markdown));

/** Each sentence begins with a letter, and each source is one of these words. */
const SOURCES = /Écluse|Durand|Barrage|Archives|Moulin|Entretien/u;
const ECLUSE = 'Écluse de juin, https://ecluse.example/juin';
const DURAND = 'Anne Durand, *Histoire du canal*, Presses du Lac, 2019, p. 112';
const BARRAGE = 'Barrage : bilan, https://barrage.example/bilan';
const ARCHIVES = 'Archives de la ville, carton 3';
const MOULIN = 'Moulin d’amont – https://moulin.example/amont';
const ENTRETIEN = 'Entretien avec Mme Petit, 12 mai';

const TEXT = 'A monte [1]. B date de 1840 [2]. C compte dix vannes [3].';
const FOUR = 'A monte [1]. B date de 1840 [4]. C compte dix vannes [3].';
const GROUPS = 'A monte [1, 2]. B date de 1840 [1][2]. C compte dix vannes [1-4]. D est [2, 4].';

const FILES: [string, string, string[]][] = [
  [
    'a list of items',
    `${TEXT}\n\n## Sources\n\n1. ${ECLUSE}\n2. ${DURAND}\n3. ${BARRAGE}\n`,
    ['Durand'],
  ],
  [
    'items that are all 1',
    `${TEXT}\n\n## Sources\n\n1. ${ECLUSE}\n1. ${DURAND}\n1. ${BARRAGE}\n`,
    ['Durand'],
  ],
  [
    'a list with bullets',
    `${TEXT}\n\n## Bibliographie\n\n- [1] ${ECLUSE}\n- [2] ${DURAND}\n- [3] ${BARRAGE}\n\nTout a été lu en mai.\n`,
    ['Durand'],
  ],
  [
    'a list of lines',
    `${TEXT}\n\n## Sources\n\n[1] ${ECLUSE}\n[2] ${DURAND}\n[3] ${BARRAGE}\n`,
    ['Durand'],
  ],
  [
    'a list below a line',
    `${TEXT}\n\n**Sources :**\n\n1. ${ECLUSE}\n2. ${DURAND}\n3. ${BARRAGE}\n`,
    ['Durand'],
  ],
  [
    'a table',
    `${TEXT}\n\n## Sources\n\n| N° | Source |\n| - | - |\n| 1 | ${ECLUSE} |\n| 2 | ${DURAND} |\n| 3 | ${BARRAGE} |\n`,
    ['Durand'],
  ],
  [
    'entries that nothing cites',
    `A monte [1]. B date de 1840 [2].\n\n## Sources\n\n1. ${ECLUSE}\n2. ${BARRAGE}\n3. ${ENTRETIEN}\n4. ${MOULIN}\n`,
    ['Entretien', 'Moulin d’amont'],
  ],
  [
    'lines that nothing cites',
    `A monte [1]. B date de 1840 [2].\n\n## Sources\n\n[1] ${ECLUSE}\n[2] ${BARRAGE}\n[3] ${ENTRETIEN}\n[4] ${MOULIN}\n`,
    ['Entretien', 'Moulin d’amont'],
  ],
  [
    'a last line that nothing cites',
    `A monte [1]. B date de 1840 [2].\n\n## Sources\n\n[1] ${ECLUSE}\n[2] ${BARRAGE}\n[3] ${ENTRETIEN}\n`,
    ['Entretien'],
  ],
  [
    'a number behind a gap',
    `${FOUR}\n\n## Sources\n\n1. ${ECLUSE}\n2. ${ENTRETIEN}\n3. ${BARRAGE}\n4. ${ARCHIVES}\n`,
    ['Entretien', 'Archives'],
  ],
  [
    'a number far behind',
    `A monte [1]. B date de 1840 [9]. C compte dix vannes [3].\n\n## Sources\n\n[1] ${ECLUSE}\n[3] ${BARRAGE}\n[9] ${ARCHIVES}\n`,
    ['Archives'],
  ],
  [
    'marks of several sources',
    `${GROUPS}\n\n## Sources\n\n1. ${ECLUSE}\n2. ${DURAND}\n3. ${BARRAGE}\n4. ${ARCHIVES}\n`,
    ['Durand', 'Archives'],
  ],
  [
    'an entry of several paragraphs',
    `${TEXT}\n\n## Sources\n\n1. ${ECLUSE}\n\n2. Anne Durand, *Histoire*\n\n   Presses du Lac\n\n3. ${BARRAGE}\n`,
    ['Durand', 'Presses du Lac'],
  ],
];

type Write = (report: WrittenReport, options: WriteOptions) => string | Promise<string>;
const FORMATS: [string, Write][] = [
  ['Markdown', writeMarkdown],
  ['HTML', writeHtmlDocument],
  ['rich text', writeHtmlFragment],
  ['plain text', writePlainText],
  ['Word', async (report, options) => wordMarkdown(await writeWord(report, options))],
];
const CASES = FORMATS.flatMap(([format, write]) =>
  FILES.flatMap(([name, file, words]) =>
    WRITE_STYLES.map((style) => ({ format, name, style, write, file, words })),
  ),
);

/** Returns a text without its HTML; an item is on a line with its number. */
function linesOf(text: string): string {
  return text
    .replace(/<ol(?: start="(\d+)")?>\n(?=<li>)/gu, (_, start = '1') => `<ol>${start}. `)
    .replace(/<li[^>]* value="(\d+)"[^>]*>/gu, '$1. ')
    .replace(/<\/td>\n<td>|\t/gu, ' | ')
    .replace(/<[^>]*>/gu, '')
    .replace(/[*]/gu, '');
}

/** Returns the sources that the marks in brackets of each sentence name, by the list of a text. */
function named(text: string): string[][] {
  const lines = linesOf(text).split('\n');
  const list = new Map<number, string>();
  let last = 0;
  for (const line of lines) {
    const entry = /^[ |-]*\\?\[?(\d+)(?:\\?\]|[.)]|\s*\|) *(.*)$/u.exec(line);
    const source = SOURCES.exec(entry?.[2] ?? '')?.[0];
    if (source === undefined) continue;
    last = Math.max(last + 1, Number(entry?.[1]));
    list.set(last, source);
  }
  const body = lines.find((line) => /^\[?A monte/u.test(line)) ?? '';
  return body.split(/(?<=\.) (?=\[?[A-D] )/u).map((sentence) => {
    const numbers = [...sentence.matchAll(/(?<!\^)\[([\d, -]+)\]/gu)].flatMap(([, value = '']) => {
      const [from = 0, to = from] = value.split('-').map(Number);
      if (value.includes('-')) return Array.from({ length: to - from + 1 }, (_, at) => from + at);
      return value.split(',').map(Number);
    });
    return numbers.map((number) => list.get(number) ?? 'nothing').sort();
  });
}

describe('an entry of a list of sources without a link', () => {
  test.each(CASES)('$format, $style: $name has its words', async (each) => {
    const text = linesOf(await each.write(read(each.file), { style: each.style }));
    expect(each.words.filter((words) => !text.includes(words))).toEqual([]);
  });

  test.each(CASES.filter(({ style }) => style === 'numbered'))(
    '$format: each mark of $name names the same source',
    async ({ write, file }) => {
      const written = await write(read(file), { style: 'numbered' });
      expect(named(file).flat()).not.toContain('nothing');
      // [1, 2] becomes two marks, and [1][1] can become one.
      expect(named(written)).toEqual(named(file));
    },
  );

  test.each(CASES.filter(({ style }) => !['numbered', 'as-written'].includes(style)))(
    '$format, $style: a mark that stays leads to an entry of $name',
    async ({ write, file, style, format }) => {
      const written = await write(read(file), { style });
      const isPlain = (source: string) => /Durand|Archives|Entretien/u.test(source);
      const expected = named(file).map((sources) => sources.filter(isPlain));
      // Plain text writes notes as numbered references.
      const isNumbered = format === 'plain text' && style === 'footnote';
      const found = named(written).map((sources) =>
        isNumbered ? sources.filter(isPlain) : sources,
      );
      expect(found).toEqual(expected);
    },
  );

  // A table that nothing cites by number cites in its rows.
  const ROUNDS = FILES.filter(([name]) => name !== 'a table').flatMap(([name, file]) =>
    WRITE_STYLES.map((style) => ({ name, file, style })),
  );
  test.each(ROUNDS)(
    '$style: $name is written and read again without a change',
    ({ file, style }) => {
      const first = writeMarkdown(read(file), { style });
      expect(writeMarkdown(read(first), { style })).toBe(first);
    },
  );

  test.each(FILES)('%s has the same claims when its numbered form is read', (_, file) => {
    const bare = (claims: string[]) => claims.map((each) => each.replace(/\s*\[[^\]]*\]/gu, ''));
    expect(bare(claimsOf(writeMarkdown(read(file), { style: 'numbered' })))).toEqual(
      bare(claimsOf(file)),
    );
  });
});

test('in Markdown, each entry of a list of references shows its own number, also if numbers are left out', () => {
  const text = 'A monte [1]. B [7]. C [3]. D [8]. E [4].';
  const others = `3. ${BARRAGE}\n4. ${MOULIN}\n7. ${ARCHIVES}\n8. ${DURAND}`;
  const written = writeMarkdown(read(`${text}\n\n## Sources\n\n1. ${ECLUSE}\n${others}\n`), {
    style: 'numbered',
  });
  // A reader of Markdown would count on from the first number.
  const [list] = parseMarkdown(written).children.filter(({ type }) => type === 'list');
  expect(list).toMatchObject({ ordered: false, children: { length: 5 } });
  expect(named(written).flat()).toEqual(['Écluse', 'Archives', 'Barrage', 'Durand', 'Moulin']);
});

test('no new number is one that stands in the text without a source', () => {
  const report = read(
    `A monte ([Écluse](https://ecluse.example/)). B est perdu [1]. \`vannes[2]\` en compte trois ([Barrage](https://barrage.example/)).\n`,
  );
  const written = writeMarkdown(report, { style: 'numbered' });
  expect(written).toContain('A monte [2]. B est perdu [1]. `vannes[2]` en compte trois [3].');
  expect(written).toMatch(/\n- \[2\] \[Écluse\].*\n- \[3\] \[Barrage\]/u);
  expect(writePlainText(report, { style: 'footnote' })).toMatch(/\n\[2\] Écluse.*\n\[3\] Barrage/u);
  expect(writeHtmlFragment(report, { style: 'numbered' })).toContain('<ol start="2">\n<li');
});

describe('of two lists with the same numbers, the second has an entry without a link,', () => {
  const file = (mark: string) =>
    `## Un\n\nA monte [1]. B date de 1840 [2].\n\n### Sources\n\n1. ${ECLUSE}\n2. ${DURAND}\n\n## Deux\n\nC compte dix vannes [1]. ${mark}\n\n### Sources\n\n1. ${BARRAGE}\n2. ${ARCHIVES}\n`;

  test.each([
    ['D est [2].', 'D est [4].'],
    ['D est [2, p. 3]. E vaut `x[2]`.', 'D est [4, p. 3]. E vaut `x[2]`.'],
    ['D est [1, 2].', 'D est [3] [4].'],
    ['D est [voir 2].', 'D est [voir 4].'],
    ['D est 【2†source】.', 'D est 【4†source】.'],
    ['D est connu.', 'D est connu.'],
  ])('which gets a number of its own, like its mark: %s', (mark, marked) => {
    const written = writeMarkdown(read(file(mark)), { style: 'numbered' });
    expect(written).toContain('A monte [1]. B date de 1840 [2].');
    expect(written).toContain(`C compte dix vannes [3]. ${marked}\n`);
    expect(written).not.toContain('### Sources');
    expect(written).toContain(`2. ${DURAND}\n3. [Barrage`);
    expect(written).toContain(`\n4. ${ARCHIVES}\n`);
    const pages = (claims: string[]) => claims.map((each) => each.replace(/^.* <= /u, ''));
    expect(pages(claimsOf(written))).toEqual(pages(claimsOf(file(mark))));
    expect(writeMarkdown(read(written), { style: 'numbered' })).toBe(written);
    const html = writeHtmlFragment(read(file(mark)), { style: 'numbered' });
    expect(html.replace(/<[^>]*>/gu, '')).toContain(marked.replaceAll('`', ''));
  });

  test('which stays if a mark names it by a raised figure', () => {
    const written = writeMarkdown(read(file('D est fini.²')), { style: 'numbered' });
    expect(written).toContain(`D est fini.²\n\n### Sources\n\n- [2] ${ARCHIVES}`);
    expect(written.match(/### Sources/gu)).toHaveLength(1);
    expect(written).toContain(`2. ${DURAND}\n3. [Barrage`);
  });
});

describe('a new list of sources', () => {
  test.each<WriteStyle>(['inline', 'footnote'])(
    'has entries without a link by their numbers: %s',
    (style) => {
      const [, file = ''] = FILES[0] ?? [];
      const written = writeMarkdown(read(file), { style, sourceList: true });
      expect(written.match(/## Sources/gu)).toHaveLength(1);
      expect(written).toContain(`- \\[2] ${DURAND}`);
      expect(writeMarkdown(read(written), { style, sourceList: true })).toBe(written);
    },
  );
});

test.each([
  ['HTML', writeHtmlDocument],
  ['rich text', writeHtmlFragment],
])(
  'with notes and a new list of sources, a source without a link is only in the list, and no note has its number: %s',
  (_, write) => {
    const written = write(
      read(
        `${GROUPS}\n\n## Sources\n\n1. ${ECLUSE}\n2. ${DURAND}\n3. ${BARRAGE}\n4. ${ARCHIVES}\n`,
      ),
      { style: 'footnote', sourceList: true },
    );
    expect(written.match(/Presses du Lac/gu)).toHaveLength(1);
    expect(written.match(/carton 3/gu)).toHaveLength(1);
    expect(written).toContain('<li>[2] Anne Durand');
    const notes = [...written.matchAll(/<li[^>]* value="(\d+)"/gu)].map(([, number]) => number);
    expect(notes).toEqual(['1', '3']);
  },
);

test('an entry that nothing cites keeps its own words beside its link', () => {
  const file = `A monte [1].\n\n## Sources\n\n1. ${ECLUSE}\n2. Voir aussi les crues de mai : https://moulin.example/crues, p. 4\n3. [Barrage](https://barrage.example/), Le Lac, 2024\n`;
  const written = writeMarkdown(read(file), { style: 'numbered' });
  expect(written).toContain(
    '2. Voir aussi les crues de mai : [moulin.example](https://moulin.example/crues), p. 4\n3. [Barrage](https://barrage.example/), Le Lac, 2024\n',
  );
  expect(writeMarkdown(read(written), { style: 'numbered' })).toBe(written);
});

test('an address that no link may lead to is no page', () => {
  const file = `A monte [1]. B [2].\n\n## Sources\n\n1. ${ECLUSE}\n2. Durand, [scan](javascript:alert(1)), https://u:p@x.example/\n`;
  for (const style of WRITE_STYLES) {
    const html = writeHtmlFragment(read(file), { style });
    expect(html).toContain('Durand, scan');
    expect(html).not.toContain('javascript');
  }
});

test.each(['items', 'lines', 'paragraphs of one entry'])('many %s take linear time', (kind) => {
  const { isLinear } = measureGrowth(
    (text) => writeMarkdown(read(text), { style: 'numbered' }),
    (length) => {
      const count = Math.ceil(length / 50);
      const entry = (at: number) =>
        kind === 'items'
          ? `${at}. ${DURAND}`
          : kind === 'lines'
            ? `[${at}] ${DURAND}`
            : '   Encore';
      const entries = Array.from({ length: count }, (_, at) => entry(at + 3));
      const between = kind === 'lines' || kind === 'items' ? '\n' : '\n\n';
      return `A monte [1]. B [2].\n\n## Sources\n\n1. ${ECLUSE}\n2. ${DURAND}${between}${entries.join(between)}\n`;
    },
    4_000,
  );
  expect(isLinear).toBe(true);
});
