import * as z from 'zod/mini';
import { AttachmentSchema, parseFiledAttachment } from '@/utils/model/attachment';
import {
  CheckSchema,
  ClipSchema,
  PinSchema,
  PurgedSchema,
  RunSchema,
  SnapshotSchema,
  SourceSchema,
} from '@/utils/model/evidence';
import { idSchema } from '@/utils/model/ids';
import { ReviewRecordSchema } from '@/utils/model/review-records';
import { type SectionContent, SectionContentSchema } from '@/utils/model/section-content';
import { measureUpdates } from '@/utils/model/update-budget';
import { decodeBase64, encodeBase64 } from '@/utils/text/base64';
import { BUNDLE_FORMAT, type BundleHeader } from './bundle-format';
import { checkJsonSize, OverLimit, READ_LIMITS } from './read-limits';

/*
 * A backup is gzipped NDJSON: a header, one record on each line, a footer. Each line begins with
 * `{"sum":"<8 hex>",`: the CRC-32 of everything after the sums, in this line and all lines before
 * it. So a changed, missing, doubled or misplaced line is found at its position, and the footer
 * proves that nothing is missing at the end. Bytes are base64; a large record continues in lines
 * that contain only its next bytes.
 */

export const BACKUP_FORMAT = 'pincite-backup';
/**
 * Version of the backup format. Version 2 added attachments. Version 3 added reviews, which earlier
 * versions store as values in the documents. Version 4 gave notes a document of their own. Version 5
 * added the parts of sign-offs, which their signatures cover. Pincite still reads files of older
 * versions.
 */
export const BACKUP_VERSION = 5;

/**
 * The stores in a backup, in the order in which they are written: all stores except projections and
 * those that only concern this browser.
 */
export const BACKUP_STORES = [
  'purged',
  'sources',
  'snapshots',
  'clips',
  'pins',
  'attachments',
  'runs',
  'checks',
  'reviews',
  'reportUpdates',
] as const;
export type BackupStore = (typeof BACKUP_STORES)[number];

const Time = z.iso.datetime();
const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);

export const HeaderSchema = z.object({
  format: z.literal(BACKUP_FORMAT),
  version: z.number(),
  createdAt: Time,
  counts: z.record(z.string(), z.number()),
  /** Id of the library that wrote the backup. A library recognizes its own backups by this id. */
  library: z.exactOptional(idSchema<'library'>()),
});
export type BackupHeader = z.infer<typeof HeaderSchema>;
/** The header of a backup or a bundle. */
export type FileHeader = BackupHeader | BundleHeader;

/**
 * Whether the file comes from a version that stored decisions in the documents, without signatures.
 */
export function hasLegacyReviews({ version }: FileHeader): boolean {
  return version < 3;
}

/** Whether the file comes from a version that kept notes in the document of the content. */
export function hasOldDocuments({ version }: FileHeader): boolean {
  return version < 4;
}

export function isBundleHeader(header: FileHeader): header is BundleHeader {
  return header.format === BUNDLE_FORMAT;
}

/**
 * The last line of a file. `aside` holds the readable parts of records that the writer could not
 * write as records.
 */
export const FooterSchema = z.object({
  end: z.literal(true),
  records: z.number(),
  aside: z.optional(z.array(z.object({ store: z.string() }))),
});

const StoredUpdateSchema = z.object({
  reportId: idSchema<'report'>(),
  at: Time,
  update: Bytes,
  /** The update belongs to the document of the notes. */
  notes: z.exactOptional(z.literal(true)),
});

const RECORD_SCHEMAS = {
  purged: PurgedSchema,
  sources: SourceSchema,
  snapshots: SnapshotSchema,
  clips: ClipSchema,
  pins: PinSchema,
  attachments: AttachmentSchema,
  runs: RunSchema,
  checks: CheckSchema,
  reviews: ReviewRecordSchema,
  reportUpdates: StoredUpdateSchema,
} as const satisfies Record<BackupStore, z.ZodMiniType>;

/**
 * Finds why a value is not a record of a store. Returns the path of the first wrong field, '' when
 * the whole value is wrong, or null when the value is valid.
 */
export function faultOf(store: BackupStore, value: unknown): string | null {
  const parsed = RECORD_SCHEMAS[store].safeParse(value);
  if (!parsed.success) return parsed.error.issues[0]?.path.join('.') ?? '';
  if (isTooLong(parsed.data)) return '';
  if (store !== 'reportUpdates') return null;
  const { update } = parsed.data as RecordOf<'reportUpdates'>;
  return measureUpdates([update]) === null ? 'update' : null;
}

/** Returns a value as a record of a store with its bytes in place; null if it is not valid. */
export function parseRecord(
  store: BackupStore,
  value: Readonly<Record<string, unknown>>,
): BackupRecord | null {
  const parsed =
    store === 'attachments' ? parseFiledAttachment(value) : RECORD_SCHEMAS[store].safeParse(value);
  if (!parsed.success || isTooLong(parsed.data)) return null;
  return { store, record: parsed.data } as BackupRecord;
}

/**
 * Whether the line would exceed the length limit for reading. JSON needs at most 6 UTF-16 units for
 * one unit of text.
 */
function isTooLong(record: object): boolean {
  return 6 * textIn(record) > READ_LIMITS.line && JSON.stringify(record).length > READ_LIMITS.line;
}

function textIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + textIn(each), 0);
}

type RecordOf<Store extends BackupStore> = z.infer<(typeof RECORD_SCHEMAS)[Store]>;
/** A record with its store. */
export type BackupRecord = {
  [Store in BackupStore]: { readonly store: Store; readonly record: RecordOf<Store> };
}[BackupStore];

/** The content of a line in a bundle: a record, or the sections that are its whole content. */
export type FileRecord =
  | BackupRecord
  | { readonly store: 'sectionContents'; readonly record: SectionContent };

/** The field with bytes in the records of a store. */
const BYTES_FIELD: Partial<Record<BackupStore, string>> = {
  snapshots: 'text',
  attachments: 'bytes',
  reportUpdates: 'update',
};

/** Returns a function that writes lines, each with its sum. */
export function createLineWriter(): (body: object) => string {
  let sum = 0;
  return (body) => {
    const rest = JSON.stringify(body).slice(1);
    sum = crc32(crc32(sum, rest), '\n');
    return `${SUM_START}${hex(sum)}",${rest}\n`;
  };
}

/**
 * Creates a function that reads lines in order. The function returns the body of a line, or null
 * when the checksum or the JSON is wrong. Throws an `OverLimit` when a line exceeds the reading
 * limits.
 */
export function createLineReader(): (line: string) => unknown {
  let sum = 0;
  return (line) => {
    if (!line.startsWith(SUM_START) || line.slice(SUM_END - 2, SUM_END) !== '",') return null;
    const rest = line.slice(SUM_END);
    sum = crc32(crc32(sum, rest), '\n');
    if (line.slice(SUM_START.length, SUM_END - 2) !== hex(sum)) return null;
    checkJsonSize(rest);
    try {
      return JSON.parse(`{${rest}`);
    } catch {
      return null;
    }
  };
}

/** The maximum number of bytes in one line; more bytes continue in the next lines. */
const PART_BYTES = 3_000_000;
/** The maximum number of bytes in a record. A report of 100,000 citations has 110 million. */
const MAX_BYTES = 400_000_000;

/** Yields a record's lines: one, or several if it has many bytes. */
export function* encodeRecord(entry: FileRecord): Generator<object, void> {
  const field = entry.store === 'sectionContents' ? undefined : BYTES_FIELD[entry.store];
  const bytes = field === undefined ? null : Reflect.get(entry.record, field);
  if (field === undefined || !(bytes instanceof Uint8Array)) {
    yield entry;
    return;
  }
  const partAt = (at: number) => encodeBase64(bytes.subarray(at, at + PART_BYTES));
  const goesOn = (at: number) => (at + PART_BYTES < bytes.length ? { more: true } : {});
  const { store, record } = entry;
  yield { store, record: { ...record, [field]: partAt(0) }, ...goesOn(0) };
  for (let at = PART_BYTES; at < bytes.length; at += PART_BYTES) {
    yield { part: partAt(at), ...goesOn(at) };
  }
}

const RecordLineSchema = z.object({
  store: z.enum([...BACKUP_STORES, 'sectionContents']),
  record: z.record(z.string(), z.unknown()),
  more: z.optional(z.literal(true)),
});
const PartLineSchema = z.object({ part: z.string(), more: z.optional(z.literal(true)) });

/** A line that should hold a record, but holds no valid record. */
export interface Unreadable {
  readonly unreadable: true;
  readonly store: BackupStore;
  /** The id that the line gives, for stores whose records have an id. */
  readonly id: unknown;
}

/**
 * Creates a function that builds records from lines, in order. The function returns the record that
 * a line completes, `more` when the next line continues the record's bytes, or null when the line
 * is not a record or is not the expected line.
 */
export function createRecordReader(): (body: unknown) => FileRecord | Unreadable | 'more' | null {
  let begun: { readonly line: z.infer<typeof RecordLineSchema>; parts: Uint8Array[] } | null = null;
  let length = 0;
  const unreadable = (store: BackupStore, record: Readonly<Record<string, unknown>>) => ({
    unreadable: true as const,
    store,
    id: record['id'],
  });
  const finish = (
    { store, record }: z.infer<typeof RecordLineSchema>,
    parts: readonly Uint8Array[],
  ): FileRecord | Unreadable | null => {
    if (store === 'sectionContents') {
      const content = SectionContentSchema.safeParse(record);
      return content.success ? { store, record: content.data } : null;
    }
    const field = BYTES_FIELD[store];
    const whole = field === undefined ? record : { ...record, [field]: joinBytes(parts) };
    const parsed =
      store === 'attachments'
        ? parseFiledAttachment(whole)
        : RECORD_SCHEMAS[store].safeParse(whole);
    return parsed.success
      ? ({ store, record: parsed.data } as FileRecord)
      : unreadable(store, record);
  };
  /**
   * Adds the decoded bytes to `parts`. Returns false when the text is not valid base64. Throws an
   * `OverLimit` when the record has too many bytes.
   */
  const take = (text: unknown, parts: Uint8Array[]): boolean => {
    const bytes = typeof text === 'string' ? decodeBase64(text) : null;
    if (bytes === null) return false;
    length += bytes.length;
    parts.push(bytes);
    if (length > MAX_BYTES) throw new OverLimit(`${length} bytes`);
    return true;
  };
  return (body) => {
    if (begun !== null) {
      const { line, parts } = begun;
      const part = PartLineSchema.safeParse(body);
      if (!part.success || !take(part.data.part, parts)) return null;
      if (part.data.more === true) return 'more';
      begun = null;
      return finish(line, parts);
    }
    const line = RecordLineSchema.safeParse(body);
    if (!line.success) return null;
    const { store, record, more } = line.data;
    const field = store === 'sectionContents' ? undefined : BYTES_FIELD[store];
    const parts: Uint8Array[] = [];
    length = 0;
    if (field !== undefined && !take(record[field], parts)) {
      return store === 'sectionContents' || more === true ? null : unreadable(store, record);
    }
    if (more !== true) return finish(line.data, parts);
    if (field === undefined) return null;
    begun = { line: line.data, parts };
    return 'more';
  };
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const SUM_START = '{"sum":"';
const SUM_END = SUM_START.length + 8 + 2;

function hex(sum: number): string {
  return sum.toString(16).padStart(8, '0');
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const addByte = (value: number, byte: number): number =>
  (CRC_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);

/**
 * Returns the CRC-32 of gzip (RFC 1952, section 8) for a well-formed text in UTF-8, continued from
 * `previous`. Does not create the bytes of the text, because they would be garbage after each line.
 */
function crc32(previous: number, text: string): number {
  let value = ~previous;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      value = addByte(value, unit);
      continue;
    }
    const point = text.codePointAt(at) ?? unit;
    if (point < 0x800) value = addByte(value, 0xc0 | (point >> 6));
    else {
      if (point < 0x10000) value = addByte(value, 0xe0 | (point >> 12));
      else {
        at += 1;
        value = addByte(addByte(value, 0xf0 | (point >> 18)), 0x80 | ((point >> 12) & 0x3f));
      }
      value = addByte(value, 0x80 | ((point >> 6) & 0x3f));
    }
    value = addByte(value, 0x80 | (point & 0x3f));
  }
  return ~value >>> 0;
}
