import { encodeBase64 } from '@/utils/text/base64';

/*
 * Pincite cannot read a damaged record (a field is missing, or a value has a wrong type), but does
 * not discard it. The footer of a file keeps the readable parts of the record as JSON for a person
 * or a later Pincite.
 */

/** The parts of a damaged record that a file keeps. */
export interface SetAside {
  readonly store: string;
  /** Key of the record in its store. */
  readonly key: unknown;
  /** Path of the wrong field, or '' when the whole value is wrong. */
  readonly fault: string;
  readonly raw: unknown;
}

/** Maximum UTF-16 units of all damaged records in one file. A longer record is cut at the end. */
const ROOM = 16_000_000;
const MAX_VALUES = 50_000;
const MAX_DEPTH = 30;

/** Creates a function that copies damaged records until the maximum size is reached. */
export function createSetAside(): (
  store: string,
  key: unknown,
  fault: string,
  raw: unknown,
) => SetAside {
  const left = { units: ROOM, values: MAX_VALUES };
  return (store, key, fault, raw) => ({
    store,
    key: plain(key, left, 0),
    fault,
    raw: plain(raw, left, 0),
  });
}

interface Left {
  units: number;
  values: number;
}

/**
 * Converts a value to JSON. A value that JSON lacks becomes an object with one key that begins with
 * `$`.
 */
function plain(value: unknown, left: Left, depth: number): unknown {
  left.values -= 1;
  if (left.values < 0 || left.units <= 0) return { $cut: true };
  if (typeof value === 'string') return cut(value.toWellFormed(), left, 1, (text) => text);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: `${value}` };
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    const bytes = ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value);
    return cut(bytes, left, 4 / 3, (part) => ({ $bytes: encodeBase64(part) }));
  }
  if (typeof value !== 'object') return { [`$${typeof value}`]: String(value) };
  if (depth > MAX_DEPTH) return { $deep: true };
  if (Array.isArray(value)) return value.map((each) => plain(each, left, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return { $other: Object.prototype.toString.call(value), text: String(value).slice(0, 1_000) };
  }
  const fields = Object.entries(value).map(([name, each]) => {
    left.units -= name.length;
    return [name.slice(0, 1_000), plain(each, left, depth + 1)] as const;
  });
  return Object.fromEntries(fields);
}

function cut<T extends string | Uint8Array>(
  value: T,
  left: Left,
  unitsEach: number,
  write: (part: T) => unknown,
): unknown {
  const most = Math.floor(left.units / unitsEach);
  const part = (value.length > most ? value.slice(0, most) : value) as T;
  left.units -= part.length * unitsEach;
  if (part.length === value.length) return write(part);
  return { $begins: write(part), length: value.length };
}
