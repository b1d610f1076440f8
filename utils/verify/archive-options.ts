import * as z from 'zod/mini';
import { isPrivateHost } from './vet-url';

/** The archives that the user chose. Each is null, which means off, at first. */
export const ArchiveOptionsSchema = z.object({
  /**
   * Where missing pages are looked up: an address to which the page's address is appended, or with
   * `{url}` in it.
   */
  timeGate: z.catch(z.nullable(z.string().check(z.maxLength(2_000))), null),
  /** Hosts that it redirects to, as `URL.hostname` spells them. */
  hosts: z.catch(z.array(z.string().check(z.maxLength(300))), []),
  /** Where a page is saved: an address with `{url}`, or to which the page's address is appended. */
  save: z.catch(z.nullable(z.string().check(z.maxLength(2_000))), null),
});
export type ArchiveOptions = z.infer<typeof ArchiveOptionsSchema>;

export const NO_ARCHIVES: ArchiveOptions = { timeGate: null, hosts: [], save: null };

/** Returns the host of an archive's address, which may contain `{url}`; null if it is invalid. */
export function archiveHost(address: string): string | null {
  const url = address.trim().replace('{url}', '');
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  // The page's address must not decide which host gets it.
  const fixed = address.trim().split('{url}', 1)[0] ?? '';
  const whole = URL.canParse(fixed) && new URL(fixed).hostname === hostname;
  return whole && username === '' && password === '' ? hostname : null;
}

/**
 * Parses hosts that the user lists, with or without a scheme and a path; null if one is invalid.
 */
export function parseHosts(text: string): string[] | null {
  const hosts: string[] = [];
  for (const word of text.split(/[\s,;]+/).filter(Boolean)) {
    const url = /^https?:\/\//i.test(word) ? word : `https://${word}`;
    if (!URL.canParse(url) || !new URL(url).hostname.includes('.')) return null;
    hosts.push(new URL(url).hostname);
  }
  return [...new Set(hosts)];
}

/**
 * Returns the permissions for requests to an archive: both schemes, because archives redirect
 * between them.
 */
export function archivePatterns(hosts: readonly string[]): string[] {
  return hosts.flatMap((host) => [`https://${host}/*`, `http://${host}/*`]);
}

/** Returns whether a page's address may be sent to an archive: never one of a private network. */
export function maySendToArchive(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return false;
  return username === '' && password === '' && !isPrivateHost(hostname);
}
