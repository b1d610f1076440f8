import * as z from 'zod/mini';
import { type Attachment, AttachmentSchema } from '@/utils/model/attachment';
import {
  type Clip,
  ClipSchema,
  type Pin,
  PinSchema,
  type Snapshot,
  SnapshotSchema,
  type Source,
  SourceSchema,
} from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId, SnapshotId, SourceId } from '@/utils/model/ids';
import { err, type Result } from '@/utils/model/result';
import type { LibraryContext } from './library-context';
import { withoutOrder } from './library-order';
import { liesInBin } from './lies-in-bin';
import { markStale } from './search-index';
import { Refusal } from './storage-failure';
import { type WriteTransaction, writeTransaction } from './write-transaction';

const CaptureSchema = z.object({
  source: SourceSchema,
  snapshot: z.nullable(SnapshotSchema),
  clip: ClipSchema,
  pin: PinSchema,
  attachments: z.exactOptional(z.array(AttachmentSchema)),
});
export type Capture = z.infer<typeof CaptureSchema>;

export interface SavedCapture {
  /** The id of the stored clip, or of the clip of the same passage that the report already has. */
  readonly clipId: ClipId;
  readonly sourceId: SourceId;
  readonly duplicate: boolean;
  /** The other clips of the passage, if the user keeps the clip as a duplicate. */
  readonly twins: readonly ClipId[];
}

export interface EvidenceRepository {
  /**
   * Stores a clip with its source, snapshot, pin and images, completely or not at all. A stored
   * clip with the same id stays unchanged. An equal source and an equal snapshot are reused. The
   * same passage is not stored twice in the same report, unless it is in the bin. A passage is the
   * same only at the same place of the same text of the page, and an image only if its bytes are
   * equal, because an extra clip is easily deleted, but a clip that was not stored is lost. Fails
   * with `not_found` for a purged clip and for a missing report.
   * @param options `keepBoth`: the user wants a second clip of the same passage.
   */
  saveCapture(
    capture: Capture,
    options?: { readonly keepBoth: boolean },
  ): Promise<Result<SavedCapture, Failure>>;
  /**
   * Attaches an image or a screenshot to an existing clip. Fails with `not_found` for any other
   * clip and for an image that was destroyed, because an image can be restored only under a new id.
   */
  addAttachment(attachment: Attachment): Promise<Result<{ readonly added: boolean }, Failure>>;
}

const STORES = [
  'sources',
  'snapshots',
  'clips',
  'pins',
  'attachments',
  'purged',
  'reports',
  'reportClips',
  'searchStale',
] as const;
type CaptureTransaction = WriteTransaction<(typeof STORES)[number]>;

export function createEvidenceRepository({ connection }: LibraryContext): EvidenceRepository {
  return {
    saveCapture: async (input, { keepBoth } = { keepBoth: false }) => {
      const parsed = CaptureSchema.safeParse(input);
      if (!parsed.success) return err(failure('bad_message', pathOf(parsed.error)));
      const mismatch = findMismatch(parsed.data);
      if (mismatch !== null) return err(failure('bad_message', mismatch));
      return connection.use((db) =>
        writeTransaction(db, STORES, (tx) => storeCapture(tx, parsed.data, keepBoth)),
      );
    },
    addAttachment: async (input) => {
      const parsed = AttachmentSchema.safeParse(input);
      if (!parsed.success) return err(failure('bad_message', pathOf(parsed.error)));
      const { id, clipId } = parsed.data;
      return connection.use((db) =>
        writeTransaction(db, ['clips', 'attachments', 'purged', 'searchStale'], async (tx) => {
          if ((await tx.objectStore('clips').getKey(clipId)) === undefined) {
            throw new Refusal(failure('not_found', clipId));
          }
          if ((await tx.objectStore('purged').getKey(id)) !== undefined) {
            throw new Refusal(failure('not_found', id));
          }
          const attachments = tx.objectStore('attachments');
          if ((await attachments.getKey([clipId, id])) !== undefined) return { added: false };
          await attachments.add(parsed.data);
          await markStale(tx, clipId);
          return { added: true };
        }),
      );
    },
  };
}

function pathOf(error: z.core.$ZodError): string {
  return error.issues[0]?.path.join('.') ?? '';
}

/** Returns the first field that names another record than the one in the capture. */
function findMismatch({ source, snapshot, clip, pin, attachments = [] }: Capture): string | null {
  if (clip.sourceId !== source.id) return 'clip.sourceId';
  if (clip.snapshotId !== (snapshot?.id ?? null)) return 'clip.snapshotId';
  if (snapshot !== null && snapshot.sourceId !== source.id) return 'snapshot.sourceId';
  if (pin.clipId !== clip.id) return 'pin.clipId';
  if (attachments.some(({ clipId }) => clipId !== clip.id)) return 'attachments.clipId';
  return null;
}

async function storeCapture(
  tx: CaptureTransaction,
  { source, snapshot, clip, pin, attachments = [] }: Capture,
  keepBoth: boolean,
): Promise<SavedCapture> {
  const { reportId } = clip.filedUnder;
  const [known, purged, report] = await Promise.all([
    tx.objectStore('clips').get(clip.id),
    tx.objectStore('purged').getKey(clip.id),
    tx.objectStore('reports').getKey(reportId),
  ]);
  if (known !== undefined) {
    const twins = keepBoth ? await findDuplicates(tx, known, pin, attachments) : [];
    return { clipId: known.id, sourceId: known.sourceId, duplicate: false, twins: idsOf(twins) };
  }
  if (purged !== undefined) throw new Refusal(failure('not_found', clip.id));
  if (report === undefined) throw new Refusal(failure('not_found', reportId));

  const ofUrl = await tx.objectStore('sources').index('byUrl').getAll(source.url);
  const equalSource =
    ofUrl.find(({ id }) => id === source.id) ?? ofUrl.find((other) => sameSource(other, source));
  const sourceId = equalSource?.id ?? source.id;
  const equalSnapshot = await findSnapshot(tx, sourceId, snapshot);
  const snapshotId = equalSnapshot ?? snapshot?.id ?? null;
  const stored: Clip = { ...clip, sourceId, snapshotId };

  const most = keepBoth ? Number.POSITIVE_INFINITY : 1;
  const twins = await findDuplicates(tx, stored, pin, attachments, most);
  const [duplicate] = twins;
  if (duplicate !== undefined && !keepBoth) {
    const { id: clipId, sourceId: ofSource } = duplicate;
    return { clipId, sourceId: ofSource, duplicate: true, twins: [] };
  }
  const writes: Promise<unknown>[] = [
    tx.objectStore('clips').add(stored),
    tx.objectStore('pins').add(withoutOrder(pin)),
    markStale(tx, stored.id),
    ...attachments.map((each) => tx.objectStore('attachments').add(withoutOrder(each))),
  ];
  if (equalSource === undefined) writes.push(tx.objectStore('sources').add(source));
  if (snapshot !== null && equalSnapshot === null) {
    writes.push(tx.objectStore('snapshots').add({ ...snapshot, sourceId }));
  }
  await Promise.all(writes);
  return { clipId: stored.id, sourceId, duplicate: false, twins: idsOf(twins) };
}

function idsOf(clips: readonly Clip[]): ClipId[] {
  return clips.map(({ id }) => id);
}

/** Returns whether two sources are equal, apart from their access times. */
function sameSource(a: Source, b: Source): boolean {
  // Whether the browser has a copy of the icon depends on the moment.
  const facts = ({ id: _id, accessedAt: _accessedAt, icon: _icon, ...rest }: Source) => {
    return JSON.stringify(Object.entries(rest).sort(([x], [y]) => (x < y ? -1 : 1)));
  };
  return facts(a) === facts(b);
}

interface SnapshotLookup {
  objectStore(name: 'snapshots'): {
    index(name: 'byText'): { getKey(query: [string, string]): Promise<string | undefined> };
  };
}

/** Returns the stored snapshot of that source with the same text. */
export async function findSnapshot(
  tx: SnapshotLookup,
  sourceId: SourceId,
  snapshot: Pick<Snapshot, 'textHash'> | null,
): Promise<SnapshotId | null> {
  if (snapshot === null) return null;
  const byText = tx.objectStore('snapshots').index('byText');
  const key = await byText.getKey([sourceId, snapshot.textHash]);
  return key === undefined ? null : (key as SnapshotId);
}

/**
 * Returns other clips of the same passage of the same snapshot, in the same report and not in its
 * bin.
 */
async function findDuplicates(
  tx: CaptureTransaction,
  clip: Clip,
  pin: Pin,
  attachments: readonly Attachment[],
  most = Number.POSITIVE_INFINITY,
): Promise<Clip[]> {
  const { filedUnder, sourceId, snapshotId } = clip;
  const found: Clip[] = [];
  // Without the text of its page, a clip cannot be distinguished from another one with equal words.
  // A post is short enough to be one passage.
  if (snapshotId === null && pin.noDirectiveReason !== 'post-page') return found;
  const others = await tx.objectStore('clips').index('bySource').getAll(sourceId);
  for (const other of others) {
    if (other.id === clip.id) continue;
    if (other.snapshotId !== snapshotId || other.kind !== clip.kind) continue;
    if (other.filedUnder.reportId !== filedUnder.reportId) continue;
    const pins = await tx.objectStore('pins').index('byClip').getAll(other.id);
    const passage = pins.some((known) => samePassage(known, pin, clip.kind));
    if (!passage || (await isBinned(tx, other))) continue;
    if (clip.kind === 'image' && !(await hasSameImage(tx, other, attachments))) continue;
    found.push(other);
    if (found.length >= most) break;
  }
  return found;
}

/**
 * Returns whether a clip has one of these images, byte for byte; an image without bytes counts as
 * none. Reads no image.
 */
async function hasSameImage(
  tx: CaptureTransaction,
  { id }: Clip,
  attachments: readonly Attachment[],
): Promise<boolean> {
  const byHash = tx.objectStore('attachments').index('byHash');
  for (const { hash } of attachments) {
    if (hash !== null && (await byHash.getKey([id, hash])) !== undefined) return true;
  }
  return false;
}

/**
 * Returns whether two pins of one text are at the same place in it. Clips of pages and images may
 * have no place.
 */
function samePassage(a: Pin, b: Pin, kind: Clip['kind']): boolean {
  if (a.quote !== b.quote) return false;
  const [placeA, placeB] = [a.selectors.position, b.selectors.position];
  if (placeA === null || placeB === null) {
    const isWhole = kind !== 'quote' || a.noDirectiveReason === 'post-page';
    return isWhole && placeA === placeB;
  }
  return placeA.start === placeB.start && placeA.end === placeB.end;
}

async function isBinned(tx: CaptureTransaction, clip: Clip): Promise<boolean> {
  const { reportId } = clip.filedUnder;
  const [known, report] = await Promise.all([
    tx.objectStore('reportClips').get([reportId, clip.id]),
    tx.objectStore('reports').get(reportId),
  ]);
  return liesInBin(clip, known, report);
}
