import type { pageRequests } from '@/utils/messaging/protocol';
import type { Nothing, RequestOf } from '@/utils/messaging/protocol/envelope';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { broadcastChange } from '@/utils/platform/changes';
import { makeAttachment } from '@/utils/storage/make-attachment';
import { decodeBase64 } from '@/utils/text/base64';
import { useLibrary } from './open-library';

/**
 * Destroys one image or screenshot of a clip; the clip stays. Fails with `not_found` if the clip
 * has no image with that id.
 */
export async function deleteImage({
  clipId,
  id,
}: RequestOf<typeof pageRequests, 'image.delete'>): Promise<Result<Nothing, Failure>> {
  const purged = await useLibrary((library) => library.purgeAttachment(clipId, id));
  if (!purged.ok) return purged;
  if (!purged.value.purged) return err(failure('not_found', id));
  await tellOf(clipId);
  return ok({});
}

/** Attaches a deleted image again under a new id, because the old id stays destroyed. */
export async function restoreImage({
  bytes,
  copy,
  ...about
}: RequestOf<typeof pageRequests, 'image.restore'>): Promise<Result<Nothing, Failure>> {
  const decoded = decodeBase64(bytes);
  const made = decoded && (await makeAttachment(about, { bytes: decoded, copy }));
  if (made === null || made.bytes.length === 0) return err(failure('bad_message', 'image.restore'));
  const added = await useLibrary((library) => library.addAttachment(made));
  if (!added.ok) return added;
  await tellOf(about.clipId);
  return ok({});
}

/** A clip may be in several reports. */
async function tellOf(clipId: ClipId): Promise<void> {
  const reports = await useLibrary((library) => library.reportsOfClip(clipId));
  for (const reportId of reports.ok ? reports.value : []) {
    broadcastChange({ kind: 'evidence', reportId, clipIds: [clipId] });
  }
}
