import { v7 } from 'uuid';
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

export function newId<Kind extends string>(): Id<Kind> {
  return v7() as Id<Kind>;
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
