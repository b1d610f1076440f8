import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod/mini';
import { AttachmentSchema } from '@/utils/model/attachment';
import {
  CheckSchema,
  ClipSchema,
  PinSchema,
  RunSchema,
  type Snapshot,
  SnapshotSchema,
  SourceSchema,
} from '@/utils/model/evidence';
import { hasTooManyPixels } from '@/utils/model/image-size';
import {
  type ReviewRecord,
  ReviewRecordSchema,
  reviewRecordId,
  UNSIGNED,
} from '@/utils/model/review-records';
import { createReviewVerifier, type ReviewVerifier } from '@/utils/model/verify-review';
import { type BlobPart, type BlobStore, MOST_BLOB_BYTES } from './blob-store';
import { deletedAmong } from './deleted-reports';
import { wrongField } from './field-fault';
import { createQuota } from './limits';
import { type KeyFault, keyFault } from './member-keys';
import { type Actor, note } from './people';
import { Refused } from './refused';
import { keepBlob, releaseBlob } from './released-blobs';
import { mayAs } from './roles';
import { type Database, lockTeam } from './schema';

/** The kinds of records, with the schemas by which a backup is read too. */
const SCHEMAS = {
  sources: SourceSchema,
  snapshots: SnapshotSchema,
  clips: ClipSchema,
  pins: PinSchema,
  attachments: AttachmentSchema,
  runs: RunSchema,
  checks: CheckSchema,
  reviews: ReviewRecordSchema,
} as const;
type Store = keyof typeof SCHEMAS;
export const STORES = Object.keys(SCHEMAS) as [Store, ...Store[]];

/** The field whose bytes are a blob. */
const BYTES_FIELD: Partial<Record<Store, string>> = { snapshots: 'text', attachments: 'bytes' };
/** Fields that have a meaning only in the author's library: the order in it, and a run's origin. */
const OWN_FIELDS = ['order', 'foreign'];

const MOST_RECORDS = 500;
/** Maximum number of characters in one answer of the feed. A longer record comes alone. */
const MOST_FEED_LENGTH = 4_000_000;
/** Maximum size of an unpacked page text, in bytes of UTF-8. */
const MOST_TEXT_BYTES = 96_000_000;
/** Maximum UTF-16 units of all texts in a batch with several records. Each text is unpacked. */
const MOST_BATCH_TEXT = 32_000_000;

export const HashSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const BatchSchema = z.strictObject({
  /** Each record is checked alone, so that the valid ones are stored if another is invalid. */
  records: z.array(z.unknown()).check(z.maxLength(MOST_RECORDS)),
});
const EntrySchema = z.strictObject({
  store: z.enum(STORES),
  /** The record without its field for bytes. */
  record: z.record(z.string(), z.unknown()),
  /** The SHA-256 of the record's bytes, which the team must have uploaded before. */
  blob: z.exactOptional(HashSchema),
});
type Entry = z.infer<typeof EntrySchema>;

export const DeletionsSchema = z.strictObject({
  records: z
    .array(z.strictObject({ store: z.enum(STORES), id: z.string().check(z.maxLength(300)) }))
    .check(z.maxLength(MOST_RECORDS)),
});
type Named = z.infer<typeof DeletionsSchema>['records'][number];

/**
 * What became of a deletion. `known`: the record was deleted before. `forbidden`: only its author
 * and owners may delete it, and nobody deletes a review.
 */
export type Deletion = 'deleted' | 'known' | 'forbidden' | 'not_found';

/**
 * What became of a record. `conflict`: the team has a record with this id and other content, which
 * stays. `deleted`: a member has deleted the record, and it does not come back. `unknown_key` and
 * `forbidden`: the author of a review may not add it (`keyFault`). `invalid` names the path of the field that is wrong, never what is in it.
 */
export type Outcome =
  | { readonly outcome: 'stored' | 'known' | 'conflict' | 'deleted' | 'no_blob' | KeyFault }
  | { readonly outcome: 'invalid'; readonly field: string };

const invalid = (field: string): Outcome => ({ outcome: 'invalid', field });

/** Reads one entry of a batch. Returns the outcome `invalid` if it is not a valid entry. */
function readEntry(given: unknown): Entry | Outcome {
  const parsed = EntrySchema.safeParse(given);
  return parsed.success ? parsed.data : invalid(wrongField(parsed.error) || 'record');
}

interface Checked {
  readonly store: Store;
  readonly id: string;
  readonly json: string;
  readonly hash: string;
  readonly blob: string | null;
  /** The record, if it is a review. */
  readonly review: ReviewRecord | null;
  /** The report and the clip that the record belongs to. */
  readonly reportId: string | null;
  readonly clipId: string | null;
}

export type Evidence = ReturnType<typeof createEvidence>;

/** The evidence of teams: a union of records that are written once. */
export function createEvidence(
  db: Database,
  blobs: BlobStore,
  now: () => number,
  quota = createQuota(),
) {
  /** How many bytes each team is uploading now. */
  const begun = new Map<string, number>();

  const hasBlob = async (teamId: string, hash: string, from = db): Promise<boolean> => {
    const row = await from
      .selectFrom('blobs')
      .select('hash')
      .where('team_id', '=', teamId)
      .where('hash', '=', hash)
      .executeTakeFirst();
    return row !== undefined;
  };

  const isSigned = createReviewVerifier();

  const check = async (teamId: string, entry: Entry): Promise<Checked | Outcome> => {
    const { store, blob } = entry;
    const field = BYTES_FIELD[store];
    if (blob !== undefined && field === undefined) return invalid('blob');
    if (blob !== undefined && !(await hasBlob(teamId, blob))) return { outcome: 'no_blob' };
    const bytes = blob === undefined ? new Uint8Array() : await blobs.read(blob);
    const given = { ...entry.record, ...(field === undefined ? {} : { [field]: bytes }) };
    for (const own of OWN_FIELDS) Reflect.deleteProperty(given, own);
    const parsed = z.safeParse<z.ZodMiniType>(SCHEMAS[store], given);
    if (!parsed.success) {
      const wrong = wrongField(parsed.error);
      // A schema's only rule for a record as a whole is about its bytes.
      return invalid(wrong === '' || wrong === field ? 'blob' : `record.${wrong}`);
    }
    const record = parsed.data as Readonly<Record<string, unknown>>;
    const untrue = await untrueField(store, record, blob, isSigned);
    if (untrue !== null) return invalid(untrue);
    const { [field ?? '']: _, ...rest } = record;
    const json = canonical(rest);
    const review = store === 'reviews' ? (record as ReviewRecord) : null;
    // Anybody can change the bytes of a signature so that it stays valid, so they do not count.
    const content = review === null ? json : canonical({ ...rest, signature: '' });
    const hash = createHash('sha256')
      .update(`${content}\n${blob ?? ''}`)
      .digest('hex');
    const filed = record['filedUnder'] as { readonly reportId: string } | undefined;
    const reportId = filed?.reportId ?? (record['reportId'] as string | undefined) ?? null;
    const clipId = (record['clipId'] as string | undefined) ?? null;
    const about = { id: idOf(store, record), reportId, clipId };
    return { store, json, hash, blob: blob ?? null, review, ...about };
  };

  return {
    hasBlob,

    /** Returns how many bytes of blobs the team may add. */
    blobRoom: async (teamId: string): Promise<number> =>
      (await quota.left(db, teamId, 'blob_bytes')) - (begun.get(teamId) ?? 0),

    /** Stores a blob. `length` is what the sender says of its size, NaN if it says nothing. */
    putBlob: async (
      { teamId }: Actor,
      hash: string,
      bytes: AsyncIterable<Uint8Array>,
      length = Number.NaN,
    ): Promise<void> => {
      const isNew = !(await hasBlob(teamId, hash));
      const size = Number.isNaN(length) ? MOST_BLOB_BYTES : length;
      const others = begun.get(teamId) ?? 0;
      // Refused before the file is written, together with the uploads that have not ended.
      if (isNew && (await quota.left(db, teamId, 'blob_bytes')) < others + size) {
        throw new Refused('quota');
      }
      begun.set(teamId, others + size);
      try {
        // The bytes are read even if another team has this blob, to prove that this team has them.
        await keepBlob(db, hash);
        const stored = await blobs.put(hash, bytes);
        await db.transaction().execute(async (tx) => {
          const added = await tx
            .insertInto('blobs')
            .values({ team_id: teamId, hash, size: stored, stored_at: now() })
            .onConflict((conflict) => conflict.doNothing())
            .returning('hash')
            .executeTakeFirst();
          if (added !== undefined) await quota.add(tx, teamId, 'blob_bytes', stored);
        });
      } finally {
        begun.set(teamId, (begun.get(teamId) ?? 0) - size);
      }
    },

    /** Returns the bytes of a blob; with `range`, a part of them. */
    readBlob: async (
      { teamId }: Actor,
      hash: string,
      range: { start: number; length: number } | null = null,
    ): Promise<Uint8Array | BlobPart> => {
      if (!(await hasBlob(teamId, hash))) throw new Refused('not_found');
      if (range === null) return blobs.read(hash);
      const part = await blobs.readPart(hash, range.start, range.length);
      // A range that begins behind the end is answered like no range (RFC 9110, 14.2).
      return range.start < part.size ? part : blobs.read(hash);
    },

    /** Adds records independently. Resolves with one outcome for each, when they are on disk. */
    add: async (actor: Actor, given: readonly unknown[]): Promise<readonly Outcome[]> => {
      const { teamId, memberId } = actor;
      const entries = given.map(readEntry);
      const text = entries.reduce(
        (sum, entry) => sum + ('record' in entry ? Number(entry.record['textLength']) || 0 : 0),
        0,
      );
      if (entries.length > 1 && text > MOST_BATCH_TEXT) throw new Refused('too_large');
      const checked: (Checked | Outcome)[] = [];
      for (const entry of entries) {
        checked.push('outcome' in entry ? entry : await check(teamId, entry));
      }
      return db.transaction().execute(async (tx) => {
        const outcomes: Outcome[] = [];
        let added = 0;
        const valid = checked.flatMap((each) => ('outcome' in each ? [] : [each]));
        if (valid.length > 0) await lockTeam(tx, teamId);
        const reports = await deletedAmong(
          tx,
          teamId,
          valid.flatMap(({ reportId }) => reportId ?? []),
        );
        const clips = await deletedClips(
          tx,
          teamId,
          valid.flatMap(({ clipId }) => clipId ?? []),
        );
        for (const each of checked) {
          if ('outcome' in each) {
            outcomes.push(each);
            continue;
          }
          const { store, id, json, hash, blob, review, reportId, clipId } = each;
          const known = await tx
            .selectFrom('records')
            .select(['hash', 'deleted_at'])
            .where('team_id', '=', teamId)
            .where('store', '=', store)
            .where('id', '=', id)
            .executeTakeFirst();
          const isOfDeleted = reports.has(reportId ?? '') || clips.has(clipId ?? '');
          if (known === undefined ? isOfDeleted : known.deleted_at !== null) {
            // The bytes may have been uploaded again from somebody's old copy.
            if (blob !== null) await releaseBlob(tx, { teamId, hash: blob, at: now(), quota });
            outcomes.push({ outcome: 'deleted' });
            continue;
          }
          if (known !== undefined) {
            outcomes.push({ outcome: known.hash === hash ? 'known' : 'conflict' });
            continue;
          }
          const fault = review === null ? null : await keyFault(tx, { teamId, review, at: now() });
          if (fault !== null) {
            outcomes.push({ outcome: fault });
            continue;
          }
          // Since it was checked, the blob may have been deleted with its last record.
          if (blob !== null && !(await hasBlob(teamId, blob, tx))) {
            outcomes.push({ outcome: 'no_blob' });
            continue;
          }
          await tx
            .insertInto('records')
            .values({
              ...{ team_id: teamId, store, id, hash, json, blob },
              ...{ member_id: memberId, stored_at: now() },
            })
            .execute();
          added += Buffer.byteLength(json);
          outcomes.push({ outcome: 'stored' });
        }
        // Without room for all of them, none is stored.
        if (added > 0) await quota.add(tx, teamId, 'record_bytes', added);
        return outcomes;
      });
    },

    /**
     * Deletes records. Each leaves a row with a new number, so that the feed tells everybody, and
     * so that nobody's old copy brings it back. Resolves with one outcome for each.
     */
    remove: (actor: Actor, records: readonly Named[]): Promise<readonly Deletion[]> =>
      db.transaction().execute(async (tx) => {
        const { teamId, memberId } = actor;
        await lockTeam(tx, teamId);
        const outcomes: Deletion[] = [];
        let freed = 0;
        for (const { store, id } of records) {
          const known = await tx
            .selectFrom('records')
            .select(['seq', 'json', 'blob', 'member_id', 'deleted_at'])
            .where('team_id', '=', teamId)
            .where('store', '=', store)
            .where('id', '=', id)
            .executeTakeFirst();
          const mayDelete = known?.member_id === memberId || mayAs(actor.role, 'owner');
          if (known === undefined) outcomes.push('not_found');
          else if (known.deleted_at !== null) outcomes.push('known');
          else if (store === 'reviews' || !mayDelete) outcomes.push('forbidden');
          else {
            const json = canonical(fieldsOfId(store, JSON.parse(known.json)));
            await tx.deleteFrom('records').where('seq', '=', known.seq).execute();
            await tx
              .insertInto('records')
              .values({
                ...{ team_id: teamId, store, id, hash: '', json, blob: null },
                ...{ member_id: memberId, stored_at: now(), deleted_at: now() },
              })
              .execute();
            freed += Buffer.byteLength(known.json) - Buffer.byteLength(json);
            if (known.blob !== null) {
              await releaseBlob(tx, { teamId, hash: known.blob, at: now(), quota });
            }
            const subject = `${store}/${id}`;
            await note(tx, { at: now(), teamId, by: memberId, act: 'delete_record', subject });
            outcomes.push('deleted');
          }
        }
        await quota.add(tx, teamId, 'record_bytes', -freed);
        return outcomes;
      }),

    /** Returns the records with numbers above `after`, and `next`, the `after` of the next call. */
    feed: async ({ teamId }: Actor, after: number) => {
      const lengths = await db
        .selectFrom('records')
        .select(({ fn }) => ['seq', fn<number>('length', ['json']).as('length')])
        .where('team_id', '=', teamId)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(MOST_RECORDS)
        .execute();
      let sum = 0;
      const fits = lengths.filter(({ length }, at) => {
        sum += length;
        return at === 0 || sum <= MOST_FEED_LENGTH;
      });
      const next = fits.at(-1)?.seq ?? after;
      const rows = await db
        .selectFrom('records')
        .select(['store', 'json', 'blob', 'deleted_at'])
        .where('team_id', '=', teamId)
        .where('seq', '>', after)
        .where('seq', '<=', next)
        .orderBy('seq')
        .execute();
      const records = rows.map(({ store, json, blob, deleted_at }) => ({
        ...{ store, record: JSON.parse(json) as Readonly<Record<string, unknown>> },
        ...(blob === null ? {} : { blob }),
        ...(deleted_at === null ? {} : { deleted: true }),
      }));
      return { records, next };
    },
  };
}

/** Returns which of these clips were deleted. Nothing about them is stored again. */
async function deletedClips(
  tx: Database,
  teamId: string,
  clipIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (clipIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom('records')
    .select('id')
    .where('team_id', '=', teamId)
    .where('store', '=', 'clips')
    .where('id', 'in', [...new Set(clipIds)])
    .where('deleted_at', 'is not', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * Returns the id by which a team has a record once. Reviews have one for each number of an author's
 * counter in a report, so nobody can put another decision in the place of a stored one.
 */
function idOf(store: Store, record: Readonly<Record<string, unknown>>): string {
  if (store === 'checks') return `${record['runId']}/${record['clipId']}`;
  if (store === 'reviews') return `${record['reportId']}/${record['author']}/${record['counter']}`;
  return String(record['id']);
}

/** Returns the fields of a record that say which one it is. */
function fieldsOfId(store: Store, record: Readonly<Record<string, unknown>>): object {
  const { id, runId, clipId } = record;
  return store === 'checks' ? { runId, clipId } : { id };
}

/**
 * Returns the field of a record that does not agree with its bytes or its signature, or
 * `finishedAt` of a run that has not ended; null if all fields are right.
 */
async function untrueField(
  store: Store,
  record: Readonly<Record<string, unknown>>,
  blob: string | undefined,
  isSigned: ReviewVerifier,
): Promise<string | null> {
  // A run that has not ended would change later, but a stored record never changes.
  if (store === 'runs') return record['finishedAt'] === null ? 'record.finishedAt' : null;
  if (store === 'reviews') return untrueReviewField(record as ReviewRecord, isSigned);
  if (store === 'snapshots') return untrueTextField(record as Snapshot);
  if (store !== 'attachments' || blob === undefined) return null;
  if (record['hash'] !== blob) return 'record.hash';
  return hasTooManyPixels(record['bytes'] as Uint8Array) ? 'blob' : null;
}

async function untrueReviewField(
  review: ReviewRecord,
  isSigned: ReviewVerifier,
): Promise<string | null> {
  // A record without a signature says nothing of who made it.
  if (review.author === UNSIGNED) return 'record.author';
  if (reviewRecordId(review) !== review.id) return 'record.id';
  return (await isSigned(review)) ? null : 'record.signature';
}

const unpack = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip);

async function untrueTextField({ text, textHash, textLength }: Snapshot): Promise<string | null> {
  if (!Number.isInteger(textLength) || textLength < 0) return 'record.textLength';
  // A UTF-16 unit takes at most three bytes in UTF-8.
  const maxOutputLength = Math.min(MOST_TEXT_BYTES, 3 * textLength + 1);
  const bytes = await unpack(text, { maxOutputLength }).catch(() => null);
  // The bytes are not gzip, or the unpacked text is longer than the record says.
  if (bytes === null) return 'blob';
  if (createHash('sha256').update(bytes).digest('hex') !== textHash) return 'record.textHash';
  const { length } = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return length === textLength ? null : 'record.textLength';
}

/** Returns the JSON of a value with sorted keys, so that equal content gives equal JSON. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
