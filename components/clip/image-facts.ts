import { i18n } from '#i18n';
import { formatBytes, formatMoment } from '@/components/ui/format';
import type { Attachment } from '@/utils/model/attachment';
import { imageExtension } from '@/utils/model/image-type';
import { percentDecoded } from '@/utils/text/percent-decoded';

/** An image without its bytes, and the number of its bytes. */
export type ImageAbout = Omit<Attachment, 'bytes'> & { readonly size: number };

/** Returns an image's name: the words that its page gives for it, or the time when it was taken. */
export function imageName({ kind, alt, caption, takenAt }: ImageAbout): string {
  if (kind === 'screenshot') return i18n.t('screenshot_of', [formatMoment(takenAt)]);
  return alt.trim() || caption.trim() || i18n.t('image_unnamed');
}

/** Describes an image on one line: its size in pixels, its type, its size in bytes. */
export function imageFacts({ width, height, mediaType, size }: ImageAbout): string {
  const pixels = width > 0 && height > 0 ? [`${width} × ${height}`] : [];
  const type = mediaType === null ? [] : [imageExtension(mediaType).toUpperCase()];
  return [...pixels, ...type, formatBytes(size)].join(' · ');
}

/** Returns a file name for an image: the file name in its address, if that is meaningful. */
export function imageFileName({ kind, url, takenAt, mediaType }: ImageAbout): string {
  const path = url !== null && URL.canParse(url) ? new URL(url).pathname : '';
  const last = (path.split('/').at(-1) ?? '').replace(/\.[a-z\d]{1,5}$/i, '');
  const words = percentDecoded(last)
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|(?<!-)-+$/g, '')
    .slice(0, 60);
  const name = words || `${kind}-${takenAt.slice(0, 19).replace(/[^\d]+/g, '-')}`;
  return mediaType === null ? name : `${name}.${imageExtension(mediaType)}`;
}
