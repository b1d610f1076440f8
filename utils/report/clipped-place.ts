import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { Clip } from '@/utils/model/evidence';

/**
 * The address of a clip's page as it was open, at the post of the page or the second of the
 * recording that it was clipped from; without a fragment directive. A post's page of its own is
 * another page: the passage was never proved to be found there, and no check reads it.
 */
export function clippedPlace({ locator }: Pick<Clip, 'locator'>, url: string): string {
  const page = removeFragmentDirective(url);
  if (page.includes('#')) return page;
  return postOf(page, locator.permalink) ?? timeOf(page, locator) ?? page;
}

/**
 * The page with the fragment that a permalink adds to it; null where it leads elsewhere, as a
 * fragment does that names a page of the site.
 */
function postOf(page: string, permalink: string | null): string | null {
  if (permalink === null || !URL.canParse(permalink) || !URL.canParse(page)) return null;
  const post = new URL(removeFragmentDirective(permalink));
  const { hash } = post;
  post.hash = '';
  if (/^#[/!]/.test(hash)) return null;
  return hash !== '' && post.href === new URL(page).href ? page + hash : null;
}

/**
 * The page with the second at which its player is to start, where the site is known to take one.
 * https://www.w3.org/TR/media-frags/#naming-time
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
