import type { Attachment } from '@/utils/model/attachment';
import { encodeBase64 } from '@/utils/text/base64';
import { request } from './client';
import type { Nothing, Reply } from './protocol/envelope';

/**
 * Has the background store an image again that was deleted, under this id: another one than
 * before, which stays destroyed.
 */
export function restoreImage({ bytes, ...about }: Attachment): Promise<Reply<Nothing>> {
  const { id, clipId, kind, takenAt, url, alt, caption, width, height, copy } = about;
  return request('image.restore', {
    ...{ id, clipId, kind, takenAt, url, alt, caption, width, height, copy },
    bytes: encodeBase64(bytes),
  });
}
