/**
 * The types of images that are kept. Every browser shows them in an `<img>`, where their scripts do
 * not run.
 */
export const IMAGE_TYPES = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/svg+xml',
] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** The maximum size of an image in bytes. */
export const MAX_IMAGE_BYTES = 10_000_000;

/** How far into an SVG file the root element is searched, in bytes. */
const SVG_HEAD = 16_384;

/**
 * Returns the type of an image by its first bytes, whatever a page or a header says; null if it is
 * not a type that is kept. https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
 */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (startsWith(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg';
  if (startsWith(bytes, 0, 'GIF87a') || startsWith(bytes, 0, 'GIF89a')) return 'image/gif';
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return 'image/webp';
  if (startsWith(bytes, 4, 'ftyp')) return isAvif(bytes) ? 'image/avif' : null;
  return isSvg(bytes) ? 'image/svg+xml' : null;
}

/** Returns the extension for files of the type. */
export function imageExtension(type: ImageType): string {
  if (type === 'image/svg+xml') return 'svg';
  return type === 'image/jpeg' ? 'jpg' : type.slice('image/'.length);
}

/**
 * Returns the size in pixels from the header of a PNG; null if it is not a PNG.
 * https://www.w3.org/TR/png-3/#11IHDR
 */
export function pngSize(
  bytes: Uint8Array,
): { readonly width: number; readonly height: number } | null {
  if (imageTypeOf(bytes) !== 'image/png' || bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** `text`: one character for each byte. */
function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  if (bytes.length < at + text.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/**
 * Looks for the brand itself and in the list of compatible brands.
 * https://aomediacodec.github.io/av1-avif/#brands
 */
function isAvif(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(view.getUint32(0), bytes.length, 256);
  // The four bytes after the first brand are its version.
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) {
    if (startsWith(bytes, at, 'avif') || startsWith(bytes, at, 'avis')) return true;
  }
  return false;
}

/** Returns whether the first element is an `svg`, after anything that may come before it. */
function isSvg(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, SVG_HEAD));
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    const end = endOfProlog(text, at);
    if (end === at) return /^<(?:svg|svg:svg)[\s/>]/.test(text.slice(at, at + 12));
    if (end < at) return false;
    at = end;
  }
}

/**
 * Returns the end of a comment, an instruction or a doctype that begins here; -1 if it does not
 * end.
 */
function endOfProlog(text: string, at: number): number {
  const after = (mark: string, from: number) => {
    const found = text.indexOf(mark, from);
    return found < 0 ? -1 : found + mark.length;
  };
  if (text.startsWith('<?', at)) return after('?>', at);
  if (text.startsWith('<!--', at)) return after('-->', at + 4);
  if (!/^<!doctype/i.test(text.slice(at, at + 9))) return at;
  const close = after('>', at);
  const subset = text.indexOf('[', at);
  return subset >= 0 && subset < close ? after('>', text.indexOf(']', subset) + 1) : close;
}
