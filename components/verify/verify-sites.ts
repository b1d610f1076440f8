import type { ClipView } from '@/components/state/clip-view';
import type { ClipId } from '@/utils/model/ids';
import { isWebAddress, originPattern, withoutFragment } from '@/utils/model/url';
import { isPrivateHost } from '@/utils/verify/vet-url';

/** An origin that a verification would read. */
export interface Site {
  /** A match pattern for the permission: `https://example.org/*`. */
  readonly pattern: string;
  readonly host: string;
  /** The number of distinct pages of the site; 0 if other sites only redirect to it. */
  readonly pages: number;
  readonly clipIds: readonly ClipId[];
  /** The patterns of the sites that redirected to it, which was not allowed. */
  readonly redirectedFrom: readonly string[];
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
  readonly redirectedFrom: Set<string>;
  isPrivate: boolean;
}

/** Returns the site of a web address, without pages; null if it has none. */
function emptySite(address: string): (FoundSite & { readonly pattern: string }) | null {
  const pattern = originPattern(address);
  if (pattern === null) return null;
  const host = new URL(address).hostname;
  return {
    pattern,
    host,
    pages: new Set(),
    clipIds: [],
    redirectedFrom: new Set(),
    isPrivate: isPrivateHost(host),
  };
}

/**
 * Returns the address to which the page led in the latest check, if the check has no result because
 * that site was not allowed. The check may come from a file, so its address may be any text.
 */
function refusedTarget({ check }: ClipView): string | null {
  // If the page was fetched and then shown in a window, `finalUrl` is where it was fetched.
  if (check?.evidence.reason !== 'redirects-to-ungranted' || check.reader !== 'none') return null;
  const { finalUrl } = check;
  if (finalUrl === null || !isWebAddress(finalUrl)) return null;
  return new URL(finalUrl).href === finalUrl ? finalUrl : null;
}

/** Whether the latest check was refused because a private address answered for the clip's host. */
function wasPrivate({ check }: ClipView, host: string): boolean {
  const { reason, detail = null } = check?.evidence ?? {};
  return reason === 'private-address' && detail?.startsWith(`${host} (`) === true;
}

/**
 * Returns the sites of these clips and the sites to which their pages led when they were checked
 * last, by host. Match patterns have no ports, so all ports of a host are one site.
 */
export function sitesOf(views: Iterable<ClipView>): SitesToRead {
  const found = new Map<string, FoundSite>();
  const unreadable: ClipId[] = [];
  for (const view of views) {
    const address = view.source?.url ?? '';
    const own = emptySite(address);
    if (own === null) {
      unreadable.push(view.clip.id);
      continue;
    }
    const site = found.get(own.pattern) ?? own;
    site.isPrivate ||= wasPrivate(view, own.host);
    site.pages.add(withoutFragment(new URL(address).href));
    site.clipIds.push(view.clip.id);
    found.set(own.pattern, site);
    const led = emptySite(refusedTarget(view) ?? '');
    if (led === null || led.pattern === own.pattern) continue;
    const target = found.get(led.pattern) ?? led;
    target.redirectedFrom.add(own.pattern);
    found.set(led.pattern, target);
  }
  const sites = [...found].map(([pattern, site]) => ({
    pattern,
    host: site.host,
    pages: site.pages.size,
    clipIds: site.clipIds,
    redirectedFrom: [...site.redirectedFrom],
    isPrivate: site.isPrivate,
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
