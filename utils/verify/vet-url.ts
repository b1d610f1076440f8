import type { CheckReason } from '@/utils/model/evidence';
import { err, ok, type Result } from '@/utils/model/result';

export interface VetFailure {
  readonly reason: Extract<CheckReason, 'private-address' | 'scheme-not-allowed'>;
  /** The refused host or scheme, or `credentials`. */
  readonly detail: string;
}

export interface VetOptions {
  /** Hosts (as `URL.hostname` spells them) that the user allowed for this report. */
  readonly allowedPrivateHosts?: ReadonlySet<string>;
}

/** [network, prefix length] */
type Network = readonly [number, number];

/**
 * Addresses for tests of networks (RFC 2544). Proxies on the user's machine use them for public
 * names.
 */
const STAND_INS: Network = [0xc6120000, 15];

/** Loopback, private, link-local, shared, reserved, multicast. */
const PRIVATE_V4: readonly Network[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc0a80000, 16],
  STAND_INS,
  [0xc6336400, 24],
  [0xcb007100, 24],
  [0xe0000000, 3],
];

const PRIVATE_NAMES =
  /^(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa)$|\.(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa)$/;

function isWithin(address: number, [network, length]: Network): boolean {
  return (address & ((0xffffffff << (32 - length)) >>> 0)) >>> 0 === network;
}

function isPrivateV4(address: number): boolean {
  return PRIVATE_V4.some((network) => isWithin(address, network));
}

/** The URL parser has already converted hexadecimal, octal, short and single-number spellings. */
function parseV4(hostname: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(hostname);
  if (match === null) return null;
  return match.slice(1).reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Eight groups of a serialised IPv6 address (URL Standard: no dotted tail, at most one `::`). */
function parseV6(address: string): number[] | null {
  const [head = '', tail] = address.split('::');
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const zeros = 8 - first.length - last.length;
  if (zeros < 0 || (tail === undefined && zeros !== 0)) return null;
  const all = [...first, ...Array.from({ length: zeros }, () => 0), ...last];
  return all.every((group) => Number.isInteger(group) && group >= 0 && group <= 0xffff)
    ? all
    : null;
}

function isPrivateV6(groups: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  const v4 = (high: number, low: number) => isPrivateV4(high * 0x10000 + low);
  const zeroHead = a === 0 && b === 0 && c === 0 && d === 0;
  // ::, ::1, IPv4-compatible, IPv4-mapped and IPv4-translated addresses.
  if (zeroHead && e === 0 && (f === 0 || f === 0xffff)) return v4(g, h);
  if (zeroHead && e === 0xffff && f === 0) return v4(g, h);
  // NAT64 (RFC 6052), its local form (RFC 8215), 6to4 (RFC 3056).
  if (a === 0x64 && b === 0xff9b) return c === 1 || v4(g, h);
  if (a === 0x2002) return v4(b, c);
  // Documentation (RFC 3849, RFC 9637); protocols, among them Teredo and tests (RFC 2928).
  if (a === 0x2001 && (b === 0xdb8 || b < 0x200)) return true;
  if (a === 0x3fff && b < 0x1000) return true;
  // Only these are given out (RFC 4291): not the unique local, link-local and multicast addresses.
  return (a & 0xe000) !== 0x2000;
}

/**
 * Returns whether a host, as `URL.hostname` spells it, is this machine, in this network, or has no
 * public address: IPv4 and IPv6 in every spelling, names that never leave a network, and names
 * without a dot. A public name that resolves to a private address is recognised by the address that
 * answers: `isPrivateAddress`.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/(?<!\.)\.+$/u, '');
  if (host.startsWith('[')) {
    const groups = parseV6(host.replace(/^\[|\]$/gu, ''));
    return groups === null || isPrivateV6(groups);
  }
  const address = parseV4(host);
  if (address !== null) return isPrivateV4(address);
  return !host.includes('.') || PRIVATE_NAMES.test(host);
}

/** Returns whether a proxy on the user's machine may use an IPv4 address for a public name. */
export function isStandIn(ip: string): boolean {
  const address = parseV4(ip);
  return address !== null && isWithin(address, STAND_INS);
}

/**
 * Returns whether an IP address is on this machine or this network.
 * @param ip An IPv4 or IPv6 address as browsers spell it, without brackets.
 */
export function isPrivateAddress(ip: string): boolean {
  const url = ip.includes(':') ? `http://[${ip}]/` : `http://${ip}/`;
  if (!URL.canParse(url)) return ip.includes('%');
  return isPrivateHost(new URL(url).hostname);
}

/**
 * Returns whether an address may be requested for a check: http or https, without credentials, and
 * not on a private network unless the user allowed that host. Call it again for every redirect,
 * before it is followed.
 *
 * https://url.spec.whatwg.org/#host-parsing
 */
export function vetUrl(url: string, options: VetOptions = {}): Result<URL, VetFailure> {
  if (!URL.canParse(url)) return err({ reason: 'scheme-not-allowed', detail: url.slice(0, 200) });
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    return err({ reason: 'scheme-not-allowed', detail: parsed.protocol });
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return err({ reason: 'scheme-not-allowed', detail: 'credentials' });
  }
  const allowed = options.allowedPrivateHosts?.has(parsed.hostname) ?? false;
  if (!allowed && isPrivateHost(parsed.hostname)) {
    return err({ reason: 'private-address', detail: parsed.hostname });
  }
  return ok(parsed);
}
