import { imageTypeOf } from './image-type';

/**
 * The most pixels that an image may have. A file of a few kilobytes can say that it is 50,000
 * pixels wide and high; shown, it takes 4 bytes for each of them.
 */
export const MAX_IMAGE_PIXELS = 100_000_000;

/**
 * Whether an image would be decoded to more pixels than are kept, by its own header; nothing of
 * it is decoded. An SVG is drawn as large as it is shown.
 */
export function hasTooManyPixels(bytes: Uint8Array): boolean {
  return (pixelsOf(bytes) ?? 0) > MAX_IMAGE_PIXELS;
}

/** Width times height; null where the header does not tell. */
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
    // It ends before its size.
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

/** The largest frame. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1 */
function jpegPixels(view: DataView): number | null {
  let most: number | null = null;
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return most;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) most = Math.max(most ?? 0, view.getUint16(at + 5) * view.getUint16(at + 7));
    // Behind the start of a scan come its data; the frame stands before it.
    if (marker === 0xda) return most;
    // Bytes that fill up, and markers that stand alone.
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
      // 'VP8L': 14 bits each, less one.
      const bits = view.getUint32(21, true);
      return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
    }
    case 0x56503858: {
      // 'VP8X': 24 bits each, less one.
      const [width, height] = [view.getUint32(24, true), view.getUint32(27, true)];
      return ((width & 0xffffff) + 1) * ((height & 0xffffff) + 1);
    }
    default:
      return null;
  }
}

/** The largest of its `ispe` properties. ISO/IEC 23008-12, 6.5.3 */
function avifPixels(view: DataView): number | null {
  let most: number | null = null;
  for (let at = 4; at + 16 <= view.byteLength; at += 1) {
    if (view.getUint32(at) !== 0x69737065) continue;
    most = Math.max(most ?? 0, view.getUint32(at + 8) * view.getUint32(at + 12));
  }
  return most;
}
