import type * as Y from 'yjs';
import { type Id, isId } from './ids';

/*
 * A row's fields stand side by side in one Y.Map, under "<id>/<field>", instead of in a nested
 * map: two copies that each touch a row for the first time (one moves a clip, the other tags
 * it) then both keep their field, where one nested map would replace the other. Values that
 * only make sense together (a place: section and rank) are one field.
 */

const ID_LENGTH = 36;

/** Sets a field, unless it holds that value already: an edit that changes nothing sends nothing. */
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

/** Fields are plain JSON, made here with their keys in one order. */
function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

export type Row = ReadonlyMap<string, unknown>;

/** Every row of a map by id. Keys that are no UUID and a field are somebody else's: skipped. */
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

/** One row of a map. Linear in the map's size. */
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
