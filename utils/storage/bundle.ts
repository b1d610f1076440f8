import type { Run } from '@/utils/model/evidence';
import { createLineWriter, encodeRecord, type FileRecord } from './backup-format';
import {
  BUNDLE_FORMAT,
  BUNDLE_PARTS,
  BUNDLE_VERSION,
  type BundleHeader,
  MOST_OF_NAME,
} from './bundle-format';
import { type BundleChoice, type BundleContent, gatherBundle } from './gather-bundle';
import { withoutOrder } from './library-order';
import { packLines } from './pack-lines';
import type { PinciteDatabase } from './schema';

export interface BundleOptions extends BundleChoice {
  /**
   * Name of the person who shares the bundle. The bundle contains the name when it contains check
   * results.
   */
  readonly by?: string | null;
  /** Called as records are written. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes one report, or sections of one, as a file for another person, in pieces. Fails with
 * `not_found` for a missing report or section. In memory: the report, its evidence, and one snapshot
 * or image.
 */
export async function writeBundle(
  db: PinciteDatabase,
  options: BundleOptions,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const content = await gatherBundle(db, options);
  const { kind, title, language, absent, clips, sources, pins, runs, checks } = content;
  const header: BundleHeader = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    createdAt: options.createdAt,
    kind,
    reportId: options.reportId,
    title,
    language,
    leftOut: BUNDLE_PARTS.filter((part) => !options.include[part]),
    counts: {
      clips: clips.length,
      sources: sources.length,
      pins: pins.length,
      runs: runs.length,
      checks: checks.length,
      reviews: content.reviews.length,
      snapshots: content.snapshotIds.length,
      attachments: content.attachmentKeys.length,
    },
    absent: [...absent],
    ...(checks.length > 0 && options.by ? { by: options.by.slice(0, MOST_OF_NAME) } : {}),
  };
  const total = Object.values(header.counts).reduce((a, b) => a + b, 1);
  return packLines(
    bundleLines(header, bundleRecords(db, content), (done) => options.onProgress?.(done, total)),
    options.signal,
  );
}

/**
 * Progress is reported after this many records, because a call for each would cost more than the
 * record.
 */
const PROGRESS_STEP = 500;

/** Yields the lines of a bundle: its header, its records in the given order, its footer. */
export async function* bundleLines(
  header: BundleHeader,
  records: AsyncIterable<FileRecord> | Iterable<FileRecord>,
  onProgress: (done: number) => void = () => undefined,
): AsyncGenerator<string, void> {
  const write = createLineWriter();
  yield write(header);
  let written = 0;
  for await (const record of records) {
    for (const line of encodeRecord(record)) yield write(line);
    written += 1;
    if (written % PROGRESS_STEP === 0) onProgress(written);
  }
  yield write({ end: true, records: written });
  onProgress(written);
}

/** Copies a run for a bundle. A run of another person keeps the name of this person. */
function asHandedOn(run: Run): Run {
  const { foreign, ...rest } = withoutOrder(run);
  if (foreign === undefined) return rest;
  return { ...rest, foreign: { kind: foreign.kind, name: foreign.name } };
}

/** Each record comes after those that it names. */
async function* bundleRecords(
  db: PinciteDatabase,
  content: BundleContent,
): AsyncGenerator<FileRecord, void> {
  for (const record of content.purged) yield { store: 'purged', record };
  for (const record of content.sources) yield { store: 'sources', record };
  for (const id of content.snapshotIds) {
    const record = await db.get('snapshots', id);
    if (record !== undefined) yield { store: 'snapshots', record };
  }
  for (const record of content.clips) yield { store: 'clips', record };
  for (const record of content.pins) yield { store: 'pins', record: withoutOrder(record) };
  for (const key of content.attachmentKeys) {
    const record = await db.get('attachments', key);
    if (record !== undefined) yield { store: 'attachments', record: withoutOrder(record) };
  }
  for (const record of content.runs) yield { store: 'runs', record: asHandedOn(record) };
  for (const record of content.checks) yield { store: 'checks', record: withoutOrder(record) };
  for (const record of content.reviews) yield { store: 'reviews', record };
  yield* content.arrangement;
}
