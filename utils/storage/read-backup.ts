import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import {
  BACKUP_FORMAT,
  BACKUP_VERSION,
  createLineReader,
  createRecordReader,
  type FileHeader,
  type FileRecord,
  FooterSchema,
  HeaderSchema,
  isBundleHeader,
  type Unreadable,
} from './backup-format';
import { BUNDLE_FORMAT, BUNDLE_VERSION, BundleHeaderSchema } from './bundle-format';
import { checkJsonSize, OverLimit, READ_LIMITS } from './read-limits';
import { Refusal } from './storage-failure';
import { BadPacking, unpack } from './unpack';

export interface BackupSummary<Header = FileHeader> {
  readonly header: Header;
  readonly records: number;
  /** Number of invalid records by store: those in the file, and those that the writer set aside. */
  readonly unreadable: ReadonlyMap<string, number>;
}

/** Where a file is wrong. It is reported as a fault of a backup or of a bundle. */
export class BadLine extends Error {
  constructor(
    readonly line: number,
    readonly fault: 'damaged' | 'dangling' = 'damaged',
  ) {
    super(`line ${line}`);
  }
}

/**
 * Reads a backup or a bundle from its bytes, in pieces of any size, and passes its records in order
 * to `accept`, which may be asynchronous and may throw a `BadLine`. Reports an invalid record to
 * `onUnreadable`, counts it, and reads on. The records are not trustworthy before the function
 * returns. Throws `backup_damaged` or `bundle_damaged` (with the line) for a truncated or changed
 * file, `bundle_dangling` for a file that names missing records, `…_newer` for a file of a later
 * Pincite, `backup_not_ours` for any other file, and `file_over_limits` for a file that exceeds the
 * limits in read-limits.ts. Memory use: one line.
 */
export async function readBackup(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  accept: (record: FileRecord, line: number, header: FileHeader) => Promise<void>,
  onUnreadable: (record: Unreadable, line: number, header: FileHeader) => void = () => undefined,
): Promise<Result<BackupSummary, Failure>> {
  const lines = createLineReader();
  const decode = createRecordReader();
  let number = 0;
  let header: FileHeader | null = null;
  let records = 0;
  let finished = false;
  let format: unknown = null;
  /** UTF-16 units of a bundle's records that are in memory, including the current record. */
  let held = 0;
  let reading = 0;
  const unreadable = new Map<string, number>();
  const count = (store: string) => unreadable.set(store, (unreadable.get(store) ?? 0) + 1);
  const spoiled = (bad: BadLine) => err(failureOf(format, bad));
  try {
    for await (const line of readLines(pieces)) {
      number += 1;
      if (header === null) {
        format = formatOf(line);
        header = readHeader(line, lines(line));
      } else if (finished) throw new BadLine(number);
      else {
        const body = lines(line);
        const record = decode(body);
        reading += line.length;
        if (record === 'more') continue;
        if (record !== null) {
          if (isBundleHeader(header) && record.store !== 'attachments') held += reading;
          if (held > READ_LIMITS.bundle) throw new OverLimit(`${held} characters`);
          reading = 0;
          records += 1;
          if ('unreadable' in record) {
            count(record.store);
            onUnreadable(record, number, header);
          } else await accept(record, number, header);
        } else {
          const footer = FooterSchema.safeParse(body);
          if (!footer.success || footer.data.records !== records) throw new BadLine(number);
          for (const { store } of footer.data.aside ?? []) count(store);
          finished = true;
        }
      }
    }
  } catch (error) {
    if (error instanceof Refusal) return err(error.failure);
    if (error instanceof BadLine) return spoiled(error);
    if (error instanceof OverLimit) return err(overLimit(number + 1, error));
    if (error instanceof BadPacking) {
      // A file that does not begin as gzip was never a backup.
      if (number === 0 && !error.isGzip) return err(failure('backup_not_ours'));
      return spoiled(new BadLine(number + 1));
    }
    throw error;
  }
  if (header === null || !finished) return spoiled(new BadLine(number + 1));
  return ok({ header, records, unreadable });
}

/** Returns what a bad line means to the user, in a file of this format. */
export function failureOf(format: unknown, { line, fault }: BadLine): Failure {
  const detail = `line ${line}`;
  if (format !== BUNDLE_FORMAT) return failure('backup_damaged', detail);
  return failure(fault === 'dangling' ? 'bundle_dangling' : 'bundle_damaged', detail);
}

/** Converts an exceeded limit into the failure that the user sees. */
export function overLimit(line: number, { what }: OverLimit): Failure {
  return failure('file_over_limits', `line ${line}: ${what}`);
}

/** Reads the version first, because a later version may have other lines. */
function readHeader(line: string, body: unknown): FileHeader {
  const format = formatOf(line);
  if (format !== BACKUP_FORMAT && format !== BUNDLE_FORMAT) {
    throw new Refusal(failure('backup_not_ours'));
  }
  const isBundle = format === BUNDLE_FORMAT;
  const version = parseJson(line)['version'];
  if (typeof version === 'number' && version > (isBundle ? BUNDLE_VERSION : BACKUP_VERSION)) {
    throw new Refusal(failure(isBundle ? 'bundle_newer' : 'backup_newer', String(version)));
  }
  const header = (isBundle ? BundleHeaderSchema : HeaderSchema).safeParse(body);
  if (!header.success) throw new BadLine(1);
  return header.data;
}

function formatOf(line: string): unknown {
  return parseJson(line)['format'];
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  checkJsonSize(text);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/**
 * Yields the file's lines without their line ends. A line without an end shows that the file was
 * cut.
 */
async function* readLines(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let parts: string[] = [];
  let length = 0;
  for await (const bytes of unpack(pieces)) {
    const text = decode(decoder, bytes);
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      yield parts.join('') + text.slice(from, end);
      parts = [];
      length = 0;
      from = end + 1;
    }
    parts.push(text.slice(from));
    length += text.length - from;
    const limit = lineLimit(parts);
    if (length > limit) throw new OverLimit(`${limit} characters`);
  }
  if (length > 0) throw new BadPacking(true);
}

/**
 * Chooses the length limit of a line from its beginning, where the store comes before all other
 * fields except the checksum.
 */
function lineLimit(parts: readonly string[]): number {
  const start = parts.slice(0, 4).join('').slice(0, 80);
  return start.includes('"store":"sectionContents"') ? READ_LIMITS.sectionsLine : READ_LIMITS.line;
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw new BadPacking(true);
  }
}
