import { i18n } from '#i18n';
import type { PageAct, PageHistory } from '@/components/state/use-page-history';
import { focusAfterDrawing } from '@/components/ui/focus';
import type { Say } from '@/components/ui/Snackbar';
import { request } from '@/utils/messaging/client';
import type { Nothing, Reply } from '@/utils/messaging/protocol/envelope';
import type { Attachment } from '@/utils/model/attachment';
import type { Failure } from '@/utils/model/failure';
import { type ClipId, newId } from '@/utils/model/ids';
import { createQueue } from '@/utils/model/queue';
import type { LibraryReader } from '@/utils/storage/read';
import { encodeBase64 } from '@/utils/text/base64';

interface DeletePorts {
  readonly reader: LibraryReader | null;
  readonly say: Say;
  readonly did: PageHistory['did'];
  readonly fail: (failure: Failure | null) => void;
}

/**
 * Destroys one image of a clip, as an undo step of the page. The page keeps the bytes of each
 * deleted image, up to 10 MB each, as long as it can undo the step.
 */
export async function deleteImage(
  clipId: ClipId,
  id: Attachment['id'],
  { reader, say, did, fail }: DeletePorts,
): Promise<void> {
  if (reader === null) return;
  const found = await reader.attachment(clipId, id);
  // An image that cannot be restored is not deleted.
  if (!found.ok) return fail(found.error);
  let last = found.value;
  let isThere = true;
  /** One after the other, so that each step finds the result of the previous one. */
  const inTurn = createQueue();
  /** Removes the step from the page's undo when it was undone in another way. */
  let forget = (): void => undefined;
  const offerUndo = () => say(i18n.t('image_deleted'), () => void inTurn(takeBack));
  const takeBack = async (): Promise<void> => {
    if (await restore()) forget();
  };
  const remove = async (): Promise<void> => {
    if (!isThere) return;
    const gone = await request('image.delete', { clipId, id: last.id });
    fail(gone.ok ? null : gone.error);
    if (!gone.ok) return;
    isThere = false;
    focusAfterDrawing([`item-${clipId}`]);
    offerUndo();
  };
  const restore = async (): Promise<boolean> => {
    if (isThere) return true;
    const next = { ...last, id: newId<'attachment'>() };
    const back = await restoreImage(next);
    fail(back.ok ? null : back.error);
    focusAfterDrawing([`item-${clipId}`]);
    if (back.ok) {
      last = next;
      isThere = true;
    } else offerUndo();
    return isThere;
  };
  const act: PageAct = {
    undo: () =>
      void inTurn(async () => {
        if (await restore()) return;
        // The step can still be undone.
        forget();
        forget = did(act);
      }),
    redo: () => void inTurn(remove),
  };
  await inTurn(remove);
  if (!isThere) forget = did(act);
}

/**
 * Asks the background to store a deleted image again. Its id must be new, because the old id stays
 * destroyed.
 */
function restoreImage({ bytes, ...about }: Attachment): Promise<Reply<Nothing>> {
  const { id, clipId, kind, takenAt, url, alt, caption, width, height, copy } = about;
  return request('image.restore', {
    ...{ id, clipId, kind, takenAt, url, alt, caption, width, height, copy },
    bytes: encodeBase64(bytes),
  });
}
