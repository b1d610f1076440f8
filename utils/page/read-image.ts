import { baseUriOf, createElementIn } from './live-page';
import { addressOf, type ImageElement } from './page-image';

/** Milliseconds that an image's site may take: the page has shown it already. */
const PATIENCE = 5_000;

export type ReadImage =
  | {
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** `shown`: drawn anew, since its own file could not be had. */
      readonly copy: 'file' | 'shown';
    }
  | { readonly bytes: null; readonly why: 'other-site' | 'too-large' | 'not-loaded' };

/**
 * The bytes of an image, read with no more rights than its page has: its file from the page's own
 * site, or from one that lets others read it; else what is drawn, where the page may read that.
 * @param most The most bytes that are taken.
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
  // As the page wrote it: no browser makes an address of it.
  if (!URL.canParse(url, baseUriOf(document))) return { bytes: null, why: 'not-loaded' };
  const foreign = isForeign(url);
  try {
    const answer = await fetch(url, {
      // Nothing of the user's goes to another site that its page did not send there.
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

/** Null where there is more than that. */
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
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** As a PNG of its own pixels; null where the page may not read them, or there are none. */
async function drawImage(element: ImageElement): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const canvas = element instanceof HTMLCanvasElement ? element : canvasOf(element);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    // A SecurityError: the pixels are of another site.
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
