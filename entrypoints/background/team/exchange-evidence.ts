import * as z from 'zod/mini';
import type { Failure } from '@/utils/model/failure';
import type { ReportId, RunId } from '@/utils/model/ids';
import { ok, type Result } from '@/utils/model/result';
import type { LeftOutReason } from '@/utils/model/team';
import { type BackupRecord, type BackupStore, parseRecord } from '@/utils/storage/backup-format';
import type { Library } from '@/utils/storage/library';
import { sha256 } from '@/utils/storage/sha256';
import type { AwaitedRow, ShareRow, TeamRow } from '@/utils/storage/team-store';
import { askServer } from './ask-server';
import { downloadBlob, eachAtOnce, uploadBlob } from './transfer-blobs';

type Reply<T> = Promise<Result<T, Failure>>;

/** The kinds of records that go up and come down, each after those that it names. */
const STORES = [
  'sources',
  'snapshots',
  'clips',
  'pins',
  'attachments',
  'runs',
  'checks',
  'reviews',
] as const satisfies readonly BackupStore[];
type Store = (typeof STORES)[number];

/** Maximum number of records in one batch, and of snapshots and images, whose bytes are read. */
const BATCH = 200;
const BATCH_WITH_BYTES = 8;
/** The fields that have a meaning only in one library, and those whose bytes are blobs. */
const OWN_FIELDS = ['order', 'foreign'];
const BYTES_FIELD: Partial<Record<Store, string>> = { snapshots: 'text', attachments: 'bytes' };

const OutcomesSchema = z.object({
  outcomes: z
    .array(
      z.object({
        outcome: z.enum([
          ...['stored', 'known', 'no_blob', 'conflict', 'deleted', 'invalid'],
          ...['forbidden', 'unknown_key'],
        ] as const),
      }),
    )
    .check(z.maxLength(BATCH)),
});
const FeedSchema = z.object({
  records: z
    .array(
      z.object({
        store: z.string(),
        record: z.record(z.string(), z.unknown()),
        blob: z.exactOptional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
      }),
    )
    .check(z.maxLength(1_000)),
  next: z.int().check(z.gte(0)),
});
type FeedEntry = z.infer<typeof FeedSchema>['records'][number];

/** A record that is to go up: where it is, without its bytes. */
interface Outgoing {
  readonly key: string;
  readonly read: () => Promise<BackupRecord | null>;
  readonly hasBytes: boolean;
}

/** What sending needs: the shared report, and the keys of the records that the server has. */
export interface Sending {
  readonly library: Library;
  readonly team: TeamRow;
  readonly share: ShareRow;
  readonly exchanged: ReadonlyMap<string, boolean>;
  /** Called with the keys of the records that the server acknowledged. */
  readonly onAcknowledged: (keys: readonly string[]) => Promise<void>;
  /** Called with the keys of the records that the server does not accept. */
  readonly onRefused: (refused: ReadonlyMap<string, LeftOutReason>) => void;
}

/** Returns the records of a shared report that the server does not have yet. */
export async function recordsToSend({
  library,
  share,
  exchanged,
}: Pick<Sending, 'library' | 'share' | 'exchanged'>): Reply<readonly Outgoing[]> {
  const gathered = await library.gatherForTeam(share.reportId, share.include);
  if (!gathered.ok) return gathered;
  const { sources, snapshotIds, clips, pins, attachmentKeys, runs, checks, reviews } =
    gathered.value;
  const records: BackupRecord[] = [
    ...sources.map((record) => ({ store: 'sources' as const, record })),
    ...clips.map((record) => ({ store: 'clips' as const, record })),
    ...pins.map((record) => ({ store: 'pins' as const, record })),
    ...runs.map((record) => ({ store: 'runs' as const, record })),
    ...checks.map((record) => ({ store: 'checks' as const, record })),
    ...reviews.map((record) => ({ store: 'reviews' as const, record })),
  ];
  const outgoing = [
    ...records.map((record) => ({
      ...{ key: keyOf(record), hasBytes: false, read: async () => record },
    })),
    ...snapshotIds.map((id) => ({
      ...{ key: `snapshots/${id}`, hasBytes: true },
      read: async () => {
        const found = await library.storedSnapshot(id);
        return found.ok && found.value
          ? { store: 'snapshots' as const, record: found.value }
          : null;
      },
    })),
    ...attachmentKeys.map(([clipId, id]) => ({
      ...{ key: `attachments/${id}`, hasBytes: true },
      read: async () => {
        const found = await library.storedAttachment(clipId, id);
        return found.ok && found.value
          ? { store: 'attachments' as const, record: found.value }
          : null;
      },
    })),
  ];
  const rank = ({ key }: Outgoing) => STORES.findIndex((store) => key.startsWith(`${store}/`));
  return ok(outgoing.filter(({ key }) => !exchanged.has(key)).sort((a, b) => rank(a) - rank(b)));
}

function keyOf({ store, record }: BackupRecord): string {
  return keyOfEntry(store, { ...record });
}

/** Returns the store, a slash, and what identifies the record in its store. */
function keyOfEntry(store: string, record: Readonly<Record<string, unknown>>): string {
  const part = (name: string) => String(record[name] ?? '');
  if (store === 'checks') return `checks/${part('runId')}/${part('clipId')}`;
  // The id of a review does not depend on who made it.
  if (store === 'reviews') return `reviews/${part('id')}/${part('author')}/${part('counter')}`;
  return `${store}/${part('id')}`;
}

/** Maximum length of the words that describe a record, in UTF-16 units. */
const MOST_WORDS = 200;

/** Returns words by which the user knows the records of a shared report, by their keys. */
export async function describeRecords({
  library,
  share,
}: Pick<Sending, 'library' | 'share'>): Reply<ReadonlyMap<string, string>> {
  const gathered = await library.gatherForTeam(share.reportId, share.include);
  if (!gathered.ok) return gathered;
  const { sources, clips, pins, attachmentKeys, runs, checks, reviews } = gathered.value;
  const words = new Map<string, string>();
  const add = (key: string, text: string) => words.set(key, text.slice(0, MOST_WORDS));
  for (const { id, title, url } of sources) add(`sources/${id}`, title === '' ? url : title);
  for (const { clipId, quote } of pins) add(`clips/${clipId}`, quote ?? '');
  for (const { id, sourceId, snapshotId } of clips) {
    const title = words.get(`sources/${sourceId}`) ?? '';
    if ((words.get(`clips/${id}`) ?? '') === '') add(`clips/${id}`, title);
    if (snapshotId !== null) add(`snapshots/${snapshotId}`, title);
  }
  const ofClip = (id: string) => words.get(`clips/${id}`) ?? '';
  for (const { id, clipId } of pins) add(`pins/${id}`, ofClip(clipId));
  for (const [clipId, id] of attachmentKeys) add(`attachments/${id}`, ofClip(clipId));
  for (const { id, startedAt } of runs) add(`runs/${id}`, startedAt);
  for (const record of checks) add(keyOf({ store: 'checks', record }), ofClip(record.clipId));
  for (const record of reviews) {
    const { body } = record;
    const text =
      'note' in body && body.note !== '' ? body.note : 'reviewer' in body ? body.reviewer : '';
    add(keyOf({ store: 'reviews', record }), text);
  }
  return ok(words);
}

/** Sends what the server lacks of a report, in batches that may be repeated. */
export async function sendEvidence(sending: Sending): Reply<void> {
  const outgoing = await recordsToSend(sending);
  if (!outgoing.ok) return outgoing;
  for (let at = 0; at < outgoing.value.length; ) {
    const first = outgoing.value[at];
    const most = first?.hasBytes === true ? BATCH_WITH_BYTES : BATCH;
    const rest = outgoing.value.slice(at, at + most);
    const end = rest.findIndex(({ hasBytes }) => hasBytes !== first?.hasBytes);
    const batch = end < 0 ? rest : rest.slice(0, end);
    at += batch.length;
    const sent = await sendBatch(sending, batch);
    if (!sent.ok) return sent;
  }
  return ok(undefined);
}

async function sendBatch(
  { team, onAcknowledged, onRefused }: Sending,
  batch: readonly Outgoing[],
): Reply<void> {
  const found: { readonly key: string; readonly record: object }[] = [];
  const packed = await eachAtOnce(batch, async ({ key, read }) => {
    const entry = await read();
    if (entry === null) return ok(undefined);
    const record = await withoutBytes(team, entry);
    if (record.ok) found.push({ key, record: record.value });
    return record;
  });
  if (!packed.ok) return packed;
  if (found.length === 0) return ok(undefined);
  const keys = found.map(({ key }) => key);
  const records = found.map(({ record }) => record);
  const answer = await askServer(team, {
    ...{ call: 'POST /v1/records', body: { records }, answer: OutcomesSchema },
  });
  if (!answer.ok) return answer;
  const { outcomes } = answer.value;
  const acknowledged: string[] = [];
  const refused = new Map<string, LeftOutReason>();
  for (const [at, key] of keys.entries()) {
    const outcome = outcomes[at]?.outcome ?? 'no_blob';
    if (outcome === 'stored' || outcome === 'known') acknowledged.push(key);
    // A record whose bytes are missing there is sent again.
    else if (outcome !== 'no_blob') refused.set(key, outcome);
  }
  onRefused(refused);
  await onAcknowledged(acknowledged);
  return ok(undefined);
}

/** Uploads the bytes of a record, and returns the record as the server takes it. */
async function withoutBytes(team: TeamRow, { store, record }: BackupRecord): Reply<object> {
  const given: Record<string, unknown> = { ...record };
  for (const field of OWN_FIELDS) Reflect.deleteProperty(given, field);
  const field = BYTES_FIELD[store as Store];
  const bytes = field === undefined ? null : given[field];
  if (field === undefined || !(bytes instanceof Uint8Array)) return ok({ store, record: given });
  Reflect.deleteProperty(given, field);
  if (bytes.length === 0) return ok({ store, record: given });
  const own = new Uint8Array(bytes);
  const blob = await sha256(own);
  const put = await uploadBlob(team, blob, own);
  return put.ok ? ok({ store, record: given, blob }) : put;
}

export interface Receiving {
  readonly library: Library;
  readonly team: TeamRow;
  /** The reports that are shared with this team. */
  readonly shared: ReadonlySet<ReportId>;
  readonly exchanged: ReadonlyMap<string, boolean>;
  /** Called after records were stored, with their keys. */
  readonly onReceived: (reportId: ReportId, keys: readonly string[]) => Promise<void>;
  /** Sources of earlier pages that no clip has named yet. */
  readonly sources: readonly AwaitedRow[];
  /** Called with records whose bytes come later, and with sources that no clip has named yet. */
  readonly onAwaited: (rows: readonly AwaitedRow[]) => Promise<void>;
}

/** Maximum number of sources that are kept before a clip names them. */
const MOST_HELD = 100_000;

/**
 * Reads the feed from the team's cursor to its end, and stores what belongs to the shared reports.
 * Resolves with the new cursor. Every record is checked as in a file from somebody else. Downloads
 * no bytes: texts of pages and images are only noted.
 */
export async function receiveEvidence(receiving: Receiving): Reply<{ readonly cursor: number }> {
  const { team } = receiving;
  let cursor = team.cursor;
  const held = new Map<string, FeedEntry>();
  for (const { key, record } of receiving.sources) held.set(key, { store: 'sources', record });
  const exchanged = new Map(receiving.exchanged);
  for (;;) {
    const call = `GET /v1/records?after=${cursor}`;
    const page = await askServer(team, { call, answer: FeedSchema });
    if (!page.ok) return page;
    const { records, next } = page.value;
    if (records.length === 0 || next <= cursor) return ok({ cursor });
    const fresh = records.filter(({ store, record }) => !exchanged.has(keyOfEntry(store, record)));
    const stored = await storePage({ ...receiving, exchanged }, fresh, held);
    if (!stored.ok) return stored;
    for (const key of stored.value) exchanged.set(key, true);
    cursor = next;
  }
}

/** Stores what one page of the feed has for the shared reports. Resolves with the keys. */
async function storePage(
  receiving: Receiving,
  fresh: readonly FeedEntry[],
  held: Map<string, FeedEntry>,
): Reply<readonly string[]> {
  const { library, team, shared, exchanged, onReceived, onAwaited } = receiving;
  const later = fresh.flatMap((entry) => awaitedRow(team, entry) ?? []);
  const keys = later.flatMap(({ key, blob }) => (blob === null ? [] : [key]));
  // A source comes before the clips that name it, perhaps in an earlier look at the feed.
  for (const { key, record, blob } of later) {
    if (blob === null && held.size < MOST_HELD) held.set(key, { store: 'sources', record });
  }
  await onAwaited(later.filter(({ key, blob }) => blob !== null || held.has(key)));
  const others = fresh.filter(({ store, blob }) => store !== 'sources' && blob === undefined);
  const entries = [...held.values(), ...others].flatMap((entry) => {
    const record = parseEntry(entry);
    return record === null ? [] : [{ entry, record }];
  });
  const homes = await library.reportsOfRecords(
    shared,
    entries.map(({ record }) => record),
  );
  if (!homes.ok) return homes;
  const byReport = new Map<ReportId, BackupRecord[]>();
  for (const [at, { entry, record }] of entries.entries()) {
    const home = homes.value[at] ?? null;
    if (home === null) continue;
    held.delete(keyOfEntry(entry.store, entry.record));
    const known = byReport.get(home);
    if (known === undefined) byReport.set(home, [record]);
    else known.push(record);
  }
  const teamRuns = new Set(
    [...exchanged].flatMap(([key, received]) =>
      received && key.startsWith('runs/') ? [key.slice('runs/'.length) as RunId] : [],
    ),
  );
  for (const [reportId, records] of byReport) {
    const stored = await library.receiveTeamRecords(reportId, inOrder(records), teamRuns);
    if (!stored.ok) return stored;
    const received = records.map(keyOf);
    await onReceived(reportId, received);
    keys.push(...received);
  }
  return ok(keys);
}

function inOrder(records: readonly BackupRecord[]): BackupRecord[] {
  return records.toSorted(
    (a, b) => STORES.indexOf(a.store as Store) - STORES.indexOf(b.store as Store),
  );
}

/** Returns a record of the feed without bytes; null if it is not valid, or of another kind. */
function parseEntry({ store, record }: FeedEntry): BackupRecord | null {
  const known = STORES.find((each) => each === store);
  if (known === undefined || known === 'snapshots') return null;
  const given = withoutOwnFields(record);
  const field = BYTES_FIELD[known];
  if (field !== undefined) given[field] = new Uint8Array();
  if (known === 'runs' && given['finishedAt'] === null) return null;
  return parseRecord(known, given);
}

function withoutOwnFields(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given: Record<string, unknown> = { ...record };
  for (const field of OWN_FIELDS) Reflect.deleteProperty(given, field);
  return given;
}

/** Returns what is noted of a source or a record with bytes; null for others, and if it is not valid. */
function awaitedRow(team: TeamRow, entry: FeedEntry): AwaitedRow | null {
  const { store, record } = entry;
  const blob = entry.blob ?? null;
  const known = STORES.find((each) => each === store);
  const field = known === undefined ? undefined : BYTES_FIELD[known];
  if (known === undefined || (known !== 'sources' && (field === undefined || blob === null))) {
    return null;
  }
  const own = withoutOwnFields(record);
  const facts = parseRecord(known, field === undefined ? own : withoutBytesOf(known, field, own));
  if (facts === null) return null;
  // Only the fields of the schema, which limits them.
  const given = Object.entries(record).filter(([name]) => name !== field && name in facts.record);
  const key = keyOfEntry(store, record);
  return { teamId: team.id, key, record: Object.fromEntries(given), blob };
}

/** Describes a record as if its bytes had not been kept: the schema has a rule for an image with them. */
function withoutBytesOf(store: Store, field: string, given: Record<string, unknown>) {
  const noImage = { mediaType: null, hash: null, noImageReason: 'not-loaded' };
  return { ...given, [field]: new Uint8Array(), ...(store === 'attachments' ? noImage : {}) };
}

/** Returns an awaited record without its bytes; null if it is not valid. */
export function factsOfAwaited({ key, record }: AwaitedRow): BackupRecord | null {
  const known = STORES.find((store) => key.startsWith(`${store}/`));
  const field = known === undefined ? undefined : BYTES_FIELD[known];
  if (known === undefined || field === undefined) return null;
  return parseRecord(known, withoutBytesOf(known, field, { ...record }));
}

/**
 * Downloads the bytes of an awaited record. Null if the server no longer has them, or if the record
 * is not valid with them.
 */
export async function fetchAwaited(
  team: TeamRow,
  { key, record, blob }: AwaitedRow,
): Reply<BackupRecord | null> {
  const known = STORES.find((store) => key.startsWith(`${store}/`));
  const field = known === undefined ? undefined : BYTES_FIELD[known];
  if (known === undefined || field === undefined || blob === null) return ok(null);
  const bytes = await downloadBlob(team, blob);
  if (!bytes.ok) {
    // A blob that is gone costs one record; a server that does not answer costs the rest too.
    const isGone = ['team_refused', 'team_not_server', 'team_damaged', 'team_too_large'];
    return isGone.includes(bytes.error.code) ? ok(null) : bytes;
  }
  return ok(parseRecord(known, { ...record, [field]: bytes.value }));
}
