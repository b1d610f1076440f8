import { i18n } from '#i18n';
import { focusAfterDrawing } from '@/components/ui/focus';
import type { Say } from '@/components/ui/Snackbar';
import { request } from '@/utils/messaging/client';
import { restoreImage } from '@/utils/messaging/client-image';
import type { Attachment } from '@/utils/model/attachment';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId } from '@/utils/model/ids';
import type { LibraryReader } from '@/utils/storage/read';

interface DeletePorts {
  readonly reader: LibraryReader | null;
  readonly say: Say;
  readonly fail: (failure: Failure | null) => void;
}

/**
 * Destroys one image of a clip, and offers the way back for as long as the page is open: it holds
 * the bytes, up to 10 MB, while the library has freed them.
 */
export async function deleteImage(
  clipId: ClipId,
  id: Attachment['id'],
  { reader, say, fail }: DeletePorts,
): Promise<void> {
  if (reader === null) return;
  const found = await reader.attachments(clipId);
  if (!found.ok) return fail(found.error);
  const image = found.value.find((each) => each.id === id);
  // Nothing goes that could not come back.
  if (image === undefined) return fail(failure('not_found', id));
  const gone = await request('image.delete', { clipId, id });
  if (!gone.ok) return fail(gone.error);
  fail(null);
  focusAfterDrawing([`item-${clipId}`]);
  say(i18n.t('image_deleted'), () => void restore(image));

  async function restore(deleted: Attachment): Promise<void> {
    const back = await restoreImage(deleted);
    fail(back.ok ? null : back.error);
    focusAfterDrawing([`item-${clipId}`]);
  }
}
