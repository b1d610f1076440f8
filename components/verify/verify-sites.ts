import type { ClipView } from '@/components/state/clip-view';
import type { ClipId } from '@/utils/model/ids';
import { isPrivateHost } from '@/utils/verify/vet-url';

/** One origin that a verification would read. */
export interface Site {
  /** Match pattern, as permissions want it: `https://example.org/*`. */
  readonly pattern: string;
  readonly host: string;
  /** Distinct pages on it. */
  readonly pages: number;
  readonly clipIds: readonly ClipId[];
  /** On this machine or its network, where a report's author may have no business. */
  readonly isPrivate: boolean;
}

export interface SitesToRead {
  readonly sites: readonly Site[];
  /** Clips whose address is no web address. */
  readonly unreadable: readonly ClipId[];
}

interface FoundSite {
  readonly host: string;
  readonly pages: Set<string>;
  readonly clipIds: ClipId[];
  isPrivate: boolean;
}

/** Whether the latest check was refused because a private address answered for the clip's host. */
function wasPrivate({ check }: ClipView, host: string): boolean {
  const { reason, detail = null } = check?.evidence ?? {};
  return reason === 'private-address' && detail?.startsWith(`${host} (`) === true;
}

/** The sites of these clips, by host. Match patterns know no ports, so ports share one. */
export function sitesOf(views: Iterable<ClipView>): SitesToRead {
  const found = new Map<string, FoundSite>();
  const unreadable: ClipId[] = [];
  for (const view of views) {
    const address = view.source?.url ?? '';
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
      unreadable.push(view.clip.id);
      continue;
    }
    const pattern = `${url.protocol}//${url.hostname}/*`;
    const site = found.get(pattern) ?? {
      host: url.hostname,
      pages: new Set(),
      clipIds: [],
      isPrivate: isPrivateHost(url.hostname),
    };
    site.isPrivate ||= wasPrivate(view, url.hostname);
    url.hash = '';
    site.pages.add(url.href);
    site.clipIds.push(view.clip.id);
    found.set(pattern, site);
  }
  const sites = [...found].map(([pattern, { host, pages, clipIds, isPrivate }]) => ({
    pattern,
    host,
    pages: pages.size,
    clipIds,
    isPrivate,
  }));
  return { sites: sites.sort((a, b) => a.host.localeCompare(b.host, 'en')), unreadable };
}

/**
 * The clips of the sites left ticked, and those that get their verdict without being read: such
 * as have no site, and those at private addresses; null where no public site was left out.
 */
export function clipsToRead(
  { sites, unreadable }: SitesToRead,
  patterns: readonly string[],
): ClipId[] | null {
  const ticked = sites.filter(({ pattern, isPrivate }) => isPrivate || patterns.includes(pattern));
  if (ticked.length === sites.length) return null;
  return [...ticked.flatMap(({ clipIds }) => clipIds), ...unreadable];
}
