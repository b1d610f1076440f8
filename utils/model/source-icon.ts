import { decodeBase64 } from '@/utils/text/base64';
import { pngSize } from './image-type';

/** The maximum width and height of a stored icon: 16 CSS pixels at double density. */
export const MAX_ICON_SIDE = 32;
/** The maximum size of a stored icon, in bytes of its PNG. */
export const MAX_ICON_BYTES = 4_096;
/** The maximum length of a stored icon as base64. */
export const MAX_ICON_LENGTH = Math.ceil(MAX_ICON_BYTES / 3) * 4;

/** The name of the part that makes a PNG animated. https://www.w3.org/TR/png-3/#acTL-chunk */
const ANIMATION = 'acTL';

/**
 * Returns the data URL of a stored icon, or null if it is not one still PNG of at most 32×32 pixels.
 * An icon may come from a file of a stranger: a PNG of a few kilobytes can declare a gigabyte of
 * pixels.
 */
export function iconUrl(icon: string | undefined): string | null {
  if (icon === undefined || icon.length > MAX_ICON_LENGTH) return null;
  const bytes = decodeBase64(icon);
  if (bytes === null) return null;
  const { width, height } = pngSize(bytes) ?? { width: 0, height: 0 };
  const fits = [width, height].every((side) => side >= 1 && side <= MAX_ICON_SIDE);
  if (!fits || String.fromCharCode(...bytes).includes(ANIMATION)) return null;
  return `data:image/png;base64,${icon}`;
}
