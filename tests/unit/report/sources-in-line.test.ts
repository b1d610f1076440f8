import { describe, expect, test } from 'vitest';
import { newId, type ReportId } from '@/utils/model/ids';
import { loadReportDocument, readReport as readStored } from '@/utils/model/report-document';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import { findDamage } from '@/utils/report/find-damage';
import { ExportJoiner } from '@/utils/report/join-export';
import { prepareImport } from '@/utils/report/prepare-import';
import { writeExport } from '@/utils/report/write-export';
import { readReport } from './read-back';

const TIDES = '([Tides in spring](https://tides.example/spring))';
const LOCKS = '([The old locks](https://canal.example/locks))';
const WEIRS = '([Weirs of the north](https://weirs.example/north))';
const INTRO = `The water rose ${TIDES}. It fell ${LOCKS}. It stayed ${WEIRS}.`;
const [spring, locks, weirs] = [
  '[Tides in spring](https://tides.example/spring)',
  '[The old locks](https://canal.example/locks)',
  '[Weirs of the north](https://weirs.example/north)',
] as const;

/** Imports a report and exports it with numbered references. */
function numbered(line: string, mends = true) {
  const imported = readReport(`${INTRO}\n\n${line}\n`);
  const damage = findDamage(imported, newId);
  const { title, language, clips, sources, pins } = imported;
  const kept = new Set(mends ? [] : damage.map(({ id }) => id));
  const completions = new Map(
    damage.flatMap(({ id, isLikely, completions: [only] }) =>
      isLikely && only !== undefined ? [[id, only] as const] : [],
    ),
  );
  const reportId: ReportId = newId<'report'>();
  const read = { ...imported, importReport: { ...imported.importReport, damage } };
  const at = '2026-05-02T10:00:00.000Z';
  const choices = { kept, completions };
  const prepared = prepareImport(read, {
    ...{ kind: 'new', reportId, title, language, choices, at },
  });
  const content = readStored(loadReportDocument([...prepared.updates]), reportId);
  const joiner = new ExportJoiner('markdown');
  const options = { ...DEFAULT_EXPORT_OPTIONS, style: 'numbered' } as const;
  const report = { content, clips, sources, pins };
  for (const part of writeExport({ report, checks: [], images: [], sectionId: null, options })) {
    joiner.add(part);
  }
  const { text, wordless } = joiner.whole();
  return { list: text.match(/^\d+\. .*$/gmu), wordless };
}

const TITLES = [`1. ${spring}`, `2. ${locks}`, `3. ${weirs}`];

describe('a line with several sources behind its title gives each entry', () => {
  test.each([
    ['words cut by markers', true],
    ['words with the rest of markers behind them', false],
  ])('its own title only, and counts %s', (_name, mends) => {
    const line = `**Sources :** Ti ${TIDES}L74】• Canal Gaz ${LOCKS}106】• Wei ${WEIRS}-L4】, etc. (see above).`;
    expect(numbered(line, mends)).toEqual({ list: TITLES, wordless: 3 });
  });

  test('a source is only a title if the words behind its first link are cut', () => {
    const line = `**Sources:** Water Week (We. N ${TIDES} ${LOCKS}106】• ${WEIRS}`;
    expect(numbered(line)).toEqual({ list: TITLES, wordless: 1 });
  });

  test.each(['•', ' • ', ' · ', ' | '])('the words before its own link: %s', (bullet) => {
    const all = [`The Tides ${TIDES}`, `Canal Gazette ${LOCKS}`, WEIRS];
    expect(numbered(`**Sources:** ${all.join(bullet)}`)).toEqual({
      list: [`1. The Tides ${spring}`, `2. Canal Gazette ${locks}`, `3. ${weirs}`],
      wordless: 0,
    });
  });

  test('a number of its own if it names no page', () => {
    expect(numbered(`**Sources:** ${TIDES} • Dupont, The dam (1990) • ${LOCKS}`).list).toEqual([
      ...TITLES,
      '4. Dupont, The dam (1990)',
    ]);
  });
});
