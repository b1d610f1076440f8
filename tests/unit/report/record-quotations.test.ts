import { expect, test } from 'vitest';
import { recordQuotations, takeNoteQuotes } from '@/utils/report/record-quotations';
import { cpuTime } from '../cpu-time';
import { countedIds, read } from './read-report';

/** Returns the recorded wordings with their addresses, in order. */
function wordingsIn(written: string): (readonly [string, string])[] {
  const { markdown, quotes } = takeNoteQuotes(written);
  const report = recordQuotations(read(markdown), quotes, countedIds());
  const clips = new Map(report.clips.map((clip) => [clip.id, clip]));
  const urls = new Map(report.sources.map(({ id, url }) => [id, url]));
  return report.citations.flatMap(({ clipId }) => {
    const pin = report.pins.find((each) => each.clipId === clipId);
    const clip = clips.get(clipId);
    if (pin === undefined || clip === undefined) throw new Error('A citation lost its clip.');
    return pin.quote === null ? [] : [[pin.quote, urls.get(clip.sourceId) ?? ''] as const];
  });
}

const A = 'https://weirs.example/a';
const B = 'https://weirs.example/b';
const NOTES = `\n\n[^1]: [A](${A})\n[^2]: [B](${B})\n`;

test.each([
  [
    'straight marks before a note',
    'It called it "the highest reading since March".[^1]',
    'the highest reading since March',
  ],
  [
    'a comma that belongs to the article',
    '“The gauges were moved in March,” says the bulletin.[^1]',
    'The gauges were moved in March',
  ],
  [
    'French marks with spaces',
    'La neige fond « sur un sol déjà gorgé »[^1].',
    'sur un sol déjà gorgé',
  ],
  [
    'a note inside the marks',
    'Une « crue aussi lente et longue[^1] ».',
    'crue aussi lente et longue',
  ],
  ['German marks', 'Er sagte, „das Wehr stand offen“.[^1]', 'das Wehr stand offen'],
  [
    'German marks that point inwards',
    'Er sagte, »das Wehr stand offen«.[^1]',
    'das Wehr stand offen',
  ],
  ['Swedish marks', 'Hon sade ”dammen stod öppen”.[^1]', 'dammen stod öppen'],
  ['Japanese marks', '「水位は平年より高かった」と述べた。[^1]', '水位は平年より高かった'],
  [
    'the longest part around an omission',
    'It “rose … by three hands [that day] in the north”.[^1]',
    'by three hands',
  ],
  [
    'a first letter whose case was changed',
    'It said: “[T]he gauges were moved in March”.[^1]',
    'The gauges were moved in March',
  ],
  [
    'an elided article in brackets',
    'Il dit : « [L]’eau est montée de trois mains ».[^1]',
    'L’eau est montée de trois mains',
  ],
  [
    'a changed first letter, which starts a part',
    'It said “as of now [t]he gauges were moved in March”.[^1]',
    'the gauges were moved in March',
  ],
  [
    'the words around a remark',
    'It said “the guages [sic] were moved in March”.[^1]',
    'the guages were moved in March',
  ],
  [
    'whole words beside a changed ending',
    'It said “gauges mov[ed] by three hands in the north”.[^1]',
    'by three hands in the north',
  ],
  [
    'the words of a link',
    `One noted “[the scale froze at noon](${A})”.`,
    'the scale froze at noon',
  ],
  [
    'a link behind the quotation',
    `“The scale froze at noon,” writes [the survey](${A}).`,
    'The scale froze at noon',
  ],
])('records %s', (_name, words, quote) => {
  expect(wordingsIn(words + NOTES)).toEqual([[quote, A]]);
});

test.each([
  ['a word with irony', 'The “fast” melt took weeks.[^1]'],
  ['a title', 'She wrote “The Waters of the Hollow”.[^1]'],
  ['a quotation that two sources follow', 'It “rose by three hands”.[^1][^2]'],
  ['a source in another sentence', 'It “rose by three hands.” Then it fell.[^1]'],
  ['a quotation with a source before it', 'As [^1] says, it “rose by three hands”.'],
  ['a measure in inches', 'A 12" pipe beside a 14" pipe broke.[^1]'],
])('does not record %s', (_name, words) => {
  expect(wordingsIn(words + NOTES)).toEqual([]);
});

const Q = 'The old lighthouse was automated in 1996.';
const PASSAGE = `${A}#:~:text=the%20words`;

test.each([
  ['a link in the last paragraph', `> ${Q}\n>\n> [Lighthouse](${A})`],
  ['a link on the last line', `> ${Q}\n> [Lighthouse](${A})`],
  ['a link on the last line, without a full stop', `> ${Q.slice(0, -1)}\n> [Lighthouse](${A})`],
  ['an omission before the link', `> ${Q.slice(0, -1)} …\n>\n> [Lighthouse](${A})`],
  ['an author before the link', `> ${Q}\n>\n> — Ann Hall, [Lighthouse](${A}), 1997`],
  ['an author without a dash', `> ${Q}\n>\n> Ann Hall, [Lighthouse](${A})`],
  ['a dash on its last line', `> ${Q} — [Lighthouse](${A})`],
  ['a link that ends its line', `> ${Q} [Lighthouse](${A})`],
  ['parentheses at its end', `> ${Q} (Hall, [Lighthouse](${A}), 1997)`],
  ['a dash behind it', `> ${Q}\n\n— [Lighthouse](${A})`],
  ['a source behind it', `> ${Q}\n\n*Source: [Lighthouse](${A}), p. 3*`],
  ['a link behind it', `> ${Q}\n\n[Lighthouse](${A})`],
  ['two hyphens behind it', `> ${Q}\n\n-- Ann Hall, [Lighthouse](${A})`],
  ['a hyphen behind it', `> ${Q}\n\n- Ann Hall, [Lighthouse](${A})`],
  ['a source in parentheses behind it', `> ${Q}\n\n(Source: [Lighthouse](${A}))`],
  ['an author with a note behind it', `> ${Q}\n\n— Ann Hall[^1]`],
  ['a note at its end', `> ${Q}[^1]`],
  ['a number at its end', `> ${Q} [1](${A})`],
  ['quotation marks and a note', `> “${Q}”[^1]`],
  ['quotation marks and a link', `> “${Q}”\n>\n> — [Lighthouse](${A})`],
  ['a reference link', `> ${Q}\n> — [Lighthouse][a]\n\n[a]: ${A}`],
  ['a list around it', `- It stood.\n\n  > ${Q}\n  >\n  > — [Lighthouse](${A})`],
])('records a quoted block with %s', (_name, words) => {
  expect(wordingsIn(words + NOTES)).toEqual([[Q.slice(0, -1), A]]);
});

test.each([
  [
    'a link in cite',
    `<blockquote><p>${Q}</p><cite><a href="${A}">Lighthouse</a></cite></blockquote>`,
  ],
  [
    'a link in footer',
    `<blockquote>\n<p>${Q}</p>\n<footer>Ann, <cite><a href="${A}">L</a></cite></footer>\n</blockquote>`,
  ],
  ['a link at its end', `<blockquote>${Q} <a href="${A}">Lighthouse</a></blockquote>`],
  [
    'a caption',
    `<figure><blockquote>${Q}</blockquote><figcaption>— <a href="${A}">L</a></figcaption></figure>`,
  ],
  ['a block behind it', `<blockquote>${Q}</blockquote>\n\n<p>— <a href="${A}">L</a></p>`],
  ['a paragraph behind it', `<blockquote>${Q}</blockquote>\n<p>Source: <a href="${A}">L</a></p>`],
])('records a quoted block in HTML with %s', (_name, words) => {
  expect(wordingsIn(words + NOTES)).toEqual([[Q.slice(0, -1), A]]);
});

test.each([
  ['an answer behind a dash', `— Yes, said the keeper.[^1]`],
  ['a sentence behind a dash', `— She said so in [the Lighthouse](${A}).`],
  ['a list behind it', `- Ann Hall, [Lighthouse](${A})\n- Bo Hall, [Lamps](${B})`],
])('records no quoted block with %s', (_name, words) => {
  expect(wordingsIn(`> ${Q}\n\n${words}${NOTES}`)).toEqual([]);
});

test('two quotations from one page do not count as one passage that is cited twice', () => {
  const written = `It “rose by three hands” ([A](${A})) and “stood until noon” ([A](${A})).`;
  const { clips, importReport } = recordQuotations(read(written), new Map(), countedIds());
  expect(clips).toHaveLength(2);
  expect(importReport).toMatchObject({ citations: 2, quotations: 2, addresses: 1, duplicates: 0 });
});

test.each([
  ['a title', `“${Q}” [Fish prices](${A})`],
  ['a title, and another sentence', `“${Q}” [Fish prices](${A}). It fell.`],
  ['a title on the next line', `“${Q}”\n[Fish prices](${A})`],
  ['a title in an item', `- “${Q}” [Fish prices](${A})`],
  ['an author with initials', `“${Q}” — Dr. J. Hall, [Fish prices](${A})`],
  ['the word for a source', `“${Q}” Source: [Fish prices](${A})`],
  ['a line of its own', `“${Q}”\n\n— [Fish prices](${A})`],
  ['an earlier quotation', `“It was built of stone.” “${Q}” [Fish prices](${A})`],
])('records a quotation in quotation marks before %s', (_name, words) => {
  expect(wordingsIn(words + NOTES)).toEqual([[Q.slice(0, -1), A]]);
});

test('records a quotation that is the text of the last link', () => {
  expect(wordingsIn(`It stood.\n\n[“${Q}”](${PASSAGE})`)).toEqual([[Q.slice(0, -1), A]]);
});

test('records the paragraphs of a block together, and sentences with marks one by one', () => {
  expect(wordingsIn(`> It was built of stone.\n>\n> ${Q}\n>\n> — [L](${A})`)).toEqual([
    [`It was built of stone. ${Q.slice(0, -1)}`, A],
  ]);
  expect(wordingsIn(`> It was built of stone.[^1] ${Q}[^2]${NOTES}`)).toEqual([
    ['It was built of stone', A],
    [Q.slice(0, -1), B],
  ]);
});

test('records the words around a line break without the Markdown of the break', () => {
  expect(wordingsIn(`> It was built\\\n> of stone.  \n> It stands.\n>\n> — [L](${A})`)).toEqual([
    ['It was built of stone. It stands', A],
  ]);
});

test('records a quotation in an HTML element for quotations', () => {
  const text = `Hall writes <q lang="en">the scale froze at noon</q> ([L](${A})).`;
  expect(wordingsIn(text)).toEqual([['the scale froze at noon', A]]);
});

test('records only the quotation in a block of the report’s own words', () => {
  const text = `> The survey says “the scale froze at noon” and stops there.[^1]${NOTES}`;
  expect(wordingsIn(text)).toEqual([['the scale froze at noon', A]]);
});

test.each([
  ['a remark in a box', '> **Note:** The scale froze at noon.[^1]'],
  ['a remark with a title', '> **Key findings**\n> The scale froze at noon.[^1]'],
  ['an alert', `> [!NOTE]\n> The scale froze at noon ([a](${A})).`],
  ['a remark with a symbol', `> 💡 The scale froze at noon ([a](${A})).`],
  ['a remark before a source', `> **Note:** ${Q}\n\nSource: [Lighthouse](${A})`],
  ['a link on words of the block', `> The [old lighthouse](${A}) was automated in 1996.`],
  [
    'a link in the middle of a block',
    `> It was closed. See [Lighthouse](${A}) for details. It stands.`,
  ],
  ['words that end with a link', `> It was automated by\n> [the coast guard](${A}).`],
  ['a sentence behind a block', `> ${Q}\n\nThe [dam](${A}) was closed in May.`],
  ['a sentence with a dash behind a block', `> ${Q}\n\n— The [dam](${A}) was closed.`],
  ['a link that begins a sentence behind a block', `> ${Q}\n\n[Reuters](${A}) says it was closed.`],
  ['two sources behind a block', `> ${Q}\n\nSource: [A](${A}), [B](${B})`],
  ['a block with two notes', `> ${Q}[^1][^2]`],
  ['a source in the next section', `> ${Q}\n\n## Next\n\n[Lighthouse](${A})`],
  ['a list behind a block', `> ${Q}\n\n- [Lighthouse](${A})`],
  ['a link that begins the next sentence', `“${Q}” [Reuters](${A}) reported that it rose.`],
  ['a link that begins a clause', `“${Q}” [Reuters](${A}), which said more, was wrong.`],
  ['a link in the next sentence', `He said “${Q}” The [dam](${A}) was closed.`],
  ['words in front of a paragraph with a source', `He said “it stood”.\n\n— [Lighthouse](${A})`],
  ['a link on a title at the end', `It stood.\n\n[“${Q}”](${A})`],
])('does not record %s', (_name, words) => {
  expect(wordingsIn(words + NOTES)).toEqual([]);
});

test('keeps one address with two wordings as two clips, and the page for what is not quoted', () => {
  const text = `It “rose by three hands”.[^1] It “fell by one hand”.[^1] It rests.[^1]${NOTES}`;
  expect(wordingsIn(text)).toEqual([
    ['rose by three hands', A],
    ['fell by one hand', A],
  ]);
});

test('records the quotation of a note, and leaves no sign of it in the text', () => {
  const text = `It rose.[^1]\n\n[^1]: [A](${A}). “\u2060It rose by three hands.\u2060”`;
  expect(wordingsIn(text)).toEqual([['It rose by three hands', A]]);
  expect(takeNoteQuotes(text).markdown).not.toContain('\u2060');
});

test.each([
  ['quotation marks that are never closed', (count: number) => `${'“« „ '.repeat(count)}[^1]`],
  [
    'a quoted block with many notes',
    (count: number) => `> ${'It rose.[^1] “a” — ( '.repeat(count)}`,
  ],
  ['a quoted block with many lines', (count: number) => `${'> a .\n>\n'.repeat(count)}> [L](${A})`],
  [
    'quoted blocks in HTML',
    (count: number) => `${'<blockquote>a <p '.repeat(count)}<a href="${A}">L</a>`,
  ],
])('takes linear time for %s', (_name, hostile) => {
  const time = (count: number) => {
    const report = read(`${hostile(count)}${NOTES}`);
    const started = cpuTime();
    recordQuotations(report, new Map(), countedIds());
    return cpuTime() - started;
  };
  time(1_000);
  expect(time(20_000)).toBeLessThan(40 * Math.max(time(2_000), 5));
});
