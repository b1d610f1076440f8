import type { PreparedImport } from '@/utils/report/prepare-import';
import type { BackupRecord } from './backup-format';
import { bundleLines } from './bundle';
import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundleHeader } from './bundle-format';
import { packLines } from './pack-lines';
import { RESTORE_CHUNK_BYTES } from './read-backup-file';

/**
 * What an import stores, as a bundle for staging: its records, then what it adds to the
 * document. In pieces small enough for `restore.chunk`. Memory: a piece, beside the import.
 */
export async function* encodeImport(
  prepared: PreparedImport,
  createdAt: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { reportId, title, language, sources, clips, pins } = prepared;
  const header: BundleHeader = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    createdAt,
    kind: 'import',
    reportId,
    title,
    language,
    leftOut: [],
    counts: { sources: sources.length, clips: clips.length, pins: pins.length },
    absent: [],
  };
  const lines = bundleLines(header, importRecords(prepared, createdAt));
  const reader = packLines(lines).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (let at = 0; at < value.length; at += RESTORE_CHUNK_BYTES) {
      yield value.slice(at, at + RESTORE_CHUNK_BYTES);
    }
  }
}

/** Every record after those that it names. */
function* importRecords(
  { reportId, update, sources, clips, pins }: PreparedImport,
  at: string,
): Generator<BackupRecord, void> {
  for (const record of sources) yield { store: 'sources', record };
  for (const record of clips) yield { store: 'clips', record };
  for (const record of pins) yield { store: 'pins', record };
  yield { store: 'reportUpdates', record: { reportId, at, update } };
}
