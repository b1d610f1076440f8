import type { CheckReason } from '@/utils/model/evidence';
import { withoutFragment } from '@/utils/model/url';
import { vetUrl } from './vet-url';

/** The result of a request to one address. */
export type HopAnswer<T> =
  /** `location`: the target of a redirect in the page itself. Absent when a header redirects. */
  | { readonly kind: 'redirect'; readonly location?: string }
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'failed'; readonly reason: CheckReason; readonly detail: string | null };

/** A redirect: its Location header, or null if it had none. */
export type SeenRedirect =
  | { readonly kind: 'seen'; readonly location: string | null }
  | { readonly kind: 'unseen' };

export interface HopPorts<T> {
  /** Requests one address without following redirects. */
  contact(url: string): Promise<HopAnswer<T>>;
  /**
   * Returns the redirect target of that answer. Called directly after `contact` returned
   * `redirect`. The event with the header may come a moment after the answer, so this may wait for
   * it.
   */
  location(url: string): SeenRedirect | Promise<SeenRedirect>;
  /**
   * Returns the private address that answered without a proxy, or null when no private address
   * answered. Called for http pages only: over https, the certificate shows that the owner of the
   * name answered.
   */
  privateAddress(url: string): Promise<string | null>;
  /** Returns whether the user granted the address's origin. */
  granted(url: string): Promise<boolean>;
}

export type ReadAnswer<T> =
  | { readonly kind: 'read'; readonly value: T; readonly finalUrl: string }
  | {
      readonly kind: 'failed';
      readonly reason: CheckReason;
      readonly detail: string | null;
      readonly finalUrl: string | null;
    };

/** Browsers stop after 20; no page that a report cites needs as many. */
const MAX_HOPS = 10;

/**
 * Returns a name for the target of a redirect that the user has not allowed. It is the host. If the
 * user allowed the same host with the other scheme (`http:` or `https:`), it is the origin, which
 * shows the scheme.
 */
export async function ungrantedTarget(
  url: string,
  granted: HopPorts<unknown>['granted'],
): Promise<string> {
  const { protocol, host, origin } = new URL(url);
  const other = `${protocol === 'https:' ? 'http:' : 'https:'}//${host}/`;
  return (await granted(other)) ? origin : host;
}

/**
 * Reads an address through its redirects. Every target is vetted before it is requested: its
 * scheme, that it is no private address, that the user granted its origin. Nothing is sent to a
 * target that fails. If a private address answered for an http page, the page is not read unless
 * the user allowed its host.
 */
export async function followHops<T>(
  requestedUrl: string,
  ports: HopPorts<T>,
  allowedPrivateHosts: ReadonlySet<string> = new Set(),
): Promise<ReadAnswer<T>> {
  let url = requestedUrl;
  const failed = (reason: CheckReason, detail: string | null): ReadAnswer<T> => ({
    kind: 'failed',
    reason,
    detail,
    finalUrl: url === requestedUrl ? null : url,
  });
  const seen = new Set<string>();
  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const vetted = vetUrl(url, { allowedPrivateHosts });
    if (!vetted.ok) return failed(vetted.error.reason, vetted.error.detail);
    if (!(await ports.granted(url))) {
      if (hop === 0) return failed('no-permission', vetted.value.host);
      return failed('redirects-to-ungranted', await ungrantedTarget(url, ports.granted));
    }
    if (seen.has(url)) return failed('too-many-redirects', vetted.value.host);
    seen.add(url);
    const answer = await ports.contact(url);
    if (answer.kind === 'read') {
      const { protocol, hostname } = vetted.value;
      const isKnown = protocol === 'https:' || allowedPrivateHosts.has(hostname);
      const address = isKnown ? null : await ports.privateAddress(url);
      if (address !== null) return failed('private-address', `${hostname} (${address})`);
      return { kind: 'read', value: answer.value, finalUrl: url };
    }
    if (answer.kind === 'failed') return failed(answer.reason, answer.detail);
    const seenRedirect: SeenRedirect =
      answer.location === undefined
        ? await ports.location(url)
        : { kind: 'seen', location: answer.location };
    if (seenRedirect.kind === 'unseen') return failed('redirect-unseen', null);
    const { location } = seenRedirect;
    if (location === null) return failed('redirect-nowhere', null);
    if (!URL.canParse(location, url)) return failed('redirects-to-ungranted', location);
    url = withoutFragment(new URL(location, url).href);
  }
  return failed('too-many-redirects', String(MAX_HOPS));
}
