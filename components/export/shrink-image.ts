import type { Attachment } from '@/utils/model/attachment';
import { hasTooManyPixels } from '@/utils/model/image-size';
import { encodeBase64 } from '@/utils/text/base64';

/** A copy of an image that is small enough for a report, in a format that every program shows. */
export interface SmallImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** The longer side of a copy, in pixels: sharp over the width of a page, also in print. */
const LONGEST_SIDE = 1_600;
/** A file of at most this size is not encoded again. In bytes. */
const SMALL_FILE = 400_000;
/** A drawing is smaller as PNG, a photograph as JPEG. In bytes. */
const LARGEST_PNG = 700_000;
const QUALITY = 0.85;
/** For an SVG image without a size of its own. */
const NO_SIZE = 800;

/**
 * Returns the copy of an image for an export, or null if the browser cannot read it. A PNG, JPEG or
 * GIF file that is small already stays as it is. All others are drawn at most 1,600 pixels wide or
 * high, and encoded as PNG or JPEG.
 */
export async function shrinkImage(attachment: Attachment): Promise<SmallImage | null> {
  const { bytes, mediaType } = attachment;
  if (mediaType === null || bytes.length === 0 || hasTooManyPixels(bytes)) return null;
  try {
    const drawable = await open(attachment);
    const { width, height } = drawable;
    const isSmall = bytes.length <= SMALL_FILE && Math.max(width, height) <= LONGEST_SIDE;
    if (isSmall && isCommon(mediaType)) return { bytes, mediaType, width, height };
    const canvas = draw(drawable);
    if (mediaType !== 'image/jpeg') {
      const png = await encode(canvas, 'image/png');
      if (png.bytes.length <= LARGEST_PNG) return png;
    }
    return await encode(onWhite(canvas), 'image/jpeg');
  } catch {
    // The file is damaged. The export reports how many images it lacks.
    return null;
  }
}

function isCommon(type: string): type is SmallImage['mediaType'] {
  return type === 'image/png' || type === 'image/jpeg' || type === 'image/gif';
}

/**
 * Opens an image for drawing. Only an image element can draw SVG; it runs no scripts and loads
 * nothing.
 */
async function open({
  bytes,
  mediaType,
  width,
  height,
}: Attachment): Promise<ImageBitmap | HTMLImageElement> {
  if (mediaType !== 'image/svg+xml') {
    return createImageBitmap(new Blob([bytes], { type: mediaType ?? '' }));
  }
  const image = new Image(width || NO_SIZE, height || NO_SIZE);
  image.src = dataAddress({ bytes, mediaType });
  await image.decode();
  return image;
}

function draw(image: ImageBitmap | HTMLImageElement): OffscreenCanvas {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height, 1));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  );
  contextOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  if (image instanceof ImageBitmap) image.close();
  return canvas;
}

/** JPEG has no transparency; without this it would be black. */
function onWhite(drawn: OffscreenCanvas): OffscreenCanvas {
  const context = contextOf(drawn);
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, drawn.width, drawn.height);
  return drawn;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser gave no canvas.');
  return context;
}

async function encode(
  canvas: OffscreenCanvas,
  type: 'image/png' | 'image/jpeg',
): Promise<SmallImage> {
  const blob = await canvas.convertToBlob({ type, quality: QUALITY });
  const { width, height } = canvas;
  return { bytes: new Uint8Array(await blob.arrayBuffer()), mediaType: type, width, height };
}

/** Returns the image as a `data:` address. */
export function dataAddress(image: {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}): string {
  return `data:${image.mediaType};base64,${encodeBase64(image.bytes)}`;
}
