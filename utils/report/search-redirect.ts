/**
 * Returns the page behind a link through a search engine, as written in the link; null for every
 * other address.
 */
export function redirectTarget(href: string): string | null {
  if (!/^https?:\/\/[^/]{0,40}(?:google|duckduckgo|yahoo|bing)\./iu.test(href)) return null;
  if (!URL.canParse(href)) return null;
  const { hostname, pathname, searchParams } = new URL(href);
  const target = targetIn(hostname.toLowerCase(), pathname, searchParams);
  return target !== null && /^https?:\/\//iu.test(target) && URL.canParse(target) ? target : null;
}

function targetIn(host: string, path: string, query: URLSearchParams): string | null {
  if (/^(?:www\.)?google\.[a-z.]{2,6}$/u.test(host) && path === '/url') {
    return query.get('q') ?? query.get('url');
  }
  if (/^(?:[a-z]+\.)?duckduckgo\.com$/u.test(host) && path === '/l/') return query.get('uddg');
  if (host === 'r.search.yahoo.com') {
    const written = /\/RU=([^/]+)\//u.exec(path)?.[1] ?? '';
    try {
      return decodeURIComponent(written);
    } catch {
      return null;
    }
  }
  if (/^(?:www\.)?bing\.com$/u.test(host) && path === '/ck/a') {
    const written = query.get('u') ?? '';
    if (!written.startsWith('a1')) return null;
    try {
      return atob(written.slice(2).replaceAll('-', '+').replaceAll('_', '/'));
    } catch {
      return null;
    }
  }
  return null;
}
