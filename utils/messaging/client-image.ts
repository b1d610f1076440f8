import type { Attachment } from '@/utils/model/attachment';
import { encodeBase64 } from '@/utils/text/base64';
import { request } from './client';
import type { Nothing, Reply } from './protocol/envelope';

/**
 * Asks the background to store a deleted image again. Its id must be new, because the old id stays
 * destroyed.
 */
export function restoreImage({ bytes, ...about }: Attachment): Promise<Reply<Nothing>> {
  const { id, clipId, kind, takenAt, url, alt, caption, width, height, copy } = about;
  return request('image.restore', {
    ...{ id, clipId, kind, takenAt, url, alt, caption, width, height, copy },
    bytes: encodeBase64(bytes),
  });
}
