import * as z from 'zod/mini';

/**
 * Every id is a UUIDv7 made by the sender of a command, so that a retry never creates a second
 * record. The brand prevents the use of one kind of id in place of another.
 */
export type Id<Kind extends string> = string & { readonly __id: Kind };

export type ReportId = Id<'report'>;
export type SectionId = Id<'section'>;
export type StatementId = Id<'statement'>;
export type CitationId = Id<'citation'>;
export type SourceId = Id<'source'>;
export type ClipId = Id<'clip'>;
export type PinId = Id<'pin'>;
export type SnapshotId = Id<'snapshot'>;
export type RunId = Id<'run'>;
export type JobId = Id<'job'>;

/** Every place where Pincite runs has it; the types of pure files do not. */
declare const crypto: { getRandomValues(array: Uint16Array): Uint16Array };

/** The milliseconds and the counter of the last id: 48 and 12 bits. */
let last = 0n;

/**
 * Makes an id. Ids of one context are in the order in which they were made: a counter follows the
 * milliseconds.
 *
 * https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function newId<Kind extends string>(): Id<Kind> {
  const now = BigInt(Date.now()) << 12n;
  last = now > last ? now : last + 1n;
  const head = last.toString(16).padStart(15, '0');
  const random = Array.from(freshRandom(), (word, at) =>
    (at === 0 ? 0x8000 | (word & 0x3fff) : word).toString(16).padStart(4, '0'),
  );
  const [variant = '', ...rest] = random;
  // Joined at once: engines store a text that is added up as its parts, in ten times the memory.
  return [
    head.slice(0, 8),
    head.slice(8, 12),
    ['7', head.slice(12)].join(''),
    variant,
    rest.join(''),
  ].join('-') as Id<Kind>;
}

const RANDOM_WORDS = 4;
/** Random numbers for many ids, because an import makes thousands and each call costs as much. */
const pool = new Uint16Array(256 * RANDOM_WORDS);
let used = pool.length;

/** Returns random numbers that no other id has. */
function freshRandom(): Uint16Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += RANDOM_WORDS;
  return pool.subarray(used - RANDOM_WORDS, used);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Whether the value is a lower-case UUID. A report's document has thousands of ids, for which a
 * schema is slow.
 */
export function isId<Kind extends string>(value: unknown): value is Id<Kind> {
  return typeof value === 'string' && UUID.test(value);
}

/** A zod schema for an id of one kind. */
export function idSchema<Kind extends string>() {
  return z.custom<Id<Kind>>(isId);
}
