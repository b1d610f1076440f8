import * as z from 'zod/mini';
import { err, ok, type Result } from '@/utils/model/result';
import { addressKey } from '@/utils/report/read-address';
import type { JudgedPin } from '@/utils/verify/judgement';
import type { CitedPassage } from './opened-report';
import { schemaFault } from './schema-fault';

/*
 * The lock file of a report records the wording of each adopted citation. It is in the repository
 * beside the report, and its changes are reviewed as those of the report are. It may come from
 * anybody, so it is read with a schema, and it decides only which words are looked for.
 */

/** What the name of a report gets for the name of its lock file. */
export const LOCK_ENDING = '.pincite.json';

/** In UTF-16 units. */
const MAX_TEXT = 100_000;
const MAX_ENTRIES = 100_000;
const Words = z.string().check(z.maxLength(MAX_TEXT));
const Offset = z.int().check(z.gte(0));

const LockEntrySchema = z.strictObject({
  address: z.string().check(
    z.maxLength(65_536),
    z.refine((address) => /^https?:/iu.test(address) && URL.canParse(address)),
  ),
  /** Where the wording is from: a quotation in the report, or the passage that the link names. */
  from: z.enum(['quotation', 'link']),
  wording: Words.check(z.regex(/[\p{L}\p{N}]/u)),
  before: Words,
  after: Words,
  /** In UTF-16 units of the page's text. */
  position: z.tuple([Offset, Offset]),
  /** SHA-256 of the page's text in UTF-8. */
  page: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** When the page was read, ISO 8601 UTC. */
  seen: z.iso.datetime(),
});
export type LockEntry = z.infer<typeof LockEntrySchema>;

const LockSchema = z.strictObject({
  pincite: z.literal(1),
  citations: z.array(LockEntrySchema).check(z.maxLength(MAX_ENTRIES)),
});

export type LockFailure =
  | { readonly code: 'lock-broken'; readonly detail: string }
  | { readonly code: 'lock-newer'; readonly detail: string };

/** The adopted wordings of a report, by the key of their citations. */
export type Lock = ReadonlyMap<string, LockEntry>;

export const NO_LOCK: Lock = new Map();

/** Refuses a file that no Pincite writes, and one that names a citation twice. */
export function readLock(json: string): Result<Lock, LockFailure> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    return err({ code: 'lock-broken', detail: String(cause) });
  }
  const version = z.looseObject({ pincite: z.number() }).safeParse(value);
  if (version.success && version.data.pincite > 1) {
    return err({ code: 'lock-newer', detail: String(version.data.pincite) });
  }
  const parsed = LockSchema.safeParse(value);
  if (!parsed.success) return err({ code: 'lock-broken', detail: schemaFault(parsed.error) });
  const lock = new Map<string, LockEntry>();
  for (const entry of parsed.data.citations) {
    const key = keyOfEntry(entry);
    if (lock.has(key)) return err({ code: 'lock-broken', detail: `twice: ${entry.address}` });
    lock.set(key, entry);
  }
  return ok(lock);
}

/** Writes a lock file: the same entries give the same bytes, one fact on each line. */
export function writeLock(lock: Lock): string {
  const citations = [...lock]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { address, from, wording, before, after, position, page, seen }]) => {
      return { address, from, wording, before, after, position, page, seen };
    });
  const json = JSON.stringify({ pincite: 1, citations }, null, 2);
  // A position is one fact.
  return `${json.replace(/\[\s+(\d+),\s+(\d+)\s+\]/gu, '[$1, $2]')}\n`;
}

/**
 * Returns the key of a citation: its address with its directive, and the quotation if the report
 * has one. Other words in the report are another citation, which is not adopted yet.
 */
export function lockKey({ address, pin }: Pick<CitedPassage, 'address' | 'pin'>): string {
  // A citation of a bundle can lack its page.
  const key = URL.canParse(address) ? addressKey(address) : address;
  return JSON.stringify([key, pin.quote]);
}

function keyOfEntry({ address, from, wording }: LockEntry): string {
  return JSON.stringify([addressKey(address), from === 'quotation' ? wording : null]);
}

/** Returns what is judged of a citation: its adopted wording, if there is one. */
export function pinWithLock(passage: CitedPassage, lock: Lock): JudgedPin {
  const entry = lock.get(lockKey(passage));
  if (entry === undefined) return passage.pin;
  const { wording, before, after, position } = entry;
  return {
    ...passage.pin,
    quote: wording,
    selectors: {
      quote: { exact: wording, prefix: before, suffix: after },
      position: { start: position[0], end: position[1] },
    },
  };
}
