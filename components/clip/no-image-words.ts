import { i18n } from '#i18n';
import type { NoImageReason } from '@/utils/model/attachment';

const WORDS = {
  'other-site': 'no_image_other_site',
  'too-large': 'no_image_too_large',
  'not-an-image': 'no_image_unknown',
  'not-loaded': 'no_image_not_loaded',
  'page-not-readable': 'no_image_page',
  'no-room': 'no_image_no_room',
} as const satisfies Record<NoImageReason, string>;

/** Returns the reason why an image was kept without its bytes, as the end of a sentence. */
export function noImageWords(reason: NoImageReason): string {
  return i18n.t(WORDS[reason]);
}
