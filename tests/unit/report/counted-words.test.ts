import { describe, expect, test } from 'vitest';
import { WRITE_STYLES, type WriteStyle, writeStyle } from '@/utils/model/citation-styles';
import {
  DEFAULT_EXPORT_OPTIONS,
  EXPORT_FORMATS,
  type ExportFormat,
} from '@/utils/report/export-options';
import { ExportJoiner } from '@/utils/report/join-export';
import { writeExport } from '@/utils/report/write-export';
import { importedReport, readReport } from './read-back';

const PAGE = 'https://lac.example/a';
const PLACE = `${PAGE}#:~:text=Le%20lac`;
const OTHER_PLACE = `${PAGE}#:~:text=Le%20port`;
const OTHER_PAGE = 'https://port.example/b';
const ONE = `[titre1](${PLACE})`;
const TWO = `[titre2](${OTHER_PAGE})`;
const TWO_HERE = `[titre2](${OTHER_PLACE})`;

/** What a note says about each of its sources. The words that are looked for have a figure. */
const NOTES: Readonly<Record<string, readonly string[]>> = {
  'a title': [ONE],
  'an address': [`<${PLACE}>`],
  'words before': [`mot1, bref ; voir ${ONE}`],
  'words behind': [`${ONE}, mot1`],
  'a sentence behind': [`${ONE}. Le mot1 pour tous.`],
  'words on both sides': [`Selon mot1, ${ONE}, mot2`],
  'words on both sides and a semicolon': [`mot1, bref ; voir ${ONE}. Le mot2 pour tous.`],
  'words in brackets': [`${ONE} \\[mot1\\], mot2`],
  'words for an earlier note': [`Ibid., mot1 : [« titre1 »](${PLACE}).`],
  'words for an earlier note and an address': [`Ibid., mot1, <${PLACE}>`],
  'a title before its address': [`titre1, <${PLACE}>, mot1. Le mot2 pour tous.`],
  'two titles': [ONE, TWO],
  'two titles of one page': [ONE, TWO_HERE],
  'two titles of one page with words': [`${ONE}, mot1`, `voir ${TWO_HERE}, mot2`],
  'two titles of one page with signs': [`${ONE}, mot1 @x`, `voir ${TWO_HERE}, mot2 @y`],
  'words of two pages': [`${ONE}, mot1`, `voir ${TWO}, mot2`],
  'long words': [`${ONE}, mot1 ${'sans fin '.repeat(30)}`],
  'very long words': [`${ONE}, mot1 ${'sans fin '.repeat(120)}`],
  'long words of two sources': [
    `${ONE}, mot1 ${'sans '.repeat(35)}`,
    `voir ${TWO_HERE}, mot2 ${'fin '.repeat(45)}`,
  ],
};

/** What another note says about the page. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  'no other note': [],
  'a note that gives the page its title': [`titre9, <${PAGE}>, mot9.`],
  'a note with another title': [`[titre9](${PAGE})`],
  'a note with another title of the passage': [`[titre9](${PLACE})`],
};

const TEXTS: readonly ExportFormat[] = ['markdown', 'html'];
/** These describe passages, without what a text says of their pages. */
const WITHOUT_TITLES: readonly ExportFormat[] = ['annotations'];
const CHOICES = EXPORT_FORMATS.filter(
  (format) => TEXTS.includes(format) || !['bundle', 'rich-text', 'word'].includes(format),
).flatMap((format): [ExportFormat, WriteStyle, boolean | null][] => {
  if (!TEXTS.includes(format)) return [[format, 'inline', null]];
  const isMarkdown = format === 'markdown';
  return WRITE_STYLES.filter((style) => isMarkdown || writeStyle(style).only === undefined).map(
    (style) => [format, style, isMarkdown ? null : true],
  );
});

const REPORTS = Object.entries(NOTES).flatMap(([name, note]) =>
  Object.entries(OTHERS).flatMap(([otherName, other]) =>
    (other.length === 0 ? [true] : [true, false]).map((isLast) => {
      const notes = [`[^n]: ${note.join(' ; ')}`, ...other.map((words) => `[^o]: ${words}`)];
      const sentences = ['Le lac monte.[^n]', ...other.map(() => 'Le port gèle.[^o]')];
      const [text, end] = [sentences, notes].map((all) => (isLast ? all.reverse() : all));
      const file = `# Eaux\n\n${text?.join('\n\n')}\n\n${end?.join('\n')}\n`;
      const report = importedReport(readReport(file));
      return { name: `${name}, ${otherName}, ${isLast}`, said: [...note, ...other], report };
    }),
  ),
);

describe('an export counts the notes of which words are missing', () => {
  test.each(CHOICES)('in %s, %s, with a list: %s', (format, style, sourceList) => {
    // A link on the words of the sentence has no title.
    const hasTitles = style !== 'linked-words' && !WITHOUT_TITLES.includes(format);
    const looked = hasTitles ? /(?:titre|mot)\d/gu : /mot\d/gu;
    const results = REPORTS.map(({ name, said, report }) => {
      const options = { ...DEFAULT_EXPORT_OPTIONS, format, style, sourceList };
      const joiner = new ExportJoiner(format);
      const task = { report, checks: [], images: [], sectionId: null, options };
      for (const part of writeExport(task)) joiner.add(part);
      const { text, html, bibliography, wordless } = joiner.whole();
      const written = `${html ?? text}${bibliography ?? ''}`;
      const lost = said.filter((words) =>
        words.match(looked)?.some((word) => !written.includes(word)),
      );
      return { name, missing: lost.length, counted: wordless };
    });
    const untrue = results.filter(({ missing, counted }) => missing !== counted);
    expect(untrue).toEqual([]);
  });
});
