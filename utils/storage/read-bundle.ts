import type { Clip } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { partsOf, readReport } from '@/utils/model/report-document';
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
import { type FileUpdate, loadFileReport } from './file-documents';
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
  const arrangement: FiledRecord[] = [];
  const accept = async (entry: FileRecord, line: number, header: FileHeader) => {
    if (!isBundleHeader(header)) return;
    check ??= createReferenceCheck(header);
    if (!check.accept(entry, line)) {
      dependent += 1;
      return;
    }
    if (entry.store === 'reportUpdates' || entry.store === 'sectionContents') {
      arrangement.push({ entry, line });
    } else if (entry.store === 'attachments') images += 1;
    else evidence.push(entry);
  };
  const read = await readBackup(readBackupFile(file), accept, (record, line, header) => {
    if (!isBundleHeader(header)) return;
    check ??= createReferenceCheck(header);
    check.leaveOut(record);
    // A bundle without one of its report documents is not usable.
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

interface FiledRecord {
  readonly entry: FileRecord;
  readonly line: number;
}

/** Returns null if the content is not of the kind that the header names. */
function contentOf(
  header: BundleHeader,
  arrangement: readonly FiledRecord[],
  check: ReferenceCheck | null,
  evidence: readonly BackupRecord[],
): SectionContent | null {
  const [first] = arrangement;
  if (first === undefined) return null;
  if (header.kind !== 'report') {
    const { entry } = first;
    return entry.store === 'sectionContents' && arrangement.length === 1 ? entry.record : null;
  }
  const updates = arrangement.flatMap(({ entry, line }): FileUpdate[] =>
    entry.store === 'reportUpdates' ? [{ ...entry.record, line }] : [],
  );
  const { content, notes } = partsOf(updates);
  if (updates.length < arrangement.length || content.length !== 1 || notes.length > 1) return null;
  checkUpdates(updates);
  const doc = loadFileReport(header, updates);
  const report = readReport(doc, header.reportId);
  check?.acceptReport(report, updates.at(-1)?.line ?? first.line);
  const clips = evidence.flatMap((each): Clip[] => (each.store === 'clips' ? [each.record] : []));
  const tree = arrangeReport(report, clips);
  const taken = takeSections(doc, tree, { sectionIds: null, notes: true, at: header.createdAt });
  doc.destroy();
  return taken;
}
