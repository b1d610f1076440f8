import type * as Y from 'yjs';
import { type Id, isId } from './ids';

/*
 * The fields of a row are entries of one Y.Map, named "<id>/<field>", instead of a nested map. If
 * two copies change a row for the first time at the same time (one moves a clip, the other tags
 * it), both changes stay; with nested maps, one would replace the other. Values that belong
 * together (a place: section and rank) are one field.
 */

const ID_LENGTH = 36;

/**
 * Sets a field, unless it has that value already, because an edit without a change must not send an
 * update.
 */
export function setField(map: Y.Map<unknown>, id: string, field: string, value: unknown): void {
  const key = `${id}/${field}`;
  if (value === null) {
    if (map.has(key)) map.delete(key);
  } else if (!sameValue(map.get(key), value)) {
    map.set(key, value);
  }
}

export function getField(map: Y.Map<unknown>, id: string, field: string): unknown {
  return map.get(`${id}/${field}`);
}

/** Compares fields, which are plain JSON with their keys in a fixed order. */
function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

export type Row = ReadonlyMap<string, unknown>;

/** Returns all rows of a map by id. Keys other than a UUID and a field are ignored. */
export function readRows(map: Y.Map<unknown>): Map<string, Row> {
  const rows = new Map<string, Map<string, unknown>>();
  map.forEach((value, key) => {
    const id = key.slice(0, ID_LENGTH);
    let row = rows.get(id);
    if (row === undefined) {
      if (key[ID_LENGTH] !== '/' || !isId(id)) return;
      row = new Map();
      rows.set(id, row);
    }
    if (key[ID_LENGTH] === '/') row.set(key.slice(ID_LENGTH + 1), value);
  });
  return rows;
}

/** Returns one row of a map. Linear in the map's size. */
export function readRow(map: Y.Map<unknown>, id: string): Row {
  const row = new Map<string, unknown>();
  map.forEach((value, key) => {
    if (key.startsWith(`${id}/`)) row.set(key.slice(id.length + 1), value);
  });
  return row;
}

export function deleteRow(map: Y.Map<unknown>, id: string): void {
  const keys = [...map.keys()].filter((key) => key.startsWith(`${id}/`));
  for (const key of keys) map.delete(key);
}

export function asString(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

export function asStringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function asInteger(value: unknown, min: number, max: number, otherwise: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) return otherwise;
  return Math.max(min, Math.min(max, value));
}

export function asId<Kind extends string>(value: unknown): Id<Kind> | null {
  return isId<Kind>(value) ? value : null;
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
