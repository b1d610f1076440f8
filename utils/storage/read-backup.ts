import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import {
  BACKUP_FORMAT,
  BACKUP_VERSION,
  type BackupHeader,
  type BackupRecord,
  createLineReader,
  decodeRecord,
  FooterSchema,
  HeaderSchema,
  MAX_LINE,
} from './backup-format';
import { Refusal } from './storage-failure';

export interface BackupSummary {
  readonly header: BackupHeader;
  readonly records: number;
}

/**
 * Reads a backup from its bytes, in pieces of any size, and gives its records in order to
 * `accept`, which may wait. Nothing is known to be good before it returns: `backup_damaged`
 * (with the line) for a file that was cut or changed, `backup_newer` for one of a later
 * Pincite, `backup_not_ours` for any other file. Memory: one line.
 */
export async function readBackup(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  accept: (record: BackupRecord, line: number) => Promise<void>,
): Promise<Result<BackupSummary, Failure>> {
  const lines = createLineReader();
  let number = 0;
  let header: BackupHeader | null = null;
  let records = 0;
  let finished = false;
  try {
    for await (const line of readLines(pieces)) {
      number += 1;
      if (number === 1) header = readHeader(line, lines(line));
      else if (finished) throw damaged(number);
      else {
        const body = lines(line);
        const record = decodeRecord(body);
        if (record !== null) {
          records += 1;
          await accept(record, number);
        } else {
          const footer = FooterSchema.safeParse(body);
          if (!footer.success || footer.data.records !== records) throw damaged(number);
          finished = true;
        }
      }
    }
  } catch (error) {
    if (error instanceof Refusal) return err(error.failure);
    if (error instanceof BadPacking) {
      // What does not even begin as gzip was never a backup.
      return err(number === 0 && !error.isGzip ? failure('backup_not_ours') : damage(number + 1));
    }
    throw error;
  }
  if (header === null || !finished) return err(damage(number + 1));
  return ok({ header, records });
}

/** The version is read before anything else: a later one may write its lines in another way. */
function readHeader(line: string, body: unknown): BackupHeader {
  const loose = parseJson(line);
  if (loose['format'] !== BACKUP_FORMAT) throw new Refusal(failure('backup_not_ours'));
  const version = loose['version'];
  if (typeof version === 'number' && version > BACKUP_VERSION) {
    throw new Refusal(failure('backup_newer', String(version)));
  }
  const header = HeaderSchema.safeParse(body);
  if (!header.success) throw damaged(1);
  return header.data;
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function damage(line: number): Failure {
  return failure('backup_damaged', `line ${line}`);
}

export function damaged(line: number): Refusal {
  return new Refusal(damage(line));
}

/** The bytes are no gzip, or one that was cut or changed. */
class BadPacking extends Error {
  constructor(readonly isGzip: boolean) {
    super('not a whole gzip file');
  }
}

/** The file's lines, without their ends. A line that has no end is part of a cut file. */
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
    if (length > MAX_LINE) throw new BadPacking(true);
  }
  if (length > 0) throw new BadPacking(true);
}

function decode(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw new BadPacking(true);
  }
}

async function* unpack(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array, void> {
  const iterator = pieces[Symbol.asyncIterator]();
  let isGzip = true;
  let first = true;
  let failed: unknown = null;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      try {
        const { done, value } = await iterator.next();
        if (done === true) return controller.close();
        if (first) isGzip = value[0] === 0x1f && value[1] === 0x8b;
        first = false;
        controller.enqueue(value);
      } catch (error) {
        failed = error;
        controller.error(error);
      }
    },
  });
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    // Reading the pieces failed, not unpacking them.
    if (failed !== null) throw failed;
    throw error instanceof TypeError ? new BadPacking(isGzip) : error;
  } finally {
    // The reader stopped early, or the stream broke: let go of what is left.
    await reader.cancel().catch(() => undefined);
  }
}
