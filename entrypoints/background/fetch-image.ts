import { imageTypeOf, MAX_IMAGE_BYTES } from '@/utils/model/image-type';
import { fetchPage } from '@/utils/platform/fetch-page';
import { hasOrigin } from '@/utils/platform/permissions';
import { vetUrl } from '@/utils/verify/vet-url';

const LIMITS = { timeout: 10_000, size: MAX_IMAGE_BYTES };
const HEADERS = { Accept: 'image/avif,image/webp,image/png,image/*;q=0.8' };

/**
 * Fetches an image's file without credentials from a site that the user has granted access to.
 * Returns null if the user has not, or if the site answers anything else. The address comes from a
 * page, so no address of a private network is requested and no redirect is followed.
 */
export async function fetchImage(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!vetUrl(url).ok || !(await hasOrigin(url))) return null;
  const answer = await fetchPage(url, LIMITS, new AbortController().signal, HEADERS);
  if (answer.kind !== 'answer' || answer.status !== 200) return null;
  return imageTypeOf(answer.body) === null ? null : answer.body;
}
