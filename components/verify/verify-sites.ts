import type { ClipView } from '@/components/state/clip-view';
import type { ClipId } from '@/utils/model/ids';
import { isPrivateHost } from '@/utils/verify/vet-url';

/** An origin that a verification would read. */
export interface Site {
  /** A match pattern for the permission: `https://example.org/*`. */
  readonly pattern: string;
  readonly host: string;
  /** The number of distinct pages of the site. */
  readonly pages: number;
  readonly clipIds: readonly ClipId[];
  /**
   * Whether the site is on this machine or its network, which a report's author may have no reason
   * to cite.
   */
  readonly isPrivate: boolean;
}

export interface SitesToRead {
  readonly sites: readonly Site[];
  /** Clips whose address is not a web address. */
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

/**
 * Returns the sites of these clips, by host. Match patterns have no ports, so all ports of a host
 * are one site.
 */
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
 * Returns the patterns of the sites that are left out, after the user ticked or unticked some. Sites
 * that the dialog did not show stay as they were.
 */
export function leftOutAfter(
  before: readonly string[],
  ticks: ReadonlyMap<string, boolean>,
): string[] {
  const untouched = before.filter((pattern) => !ticks.has(pattern));
  return [...untouched, ...[...ticks].flatMap(([pattern, on]) => (on ? [] : pattern))];
}

/**
 * Returns the clips of the ticked sites, and the clips that get a verdict without being read,
 * because they have no site or a private address. Returns null if no public site was unticked.
 */
export function clipsToRead(
  { sites, unreadable }: SitesToRead,
  patterns: readonly string[],
): ClipId[] | null {
  const ticked = sites.filter(({ pattern, isPrivate }) => isPrivate || patterns.includes(pattern));
  if (ticked.length === sites.length) return null;
  return [...ticked.flatMap(({ clipIds }) => clipIds), ...unreadable];
}
