import { i18n } from '#i18n';
import { focusAfterDrawing } from '@/components/ui/focus';
import type { Say } from '@/components/ui/Snackbar';
import { request } from '@/utils/messaging/client';
import { restoreImage } from '@/utils/messaging/client-image';
import type { Attachment } from '@/utils/model/attachment';
import { type Failure, failure } from '@/utils/model/failure';
import { type ClipId, newId } from '@/utils/model/ids';
import type { LibraryReader } from '@/utils/storage/read';
import type { PageHistory } from './use-page-history';

interface DeletePorts {
  readonly reader: LibraryReader | null;
  readonly say: Say;
  readonly did: PageHistory['did'];
  readonly fail: (failure: Failure | null) => void;
}

/**
 * Destroys one image of a clip, as a step of the page's undo: for as long as it is open, it holds
 * the bytes, up to 10 MB, while the library has freed them.
 */
export async function deleteImage(
  clipId: ClipId,
  id: Attachment['id'],
  { reader, say, did, fail }: DeletePorts,
): Promise<void> {
  if (reader === null) return;
  const found = await reader.attachments(clipId);
  if (!found.ok) return fail(found.error);
  const image = found.value.find((each) => each.id === id);
  // Nothing goes that could not come back.
  if (image === undefined) return fail(failure('not_found', id));
  let last = image;
  /** Takes it out of the page's undo, where it was taken back in another way. */
  let forget = (): void => undefined;
  const remove = async (): Promise<boolean> => {
    const gone = await request('image.delete', { clipId, id: last.id });
    fail(gone.ok ? null : gone.error);
    if (!gone.ok) return false;
    focusAfterDrawing([`item-${clipId}`]);
    say(i18n.t('image_deleted'), () => {
      forget();
      void restore();
    });
    return true;
  };
  const restore = async (): Promise<void> => {
    last = { ...last, id: newId<'attachment'>() };
    const back = await restoreImage(last);
    fail(back.ok ? null : back.error);
    focusAfterDrawing([`item-${clipId}`]);
  };
  if (await remove()) {
    forget = did({ undo: () => void restore(), redo: () => void remove() });
  }
}
