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

test('takes linear time for marks that nothing closes', () => {
  const time = (count: number) => {
    const report = read(`${'“« „ '.repeat(count)}[^1]${NOTES}`);
    const started = cpuTime();
    recordQuotations(report, new Map(), countedIds());
    return cpuTime() - started;
  };
  time(2_000);
  expect(time(40_000)).toBeLessThan(40 * Math.max(time(4_000), 5));
});
