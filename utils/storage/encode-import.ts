import type { ReportId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';
import type { PreparedImport } from '@/utils/report/prepare-import';
import type { BackupRecord } from './backup-format';
import { bundleLines } from './bundle';
import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundleHeader } from './bundle-format';
import { ownBytes } from './library-context';
import { packLines } from './pack-lines';
import { RESTORE_CHUNK_BYTES } from './read-backup-file';

type ImportedReport = Pick<BundleHeader, 'reportId' | 'title' | 'language'>;

/** What an import stores for one report, all of it at once. */
export interface ImportedRecords extends ImportedReport {
  /** What the report's documents lack. */
  readonly updates: readonly ReportUpdate[];
  /** Each record comes after those that it names. Records may also name those of the library. */
  readonly records: Iterable<BackupRecord>;
  /** Further records, read one by one after the others are stored. */
  readonly images?: AsyncIterable<BackupRecord>;
}

/**
 * Encodes an import as a bundle for staging: its records, then what it adds to the document. Yields
 * pieces that are small enough for `restore.chunk`. In memory: a piece, the import, and one of its
 * updates.
 */
export function encodeImport(
  prepared: PreparedImport,
  createdAt: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  return encodePieces(prepared, importRecords(prepared, createdAt), createdAt);
}

/** Does the same for records of any kind. `createdAt` is ISO 8601 UTC. */
export function encodeRecords(
  { updates, records, images, ...report }: ImportedRecords,
  createdAt: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const documents = updates.map((each) => documentRecord(report.reportId, each, createdAt));
  return encodePieces(report, chain(records, images, documents), createdAt);
}

async function* encodePieces(
  { reportId, title, language }: ImportedReport,
  records: AsyncIterable<BackupRecord> | Iterable<BackupRecord>,
  createdAt: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const header: BundleHeader = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    createdAt,
    kind: 'import',
    reportId,
    title,
    language,
    leftOut: [],
    counts: {},
    absent: [],
  };
  const reader = packLines(bundleLines(header, records)).getReader();
  // Each piece is a durable write, so larger pieces mean fewer writes. The input is copied at once,
  // because thousands of short arrays would stay in memory for long.
  let piece = new Uint8Array(RESTORE_CHUNK_BYTES);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (let at = 0; at < value.length; ) {
      const part = value.subarray(at, at + piece.length - length);
      piece.set(part, length);
      length += part.length;
      at += part.length;
      if (length < piece.length) continue;
      yield piece;
      piece = new Uint8Array(RESTORE_CHUNK_BYTES);
      length = 0;
    }
  }
  if (length > 0) yield piece.slice(0, length);
}

/** Each record comes after those that it names. */
function* importRecords(
  { reportId, sources, clips, pins, updates }: PreparedImport,
  createdAt: string,
): Generator<BackupRecord, void> {
  for (const record of sources) yield { store: 'sources', record };
  for (const record of clips) yield { store: 'clips', record };
  for (const record of pins) yield { store: 'pins', record };
  for (const update of updates) yield documentRecord(reportId, update, createdAt);
}

function documentRecord(reportId: ReportId, update: ReportUpdate, at: string): BackupRecord {
  const record = { ...update, reportId, at, update: ownBytes(update.update) };
  return { store: 'reportUpdates', record };
}

async function* chain(
  records: Iterable<BackupRecord>,
  images: AsyncIterable<BackupRecord> | undefined,
  last: readonly BackupRecord[],
): AsyncGenerator<BackupRecord, void> {
  yield* records;
  if (images !== undefined) yield* images;
  yield* last;
}
