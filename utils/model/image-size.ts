import { imageTypeOf } from './image-type';

/**
 * Maximum number of pixels of an image. A file of a few kilobytes can declare a width and a height
 * of 50,000 pixels, and a decoded image uses 4 bytes per pixel.
 */
export const MAX_IMAGE_PIXELS = 100_000_000;

/**
 * Whether the header of an image declares more pixels than the limit. Does not decode the image.
 * Always false for SVG, which the browser draws at the displayed size.
 */
export function hasTooManyPixels(bytes: Uint8Array): boolean {
  return (pixelsOf(bytes) ?? 0) > MAX_IMAGE_PIXELS;
}

/** Width times height, or null when the header does not contain them. */
function pixelsOf(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (imageTypeOf(bytes)) {
      case 'image/png':
        return view.getUint32(16) * view.getUint32(20);
      case 'image/gif':
        return view.getUint16(6, true) * view.getUint16(8, true);
      case 'image/jpeg':
        return jpegPixels(view);
      case 'image/webp':
        return webpPixels(view);
      case 'image/avif':
        return avifPixels(view);
      default:
        return null;
    }
  } catch (cause) {
    // The file ends before its size fields.
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

/** The size of the largest frame. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1 */
function jpegPixels(view: DataView): number | null {
  let most: number | null = null;
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return most;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) most = Math.max(most ?? 0, view.getUint16(at + 5) * view.getUint16(at + 7));
    // Image data follows the start of a scan. The frame header comes before the scan.
    if (marker === 0xda) return most;
    // Fill bytes, and markers without a segment.
    const isAlone = marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += isAlone ? (marker === 0xff ? 1 : 2) : 2 + view.getUint16(at + 2);
  }
  return most;
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpPixels(view: DataView): number | null {
  switch (view.getUint32(12)) {
    case 0x56503820: // 'VP8 '
      return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
    case 0x5650384c: {
      // 'VP8L': each dimension has 14 bits and is stored minus one.
      const bits = view.getUint32(21, true);
      return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
    }
    case 0x56503858: {
      // 'VP8X': each dimension has 24 bits and is stored minus one.
      const [width, height] = [view.getUint32(24, true), view.getUint32(27, true)];
      return ((width & 0xffffff) + 1) * ((height & 0xffffff) + 1);
    }
    default:
      return null;
  }
}

/** The largest size among the `ispe` properties. ISO/IEC 23008-12, 6.5.3 */
function avifPixels(view: DataView): number | null {
  let most: number | null = null;
  for (let at = 4; at + 16 <= view.byteLength; at += 1) {
    if (view.getUint32(at) !== 0x69737065) continue;
    most = Math.max(most ?? 0, view.getUint32(at + 8) * view.getUint32(at + 12));
  }
  return most;
}
