import * as Y from 'yjs';
import type { Clip } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { applyReportUpdate, readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { err, ok, type Result } from '@/utils/model/result';
import type { SectionContent } from '@/utils/model/section-content';
import { takeSections } from '@/utils/model/take-sections';
import {
  type BackupHeader,
  type BackupRecord,
  type FileHeader,
  type FileRecord,
  isBundleHeader,
} from './backup-format';
import type { BundleHeader } from './bundle-format';
import { createReferenceCheck, type ReferenceCheck } from './check-references';
import { checkUpdates } from './check-updates';
import { BadLine, failureOf, readBackup } from './read-backup';
import { readBackupFile } from './read-backup-file';
import { Refusal } from './storage-failure';

export type { BundleHeader };

/** A Pincite file that was read completely. */
export type OpenedFile =
  /** A whole library, to be restored. Its content is not kept. */
  { readonly kind: 'backup'; readonly header: BackupHeader } | OpenedBundle;

export interface OpenedBundle {
  /** `report`: to be merged, or inserted into another report. `section`: to be inserted. */
  readonly kind: 'report' | 'section';
  readonly header: BundleHeader;
  /** Everything in it that can be in a report, without items in the bin. */
  readonly content: SectionContent;
  /** All records except the document and the images, each after those that it names. */
  readonly evidence: readonly BackupRecord[];
  /** The number of its images and screenshots. */
  readonly images: number;
  /**
   * Number of records that were left out because they are damaged or depend on a damaged record.
   */
  readonly unreadable: number;
  /** The file from which `readImages` reads them when they are needed. */
  readonly file: Blob;
}

/**
 * Reads a backup or a bundle, and stores nothing. Fails like a restore, with the line: a damaged or
 * newer file, a file of another program, or a file that names missing records. In memory: the
 * unpacked bundle, and one image.
 */
export async function readBundle(file: Blob): Promise<Result<OpenedFile, Failure>> {
  const evidence: BackupRecord[] = [];
  let images = 0;
  /** Number of records that were left out because they depend on a record that was left out. */
  let dependent = 0;
  let check: ReferenceCheck | null = null;
  let arrangement: { readonly entry: FileRecord; readonly line: number } | null = null;
  const accept = async (entry: FileRecord, line: number, header: FileHeader) => {
    if (!isBundleHeader(header)) return;
    check ??= createReferenceCheck(header);
    if (!check.accept(entry, line)) {
      dependent += 1;
      return;
    }
    if (entry.store === 'reportUpdates' || entry.store === 'sectionContents') {
      if (arrangement !== null) throw new BadLine(line);
      arrangement = { entry, line };
    } else if (entry.store === 'attachments') images += 1;
    else evidence.push(entry);
  };
  const read = await readBackup(readBackupFile(file), accept, (record, line, header) => {
    if (!isBundleHeader(header)) return;
    check ??= createReferenceCheck(header);
    check.leaveOut(record);
    // A bundle without its report document is not usable.
    if (record.store === 'reportUpdates') throw new BadLine(line);
  });
  if (!read.ok) return read;
  const { header, records } = read.value;
  const unreadable = [...read.value.unreadable.values()].reduce((a, b) => a + b, dependent);
  if (!isBundleHeader(header)) return ok({ kind: 'backup', header });
  try {
    const content = contentOf(header, arrangement, check, evidence);
    const kind = header.kind;
    // A file that a page makes for its own library is for nobody else.
    if (kind === 'import') return err(failure('file_is_import'));
    if (content === null) throw new BadLine(records + 2);
    return ok({ kind, header, content, evidence, images, unreadable, file });
  } catch (error) {
    if (error instanceof BadLine) return err(failureOf(header.format, error));
    if (error instanceof Refusal) return err(error.failure);
    throw error;
  }
}

/**
 * Reads the images and screenshots of an opened bundle from its file again. Throws if the file has
 * changed. In memory: a few images.
 */
export async function* readImages({ file }: OpenedBundle): AsyncGenerator<BackupRecord, void> {
  const { readable, writable } = new TransformStream<BackupRecord, BackupRecord>();
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  const reading = readBackup(readBackupFile(file), async (entry) => {
    if (entry.store === 'attachments') await writer.write(entry);
  });
  reading
    .then((read) => (read.ok ? writer.close() : writer.abort(new Error(read.error.code))))
    .catch((cause: unknown) => writer.abort(cause));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** Returns null if the content is not of the kind that the header names. */
function contentOf(
  header: BundleHeader,
  arrangement: { readonly entry: FileRecord; readonly line: number } | null,
  check: ReferenceCheck | null,
  evidence: readonly BackupRecord[],
): SectionContent | null {
  if (arrangement === null) return null;
  const { entry, line } = arrangement;
  if (entry.store === 'sectionContents') return header.kind === 'section' ? entry.record : null;
  if (entry.store !== 'reportUpdates' || header.kind !== 'report') return null;
  checkUpdates([{ update: entry.record.update, line }]);
  const doc = new Y.Doc();
  if (!applyReportUpdate(doc, entry.record.update)) throw new BadLine(line);
  const report = readReport(doc, header.reportId);
  check?.acceptReport(report, line);
  const clips = evidence.flatMap((each): Clip[] => (each.store === 'clips' ? [each.record] : []));
  const tree = arrangeReport(report, clips);
  const content = takeSections(doc, tree, { sectionIds: null, notes: true, at: header.createdAt });
  doc.destroy();
  return content;
}
