import { expect, test } from 'vitest';
import { completedWord, onlyCompletion, placeOfDamage } from '@/components/import/damage-place';
import { WRITE_STYLES } from '@/utils/model/citation-styles';
import type { ReportId } from '@/utils/model/ids';
import { newId } from '@/utils/model/ids';
import { applyImportedReport } from '@/utils/model/import-operations';
import type { ImportedReport } from '@/utils/model/imported-report';
import {
  createReportDocument,
  loadReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { leftOfCut, ReportWords } from '@/utils/report/damage/report-words';
import { DEFAULT_EXPORT_OPTIONS, type ExportOptions } from '@/utils/report/export-options';
import { ExportJoiner } from '@/utils/report/join-export';
import { prepareImport } from '@/utils/report/prepare-import';
import { readCitedMarkdown } from '@/utils/report/read-markdown';
import { writeExport } from '@/utils/report/write-export';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { corpusRoot, readCorpus } from './corpus';

/** A French report with 179 citations, with the damage that tools cause. */
const SAMPLE = 'reports/veille-ia-2025-03.md';
const NOW = '2026-03-03T09:00:00.000Z';

function readSample(text: string, reportId: ReportId): ImportedReport {
  const filedUnder = { reportId, sectionId: null };
  const result = readCitedMarkdown(text, { filedUnder, now: NOW, newId });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

test.skipIf(corpusRoot === '')('the sample report is read whole and written back', async () => {
  const text = await readCorpus(SAMPLE);
  const reportId: ReportId = newId<'report'>();
  const report = readSample(text, reportId);
  expect(report.language).toBe('fr');
  expect(report.importReport).toMatchObject({
    citations: 179,
    byStyle: { inline: 179 },
    withDirective: 177,
    invalidDirectives: 8,
    addresses: 119,
    pages: 37,
    headings: 9,
    leftAlone: [],
  });

  const markers = report.importReport.damage.filter(({ kind }) => kind === 'leftover-marker');
  expect(markers).toHaveLength(139);

  const kinds = Map.groupBy(report.statements, ({ kind }) => kind);
  expect(kinds.get('item')).toHaveLength(22);
  expect(kinds.get('caption')).toHaveLength(2);
  expect(kinds.get('sources')).toHaveLength(1);
  const closing = kinds.get('sources')?.[0]?.id;
  expect(report.citations.filter(({ statementId }) => statementId === closing)).toHaveLength(25);
  const longest = report.statements.reduce((a, b) => (b.raw.length > a.raw.length ? b : a));
  expect(report.citations.filter(({ statementId }) => statementId === longest.id)).toHaveLength(
    longest.kind === 'sources' ? 25 : 16,
  );

  const doc = createReportDocument({ title: '', language: 'en', at: NOW });
  applyImportedReport(doc, report, { under: null, at: NOW });
  const content = readReport(doc, reportId);
  const { clips, sources, pins } = report;
  expect(writeMarkdown({ content, clips, sources, pins })).toBe(text);
});

test.skipIf(corpusRoot === '')('no likely end of a cut word in it is wrong', async () => {
  const report = readSample(await readCorpus(SAMPLE), newId<'report'>());
  const choices = { kept: new Set<string>(), completions: new Map<string, string>() };
  const places = report.importReport.damage.map((each) => placeOfDamage(each, choices));
  const completed = places.flatMap(({ before, isLikely, ...place }) => {
    const completion = onlyCompletion({ ...place, before, isLikely });
    return completion === null ? [] : [{ word: completedWord(before, completion), isLikely }];
  });
  // These three stand where the sentences ask for another word; the other 53 are right.
  const wrong = ['sociales', 'générées', 'Modération'];
  expect(completed).toHaveLength(56);
  expect(completed.filter(({ word }) => wrong.includes(word))).toHaveLength(wrong.length);
  const likely = completed.filter(({ isLikely }) => isLikely);
  expect(likely.filter(({ word }) => wrong.includes(word))).toEqual([]);
  expect(likely.length).toBeGreaterThanOrEqual(41);
});

test.skipIf(corpusRoot === '')(
  'nearly all likely ends are right for words cut on purpose',
  async () => {
    const report = readSample(await readCorpus(SAMPLE), newId<'report'>());
    const text = report.statements.map((each) => each.text.replace(TOKEN, '\n')).join('\n');
    const [likely, doubtful] = [
      { right: 0, wrong: 0 },
      { right: 0, wrong: 0 },
    ];
    for (const missing of [1, 2, 3, 4]) {
      for (let first = 0; first < EVERY; first += 1) {
        const { kept, cuts } = cutWords(text, missing, first);
        const words = new ReportWords([{ text: kept, kind: 'paragraph' }], report.citations, cuts);
        for (const cut of cuts) {
          const { texts, isLikely } = words.completionsOf(cut);
          const [only, ...others] = texts;
          if (only === undefined || others.length > 0 || /\s/u.test(only)) continue;
          (isLikely ? likely : doubtful)[only === cut.lost ? 'right' : 'wrong'] += 1;
        }
      }
    }
    expect(likely.right / (likely.right + likely.wrong)).toBeGreaterThan(0.98);
    expect(likely.right).toBeGreaterThan(3 * doubtful.right);
  },
);

/** The citation of a statement with the rest of its marker. */
const TOKEN = /\s?\[\[cite:[0-9a-f-]{36}\]\][^.,;\n]{0,8}/gu;
const EVERY = 10;

/** Cuts the end of every tenth word before a punctuation mark, as tools do before a citation. */
function cutWords(text: string, missing: number, first: number) {
  const all = [...text.matchAll(/\p{L}{2,}(?=[.,;:!?])/gu)];
  const chosen = all.filter(({ 0: word }, at) => at % EVERY === first && word.length > missing);
  let kept = '';
  let from = 0;
  const cuts = chosen.map(({ 0: word, index }) => {
    const end = index + word.length;
    kept += text.slice(from, end - missing);
    const cut = { ...leftOfCut(kept.slice(-200)), missing, closer: '' };
    kept += '\n';
    from = end;
    return { ...cut, lost: text.slice(end - missing, end) };
  });
  return { kept: kept + text.slice(from), cuts };
}

/** Stores the report with the completed words and exports it. `changed` overrides default options. */
function exported(
  report: ImportedReport,
  completions: ReadonlyMap<string, string>,
  changed: Partial<ExportOptions>,
) {
  const reportId: ReportId = newId<'report'>();
  const { title, language, clips, sources, pins } = report;
  const choices = { kept: new Set<string>(), completions };
  const plan = { kind: 'new' as const, reportId, title, language, choices, at: NOW };
  const stored = loadReportDocument([...prepareImport(report, plan).updates]);
  const options = { ...DEFAULT_EXPORT_OPTIONS, ...changed };
  const joiner = new ExportJoiner(options.format);
  const written = { content: readReport(stored, reportId), clips, sources, pins };
  for (const part of writeExport({
    ...{ report: written, checks: [], images: [], sectionId: null, options },
  })) {
    joiner.add(part);
  }
  return joiner.whole();
}

test.skipIf(corpusRoot === '')(
  'a new list of sources loses no link to a passage, whatever the style',
  async () => {
    const sample = await readCorpus(SAMPLE);
    const report = readSample(sample, newId<'report'>());
    const links = sample.matchAll(/\]\((https?:\S+?)\)(?=[)\s*,;[]|$)/gmu);
    const addresses = [...new Set(Array.from(links, ([, address = '']) => address))];
    expect(addresses).toHaveLength(119);
    for (const style of WRITE_STYLES) {
      const { text, bibliography } = exported(report, new Map(), { style, sourceList: true });
      const written = text + (bibliography ?? '').replaceAll('\\', '');
      expect(
        addresses.filter((each) => !written.includes(each)),
        style,
      ).toEqual([]);
    }
  },
);

test.skipIf(corpusRoot === '')(
  'its line of sources adds no cut words to numbered references',
  async () => {
    const report = readSample(await readCorpus(SAMPLE), newId<'report'>());
    const { damage } = report.importReport;
    const completions = new Map(
      damage.flatMap(({ id, isLikely, completions: [only] }) =>
        isLikely && only !== undefined ? [[id, only] as const] : [],
      ),
    );
    const { text, wordless } = exported(report, completions, { style: 'numbered' });
    const entries = text.match(/^\d+\. .*$/gmu) ?? [];
    expect(entries).toHaveLength(119);
    const others = entries.filter((entry) => !/^\d+\. \[.*\]\(https?:\S+\)$/u.test(entry));
    // Of 15 names in the line, only this one has a likely end.
    expect(others).toEqual([expect.stringMatching(/^\d+\. Anthropic \[Claude takes research/u)]);
    expect(wordless).toBe(14);
  },
);
