import { v7 } from 'uuid';
import * as z from 'zod/mini';

/**
 * Every id is a UUIDv7 made by the sender of a command, so that a retry never
 * doubles a record. The brand keeps the id of one kind out of another's place.
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

/** Lower-case UUID, nothing else. A report's document holds thousands, for which a schema is slow. */
export function isId<Kind extends string>(value: unknown): value is Id<Kind> {
  return typeof value === 'string' && UUID.test(value);
}

/** A zod schema for an id of one kind. */
export function idSchema<Kind extends string>() {
  return z.custom<Id<Kind>>(isId);
}
