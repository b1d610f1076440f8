import * as z from 'zod/mini';
import { isPrivateHost } from './vet-url';

/** The archives that the user chose; each off, and null, until they did. */
export const ArchiveOptionsSchema = z.object({
  /** Where pages that are gone are asked for: an address that theirs is put behind, or `{url}` in it. */
  timeGate: z.catch(z.nullable(z.string().check(z.maxLength(2_000))), null),
  /** Hosts that it sends on to, as `URL.hostname` spells them. */
  hosts: z.catch(z.array(z.string().check(z.maxLength(300))), []),
  /** Where a page is sent to be archived, with `{url}` or in front of it. */
  save: z.catch(z.nullable(z.string().check(z.maxLength(2_000))), null),
});
export type ArchiveOptions = z.infer<typeof ArchiveOptionsSchema>;

export const NO_ARCHIVES: ArchiveOptions = { timeGate: null, hosts: [], save: null };

/** The host of an archive's address, of which `{url}` may be a part; null where it is none. */
export function archiveHost(address: string): string | null {
  const url = address.trim().replace('{url}', '');
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  // The place of the page must not decide who gets it.
  const fixed = address.trim().split('{url}', 1)[0] ?? '';
  const whole = URL.canParse(fixed) && new URL(fixed).hostname === hostname;
  return whole && username === '' && password === '' ? hostname : null;
}

/** Hosts as a person lists them, with or without a scheme and a path; null where one is none. */
export function parseHosts(text: string): string[] | null {
  const hosts: string[] = [];
  for (const word of text.split(/[\s,;]+/).filter(Boolean)) {
    const url = /^https?:\/\//i.test(word) ? word : `https://${word}`;
    if (!URL.canParse(url) || !new URL(url).hostname.includes('.')) return null;
    hosts.push(new URL(url).hostname);
  }
  return [...new Set(hosts)];
}

/** What asking an archive needs of the browser: both schemes, as archives redirect between them. */
export function archivePatterns(hosts: readonly string[]): string[] {
  return hosts.flatMap((host) => [`https://${host}/*`, `http://${host}/*`]);
}

/** Whether a page's address may be given to an archive: never one of a private network. */
export function mayTellArchive(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return false;
  return username === '' && password === '' && !isPrivateHost(hostname);
}
