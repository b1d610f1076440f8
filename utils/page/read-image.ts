import { baseUriOf, createElementIn } from './live-page';
import { addressOf, type ImageElement } from './page-image';

/** Time limit for the image's site, in milliseconds. The page has already shown the image. */
const PATIENCE = 5_000;

export type ReadImage =
  | {
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** `shown`: drawn again, because the file could not be read. */
      readonly copy: 'file' | 'shown';
    }
  | { readonly bytes: null; readonly why: 'other-site' | 'too-large' | 'not-loaded' };

/**
 * Reads the bytes of an image with only the rights of its page: its file from the page's own site
 * or from a site that allows others to read it; otherwise the drawn pixels, if the page may read
 * them.
 * @param most The maximum number of bytes.
 */
export async function readImage(element: ImageElement, most: number): Promise<ReadImage> {
  const url = addressOf(element);
  const fetched = url === null ? null : await fetchImage(url, most);
  if (fetched !== null && (fetched.bytes !== null || fetched.why === 'too-large')) return fetched;
  const drawn = await drawImage(element);
  if (drawn === null) return fetched ?? { bytes: null, why: 'not-loaded' };
  return drawn.length > most ? { bytes: null, why: 'too-large' } : { bytes: drawn, copy: 'shown' };
}

async function fetchImage(url: string, most: number): Promise<ReadImage> {
  // The page wrote an address that browsers cannot parse.
  if (!URL.canParse(url, baseUriOf(document))) return { bytes: null, why: 'not-loaded' };
  const foreign = isForeign(url);
  try {
    const answer = await fetch(url, {
      // Another site gets no credentials that the page did not send.
      credentials: foreign ? 'omit' : 'same-origin',
      cache: 'force-cache',
      referrerPolicy: 'strict-origin-when-cross-origin',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) return { bytes: null, why: 'not-loaded' };
    const bytes = await readBody(answer, most);
    return bytes === null ? { bytes, why: 'too-large' } : { bytes, copy: 'file' };
  } catch (cause) {
    console.debug('pincite', cause);
    return { bytes: null, why: foreign ? 'other-site' : 'not-loaded' };
  }
}

function isForeign(url: string): boolean {
  const { protocol, origin } = new URL(url, baseUriOf(document));
  return /^https?:$/.test(protocol) && origin !== location.origin;
}

/** Returns null if the body is longer. */
async function readBody(answer: Response, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(answer.headers.get('content-length') ?? 0) > most) {
    await answer.body?.cancel();
    return null;
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || value === undefined) break;
    length += value.length;
    if (length > most) {
      await reader?.cancel();
      return null;
    }
    parts.push(value);
  }
  return copyOf(await new Blob(parts).arrayBuffer());
}

/**
 * Copies bytes that a script in the page has read. In Firefox, such a buffer belongs to the page,
 * and so does an array that uses it: `subarray` throws. A copy belongs to the extension.
 */
function copyOf(buffer: ArrayBuffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8Array(buffer));
}

/** Returns the pixels as a PNG; null if the page may not read them, or if there are none. */
async function drawImage(element: ImageElement): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const canvas = element instanceof HTMLCanvasElement ? element : canvasOf(element);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    return blob === null ? null : copyOf(await blob.arrayBuffer());
  } catch (cause) {
    // A SecurityError: the pixels belong to another site.
    console.debug('pincite', cause);
    return null;
  }
}

function canvasOf(image: HTMLImageElement): HTMLCanvasElement {
  const canvas = createElementIn(document, 'canvas') as HTMLCanvasElement;
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas;
}
