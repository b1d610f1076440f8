import type { Attachment } from '@/utils/model/attachment';
import type { ClipId } from '@/utils/model/ids';
import { compare } from './load-of';
import type { PinciteDatabase } from './schema';
import { sha256 } from './sha256';

/** A clip's id, then the attachment's own. */
export type AttachmentKey = [string, string];

/** The keys of everything that is attached to a clip. */
export function attachmentsOfClip(clipId: ClipId): IDBKeyRange {
  return IDBKeyRange.bound([clipId], [clipId, []]);
}

/** The keys of what is attached to these clips; reads no image. */
export async function attachmentKeys(
  db: PinciteDatabase,
  clips: ReadonlySet<ClipId>,
): Promise<AttachmentKey[]> {
  const range = attachmentsOfClips([...clips]);
  const keys = range === null ? [] : await db.getAllKeys('attachments', range);
  return keys.filter(([clipId]) => clips.has(clipId as ClipId));
}

/** The keys between those of the first and of the last of these clips; null of none. */
export function attachmentsOfClips(clipIds: readonly ClipId[]): IDBKeyRange | null {
  const ids = [...clipIds].sort();
  const [first, last] = [ids[0], ids.at(-1)];
  return first === undefined || last === undefined ? null : IDBKeyRange.bound([first], [last, []]);
}

/**
 * Loads the attachments of a clip: first its own, oldest first, then those that imported files
 * added. Leaves out an image whose bytes no longer match its stored hash.
 */
export async function loadAttachments(db: PinciteDatabase, clipId: ClipId): Promise<Attachment[]> {
  const stored = await db.getAll('attachments', attachmentsOfClip(clipId));
  const intact = await Promise.all(stored.map(isIntact));
  // One that was deleted and brought back has a later id than those made after it.
  return stored
    .filter((_, at) => intact[at])
    .sort((a, b) => orderIn(a) - orderIn(b) || compare(a.takenAt, b.takenAt));
}

/** One image of a clip, or undefined, also where its bytes are no longer those that were stored. */
export async function loadAttachment(
  db: PinciteDatabase,
  ...key: AttachmentKey
): Promise<Attachment | undefined> {
  const stored = await db.get('attachments', key);
  return stored !== undefined && (await isIntact(stored)) ? stored : undefined;
}

function orderIn({ order = 0 }: Attachment): number {
  return order;
}

async function isIntact({ bytes, hash }: Attachment): Promise<boolean> {
  return hash === null || (await sha256(bytes)) === hash;
}
