import type { ImageDraft } from '@/utils/model/image-draft';

type Box = NonNullable<ImageDraft['inSight']>;

/**
 * Cuts the box of a page out of a screenshot, as a PNG. Returns null if the box is not inside it,
 * or if it cannot be read. The width of the screenshot gives the browser's zoom and the screen's
 * density.
 */
export async function cropImage(
  screenshot: Blob,
  { left, top, width, height, windowWidth }: Box,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const whole = await createImageBitmap(screenshot);
    const scale = whole.width / windowWidth;
    const [x, y] = [Math.round(left * scale), Math.round(top * scale)];
    const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
    const inside = x >= 0 && y >= 0 && x + across <= whole.width && y + down <= whole.height;
    if (!inside || across < 1 || down < 1) return null;
    const canvas = new OffscreenCanvas(across, down);
    canvas.getContext('2d')?.drawImage(whole, x, y, across, down, 0, 0, across, down);
    whole.close();
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    console.debug('crop', cause);
    return null;
  }
}
