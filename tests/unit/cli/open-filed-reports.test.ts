import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openReport } from '@/cli/open-report';
import { setPin } from '@/utils/model/clip-operations';
import type { ReportId } from '@/utils/model/ids';
import {
  createReportDocument,
  encodeReport,
  type ReportDocument,
} from '@/utils/model/report-document';
import { binReport } from '@/utils/model/report-operations';
import { binStatement, createStatement, insertCitation } from '@/utils/model/statement-operations';
import type { FileHeader, FileRecord } from '@/utils/storage/backup-format';
import { clipOf, id, OTHER, pinOf, REPORT, sourceOf, time } from '../storage/sample-evidence';
import { backupHeader, bundleHeader, writtenFile } from '../storage/written-file';

const ADDRESS = 'https://harbour.example/page-1#:~:text=quote%20number%201';

/** The records of a clip with two pins. */
const EVIDENCE: FileRecord[] = [
  { store: 'sources', record: sourceOf(1) },
  { store: 'clips', record: clipOf(1) },
  { store: 'pins', record: pinOf(1) },
  { store: 'pins', record: { ...pinOf(1, 'other words'), id: id<'pin'>(4_101), order: 2 } },
];

/** A report with a statement that cites a clip. */
function report(title: string, n: number, clip = 1): ReportDocument {
  const doc = createReportDocument({ title, language: 'en', at: time(1) });
  const statementId = id<'statement'>(n);
  createStatement(doc, { id: statementId, text: 'It rose', position: { sectionId: null } });
  const cited = { id: id<'citation'>(n), statementId, clipId: clipOf(clip).id };
  insertCitation(doc, { ...cited, label: 'a', offset: 'It rose'.length });
  return doc;
}

function updatesOf(doc: ReportDocument, reportId: ReportId): FileRecord[] {
  return encodeReport(doc).map(({ update }) => ({
    store: 'reportUpdates',
    record: { reportId, at: time(2), update: new Uint8Array(update) },
  }));
}

async function open(header: FileHeader, ...records: readonly FileRecord[]) {
  const opened = await openReport('file', await writtenFile(header, records));
  return opened.ok ? opened.value : opened.error;
}

test.each([
  ['bundle', 1, 'It cost 61 million'],
  ['bundle', 2, 'One'],
  ['bundle', 4, ''],
  ['backup', 1, 'It cost 61 million'],
  ['backup', 4, ''],
])('a %s of version %i brings the words of all its clips', async (kind, version, claim) => {
  const text = readFileSync(`tests/fixtures/version-${version}/${kind}.ndjson`);
  const opened = await openReport('a.pincite', new Uint8Array(gzipSync(text)));
  if (!opened.ok) throw new Error(opened.error.code);
  expect(opened.value).toMatchObject({ imported: null, title: expect.stringContaining('Tides') });
  expect(opened.value.passages).toMatchObject(
    [1, 2, 3].map((n) => ({
      place: null,
      address: `https://harbour.example/page-${n}#:~:text=quote%20number%20${n}`,
      page: `https://harbour.example/page-${n}`,
      label: `Page ${n}`,
      claim: n === 1 ? claim : '',
      isListed: false,
      pin: { quote: `quote number ${n}`, selectors: { quote: { prefix: 'before ' } } },
    })),
  );
});

describe('the reports of a backup', () => {
  test('each use the pin that they chose', async () => {
    const other = report('Autre', 2);
    setPin(other, { clipId: clipOf(1).id, pinId: id<'pin'>(4_101) });
    const updates = [...updatesOf(report('Tides', 1), REPORT), ...updatesOf(other, OTHER)];
    const opened = await open(backupHeader(), ...EVIDENCE, ...updates);
    expect(opened).toMatchObject({
      title: 'Tides, Autre',
      language: null,
      passages: [
        { claim: 'It rose', address: ADDRESS, pin: { quote: 'quote number 1' } },
        { claim: 'It rose', pin: { quote: 'other words' } },
      ],
    });
    // The test looks results up by clip, so each report has its own clip.
    const ids = 'passages' in opened ? opened.passages.map(({ clipId }) => clipId) : [];
    expect(new Set(ids).size).toBe(2);
  });

  test('are left out if they, or their statements, are in the bin', async () => {
    const binned = report('Autre', 2);
    binReport(binned, { at: time(9) });
    const tides = report('Tides', 1);
    binStatement(tides, { id: id<'statement'>(1), at: time(9) });
    const updates = [...updatesOf(tides, REPORT), ...updatesOf(binned, OTHER)];
    const opened = await open(backupHeader(), ...EVIDENCE, ...updates);
    expect(opened).toMatchObject({ title: 'Tides', passages: [{ claim: '', address: ADDRESS }] });
  });
});

test('a citation whose clip is not in the file stays in the list, without a page to read', async () => {
  const header = { ...bundleHeader(), absent: [clipOf(1).id] };
  const opened = await open(header, ...updatesOf(report('Tides', 1), REPORT));
  expect(opened).toMatchObject({
    passages: [{ claim: 'It rose', page: '', pin: { quote: null } }],
  });
});

test.each([
  ['a bundle', bundleHeader(), 'bundle_damaged'],
  ['a backup', backupHeader(), 'backup_damaged'],
])(
  '%s with a record that cannot be read is refused: quotes could be missing',
  async (_, header, code) => {
    const broken = { store: 'pins', record: { ...pinOf(1), selectors: 'none' } } as never;
    const updates = updatesOf(report('Tides', 1), REPORT);
    const opened = await open(header, ...EVIDENCE.slice(0, 2), broken, ...updates);
    expect(opened).toEqual({ code, detail: 'records: 1' });
  },
);

test.each([
  ['other compressed data', gzipSync('It rose.\n'), 'backup_not_ours'],
  [
    'a backup that was cut',
    gzipSync(readFileSync('tests/fixtures/version-4/backup.ndjson')).subarray(0, 2_000),
    'backup_damaged',
  ],
])('refuses %s', async (_, bytes, code) => {
  const opened = await openReport('a.pincite', new Uint8Array(bytes));
  expect(opened).toMatchObject({ ok: false, error: { code } });
});
