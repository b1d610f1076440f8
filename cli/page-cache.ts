import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod/mini';
import { messageOf } from '@/utils/model/failure';
import type { FetchLimits } from '@/utils/verify/fetch-answer';
import type { RequestAnswer, Validators } from './request-address';

/*
 * Keeps the answers of sites on disk, so that an unchanged page is not sent again, and so that a
 * report can be checked without a network. Each address has a file, named after the hash of the
 * address: one line of JSON, then the compressed body. Anybody may have written a file, so it is
 * used only if its address, its hash and its size are right; otherwise it is treated as missing.
 */

/** Maximum size of all files together, in bytes. Above it, the oldest files are deleted. */
const MOST_BYTES = 500_000_000;
/**
 * Maximum time for which a page is used without a request, in milliseconds. A site may allow a
 * year, but nobody should wait that long to learn that a quote was changed.
 */
const LONGEST_FRESH = 10 * 60_000;
/**
 * Minimum time between the last change of a page and the moment at which it was sent, in
 * milliseconds, so that Last-Modified can be trusted. Two versions of a page within the same second
 * have the same Last-Modified, and clocks differ a little.
 * RFC 9110, section 8.8.2.2.
 */
const SETTLED = 60_000;
/** Maximum size of the line of JSON, in bytes. Node accepts 16 kB of headers. */
const MOST_ABOUT = 200_000;

/** The detail of a verdict when the check is offline and the page is not stored. */
export const NOT_STORED = 'not stored';

const HeaderValue = z.string().check(z.regex(/^[\t\x20-\x7e\x80-\xff]*$/u));
const EntrySchema = z.strictObject({
  pincite: z.literal(1),
  url: z.string(),
  /** When the site sent or confirmed the page, ISO 8601 UTC. */
  seenAt: z.iso.datetime(),
  /** The target of a redirect; null if the answer is a page. */
  redirect: z.nullable(z.string()),
  /** The headers of the answer, with their names in lower case. */
  headers: z.record(z.string(), HeaderValue),
  /** SHA-256 of the unpacked body. */
  body: z.string().check(z.regex(/^[0-9a-f]{64}$/u)),
});
type Entry = z.infer<typeof EntrySchema>;

interface Stored {
  readonly entry: Entry;
  /** The unpacked body. */
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface PageCacheOptions {
  readonly folder: string;
  readonly limits: FetchLimits;
  /** Requests a page; with validators, the site may answer that nothing has changed. */
  request(url: string, validators: Validators): Promise<RequestAnswer>;
  /** If true, only stored pages are used, and nothing is requested. */
  readonly isOffline: boolean;
  /** Returns the current time in milliseconds since 1970. */
  now(): number;
  /** Called once if nothing can be stored. */
  onTrouble(message: string): void;
}

export interface PageCache {
  request(url: string): Promise<RequestAnswer>;
  /** Deletes the oldest files until the folder is small enough. */
  prune(most?: number): Promise<void>;
}

/**
 * Returns the user's folder for this cache, as the XDG Base Directory Specification says, or the
 * usual folder on Windows.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME: named = '', LOCALAPPDATA: local } = env;
  if (path.isAbsolute(named)) return path.join(named, 'pincite');
  if (process.platform === 'win32' && local !== undefined) return path.join(local, 'pincite/cache');
  return path.join(homedir(), '.cache/pincite');
}

/**
 * Makes the folder if it does not exist. Returns whether only this user can write in it, because a
 * person who can write in it decides what the stored pages say.
 */
export function ownsFolder(folder: string): boolean {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = statSync(folder);
  const own = process.getuid?.();
  return own === undefined || (uid === own && (mode & 0o022) === 0);
}

const pack = promisify(gzip);
const unpack = promisify(gunzip);

export function createPageCache(options: PageCacheOptions): PageCache {
  const { folder, limits, now } = options;
  let isTroubled = false;
  const fileOf = (url: string) => path.join(folder, sha256(url));

  /** Returns null if the file does not exist or its content cannot be trusted. */
  const read = async (url: string): Promise<Stored | null> => {
    try {
      const file = fileOf(url);
      if ((await stat(file)).size > limits.size + MOST_ABOUT) return null;
      const bytes = await readFile(file);
      const end = bytes.subarray(0, MOST_ABOUT).indexOf('\n');
      const entry = EntrySchema.parse(JSON.parse(bytes.subarray(0, end).toString('utf8')));
      const body = await unpack(bytes.subarray(end + 1), { maxOutputLength: limits.size });
      if (entry.url !== url || entry.body !== sha256(body)) return null;
      return { entry, body: new Uint8Array(body) };
    } catch {
      return null;
    }
  };

  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (cause) {
      if (!isTroubled) options.onTrouble(messageOf(cause));
      isTroubled = true;
    }
  };

  const write = ({ entry, body }: Stored) =>
    attempt(async () => {
      const file = fileOf(entry.url);
      const about = Buffer.from(`${JSON.stringify(entry)}\n`);
      const packed = await pack(body, { level: 1 });
      // Another check may be reading the file, so the whole file is replaced at once.
      const draft = `${file}.${randomUUID()}.tmp`;
      await writeFile(draft, Buffer.concat([about, packed]), { mode: 0o600 });
      await rename(draft, file);
    });

  const forget = (url: string) => attempt(() => rm(fileOf(url), { force: true }));

  const keep = async (url: string, answer: RequestAnswer): Promise<void> => {
    if (answer.kind === 'failed') return;
    const isRedirect = answer.kind === 'redirect';
    const headers = isRedirect ? {} : keptHeaders(answer.headers);
    const body = isRedirect ? new Uint8Array() : answer.body;
    const redirect = isRedirect ? answer.location : null;
    if (!isRedirect && answer.status === 404) return forget(url);
    if (!isRedirect && answer.status === 410) return forget(url);
    if (isRedirect ? redirect === null : answer.status !== 200) return;
    if (directivesOf(headers).has('no-store')) return forget(url);
    const seenAt = new Date(now()).toISOString();
    const about = { pincite: 1, url, seenAt, redirect, headers, body: sha256(body) } as const;
    await write({ entry: about, body });
  };

  return {
    request: async (url) => {
      const stored = await read(url);
      if (options.isOffline) {
        return stored === null
          ? { kind: 'failed', reason: 'not-run', detail: NOT_STORED }
          : given(stored);
      }
      const page = stored?.entry.redirect === null ? stored : null;
      if (page !== null && isFresh(page.entry, now())) return given(page);
      const answer = await options.request(url, page === null ? {} : validatorsOf(page.entry));
      const isConfirmed = answer.kind === 'answer' && answer.status === 304;
      if (page === null || !isConfirmed) {
        await keep(url, answer);
        return answer;
      }
      const seenAt = new Date(now()).toISOString();
      const headers = { ...page.entry.headers, ...renewed(answer.headers) };
      await write({ ...page, entry: { ...page.entry, seenAt, headers } });
      return { ...given({ ...page, entry: { ...page.entry, headers } }), seenAt: null };
    },
    prune: (most = MOST_BYTES) =>
      attempt(async () => {
        const files = await Promise.all(
          (await readdir(folder))
            .filter((name) => /^[0-9a-f]{64}(?:$|\.)/u.test(name))
            .map(async (name) => {
              const { size, mtimeMs } = await stat(path.join(folder, name));
              return { name, size, mtimeMs };
            }),
        );
        let left = files.reduce((sum, { size }) => sum + size, 0);
        for (const { name, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
          if (left <= most) break;
          await rm(path.join(folder, name), { force: true });
          left -= size;
        }
      }),
  };
}

/** Returns a stored answer. Only pages with the status 200 and redirects are stored. */
function given({ entry, body }: Stored) {
  const { headers, redirect, seenAt } = entry;
  if (redirect !== null) return { kind: 'redirect', location: redirect } as const;
  const contentType = headers['content-type'] ?? '';
  return { kind: 'answer', status: 200, contentType, headers, body, seenAt } as const;
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-4.2 */
function isFresh({ headers, seenAt }: Entry, now: number): boolean {
  const directives = directivesOf(headers);
  const most = directives.get('max-age') ?? '';
  if (directives.has('no-cache') || !/^\d{1,10}$/u.test(most)) return false;
  const age = Number(/^\d{1,10}$/u.exec(headers['age'] ?? '')?.[0] ?? 0);
  const passed = now - Date.parse(seenAt);
  return passed >= 0 && passed < Math.min((Number(most) - age) * 1_000, LONGEST_FRESH);
}

/**
 * Returns the values with which a site can say for sure that not one letter of its page has
 * changed. A weak ETag only says that both versions have the same meaning. For a page that had just
 * been changed nothing is returned: some servers make the ETag, too, from the second of the last
 * change and the length.
 */
function validatorsOf({ headers, seenAt }: Entry): Validators {
  const { etag = '', 'last-modified': lastModified, date = '' } = headers;
  const strong = etag === '' || /^W\//iu.test(etag) ? {} : { etag };
  if (lastModified === undefined) return strong;
  const sentAt = Number.isNaN(Date.parse(date)) ? seenAt : date;
  const isSettled = Date.parse(sentAt) - Date.parse(lastModified) >= SETTLED;
  return isSettled ? { ...strong, lastModified } : {};
}

/** Returns the directives of Cache-Control, with their values. */
function directivesOf(headers: Readonly<Record<string, string>>): Map<string, string> {
  const parts = (headers['cache-control'] ?? '').toLowerCase().split(',');
  return new Map(
    parts.map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name.trim(), value.trim().replaceAll('"', '')];
    }),
  );
}

/** These headers are not stored, because they say what the site knows about its visitor. */
function keptHeaders({ 'set-cookie': _, ...headers }: Readonly<Record<string, string>>) {
  return headers;
}

/** The headers of a confirmation that are about the stored page. RFC 9111, section 3.2. */
function renewed(headers: Readonly<Record<string, string>>): Record<string, string> {
  const names = ['cache-control', 'date', 'etag', 'expires', 'last-modified'];
  const kept = Object.entries(headers).filter(([name]) => names.includes(name));
  return { ...Object.fromEntries(kept), age: headers['age'] ?? '0' };
}
