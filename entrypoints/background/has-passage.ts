import type { Clip, Pin } from '@/utils/model/evidence';

/**
 * A quote, an image with words of its caption, or a citation of a report by others, whose passage
 * may still have to be found.
 */
export function hasPassage({ kind, origin }: Clip, pin: Pin | null): boolean {
  return kind === 'quote' || origin === 'import' || (kind === 'image' && pin?.quote != null);
}
