import type { Clip, Pin, Source } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { err, ok, type Result } from '@/utils/model/result';
import type { SectionContent } from '@/utils/model/section-content';
import { takeSections } from '@/utils/model/take-sections';
import type { BackupHeader, FileRecord } from './backup-format';
import { checkUpdates } from './check-updates';
import { type FileUpdate, loadFileReport } from './file-documents';
import { BadLine, failureOf, readBackup } from './read-backup';
import { readBackupFile } from './read-backup-file';
import { readBundle } from './read-bundle';
import { Refusal } from './storage-failure';

/** A report of a file, without what is in the bin. */
export interface FiledReport {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly content: SectionContent;
  /** The evidence of the file. It can be of other reports too. */
  readonly clips: readonly Clip[];
  readonly pins: readonly Pin[];
  readonly sources: readonly Source[];
}

interface Gathered {
  readonly clips: Clip[];
  readonly pins: Pin[];
  readonly sources: Source[];
  readonly updates: Map<ReportId, FileUpdate[]>;
}

/**
 * Reads the reports of a bundle or a backup as plain values, and stores nothing. Reports in the bin
 * are left out. Fails like `readBundle`, and also if the file has unreadable records: without them
 * quotes could be missing. In memory: the reports and the evidence, without pictures and texts of
 * pages.
 */
export async function readFiledReports(file: Blob): Promise<Result<FiledReport[], Failure>> {
  const opened = await readBundle(file);
  if (!opened.ok) return opened;
  if (opened.value.kind === 'backup') return readReportsOf(file, opened.value.header);
  const { content, header, evidence, unreadable } = opened.value;
  if (unreadable > 0) return err(failure('bundle_damaged', `records: ${unreadable}`));
  const gathered = emptyGathering();
  for (const entry of evidence) gather(gathered, entry, 0);
  const { title, language } = header;
  return ok([{ title, language, content, ...evidenceOf(gathered) }]);
}

async function readReportsOf(
  file: Blob,
  header: BackupHeader,
): Promise<Result<FiledReport[], Failure>> {
  const gathered = emptyGathering();
  const read = await readBackup(readBackupFile(file), async (entry, line) =>
    gather(gathered, entry, line),
  );
  if (!read.ok) return read;
  const unreadable = [...read.value.unreadable.values()].reduce((a, b) => a + b, 0);
  if (unreadable > 0) return err(failure('backup_damaged', `records: ${unreadable}`));
  try {
    const { updates } = gathered;
    return ok([...updates].flatMap(([id, rows]) => reportOf(header, id, rows, gathered)));
  } catch (error) {
    if (error instanceof BadLine) return err(failureOf(header.format, error));
    if (error instanceof Refusal) return err(error.failure);
    throw error;
  }
}

/** Returns nothing for a report in the bin. */
function reportOf(
  header: BackupHeader,
  reportId: ReportId,
  updates: readonly FileUpdate[],
  gathered: Gathered,
): FiledReport[] {
  checkUpdates(updates);
  const doc = loadFileReport(header, updates);
  const report = readReport(doc, reportId);
  const tree = arrangeReport(report, gathered.clips);
  const content = takeSections(doc, tree, { sectionIds: null, notes: false, at: header.createdAt });
  doc.destroy();
  if (report.binnedAt !== null) return [];
  const { title, language } = report;
  return [{ title, language, content, ...evidenceOf(gathered) }];
}

function emptyGathering(): Gathered {
  return { clips: [], pins: [], sources: [], updates: new Map() };
}

function evidenceOf({ clips, pins, sources }: Gathered) {
  return { clips, pins, sources };
}

function gather(into: Gathered, { store, record }: FileRecord, line: number): void {
  if (store === 'clips') into.clips.push(record);
  else if (store === 'pins') into.pins.push(record);
  else if (store === 'sources') into.sources.push(record);
  else if (store === 'reportUpdates') {
    const updates = into.updates.get(record.reportId) ?? [];
    into.updates.set(record.reportId, updates);
    updates.push({ ...record, line });
  }
}
