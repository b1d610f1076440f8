import { expect, test } from 'vitest';
import { linkFieldCitations } from '@/utils/word/field-citations';
import { readWord } from '@/utils/word/read-word';
import {
  field,
  makeWord,
  noteMark,
  paragraph,
  run,
  type WordFixture,
  zoteroCitation,
} from '../../fixtures/make-word';
import { read } from '../report/read-report';
import { wordMarkdown } from './word-text';

const HALL = {
  type: 'article-journal',
  title: 'Slow floods',
  author: [{ family: 'Hall', given: 'N.' }],
  issued: { 'date-parts': [['2020', 5]] },
  DOI: '10.5555/water.7.31',
};
const LATER = {
  ...HALL,
  title: 'Slower',
  issued: { 'date-parts': [[2021]] },
  DOI: '10.5555/later',
};
const REED = {
  title: 'Gauges <and> walls',
  author: [{ family: 'Reed' }],
  issued: { 'date-parts': [[2021]] },
  DOI: '10.5555/unused',
  URL: 'https://gauges.example/reed?a=1&b=2',
};
const BOOK = { title: 'Waters of the Hollow', author: [{ literal: 'Weirside Press' }] };

const citation = (...works: readonly object[]) =>
  JSON.stringify({ citationItems: works.map((itemData) => ({ id: 1, itemData })) });
const ZOTERO = 'ADDIN ZOTERO_ITEM CSL_CITATION';

const markdownOf = (body: string, more: Partial<WordFixture> = {}) =>
  wordMarkdown(makeWord({ body: paragraph(`${run('It rose ')}${body}${run('.')}`), ...more }));

const H = 'https://doi.org/10.5555/water.7.31';
const R = REED.URL;

test('one work is a link on its words, to its address or else to its DOI', async () => {
  expect(await markdownOf(zoteroCitation([HALL], run('(Hall 2020)')))).toBe(
    `It rose ([Hall 2020](${H})).`,
  );
  expect(await markdownOf(zoteroCitation([REED], run('(Reed 2021)')))).toBe(
    `It rose ([Reed 2021](${R})).`,
  );
  const mendeley = field(`ADDIN CSL_CITATION ${citation(HALL)}`, run('(Hall 2020)'));
  expect(await markdownOf(mendeley)).toBe(`It rose ([Hall 2020](${H})).`);
});

test('words in several runs are one link', async () => {
  const shown = `${run('(Hall ')}${run('et al.', '<w:i/>')}${run(' 2020)')}`;
  expect(await markdownOf(zoteroCitation([HALL], shown))).toBe(
    `It rose ([Hall et al. 2020](${H})).`,
  );
});

test('several works have a link each: by their names and years, whatever their order', async () => {
  const shown = run('(Hall 2021; Reed 2021; Hall 2020)');
  expect(await markdownOf(zoteroCitation([HALL, REED, LATER], shown))).toBe(
    `It rose ([Hall 2021](https://doi.org/10.5555/later); [Reed 2021](${R}); [Hall 2020](${H})).`,
  );
});

test('two works of one author and one year have a link each', async () => {
  const shown = run('(Hall 2020a; Reed 2021; Hall 2020b)');
  const second = { ...HALL, title: 'Second', DOI: '10.5555/second' };
  expect(await markdownOf(zoteroCitation([HALL, REED, second], shown))).toBe(
    `It rose ([Hall 2020a](${H}); [Reed 2021](${R}); [Hall 2020b](https://doi.org/10.5555/second)).`,
  );
});

test('numbers in brackets and raised numbers', async () => {
  expect(await markdownOf(zoteroCitation([HALL, REED], run('[1, 2]')))).toBe(
    `It rose \\[[1](${H}), [2](${R})].`,
  );
  const raised = run('1,2', '<w:vertAlign w:val="superscript"/>');
  expect(await markdownOf(zoteroCitation([HALL, REED], raised))).toBe(
    `It rose <sup>[1](${H}),[2](${R})</sup>.`,
  );
});

test('words that cannot be divided lead to the first work, and the names of the others follow', async () => {
  expect(await markdownOf(zoteroCitation([HALL, REED, LATER], run('[1–3]')))).toBe(
    `It rose \\[[1–3](${H}) [Reed](${R}) [Hall](https://doi.org/10.5555/later)].`,
  );
});

test('each work is bound to the claim before it', async () => {
  const report = read(
    await markdownOf(zoteroCitation([HALL, REED], run('(Hall 2020; Reed 2021)'))),
  );
  expect(report.citations.map(({ href }) => href)).toEqual([H, R]);
  expect(report.statements).toHaveLength(1);
});

test('in a footnote', async () => {
  const markdown = await markdownOf(noteMark('footnote', '2'), {
    footnotes: { 2: paragraph(zoteroCitation([HALL], run('Hall, Slow floods (2020)'))) },
  });
  expect(read(markdown).citations.map(({ href }) => href)).toEqual([H]);
});

test('works without an address stay words, and are counted', async () => {
  const body = paragraph(
    `${zoteroCitation([BOOK], run('(Weirside Press 1998)'))}${zoteroCitation([HALL, BOOK], run('(Hall 2020; Weirside Press 1998)'))}`,
  );
  const file = makeWord({ body });
  expect(await wordMarkdown(file)).toBe(
    `(Weirside Press 1998)([Hall 2020](${H}); Weirside Press 1998)`,
  );
  expect(await readWord(file)).toMatchObject({ value: { worksWithoutAddress: 2 } });
});

test('a bibliography and other fields stay as they are', async () => {
  const fields = [
    field(' ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY ', run('Hall, Slow floods')),
    field(` HYPERLINK "${R}" `, run('a link')),
    field(' PAGE ', run('7')),
  ].join(' ');
  expect(await markdownOf(fields)).toBe(`It rose Hall, Slow floods[a link](${R})7.`);
});

test.each([
  ['no JSON', `${ZOTERO} {"citationItems":[`],
  ['another shape', `${ZOTERO} {"citationItems":{"0":1}}`],
  ['too many works', `${ZOTERO} ${citation(...Array.from({ length: 51 }, () => HALL))}`],
  ['too long', `${ZOTERO} ${citation({ ...HALL, abstract: 'x'.repeat(500_001) })}`],
  ['an address that runs a script', `${ZOTERO} ${citation({ URL: 'javascript:alert(1)' })}`],
  ['a DOI that is none', `${ZOTERO} ${citation({ DOI: 'x" onclick="y' })}`],
])('hostile codes leave the words: %s', async (_, code) => {
  expect(await markdownOf(field(code, run('(Hall 2020)')))).toBe('It rose (Hall 2020).');
});

test('an address cannot end the code of its link', async () => {
  const url = 'https://gauges.example/a" \\l "x?<b>';
  const [first] = read(
    await markdownOf(zoteroCitation([{ URL: url }], run('(Hall 2020)'))),
  ).citations;
  expect(new URL(first?.href ?? '').host).toBe('gauges.example');
  expect(first?.href).not.toMatch(/["<>]/u);
});

test('the number of links has a limit, and any document is read in linear time', () => {
  const one = zoteroCitation([HALL], run('(Hall)'));
  const { xml } = linkFieldCitations(one.repeat(20_100));
  expect(xml.split('HYPERLINK')).toHaveLength(20_001);
  const open =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(200_000) + run('x').repeat(200_000);
  expect(linkFieldCitations(open).xml).toBe(open);
});
