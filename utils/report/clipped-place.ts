import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { Clip } from '@/utils/model/evidence';

/**
 * Returns the address of a clip's page as it was open, with the post or the second of the recording
 * where it was clipped, without a fragment directive. A post's own page is another page: the
 * passage was not proved there, and no check reads it.
 */
export function clippedPlace({ locator }: Pick<Clip, 'locator'>, url: string): string {
  const page = removeFragmentDirective(url);
  if (page.includes('#')) return page;
  return postOf(page, locator.permalink) ?? timeOf(page, locator) ?? page;
}

/**
 * Returns the page with the fragment of a permalink; null if the permalink leads elsewhere, for
 * example by a fragment that selects another page.
 */
export function postOf(page: string, permalink: string | null): string | null {
  if (permalink === null || !URL.canParse(permalink) || !URL.canParse(page)) return null;
  const post = new URL(removeFragmentDirective(permalink));
  const { hash } = post;
  post.hash = '';
  if (/^#[/!]/.test(hash)) return null;
  return hash !== '' && post.href === new URL(page).href ? page + hash : null;
}

/**
 * Returns the page with the second at which its player starts, for sites that are known to support
 * it. https://www.w3.org/TR/media-frags/#naming-time
 */
function timeOf(page: string, { time }: Clip['locator']): string | null {
  if (time === null || !URL.canParse(page)) return null;
  const url = new URL(page);
  const host = url.hostname.replace(/^(?:www|m)\./, '');
  const seconds = `${Math.floor(time)}s`;
  if ((host === 'youtube.com' && url.pathname === '/watch') || host === 'youtu.be') {
    url.searchParams.set('t', seconds);
    return url.href;
  }
  return host === 'vimeo.com' ? `${page}#t=${seconds}` : null;
}
