import type { Attachment } from '@/utils/model/attachment';
import type { ClipId } from '@/utils/model/ids';
import { compare } from './load-of';
import type { PinciteDatabase } from './schema';
import { sha256 } from './sha256';

/** The clip's id, then the attachment's id. */
export type AttachmentKey = [string, string];

/** The key range of a clip's attachments. */
export function attachmentsOfClip(clipId: ClipId): IDBKeyRange {
  return IDBKeyRange.bound([clipId], [clipId, []]);
}

/** Returns the keys of the attachments of these clips, without reading an image. */
export async function attachmentKeys(
  db: PinciteDatabase,
  clips: ReadonlySet<ClipId>,
): Promise<AttachmentKey[]> {
  const range = attachmentsOfClips([...clips]);
  const keys = range === null ? [] : await db.getAllKeys('attachments', range);
  return keys.filter(([clipId]) => clips.has(clipId as ClipId));
}

/** Returns the key range from the first to the last of these clips; null for none. */
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
  // A deleted and restored image has a later id than images made after it.
  return stored
    .filter((_, at) => intact[at])
    .sort((a, b) => orderIn(a) - orderIn(b) || compare(a.takenAt, b.takenAt));
}

/**
 * Loads one image of a clip. Returns undefined also if its bytes have changed since they were
 * stored.
 */
export async function loadAttachment(
  db: PinciteDatabase,
  ...key: AttachmentKey
): Promise<Attachment | undefined> {
  const stored = await db.get('attachments', key);
  return stored !== undefined && (await isIntact(stored)) ? stored : undefined;
}

/** At most this many images of a clip are looked for in its page. */
const MOST_ADDRESSES = 20;
/** The longest address of an image that is looked for, in UTF-16 units. */
const LONGEST_ADDRESS = 65_536;

/**
 * Loads the addresses of the images of clips, by clip, without clips that have none. Reads one image
 * at a time, because an address is stored with its bytes.
 */
export async function loadImageAddresses(
  db: PinciteDatabase,
  clipIds: readonly ClipId[],
): Promise<ReadonlyMap<ClipId, readonly string[]>> {
  const found = new Map<ClipId, string[]>();
  for (const clipId of clipIds) {
    const keys = await db.getAllKeys('attachments', attachmentsOfClip(clipId), MOST_ADDRESSES);
    for (const key of keys) {
      const url = (await db.get('attachments', key))?.url ?? '';
      if (url !== '' && url.length <= LONGEST_ADDRESS)
        found.set(clipId, [...(found.get(clipId) ?? []), url]);
    }
  }
  return found;
}

function orderIn({ order = 0 }: Attachment): number {
  return order;
}

async function isIntact({ bytes, hash }: Attachment): Promise<boolean> {
  return hash === null || (await sha256(bytes)) === hash;
}
