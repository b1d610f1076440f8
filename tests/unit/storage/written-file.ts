import type { ReportId } from '@/utils/model/ids';
import {
  BACKUP_FORMAT,
  BACKUP_VERSION,
  createLineWriter,
  encodeRecord,
  type FileHeader,
  type FileRecord,
} from '@/utils/storage/backup-format';
import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundleHeader } from '@/utils/storage/bundle-format';
import { gzip } from '@/utils/storage/snapshot-text';
import { REPORT, time } from './sample-evidence';

/*
 * Complete files with correct checksums and any records that a test wants, also records that
 * Pincite never writes.
 */

export function bundleHeader(
  kind: BundleHeader['kind'] = 'report',
  reportId: ReportId = REPORT,
): BundleHeader {
  return {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    createdAt: time(50),
    kind,
    reportId,
    title: 'Tides',
    language: 'en',
    leftOut: [],
    counts: {},
    absent: [],
  };
}

export function backupHeader(): FileHeader {
  return { format: BACKUP_FORMAT, version: BACKUP_VERSION, createdAt: time(50), counts: {} };
}

export function writtenFile(
  header: FileHeader,
  records: readonly FileRecord[],
): Promise<Uint8Array<ArrayBuffer>> {
  const write = createLineWriter();
  const lines = [
    header,
    ...records.flatMap((record) => [...encodeRecord(record)]),
    { end: true, records: records.length },
  ];
  return gzip(new TextEncoder().encode(lines.map(write).join('')));
}
