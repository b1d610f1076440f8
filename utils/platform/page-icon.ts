import * as z from 'zod/mini';
import { MAX_ICON_BYTES, MAX_ICON_LENGTH, MAX_ICON_SIDE } from '@/utils/model/source-icon';
import { browser } from './browser';

/** The maximum length of an icon's address. It may be a data URL. */
const MAX_ADDRESS = 400_000;
/** The maximum size of an icon's file that is drawn, in bytes. */
const MAX_FILE = 300_000;

const DrawnSchema = z.nullable(z.string().check(z.maxLength(MAX_ICON_LENGTH)));

/**
 * Returns the address of a tab's page and of its icon, or null if the browser tells none. Needs
 * activeTab. Firefox gives every icon as a data URL.
 */
export async function iconOfTab(
  tabId: number,
): Promise<{ readonly page: string; readonly icon: string } | null> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  const { url: page, favIconUrl: icon = '' } = tab ?? {};
  return page === undefined || icon === '' || icon.length > MAX_ADDRESS ? null : { page, icon };
}

/**
 * Draws the browser's copy of an icon as a small PNG in base64. Returns null if the browser has no
 * copy, or if it is not an image. The icon is decoded in the page's process, where the page's own
 * images are decoded too. The value comes from that process and may be any text.
 */
export async function drawPageIcon(tabId: number, address: string): Promise<string | null> {
  try {
    const [injection] = await browser.scripting.executeScript({
      target: { tabId, frameIds: [0] },
      func: drawInPage,
      args: [address, MAX_FILE, MAX_ICON_SIDE, MAX_ICON_BYTES],
      // Otherwise a page whose loading was stopped would not answer.
      injectImmediately: true,
    });
    return DrawnSchema.safeParse(injection?.result).data ?? null;
  } catch (cause) {
    console.debug('icon', cause);
    return null;
  }
}

/** Runs in the page, so it uses nothing around it. */
async function drawInPage(
  address: string,
  maxFile: number,
  maxSide: number,
  maxBytes: number,
): Promise<string | null> {
  try {
    let file: Blob;
    const inline = /^data:(image\/[\w.+-]+)([^,]*),/i.exec(address);
    if (inline === null) {
      // Never sends a request: without a copy in the browser's cache it fails.
      const wish = { cache: 'only-if-cached', mode: 'same-origin', redirect: 'error' } as const;
      file = await (await fetch(address, wish)).blob();
    } else {
      const [head, type = '', parameters = ''] = inline;
      const body = decodeURIComponent(address.slice(head.length));
      const binary = /;base64$/i.test(parameters) ? atob(body) : null;
      const bytes =
        binary === null
          ? new TextEncoder().encode(body)
          : Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
      file = new Blob([bytes], { type });
    }
    if (file.size === 0 || file.size > maxFile) return null;
    let picture: ImageBitmap | HTMLImageElement;
    if (file.type.startsWith('image/svg')) {
      // Browsers decode an SVG only in an image element, where it loads nothing and runs no script.
      const image = new Image(maxSide, maxSide);
      image.src = URL.createObjectURL(file);
      await image.decode().finally(() => URL.revokeObjectURL(image.src));
      picture = image;
    } else {
      picture = await createImageBitmap(file);
    }
    const longest = Math.max(picture.width, picture.height);
    // A browser that hides its user scrambles what is written from a canvas.
    const known = new OffscreenCanvas(1, 1);
    const pixel = known.getContext('2d');
    if (pixel === null) return null;
    pixel.fillStyle = '#123456';
    pixel.fillRect(0, 0, 1, 1);
    const written = await createImageBitmap(await known.convertToBlob({ type: 'image/png' }));
    pixel.clearRect(0, 0, 1, 1);
    pixel.drawImage(written, 0, 0);
    if (pixel.getImageData(0, 0, 1, 1).data.join() !== '18,52,86,255') return null;
    for (const most of [maxSide, maxSide / 2]) {
      const side = Math.min(most, longest);
      const [width, height] = [picture.width, picture.height].map(
        (each) => (each * side) / longest,
      );
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext('2d');
      if (context === null || width === undefined || height === undefined) return null;
      context.imageSmoothingQuality = 'high';
      context.drawImage(picture, (side - width) / 2, (side - height) / 2, width, height);
      const png = await canvas.convertToBlob({ type: 'image/png' });
      if (png.size <= maxBytes) {
        return btoa(String.fromCharCode(...new Uint8Array(await png.arrayBuffer())));
      }
    }
    return null;
  } catch {
    return null;
  }
}
