import type { Clip, Pin } from './evidence';

/**
 * Returns whether a clip has a passage: a quote, an image with a caption, or a citation from an
 * imported report whose passage may still have to be found.
 */
export function hasPassage({ kind, origin }: Clip, pin: Pin | null): boolean {
  return kind === 'quote' || origin === 'import' || (kind === 'image' && pin?.quote != null);
}
