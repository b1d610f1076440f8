import { expect, inject, test } from 'vitest';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { prepareImport } from '@/utils/report/prepare-import';
import { encodeImport } from '@/utils/storage/encode-import';
import { openLibrary } from '@/utils/storage/library';
import { importedOf } from './made-document';
import { makeReport } from './made-report';
import { ms, table, timedAsync, verdict } from './measure';

/*
 * Measures storing an imported report in the browser's database like the background does (pieces
 * into staging, then all at once), and opening it afterwards. In one page, without messages.
 */

const SIZES = inject('benchSlice') ? [10, 100, 1_000] : [100, 10_000, 100_000];
const AT = '2025-03-01T09:00:00.000Z';
/** Limit, as a multiple of the cost of a citation at the smaller size. */
const FLAT_BAR = 1.5;

const done = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

test('storing and opening imported reports', async () => {
  const rows: string[][] = [
    [
      'citations',
      'records',
      'pieces',
      'MB',
      'staging ms',
      'commit ms',
      'document ms',
      'evidence ms',
    ],
  ];
  const commits = new Map<number, number>();
  for (const citations of SIZES) {
    const name = `bench-${citations}-${Math.random()}`;
    const library = done(await openLibrary({ name, now: () => AT }));
    const made = makeReport(citations);
    const { id, title, language } = made.content;
    const imported = importedOf(made);
    const choices = { kept: new Set<string>(), completions: new Map<string, string>() };
    const plan = { kind: 'new', reportId: id, title, language, choices, at: AT } as const;
    const { restoreId } = done(await library.beginRestore('import'));
    let pieces = 0;
    let bytes = 0;
    const staging = await timedAsync(async () => {
      for await (const piece of encodeImport(prepareImport(imported, plan), AT)) {
        done(await library.restoreChunk(restoreId, pieces, piece));
        pieces += 1;
        bytes += piece.length;
      }
    });
    const commit = await timedAsync(async () =>
      done(await library.commitRestore(restoreId, 'everything')),
    );
    expect(commit.value.reports).toBe(1);
    const document = await timedAsync(async () => {
      return readReport(loadReportDocument(done(await library.loadReportUpdates(id))), id);
    });
    expect(document.value.citations).toHaveLength(citations);
    const evidence = await timedAsync(async () => done(await library.loadEvidence(id)));
    expect(evidence.value.clips).toHaveLength(citations);
    const figures = [staging, commit, document, evidence].map((of) => ms(of.ms));
    rows.push(
      [citations, commit.value.records, pieces, (bytes / 1e6).toFixed(1)]
        .map(String)
        .concat(figures),
    );
    // Prints after each size, because the largest takes minutes.
    console.log(table(rows.slice(0, 1).concat(rows.slice(-1))));
    commits.set(citations, (staging.ms + commit.ms) / citations);
    library.close();
    indexedDB.deleteDatabase(name);
  }
  const [, small = 0, large = 0] = SIZES;
  const ratio = (commits.get(large) ?? 0) / (commits.get(small) ?? 1);
  const flat = verdict(
    `storing, a citation at ${large} beside one at ${small}`,
    ratio,
    FLAT_BAR,
    '×',
  );
  console.log([table(rows), '', flat].join('\n'));
});
