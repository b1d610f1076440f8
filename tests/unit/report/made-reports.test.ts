import { expect, test } from 'vitest';
import { randomFrom } from '@/tests/browser/fragment/random-ranges';
import { LONG } from '@/tests/long.mjs';
import { WRITE_STYLES, writeStyle } from '@/utils/model/citation-styles';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { isJoining } from '@/utils/report/citations/source-parentheses';
import { DEFAULT_EXPORT_OPTIONS, type ExportOptions } from '@/utils/report/export-options';
import type { WrittenExport } from '@/utils/report/export-task';
import { ExportJoiner } from '@/utils/report/join-export';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { proseOf, writeExport } from '@/utils/report/write-export';
import type { WrittenReport } from '@/utils/report/write-options';
import { writeWord } from '@/utils/word/write-word';
import { wordMarkdown } from '../word/word-text';
import { type MadeReport, makeReport } from './made-report';
import { makeToolReport } from './made-tool-report';
import { makeWatchReport } from './made-watch-report';
import { claimsOf, importedReport, readReport } from './read-back';

/** The number of reports, and the seed of the first. A fault names its seed. */
const REPORTS = Number(process.env['PINCITE_REPORTS'] ?? (LONG ? 1_000 : 40));
const FIRST = Number(process.env['PINCITE_REPORTS_SEED'] ?? 1);
const SHOWN = 5;
const LIMIT = 3_600_000;

type Options = Pick<ExportOptions, 'format' | 'style' | 'sourceList'>;

const ALL: readonly Options[] = (['markdown', 'html', 'rich-text', 'word'] as const).flatMap(
  (format) =>
    WRITE_STYLES.filter(
      (style) => format === 'markdown' || writeStyle(style).only === undefined,
    ).flatMap((style) => [null, true, false].map((sourceList) => ({ format, style, sourceList }))),
);

/** Returns the sentences of claims by their first made word, with the addresses that they cite. */
function sourcesOf(claims: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const claim of claims) {
    const [words = '', addresses = ''] = claim.split(' <= ');
    const first = /Le lac (mot\d+q)/u.exec(words)?.[1];
    if (first === undefined) continue;
    // A file may cite a page with a fragment or with what a tool adds to its address.
    const pages = addresses.split(' ').map((address) => address.replace(/[?#].*$/u, ''));
    const isMixed = (words.match(/Le lac mot/gu) ?? []).length > 1;
    const sources = [...new Set(pages)].sort().join(' ');
    found.set(first, isMixed ? `${sources} with words of another sentence` : sources);
  }
  return found;
}

/**
 * Returns the sources of headings by the made word of each heading: those of its marks, and the
 * links among its words.
 */
function headingSources(file: string, bibliography?: string): Map<string, string> {
  const { sections, statements, citations } = readReport(file, bibliography);
  return new Map(
    sections.map(({ id, title, raw }) => {
      const first = statements.find(({ sectionId }) => sectionId === id);
      const own = citations.filter(
        ({ statementId }) => statementId === first?.id && first.kind === 'caption',
      );
      const hrefs = [...own.map(({ href }) => href), ...(raw.match(/https?:[^\s<>()"]+/gu) ?? [])];
      const pages = hrefs.map((href) => href.replace(/^https?:\/\/|[?#].*$/gu, ''));
      return [/mot\d+q/u.exec(title)?.[0] ?? title, [...new Set(pages)].sort().join(' ')];
    }),
  );
}

/** Returns the note to which the mark behind a word leads, as a definition or an entry of notes. */
function noteBehind(file: string, word: string): string {
  const [, behind = ''] = file.split(word);
  const [, name, number] = /^(?:\[\^([^\]]+)\]|<sup>(\d+)<\/sup>)/u.exec(behind) ?? [];
  const lines = file.split('\n');
  if (name !== undefined) return lines.find((line) => line.startsWith(`[^${name}]: `)) ?? '';
  const [, ...below] = file.split(/^## Notes$/mu);
  const notes = below.flatMap((part) => part.split(/^## /mu)[0]?.split('\n') ?? []);
  return notes.find((line) => line.startsWith(`${number}. `)) ?? '';
}

/**
 * Returns the sentences of a file whose sources are others than the report was made with, the marks
 * that do not lead to their notes, and the claims that say nothing.
 */
function differences(
  { sentences, headings, ownNotes }: MadeReport,
  file: string,
  bibliography?: string,
): string[] {
  const claims = claimsOf(file, bibliography);
  const found = sourcesOf(claims);
  const inHeadings = headingSources(file, bibliography);
  return [
    ...[...(headings ?? [])].flatMap(([word, sources]) => {
      const own = inHeadings.get(word);
      return own === sources.join(' ') ? [] : [`the heading ${word} cites ${sources}: ${own}`];
    }),
    ...[...sentences].flatMap(([word, sources]) => {
      const expected = sources.join(' ');
      return (found.get(word) ?? '') === expected
        ? []
        : [`${word} cites ${expected}: ${found.get(word)}`];
    }),
    ...[...(ownNotes ?? [])].flatMap(([marked, note]) =>
      noteBehind(file, marked).includes(note)
        ? []
        : [`the mark behind ${marked} does not lead to the note ${note}`],
    ),
    ...claims
      .filter((claim) => isJoining(claim.replace(/ <= .*$/su, '')))
      .map((claim) => `a claim says nothing: ${claim}`),
  ];
}

/** Returns the text of an export as it is imported, with its bibliography if it has one. */
async function readBack(
  task: Parameters<typeof writeExport>[0],
  { text, html, bibliography }: Pick<WrittenExport, 'text' | 'html' | 'bibliography'>,
): Promise<[markdown: string, bibliography?: string]> {
  const { format } = task.options;
  if (format === 'markdown') return bibliography === null ? [text] : [text, bibliography];
  if (format === 'word') {
    const { scope, prose } = proseOf(task);
    return [await wordMarkdown(await writeWord(scope, prose))];
  }
  const read = await readPastedHtml(html ?? text, async (each) => parsePastedHtml(each));
  if (!read.ok) throw new Error(read.error.code);
  return [read.value];
}

/** Exports a report, and returns what is written and how it is read again. */
async function exported(report: WrittenReport, chosen: Options) {
  const options = { ...DEFAULT_EXPORT_OPTIONS, ...chosen };
  const task = { report, checks: [], images: [], sectionId: null, options };
  const joiner = new ExportJoiner(options.format);
  for (const part of writeExport(task)) joiner.add(part);
  const whole = joiner.whole();
  return { whole, read: await readBack(task, whole) };
}

/**
 * Rich text has no link from a mark to its note. So an import can take the number of a note for the
 * number of a source, and the sources of the sentences cannot be compared.
 */
function canBeReadBack({ ownNotes }: MadeReport, { format }: Options): boolean {
  return format !== 'rich-text' || (ownNotes?.size ?? 0) === 0;
}

/**
 * Imports a made report, exports it in a few formats and styles (in all of them with PINCITE_LONG),
 * and imports each export again.
 */
async function faultsOf(seed: number, make: (seed: number) => MadeReport): Promise<string[]> {
  const made = make(seed);
  const asRead = differences(made, made.markdown);
  if (asRead.length > 0) return [`seed ${seed}, read: ${asRead.join('; ')}\n\n${made.markdown}`];
  const report = importedReport(readReport(made.markdown));
  const random = randomFrom(seed);
  const faults: string[] = [];
  for (const chosen of LONG ? ALL : ALL.filter(() => random() < 3 / ALL.length)) {
    const { whole, read } = await exported(report, chosen);
    const { text, html, bibliography, wordless } = whole;
    const { format, style, sourceList } = chosen;
    const written = format === 'word' ? read[0] : `${html ?? text}${bibliography ?? ''}`;
    // If a link is on words of the sentence, the title of its page is not written in the text.
    const isLost = (word: string) =>
      !written.includes(word) && !(style === 'linked-words' && word.startsWith('titre'));
    const lost = made.text.filter(isLost);
    const lostEntries = made.entries.filter((words) => words.some(isLost));
    const found = [
      ...(lost.length > 0 ? [`words of the text are lost: ${lost.join(' ')}`] : []),
      ...(lostEntries.length > wordless
        ? [
            `${lostEntries.length} entries lose words, ${wordless} are counted: ${lostEntries.flat().filter(isLost).join(' ')}`,
          ]
        : []),
      ...(canBeReadBack(made, chosen) ? differences(made, ...read) : []),
    ];
    const shown = written.slice(Math.max(0, written.indexOf('<main>')));
    for (const fault of found) {
      faults.push(
        `seed ${seed}, ${format}, ${style}, list ${sourceList}: ${fault}\n\n${made.markdown}\n\n${shown}`,
      );
    }
  }
  return faults;
}

test.each([
  ['made', makeReport, REPORTS],
  ['that a tool or a person makes', makeToolReport, Math.ceil(REPORTS / 2)],
  ['with a line of sources for each item', makeWatchReport, Math.ceil(REPORTS / 2)],
] as const)(
  'no report %s loses a word that is not counted, or the source of a sentence, or has an empty claim',
  async (_name, make, count) => {
    const faults: string[] = [];
    for (let seed = FIRST; seed < FIRST + count && faults.length < SHOWN; seed += 1)
      faults.push(...(await faultsOf(seed, make)));
    expect(faults).toEqual([]);
  },
  LIMIT,
);

test.each([
  ['made', makeReport],
  ['that a tool or a person makes', makeToolReport],
  ['with a line of sources for each item', makeWatchReport],
] as const)(
  'no report %s loses the source of a sentence when its export is exported again',
  async (_name, make) => {
    const faults: string[] = [];
    const count = Math.ceil(REPORTS / 8);
    for (let seed = FIRST; seed < FIRST + count && faults.length < SHOWN; seed += 1) {
      const made = make(seed);
      const random = randomFrom(seed);
      const way: string[] = [];
      let read: [markdown: string, bibliography?: string] = [made.markdown];
      for (let generation = 1; generation <= 2; generation += 1) {
        const chosen = ALL[Math.floor(random() * ALL.length)];
        if (chosen === undefined || !canBeReadBack(made, chosen)) break;
        way.push(Object.values(chosen).join(' '));
        ({ read } = await exported(importedReport(readReport(...read)), chosen));
      }
      for (const fault of differences(made, ...read)) {
        faults.push(`seed ${seed}, ${way.join(', then ')}: ${fault}\n\n${made.markdown}`);
      }
    }
    expect(faults).toEqual([]);
  },
  LIMIT,
);
