import type { Attachment } from '@/utils/model/attachment';
import { newId } from '@/utils/model/ids';
import { encodeBase64 } from './base64';
import { request } from './client';
import type { Nothing, Reply } from './protocol/envelope';

/** Has the background store an image again that was deleted, under an id of its own. */
export function restoreImage({ bytes, ...about }: Attachment): Promise<Reply<Nothing>> {
  const { clipId, kind, takenAt, url, alt, caption, width, height, copy } = about;
  return request('image.restore', {
    id: newId<'attachment'>(),
    ...{ clipId, kind, takenAt, url, alt, caption, width, height, copy },
    bytes: encodeBase64(bytes),
  });
}
